// SPDX-License-Identifier: BSL-1.0
// One unit as a chain, from its rates of failure and repair.
#pragma once

#include <nines/markov/chain/chain_builder.hpp>

namespace nines_test {

template <class T = double>
nines::chain<T> one_unit(const T& failure, const T& repair) {
  return nines::chain_builder<T>()
      .add("up", "down", failure)
      .add("down", "up", repair)
      .label("up", {"up"})
      .build();
}

}  // namespace nines_test
