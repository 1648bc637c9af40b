// SPDX-License-Identifier: BSL-1.0
// Probabilities of cells that fall like a geometric series from some cell on.
//
//   m_(k+1) = ratio m_k      the share `ratio` of what is left goes on, `hazard` does not
#pragma once

#include <cmath>
#include <nines/scalar.hpp>
#include <vector>

namespace nines::detail {
/// Up to few_cells cells are added to a sum by their steps, up to some_cells as times of their own.
inline constexpr std::size_t few_cells = 16;
inline constexpr std::size_t some_cells = 64;

/// The number of the first of geometric probabilities, m_(k+1) = ratio m_k, and the log of the
/// ratio.
template <class T>
struct geometric_tail {
  std::size_t first;
  T log_ratio;
};
}  // namespace nines::detail

namespace nines {

/// What comes after the last listed cell, of probability `mass`: each further cell takes the
/// share `hazard` of what is left, and leaves the share `ratio`.
template <class T>
struct geometric_later_cells {
  T mass = zero<T>();   ///< probability of all later cells together; 0: there are none
  T hazard = one<T>();  ///< share of what is left that the next cell takes
  T ratio = zero<T>();  ///< share that it leaves: 1 - hazard, with its own digits
};

}  // namespace nines

namespace nines::detail {
/// The tail of probabilities that is geometric to 1e-10 of each; of none where `first` is their
/// number.
template <class T>
geometric_tail<T> geometric_tail_of(const std::vector<T>& probabilities) {
  const std::size_t last = probabilities.size() - 1;
  for (std::size_t first = 0; first + some_cells < last; first = first == 0 ? 8 : 2 * first) {
    const T steps = T(last - first);  // a number of cells, exact in T
    const T log_ratio = log_of(T(probabilities[last] / probabilities[first])) / steps;
    const T ratio = exp_of(log_ratio);
    T expected = probabilities[first];
    std::size_t k = first;
    while (k <= last && std::abs(probabilities[k] - expected) <= T(1e-10) * expected) {
      expected *= ratio;
      ++k;
    }
    if (k > last) return {first, log_ratio};
  }
  return {probabilities.size(), zero<T>()};
}

}  // namespace nines::detail
