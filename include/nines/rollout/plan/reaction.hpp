// SPDX-License-Identifier: BSL-1.0
// The reaction to a verdict as random times: how late it comes, and how long the way back takes.
//
//   const reaction_distributions d{.lag = sequence(scrape, decide), .rollback = redeploy};
//   const auto usual = reaction_at_mean(d);           usual.lag, usual.rollback: for a plan
//   const auto slow = reaction_at(d, 95_percent);     each at this quantile of its own
//   gone_within(d, 5min)                              both together, from the verdict on
//
// A plan has one lag and one way back. The exposure of a release is linear in both, whatever the
// shape of the way back, and neither depends on the counts: at the means, expected exposures and
// costs are exact. Percentiles of the exposure are not, and want a slow reaction beside the usual
// one. Both are independent of each other. Accuracy: that of the distributions.
// Index: reaction lag.
#pragma once

#include <nines/density/random_time.hpp>
#include <nines/rollout/plan/plan.hpp>
#include <nines/timing/sequence.hpp>

namespace nines {

/// A reaction whose times are random; both are independent.
struct reaction_distributions {
  random_time<> lag;       ///< from the analysis that shows it to the beginning of the rollback
  random_time<> rollback;  ///< of all of the traffic
  rollback_shape shape = rollback_shape::at_the_end;  ///< how the traffic leaves in that time
};

/// What a plan takes for them.
struct reaction_times {
  reaction_lag lag;        ///< a fixed lag
  rollback_path rollback;  ///< a fixed time, and the shape
};

/// The mean of each. *Throws* domain_error where one may never end, or the lag is none.
[[nodiscard]] inline reaction_times reaction_at_mean(const reaction_distributions& dists) {
  const auto rollback = dists.rollback.mean();
  if (!is_finite(rollback.count()))
    fail("reaction_at_mean", "rollback (in s)", rollback.count(), "sure to end");
  return {reaction_lag(dists.lag.mean()), {rollback, dists.shape}};
}

/// The time by which each has ended with this probability, by itself. *Throws* domain_error unless
/// 0 < probability < 1, and where it is not reached.
[[nodiscard]] inline reaction_times reaction_at(const reaction_distributions& dists,
                                                const probability<>& p) {
  const auto rollback = dists.rollback.quantile(p);
  if (!is_finite(rollback.count()))
    fail("reaction_at", "rollback (in s)", rollback.count(), "over with this probability");
  return {reaction_lag(dists.lag.quantile(p)), {rollback, dists.shape}};
}

/// The probability that a release which serves all of the traffic is gone by a time after the
/// verdict.
template <class Rep, class Period>
[[nodiscard]] probability<> gone_within(const reaction_distributions& dists,
                                        std::chrono::duration<Rep, Period> time) {
  return sequence(dists.lag, dists.rollback).cdf(time);
}

}  // namespace nines
