// SPDX-License-Identifier: BSL-1.0
// sequence(a, b, c): one after the other. sum_of(n, a): the same, n times.
//
//   F = F_a * F_b * F_c   (convolution)      mean and variance are sums
//
// Assumes independent steps. Where the sum has a closed form (closed_sums.hpp) it is that. Else
// accuracy: 1e-9 relative on both tails down to 1e-12, and on quantiles (some 1e-11 is usual); a
// tail is cut off where 1e-24 is left, so that digits are lost below 1e-12 and none is left below
// 1e-20, where a quantile is refused. The probabilities of each sum are added up as a check:
// convergence_error when they miss 1e-10, or where a density does not settle. Cost: 500 to 30 000
// blocks of quadrature per step, few where all are smooth, once (plan_percentiles of
// bench/timing_bench.cpp); for a quantile then see percentile_alone there. Clocks and records that
// have no common interval leave a kink for each pair: the whole sum has a budget of 1.4e6 blocks,
// and then throws convergence_error; certain_within() bounds such a plan. The smoothest steps are
// summed first, which leaves the fewest breakpoints.
// Index: sum of random times.
#pragma once

#include <nines/density/random_time.hpp>
#include <nines/density/sum_of_parts.hpp>
#include <nines/density/table_distribution.hpp>
#include <nines/timing/arguments.hpp>
#include <nines/timing/closed_sums.hpp>
#include <nines/timing/shifted.hpp>

namespace nines {

namespace detail {

/// A sum of steps, by its table; moments and certain bounds are from the steps themselves.
template <class T>
class sum_distribution : public distribution_members<sum_distribution<T>, T>,
                         public distribution_by_table<T> {
 public:
  using distribution_by_table<T>::at;
  sum_distribution(table_parts<T> tables, double work, std::vector<random_time<T>> steps)
      : distribution_by_table<T>(std::move(tables), work), steps_(std::move(steps)) {}

  [[nodiscard]] T mean_seconds() const {
    T sum = zero<T>();
    for (const auto& step : steps_) sum += step.mean_seconds();
    return sum;
  }
  [[nodiscard]] T variance_seconds() const {
    T sum = zero<T>();
    for (const auto& step : steps_) sum += step.variance_seconds();
    return sum;
  }
  [[nodiscard]] cell_counts<T> cells(const cell_grid<T>& grid) const {
    cell_counts<T> sum = steps_.front().cells(grid);
    for (std::size_t i = 1; i < steps_.size(); ++i) sum = sum_of_cells(sum, steps_[i].cells(grid));
    return sum;
  }

 private:
  std::vector<random_time<T>> steps_;
};

/// The order of the roughest point of a distribution.
template <class T>
T roughness(const table_parts<T>& dist) {
  T order = smooth_order<T>;
  for (const auto& table : dist.tables) {
    if (!table.atoms.empty()) order = T(-1);
    for (const auto& b : table.breakpoints) order = std::min(order, b.order);
  }
  return order;
}

/// The tables of a sum: the smoothest first.
template <class T>
table_parts<T> sum_of_tables(std::vector<table_parts<T>> dists, work_budget& work) {
  std::stable_sort(dists.begin(), dists.end(),
                   [](const auto& a, const auto& b) { return roughness(a) > roughness(b); });
  table_parts<T> sum = std::move(dists.front());
  for (std::size_t i = 1; i < dists.size(); ++i)
    sum = convolved(std::move(sum), std::move(dists[i]), work);
  return sum;
}
/// The same of distributions; some add a part by themselves, once the rest of the sum is there.
template <class T>
table_parts<T> tables_of_sum(const std::vector<random_time<T>>& dists, work_budget& work) {
  std::vector<table_parts<T>> tables;
  tables.reserve(dists.size());
  for (const auto& dist : dists) tables.push_back(dist.summand(work));
  table_parts<T> sum = sum_of_tables(std::move(tables), work);
  for (const auto& dist : dists) sum = dist.with_rest(std::move(sum), work);
  return sum;
}

/// The sum of steps, out of the budget of a larger question.
template <class T>
random_time<T> sequence_of(const std::vector<random_time<T>>& steps, work_budget& work) {
  if (steps.size() == 1) return steps.front();
  const merged_steps<T> parts = merged(steps);
  if (parts.dists.empty()) return fixed_time<T>(seconds_in<T>(parts.delay));
  if (parts.dists.size() == 1)
    return parts.delay > zero<T>() ? shifted(parts.dists.front(), seconds_in<T>(parts.delay))
                                   : parts.dists.front();
  const double before = work.spent();
  auto tables = tables_of_sum(parts.dists, work);
  const random_time<T> sum = sum_distribution<T>(std::move(tables), work.spent() - before,
                                                 parts.dists);  // blocks, which add up
  return parts.delay > zero<T>() ? shifted(sum, seconds_in<T>(parts.delay)) : sum;
}
template <class T>
random_time<T> sequence_of(const std::vector<random_time<T>>& steps) {
  auto work = work_of_tables("sequence");
  return sequence_of(steps, work);
}

}  // namespace detail

/// The time of steps one after the other. *Assumes* independent steps. *Throws* domain_error for an
/// empty range; convergence_error where the accuracy of this header is not reached.
template <random_time_like First, random_time_like... Rest>
[[nodiscard]] random_time<time_scalar<First, Rest...>> sequence(const First& first,
                                                                const Rest&... rest) {
  return detail::sequence_of(detail::listed(first, rest...));
}
/// The same of a range of distributions, such as a vector of random_time. *Throws* domain_error for
/// an empty one.
template <distribution_range R>
[[nodiscard]] random_time<detail::distribution_scalar<R>> sequence(const R& steps) {
  return detail::sequence_of(detail::listed("sequence", steps));
}

namespace detail {

/// A step n times over, out of the budget of a larger question.
template <class T>
random_time<T> repeat_of(std::size_t n, random_time<T> power, work_budget& work) {
  std::vector<random_time<T>> parts;
  for (; n > 0; n /= 2) {
    if (n % 2 == 1) parts.push_back(power);
    if (n > 1) power = sequence_of<T>({power, power}, work);
  }
  return sequence_of(parts, work);
}

}  // namespace detail

/// The time of a step n times over, independent each time; at most 2 log2(n) sums, out of one
/// budget: that of one sum for up to 3 steps, half as much again for more.
/// *Throws* as sequence(), and domain_error for n = 0.
template <random_time_like Dist>
[[nodiscard]] random_time<time_scalar<Dist>> sum_of(std::size_t n, const Dist& step) {
  using T = time_scalar<Dist>;
  if (n == 0) fail("sum_of", "n", n, "1 or more");
  auto work = work_of_tables("sum_of", n < 4 ? 1 : 1.5);
  return detail::repeat_of<T>(n, random_time<T>(step), work);
}

}  // namespace nines

#ifdef NINES_COMPILED
extern template nines::random_time<double> nines::detail::sequence_of(
    const std::vector<nines::random_time<double>>&);
extern template nines::random_time<double> nines::detail::sequence_of(
    const std::vector<nines::random_time<double>>&, nines::work_budget&);
#endif
