// SPDX-License-Identifier: BSL-1.0
// What changes bring in unavailability.
#pragma once

#include <algorithm>
#include <nines/rollout/plan/change_failures.hpp>

namespace nines {

NINES_INLINE repairable<> change_failure_part(const change_failures& c) {
  constexpr auto function = "change_failure_part";
  if (!(c.deploys > 0) || !is_finite(c.deploys))
    fail(function, "deploys", c.deploys, "more than 0, and finite");
  require_positive_duration(function, "window (in hours)", c.window);
  require_duration(function, "time_to_restore (in hours)", c.time_to_restore);
  const double failures_per_hour = c.deploys / c.window.count() * c.failure.value();
  const double restoring = failures_per_hour * c.time_to_restore.count();
  if (!(restoring < 1))
    fail(function, "failures per hour times time_to_restore", restoring, "less than 1");
  return {probability<>::from_complement(restoring * c.blast_radius.value()),
          failures_per_hour * c.blast_radius.value()};
}

NINES_INLINE hours_in<double> time_at_least_capacity(const rollout_plan& plan,
                                                     const rollout_trajectory& trajectory) {
  if (!(plan.least_capacity() < 1)) return hours_in<double>(0);
  hours_in<double> time = plan.deploying_before();
  for (const auto& end : trajectory.ends()) {
    const auto until = end.verdict + plan.lag().time();
    const auto forward = plan.deploying_after();
    time += end.probability * (end.is_rolled_back ? std::min(forward, until) : forward);
    if (end.is_rolled_back)
      time += end.probability * plan.way_back(plan.stages()[end.stage].share.value());
  }
  return time;
}

NINES_INLINE probability<> blast_radius_of(const rollout_trajectory& bad,
                                           hours_in<double> time_to_restore) {
  const double exposed = (bad.exposed() + bad.passes().value() * time_to_restore) / time_to_restore;
  if (!(exposed <= 1))
    fail("blast_radius_of", "the exposure over time_to_restore", exposed, "at most 1");
  return probability<>::from_value(exposed);
}

}  // namespace nines
