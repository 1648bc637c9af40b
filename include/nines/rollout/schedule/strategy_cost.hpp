// SPDX-License-Identifier: BSL-1.0
// strategy_cost(risk, costs, aversion): what a way to roll out costs, at an appetite for risk.
//
//   aversion 0:   E cost
//   aversion a:   (1/a) ln E exp(a cost), the cost for sure that is as bad as the gamble
//
// The measure is that of the search for a schedule (schedule.hpp), of any strategy whose risk is
// known: blue-green, canary, rolling and recreate are compared by it, and a bank and a game differ
// in their costs and their aversion alone. Cost of an end: the requests that a bad release fails
// beyond a good one, what its escape or a rollback costs, and the hours until the verdict.
// Source: Pratt, "Risk aversion in the small and in the large", Econometrica 32 (1964).
// Index: certainty equivalent.
#pragma once

#include <nines/rollout/risk/risk.hpp>
#include <nines/rollout/schedule/schedule_hull.hpp>

namespace nines {

/// What a strategy costs whatever its analyses say, in the unit of the other costs.
struct certain_costs {
  double if_good = 0;  ///< of a good release: requests that find nobody to serve them, capacity
  double if_bad = 0;   ///< of a bad one
};

namespace detail {

/// Where a release of one kind ends: the mean of the measure over all ends of a trajectory.
inline double mean_measure(const cost_measure& measure, const rollout_trajectory& of, double base,
                           double per_hour_exposed, double per_hour, double back, double passed) {
  double sum = 0;
  for (const auto& end : of.ends())
    sum += end.probability *
           measure.of_end(base + per_hour_exposed * end.exposed.count() +
                          per_hour * end.verdict.count() + (end.is_rolled_back ? back : passed));
  return sum;
}

}  // namespace detail

/// The cost of one release, expected (aversion 0) or as bad as for sure. *Throws* domain_error
/// unless costs and aversion are 0 or more, and where the release does not say how likely it is
/// bad; convergence_error where exp(aversion cost) overflows. O(ends).
[[nodiscard]] inline double strategy_cost(const rollout_risk& risk, const rollout_costs& costs,
                                          double aversion = 0, const certain_costs& certain = {}) {
  detail::check_costs(costs, aversion);
  require_nonnegative_finite("strategy_cost", "if_good", certain.if_good);
  require_nonnegative_finite("strategy_cost", "if_bad", certain.if_bad);
  const detail::cost_measure measure(aversion);
  double bad = 0;
  for (const auto& each : risk.bad_trajectories())
    bad += each.weight * detail::mean_measure(measure, each.trajectory, certain.if_bad,
                                              costs.bad_request * each.excess_errors_per_hour,
                                              costs.hour, costs.rollback, costs.escape);
  const double good = detail::mean_measure(measure, risk.good(), certain.if_good, 0, costs.hour,
                                           costs.false_rollback, 0);
  const double all = risk.prior_bad().value() * bad + risk.prior_bad().complement() * good;
  if (!is_finite(all))
    give_up("strategy_cost", "exp(aversion * cost) overflows: take a smaller aversion");
  return measure.certain(all);
}

}  // namespace nines
