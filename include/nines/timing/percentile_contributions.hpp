// SPDX-License-Identifier: BSL-1.0
// Which step costs most, and the wrong ways to add percentiles beside the right one.
//
//   percentile_contributions(steps, t)   the mean of each step given that all take t:
//                                        E[X_i | sum = t]
//   compare(steps, p)                    the quantile; the sum of quantiles (too much: not all are
//                                        late at once); the sum of means (too little); a lognormal
//                                        time of the same mean and variance (Fenton & Wilkinson);
//                                        the worst case
//
// The shares add up to t: see contributions.hpp.
// Source: Fenton 1960 for the lognormal match.
// Index: percentile contributions, Fenton-Wilkinson approximation.
#pragma once

#include <nines/density/random_time.hpp>
#include <nines/distribution/boost.hpp>
#include <nines/timing/contributions.hpp>
#include <nines/timing/sequence.hpp>

namespace nines {

/// The distribution of a lognormal time with this mean and variance: what Fenton and Wilkinson put
/// in place of a sum. *Throws* domain_error unless both are finite and more than 0.
template <class T, class Rep, class Period>
[[nodiscard]] lognormal_time<T> lognormal_match(std::chrono::duration<Rep, Period> mean,
                                                const T& variance) {
  const T seconds = seconds_of<T>("lognormal_match", "mean", mean, true);
  if (!(variance > 0)) fail("lognormal_match", "variance", variance, "more than 0");
  const T square = log1p_of(T(variance / (seconds * seconds)));
  return {seconds_in<T>(seconds * exp_of(T(-square / 2))), sqrt_of(square)};
}

/// A percentile of a sequence, and what else people take for it.
template <class T = double>
struct percentile_comparison {
  seconds_in<T> exact;  ///< the quantile of the sum
  /// The sum of the steps' own quantiles at p: too much, since not all are late at once.
  seconds_in<T> sum_of_percentiles;
  seconds_in<T> sum_of_means;   ///< too little for a high percentile
  seconds_in<T> lognormal_fit;  ///< of a lognormal distribution with the same mean and variance
  seconds_in<T> worst_case;     ///< may be infinite
};

namespace detail {
/// The quantile of the lognormal match; the mean itself of a fixed time, infinite
/// if the variance is.
template <class T>
seconds_in<T> fitted(const random_time<T>& dist, const probability<T>& p) {
  const T variance = dist.variance();
  if (variance == zero<T>()) return dist.mean();
  if (!is_finite(variance)) return seconds_in<T>(variance);
  return lognormal_match<T>(dist.mean(), variance).quantile(p);
}
}  // namespace detail

/// The quantile of steps one after the other, beside the wrong ways. *Throws* domain_error for no
/// step, and unless 0 < probability < 1.
template <distribution_range R, class T>
[[nodiscard]] percentile_comparison<T> compare(const R& steps, const probability<T>& p) {
  const auto dists = detail::listed("compare", steps);
  const auto all = sequence(dists);
  percentile_comparison<T> result{};
  result.exact = all.quantile(p);
  for (const auto& dist : dists) result.sum_of_percentiles += dist.quantile(p);
  result.sum_of_means = all.mean();
  result.lognormal_fit = detail::fitted(all, p);
  result.worst_case = all.max();
  return result;
}

}  // namespace nines

#ifdef NINES_COMPILED
extern template nines::seconds_in<double> nines::detail::fitted(const nines::random_time<double>&,
                                                                const nines::probability<double>&);
#endif
