// SPDX-License-Identifier: BSL-1.0
// certain_within(steps, t, cells): the chance of a sequence, between two bounds that are certain.
//
//   each step is rounded down, or up, to a multiple of h = t / cells; then
//   P(sum of rounded up <= t)  <=  P(sum <= t)  <=  P(sum of rounded down <= t)
//
// An independent check of sequence(), and an answer where certainty is worth the cost. The chances
// of the steps themselves are taken as right to 1e-13; for that and for rounding (sums of positive
// terms, and differences of neighbouring chances on their small side) the bracket is widened by
// 1e-12 and some epsilon per cell and step. It narrows as 1 / cells. Cost: 4 cells^2 per step.
#pragma once

#include <nines/timing/law_list.hpp>

namespace nines {

/// Bounds that are certain.
template <class V>
struct bracket {
  V lower, upper;
};

namespace detail {

/// A whole number of cells: the chance of each up to n, and both sides at each.
template <class T>
struct cell_counts {
  std::vector<T> mass;
  std::vector<probability<T>> by;
};

/// A duration in cells, rounded up or down.
template <class T>
cell_counts<T> in_cells(const duration_law<T>& law, const T& t, std::size_t cells, bool up) {
  cell_counts<T> result;
  auto last = probability<T>::never();
  for (std::size_t k = 0; k <= cells; ++k) {
    const T edge = t * T(up ? k : k + 1) / T(cells);
    const auto instant = law.at(edge);
    const probability<T> now = up ? instant.within : instant.before;
    const bool low = now.value() <= now.complement();
    const T mass = low ? now.value() - last.value()             // on the small side, as said
                       : last.complement() - now.complement();  // above
    result.mass.push_back(std::max(zero<T>(), mass));
    result.by.push_back(now);
    last = now;
  }
  return result;
}

/// The chance that a sum of two is within n cells.
template <class T>
probability<T> sum_within(const cell_counts<T>& a, const std::vector<probability<T>>& b,
                          std::size_t n) {
  T value = zero<T>();
  T complement = a.by[n].complement();
  for (std::size_t k = 0; k <= n; ++k) {
    value += a.mass[k] * b[n - k].value();  // an index
    complement += a.mass[k] * b[n - k].complement();
  }
  return {unchecked, value, complement};
}

template <class T>
probability<T> sum_within(const std::vector<duration_law<T>>& steps, const T& t, std::size_t cells,
                          bool up) {
  auto sum = in_cells(steps.front(), t, cells, up).by;
  for (std::size_t i = 1; i < steps.size(); ++i) {
    const auto step = in_cells(steps[i], t, cells, up);
    std::vector<probability<T>> next(cells + 1);
    for (std::size_t n = i + 1 < steps.size() ? 0 : cells; n <= cells; ++n)
      next[n] = sum_within(step, sum, n);
    sum = std::move(next);
  }
  return sum.back();
}

}  // namespace detail

/// Certain bounds of the chance that the steps, one after the other, take at most t. *Throws*
/// domain_error for no step, no cell, or a time that is not finite and more than 0.
template <law_range R, class Rep, class Period>
[[nodiscard]] auto certain_within(const R& steps, std::chrono::duration<Rep, Period> t,
                                  std::size_t cells = 1000) {
  using T = detail::law_scalar<R>;
  const auto laws = detail::listed("certain_within", steps);
  const T seconds = detail::seconds_of<T>("certain_within", "t", t, true);
  if (cells == 0) detail::fail("certain_within", "cells", cells, "1 or more");
  const T slack = T(1e-12) + 8 * std::numeric_limits<T>::epsilon() * T(cells) * T(laws.size());
  const auto low = detail::sum_within(laws, seconds, cells, true);
  const auto high = detail::sum_within(laws, seconds, cells, false);
  const T less = 1 - slack;  // of a bound
  const T more = 1 + slack;
  const auto at_most_one = [](const T& x) { return std::min(x, detail::one<T>()); };
  return bracket<probability<T>>{
      {detail::unchecked, low.value() * less, at_most_one(low.complement() * more)},
      {detail::unchecked, at_most_one(high.value() * more), high.complement() * less}};
}

}  // namespace nines
