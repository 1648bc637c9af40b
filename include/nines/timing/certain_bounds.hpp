// SPDX-License-Identifier: BSL-1.0
// certain_within(plan, t), certain_quantile(plan, probability): bounds that are certain.
//
//   each leaf of the plan is rounded down, or up, to a multiple of a cell; then
//   P(plan of rounded up <= t)  <=  P(plan <= t)  <=  P(plan of rounded down <= t)
//
// An answer where certainty is worth the cost, and an independent check of sequence(): nothing that
// is tabulated enters, however plans nest. The probabilities of the distributions at the leaves are
// taken as right to 1e-12; for that, and for rounding, the bounds are widened by some 1e-12 per
// leaf. They narrow as 1 / cells. Cost: 4 cells^2 per sum; where cells^2 of all sums is more than
// 1e10 it is refused.
// Index: certified bounds.
#pragma once

#include <nines/density/random_time.hpp>
#include <nines/probability/bounds.hpp>
#include <nines/timing/arguments.hpp>

namespace nines {

/// Certain bounds of a duration: lower <= duration <= upper.
template <class T = double>
struct duration_bracket {
  seconds_in<T> lower, upper;  ///< in seconds, both included
};

namespace detail {

template <class T>
cell_counts<T> cells_of_steps(const std::vector<random_time<T>>& steps, const cell_grid<T>& grid) {
  cell_counts<T> sum = steps.front().cells(grid);
  for (std::size_t i = 1; i < steps.size(); ++i) sum = sum_of_cells(sum, steps[i].cells(grid));
  return sum;
}
/// Each sum takes the square of the number of cells, twice.
inline void check_cells(const char* function, std::size_t cells, std::size_t steps) {
  if (cells == 0) fail(function, "cells", cells, "1 or more");
  const auto n = static_cast<double>(cells);
  work_budget work(function, 1e10, "operations", "ask for fewer cells, or of fewer steps");
  work.spend(n * (n * static_cast<double>(steps - 1) + 100 * static_cast<double>(steps)));
}
/// A bound made wider by what it may be wrong by.
template <class T>
probability<T> widened(const probability<T>& p, const T& error, bool up) {
  const T less = 1 - error;  // benign: error is far below 1, and what it widens is a bound
  const T more = 1 + error;
  const T value = p.value() * (up ? less : more);
  const T complement = p.complement() * (up ? more : less);
  return {unchecked, std::min(value, one<T>()), std::min(complement, one<T>())};
}
/// The first number of cells by which the probability is reached, for certain or perhaps; else one
/// more.
template <class T>
std::size_t cells_until(const cell_counts<T>& cells, const probability<T>& prob, bool up) {
  const auto found = std::partition_point(cells.by.begin(), cells.by.end(), [&](const auto& p) {
    return widened(p, cells.error, up) < prob;
  });
  return static_cast<std::size_t>(found - cells.by.begin());
}
/// A time by which the probability is reached for certain.
template <class T>
T certain_horizon(const std::vector<random_time<T>>& steps, const probability<T>& prob) {
  constexpr std::size_t few = 64;
  T horizon = zero<T>();
  for (const auto& step : steps) horizon += step.quantile(prob).count();
  if (!(horizon > zero<T>())) horizon = one<T>();
  for (int doublings = 0; doublings < 60 && is_finite(horizon); ++doublings) {
    const T width = horizon / T(few);
    const auto k = cells_until(cells_of_steps(steps, {width, few, true}), prob, true);
    if (k <= few) return width * T(std::max<std::size_t>(k, 1));
    horizon *= 2;
  }
  give_up("certain_quantile", "no bound up to " + describe(horizon) + " s");
}

}  // namespace detail

/// Certain bounds of the probability that the steps, one after the other, take at most t. *Throws*
/// domain_error for no step, no cell, a step that is known by its table alone (given_completion(),
/// backup_loss() with a random time), or a time that is not finite and more than 0.
template <distribution_range R, class Rep, class Period>
[[nodiscard]] auto certain_within(const R& steps, std::chrono::duration<Rep, Period> t,
                                  std::size_t cells = 1000) {
  using T = detail::distribution_scalar<R>;
  const auto dists = detail::listed("certain_within", steps);
  const T seconds = seconds_of<T>("certain_within", "t", t, true);
  detail::check_cells("certain_within", cells, dists.size());
  const T width = seconds / T(cells);
  const auto low = detail::cells_of_steps(dists, {width, cells, true});
  const auto high = detail::cells_of_steps(dists, {width, cells, false});
  return bounds<T>{detail::widened(low.by.back(), low.error, true),
                   detail::widened(high.by.back(), high.error, false)};
}
/// The same of any distribution, however it is composed.
template <random_time_like Dist, class Rep, class Period>
[[nodiscard]] auto certain_within(const Dist& dist, std::chrono::duration<Rep, Period> t,
                                  std::size_t cells = 1000) {
  return certain_within(detail::listed(dist), t, cells);
}

/// Certain bounds of the time by which the steps, one after the other, have ended with a
/// probability. *Throws* domain_error as certain_within(), and unless 0 < probability < 1 and the
/// steps end with more than that probability; convergence_error where no upper bound is found.
template <distribution_range R, class T>
[[nodiscard]] duration_bracket<T> certain_quantile(const R& steps, const probability<T>& prob,
                                                   std::size_t cells = 1000) {
  const auto dists = detail::listed("certain_quantile", steps);
  detail::check_cells("certain_quantile", cells, dists.size());
  if (!(prob.value() > 0 && prob.complement() > 0))
    fail("certain_quantile", "probability", prob.value(), "more than 0 and less than 1");
  auto ends = probability<T>::always();
  for (const auto& dist : dists) ends = both(ends, dist.completion_probability());
  if (!(prob < ends))
    fail("certain_quantile", "probability", prob.value(), "less than the probability to end");
  const T width = detail::certain_horizon(dists, prob) / T(cells);
  const auto late = detail::cells_of_steps(dists, {width, cells, true});
  const auto early = detail::cells_of_steps(dists, {width, cells, false});
  const T until = T(detail::cells_until(early, prob, false));
  const T lower = until > 1 ? width * (until - 1) : zero<T>();
  const T upper = width * T(std::min(detail::cells_until(late, prob, true), cells));
  return {seconds_in<T>(lower), seconds_in<T>(upper)};
}
/// The same of any distribution, however it is composed.
template <random_time_like Dist, class T>
[[nodiscard]] duration_bracket<T> certain_quantile(const Dist& dist, const probability<T>& prob,
                                                   std::size_t cells = 1000) {
  return certain_quantile(detail::listed(dist), prob, cells);
}

}  // namespace nines

#ifdef NINES_COMPILED
extern template double nines::detail::certain_horizon(
    const std::vector<nines::random_time<double>>&, const nines::probability<double>&);
#endif
