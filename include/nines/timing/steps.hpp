// SPDX-License-Identifier: BSL-1.0
// Which step costs most, and the wrong ways to add percentiles beside the right one.
//
//   shares(steps, t)        the mean of each step given that all take t:  E[X_i | sum = t]
//   compare(steps, chance)  the quantile; the sum of quantiles (too much: not all are late at once),
//                           the sum of means (too little), a lognormal law of the same mean and
//                           variance (Fenton & Wilkinson), the worst case
//
// The shares add up to t. Accuracy: as sequence(). Cost: of shares(), as many sums for each step as
// there are others.
// Source: Fenton 1960 for the lognormal match.
#pragma once

#include <nines/timing/from_distribution.hpp>
#include <nines/timing/sequence.hpp>

namespace nines {

/// The law of a lognormal time with this mean and variance: what Fenton and Wilkinson put in place
/// of a sum. *Throws* domain_error unless both are finite and more than 0.
template <class T, class Rep, class Period>
[[nodiscard]] lognormal_time<T> lognormal_match(std::chrono::duration<Rep, Period> mean,
                                                const T& variance) {
  const T seconds = detail::seconds_of<T>("lognormal_match", "mean", mean, true);
  if (!(variance > 0)) detail::fail("lognormal_match", "variance", variance, "more than 0");
  const T square = detail::log1p_of(T(variance / (seconds * seconds)));
  return {seconds_in<T>(seconds * detail::exp_of(T(-square / 2))), detail::sqrt_of(square)};
}

/// A percentile of a sequence, and what else people take for it.
template <class T = double>
struct percentile_comparison {
  seconds_in<T> exact;
  seconds_in<T> sum_of_percentiles;
  seconds_in<T> sum_of_means;
  seconds_in<T> lognormal_fit;  ///< of a lognormal law with the same mean and variance
  seconds_in<T> worst_case;     ///< may be infinite
};

/// The quantile of steps one after the other, beside the wrong ways. *Throws* domain_error for no
/// step, unless 0 < chance < 1, and where all steps are fixed.
template <law_range R, class T>
[[nodiscard]] percentile_comparison<T> compare(const R& steps, const probability<T>& chance) {
  const auto laws = detail::listed("compare", steps);
  const auto all = sequence(laws);
  percentile_comparison<T> result{};
  result.exact = all.quantile(chance);
  for (const auto& law : laws) result.sum_of_percentiles += law.quantile(chance);
  result.sum_of_means = all.mean();
  result.lognormal_fit = lognormal_match<T>(all.mean(), all.variance()).quantile(chance);
  result.worst_case = all.most();
  return result;
}

namespace detail {

/// The mean share of one part of a sum of two, given the time t of both (from both origins).
template <class T>
T share_of(const tabulated<T>& part, const tabulated<T>& others, const T& t) {
  convolution<T> density(part, others);
  const T all = density(t);
  if (!(all > zero<T>()))
    fail("shares", "t (s)", part.origin + others.origin + t,
         "a time at which the sum has a density");
  return part.origin + density.weighted(t, [](const T& s) { return s; }) / all;
}

}  // namespace detail

/// The mean length of each step, given that all together take t: what a late recovery is made of.
/// *Throws* domain_error for no step, and where the sum has no density at t.
template <law_range R, class Rep, class Period>
[[nodiscard]] auto shares(const R& steps, std::chrono::duration<Rep, Period> t) {
  using T = detail::law_scalar<R>;
  const auto laws = detail::listed("shares", steps);
  const T seconds = detail::seconds_of<T>("shares", "t", t);
  std::vector<detail::tabulated<T>> tables;
  for (const auto& law : laws) tables.push_back(law.table());
  std::vector<seconds_in<T>> result;
  for (std::size_t i = 0; i < tables.size(); ++i) {
    std::vector<detail::tabulated<T>> others;
    for (std::size_t j = 0; j < tables.size(); ++j)
      if (j != i) others.push_back(tables[j]);
    if (others.empty()) return std::vector<seconds_in<T>>{seconds_in<T>(seconds)};
    const auto rest = detail::sum_of_tables(std::move(others));
    const T time = seconds - tables[i].origin - rest.origin;  // since the shortest
    result.emplace_back(detail::share_of(tables[i], rest, time));
  }
  return result;
}

}  // namespace nines
