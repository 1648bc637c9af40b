// SPDX-License-Identifier: BSL-1.0
// The schedule of least cost.
#pragma once

#include <nines/rollout/schedule/schedule.hpp>

namespace nines {

namespace detail {

NINES_INLINE std::size_t check_search(const schedule_search& s) {
  constexpr auto function = "cheapest_schedule";
  require_positive_duration(function, "step (in hours)", s.step);
  require_duration(function, "interval (in hours)", s.interval);
  if (s.shares.empty()) fail(function, "the number of shares", 0, "1 or more");
  const double steps = whole_steps(s.deadline, s.step);
  if (!(steps >= static_cast<double>(s.shares.size())))
    fail(function, "deadline (in steps)", steps,
         "at least the number of stages, " + describe(s.shares.size()));
  if (!(steps <= 10000)) fail(function, "deadline (in steps)", steps, "at most 10000");
  // Each stage but the last goes before one tail at least of each time that is left.
  work_budget(function, s.max_tails, "tails (max_tails)", "take longer steps")
      .spend(static_cast<double>(s.shares.size() - 1) * steps * steps / 2);
  return static_cast<std::size_t>(steps);
}

NINES_INLINE rollout_plan plan_of(const schedule_search& s, const std::vector<std::size_t>& steps) {
  plan_settings settings{.stages = {}, .lag = s.lag, .rollback = s.rollback};
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const auto bake = static_cast<double>(steps[i]) * s.step;
    settings.stages.push_back(analysed_every({.share = s.shares[i], .bake = bake}, s.interval));
  }
  return rollout_plan(std::move(settings));
}

}  // namespace detail

NINES_INLINE best_schedule schedule_solver::cheapest(const rollout_costs& costs,
                                                     double aversion) const {
  detail::check_costs(costs, aversion);
  const detail::schedule_table table(
      stages_, {most_, costs.bad_request * excess_errors_per_hour_, search_.max_tails}, costs,
      aversion);
  std::vector<std::size_t> steps;
  const double cost = table.best(prior_bad_, steps);
  return {detail::plan_of(search_, steps), cost};
}

}  // namespace nines
