// SPDX-License-Identifier: BSL-1.0
// What a way to roll out costs.
#pragma once

#include <nines/rollout/schedule/strategy_cost.hpp>

namespace nines {

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

NINES_INLINE double strategy_cost(const rollout_risk& risk, const rollout_costs& costs,
                                  double aversion, const certain_costs& certain) {
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
