// SPDX-License-Identifier: BSL-1.0
// Unavailability that changes bring: some deploys fail, are restored after a time, and reach a
// share of the users meanwhile.
//
//   U = (deploys per time) x (change failure rate) x (time to restore) x (blast radius)
//
// As a part of the algebra it is put in series with the hardware: it fails deploys x rate x radius
// times per time and takes the time to restore. So a better rollout shows in the availability of
// the service. Assumes that failures of changes do not overlap. Accuracy: 4 epsilon of U. The four
// figures are what DORA's reports ask for (deployment frequency, change failure rate, time to
// restore), with the reach of rollout plans for the fourth.
// Index: change failure rate.
#pragma once

#include <nines/repairable/repairable.hpp>
#include <nines/rollout/risk/trajectory.hpp>

namespace nines {

/// The four figures by which changes bring unavailability.
struct change_failures {
  double deploys = 0;                                    ///< in the window
  hours_in<double> window{0};                            ///< year_365 for deploys a year
  probability<> failure = probability<>::never();        ///< the change failure rate
  hours_in<double> time_to_restore{0};                   ///< of a change that failed
  probability<> blast_radius = probability<>::always();  ///< the share of users that it reaches
};

/// A service that only its changes bring down. *Throws* domain_error unless deploys and window are
/// more than 0, the time to restore is not negative, and the failed changes are restored before the
/// next one fails, on average.
[[nodiscard]] inline repairable<> change_failure_part(const change_failures& c) {
  constexpr auto function = "change_failure_part";
  if (!(c.deploys > 0) || !is_finite(c.deploys))
    fail(function, "deploys", c.deploys, "more than 0, and finite");
  require_positive_duration(function, "window (in hours)", c.window);
  require_duration(function, "time_to_restore (in hours)", c.time_to_restore);
  const double failures_per_hour = priced(c.failure.value(), c.deploys / c.window.count());
  const double restoring = priced(failures_per_hour, c.time_to_restore.count());
  if (!(restoring < 1))
    fail(function, "failures per hour times time_to_restore", restoring, "less than 1");
  return {probability<>::from_complement(restoring * c.blast_radius.value()),
          failures_per_hour * c.blast_radius.value()};
}

/// How long a release runs at the least capacity of its plan, on average: while it is deployed, as
/// far as it gets before the rollback begins, and on the way back. 0 where all of the capacity
/// stays.
[[nodiscard]] inline hours_in<double> time_at_least_capacity(const rollout_plan& plan,
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

/// The blast radius of a bad release under a plan, over the time until it is restored if it gets
/// through: the expected exposure of the rollout (time of full traffic) over that time. *Throws*
/// domain_error unless the time is at least the exposure.
[[nodiscard]] inline probability<> blast_radius_of(const rollout_trajectory& bad,
                                                   hours_in<double> time_to_restore) {
  const double exposed = (bad.exposed() + bad.passes().value() * time_to_restore) / time_to_restore;
  if (!(exposed <= 1))
    fail("blast_radius_of", "the exposure over time_to_restore", exposed, "at most 1");
  return probability<>::from_value(exposed);
}

}  // namespace nines
