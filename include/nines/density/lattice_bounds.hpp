// SPDX-License-Identifier: BSL-1.0
// A duration in whole cells of a grid, rounded down or up: what certain bounds are computed from.
//
// A distribution's `cells(grid)` tells P(D <= k) for k = 0 ... grid.count of a whole number D of
// cells that is never more (rounded down), or never less (up), than the duration. Sums, races,
// maxima, mixtures and timeouts of such numbers are such numbers again, as none gets shorter when a
// part gets longer.
#pragma once

#include <algorithm>
#include <nines/distribution/singularities.hpp>

namespace nines::detail {

template <class T>
struct cell_grid {
  T width;
  std::size_t count;
  bool up;  // how durations are rounded
};

/// The probability of at most k cells, at each k, and the relative error of both sides.
template <class T>
struct cell_counts {
  std::vector<probability<T>> by;
  T error;
};

/// A distribution that is evaluated, and taken as right to 1e-12.
template <class T, class Dist>
cell_counts<T> cells_of_leaf(const Dist& dist, const cell_grid<T>& grid) {
  cell_counts<T> result{{}, T(1e-12)};
  for (std::size_t k = 0; k <= grid.count; ++k)
    result.by.push_back(grid.up ? dist.at(grid.width * T(k)).cdf
                                : dist.at(grid.width * T(k + 1)).before);
  return result;
}

/// The probability of each number of cells. The errors of neighbouring probabilities cancel in what
/// follows (a sum over masses is one over probabilities, by parts); what rounding adds is counted
/// there.
template <class T>
std::vector<T> masses(const std::vector<probability<T>>& by) {
  std::vector<T> result;
  auto last = probability<T>::never();
  for (const auto& now : by) {
    const bool low = now.value() <= now.complement();
    result.push_back(std::max(
        zero<T>(), low ? T(now.value() - last.value()) : T(last.complement() - now.complement())));
    last = now;
  }
  return result;
}

/// The cells of a sum. Cost: the square of their number, in products and in additions.
template <class T>
cell_counts<T> sum_of_cells(const cell_counts<T>& a, const cell_counts<T>& b) {
  const std::size_t count = a.by.size();
  const std::vector<T> mass = masses(a.by);
  std::vector<T> values;  // of b, and its complements
  std::vector<T> complements;
  for (const auto& p : b.by) {
    values.push_back(p.value());
    complements.push_back(p.complement());
  }
  cell_counts<T> sum{std::vector<probability<T>>(count), T()};
  for (std::size_t n = 0; n < count; ++n) {
    T value = zero<T>();
    T complement = a.by[n].complement();
    const T* of_a = mass.data();
    const T* of_b = values.data();
    const T* not_b = complements.data();
    for (std::size_t k = 0; k <= n; ++k) {
      value += of_a[k] * of_b[n - k];
      complement += of_a[k] * not_b[n - k];
    }
    sum.by[n] = {unchecked, value, complement};
  }
  sum.error = 2 * (a.error + b.error) + 8 * std::numeric_limits<T>::epsilon() * T(count);
  return sum;
}

/// The cells of a function, at each instant, of two distributions.
template <class T, class Combine>
cell_counts<T> combined_cells(cell_counts<T> a, const cell_counts<T>& b, const Combine& combine) {
  for (std::size_t k = 0; k < a.by.size(); ++k) a.by[k] = combine(a.by[k], b.by[k]);
  a.error += b.error + 4 * std::numeric_limits<T>::epsilon();
  return a;
}

}  // namespace nines::detail

#ifdef NINES_COMPILED
extern template nines::detail::cell_counts<double> nines::detail::sum_of_cells(
    const nines::detail::cell_counts<double>&, const nines::detail::cell_counts<double>&);
#endif
