// SPDX-License-Identifier: BSL-1.0
// Sums of double that have a closed form.
#pragma once

#include <nines/distribution/boost.hpp>
#include <nines/inline.hpp>
#include <nines/timing/closed_sums.hpp>

namespace nines::detail {

NINES_INLINE std::vector<random_time<double>> distributions_of(const sum_terms<double>& terms,
                                                               bool is_all) {
  return distributions_of<double>(terms, is_all);
}

}  // namespace nines::detail
