// SPDX-License-Identifier: BSL-1.0
// How far two numbers are apart, in epsilons of the expected one: for small numbers as for large.
#pragma once

#include <cmath>
#include <limits>

namespace nines_test {

template <class T>
T epsilons_apart(T computed, T expected) {
  if (computed == expected) return 0;
  return std::abs(computed - expected) / std::abs(expected) / std::numeric_limits<T>::epsilon();
}

}  // namespace nines_test
