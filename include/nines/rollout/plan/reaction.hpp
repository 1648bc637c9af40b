// SPDX-License-Identifier: BSL-1.0
// The reaction to a verdict as laws of durations: how late it comes, and how long the way back
// takes.
//
//   const reaction_laws laws{.lag = sequence(scrape, decide), .rollback = lognormal_time(...)};
//   const auto usual = reaction_at_mean(laws);               usual.lag, usual.rollback: for a plan
//   const auto slow = reaction_at(laws, 95_percent);         each at this quantile of its own
//   gone_within(laws, 5min)                                  both together, from the verdict on
//
// A plan has one lag and one way back. What a release exposes is linear in both, whatever the shape
// of the way back, and neither depends on the counts: at the means, expected exposures and costs
// are exact. Percentiles of the exposure are not, and want a slow reaction beside the usual one.
// Both are independent of each other. Accuracy: that of the laws.
// Index: reaction lag.
#pragma once

#include <nines/density/duration_law.hpp>
#include <nines/rollout/plan/plan.hpp>
#include <nines/timing/sequence.hpp>

namespace nines {

struct reaction_laws {
  duration_law<> lag;       ///< from the look that shows it to the beginning of the rollback
  duration_law<> rollback;  ///< of all of the traffic
  rollback_shape shape = rollback_shape::at_the_end;
};

/// What a plan takes for them.
struct reaction_times {
  reaction_lag lag;
  rollback_path rollback;
};

/// The mean of each. *Throws* domain_error where one may never end, or the lag is none.
[[nodiscard]] inline reaction_times reaction_at_mean(const reaction_laws& laws) {
  const auto rollback = laws.rollback.mean();
  if (!detail::is_finite(rollback.count()))
    detail::fail("reaction_at_mean", "rollback (in s)", rollback.count(), "sure to end");
  return {reaction_lag(laws.lag.mean()), {rollback, laws.shape}};
}

/// The time by which each is over with this chance, by itself. *Throws* domain_error unless
/// 0 < chance < 1, and where it is not reached.
[[nodiscard]] inline reaction_times reaction_at(const reaction_laws& laws,
                                                const probability<>& chance) {
  const auto rollback = laws.rollback.quantile(chance);
  if (!detail::is_finite(rollback.count()))
    detail::fail("reaction_at", "rollback (in s)", rollback.count(), "over with this chance");
  return {reaction_lag(laws.lag.quantile(chance)), {rollback, laws.shape}};
}

/// The chance that a release which serves all of the traffic is gone so long after the verdict.
template <class Rep, class Period>
[[nodiscard]] probability<> gone_within(const reaction_laws& laws,
                                        std::chrono::duration<Rep, Period> time) {
  return sequence(laws.lag, laws.rollback).within(time);
}

}  // namespace nines
