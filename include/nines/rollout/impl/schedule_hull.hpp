// SPDX-License-Identifier: BSL-1.0
// The tails of schedules that may be part of the best one.
#pragma once

#include <algorithm>
#include <cmath>
#include <nines/rollout/schedule/schedule_hull.hpp>

namespace nines::detail {

/// Keeps the lower left convex hull.
inline void keep_hull(std::vector<schedule_tail>& tails) {
  std::sort(tails.begin(), tails.end(), [](const auto& a, const auto& b) {
    return a.bad < b.bad || (a.bad == b.bad && a.good < b.good);
  });
  std::vector<schedule_tail> hull;
  const auto slope = [](const auto& a, const auto& b) {  // of places, to be compared
    return (b.good - a.good) / (b.bad - a.bad);
  };
  const auto is_above = [&](const auto& a, const auto& b, const auto& c) {  // b over the line a c
    return slope(a, b) >= slope(a, c);
  };
  for (const auto& each : tails) {
    if (!hull.empty() && each.good >= hull.back().good) continue;
    while (hull.size() >= 2 && is_above(hull[hull.size() - 2], hull.back(), each)) hull.pop_back();
    hull.push_back(each);
  }
  tails = std::move(hull);
}

NINES_INLINE double cost_measure::of_end(double cost) const {
  const double x = aversion_ * cost;
  return x > negligible ? std::expm1(x) / aversion_ : cost;
}

NINES_INLINE double cost_measure::certain(double measure) const {
  const double x = aversion_ * measure;
  return x > negligible ? std::log1p(x) / aversion_ : measure;
}

NINES_INLINE stage_map cost_measure::of_stage(const stopping_probabilities<>& dist,
                                              const rollout_stage& stage, double per_hour,
                                              double at_rollback) const {
  stage_map map;
  const auto pass = [&](double p, double cost) {
    if (!(p > 0)) return;
    map.alpha += p * of_end(cost);
    map.beta += p * std::exp(aversion_ * cost);
  };
  for (std::size_t j = 0; j < dist.analyses(); ++j) {
    const auto at = stage.to_first_analysis() + static_cast<double>(j) * stage.between_analyses();
    const double cost = per_hour * at.count();
    if (dist.rolled_back[j] > 0) map.alpha += dist.rolled_back[j] * of_end(cost + at_rollback);
    pass(dist.promoted[j], cost);
  }
  pass(dist.continuing.back(), per_hour * stage.bake.count());
  return map;
}

NINES_INLINE void check_costs(const rollout_costs& costs, double aversion) {
  for (const double x : {costs.bad_request, costs.escape, costs.false_rollback, costs.rollback,
                         costs.hour, aversion})
    if (!(x >= 0) || !is_finite(x)) fail("cheapest_schedule", "a cost", x, "0 or more, and finite");
}

NINES_INLINE schedule_table::schedule_table(const std::vector<monitored_stage>& stages,
                                            const table_bounds& bounds, const rollout_costs& costs,
                                            double aversion)
    : most_(bounds.most),
      harm_(bounds.harm),
      costs_(costs),
      measure_(aversion),
      budget_("cheapest_schedule", bounds.max_tails, "tails (max_tails)", "take longer steps"),
      tails_(stages.size() + 1, std::vector<std::vector<schedule_tail>>(most_ + 1)) {
  for (auto& each : tails_.back()) keep({measure_.of_end(costs.escape), 0, 0, 0}, each);
  for (std::size_t i = stages.size(); i-- > 0;) add_stage(i, stages[i]);
}

NINES_INLINE double schedule_table::best(const probability<>& prior_bad,
                                         std::vector<std::size_t>& steps) const {
  const auto value = [&](const schedule_tail& tail) {
    return prior_bad.value() * tail.bad + prior_bad.complement() * tail.good;
  };
  const auto& hull = tails_[0][most_];
  if (hull.empty()) fail_without_schedule();
  const auto* tail = &*std::min_element(
      hull.begin(), hull.end(), [&](const auto& a, const auto& b) { return value(a) < value(b); });
  const double cost = measure_.certain(value(*tail));
  std::size_t left = most_;
  for (std::size_t i = 1; i < tails_.size(); ++i) {
    steps.push_back(tail->steps);
    left -= tail->steps;  // whole numbers: they fit
    tail = &tails_[i][left][tail->next];
  }
  return cost;
}

NINES_INLINE void schedule_table::fail_without_schedule() const {
  throw convergence_error(
      overflows_ ? "nines::cheapest_schedule: exp(aversion * cost) overflows"
                 : "nines::cheapest_schedule: no schedule within the deadline sees a request "
                   "before each analysis");
}

NINES_INLINE void schedule_table::add_stage(std::size_t i, const monitored_stage& stage) {
  const double at_rollback = costs_.rollback + harm_ * stage.exposed_after;
  room_.assign(most_ + 1, least_room);
  for (const auto& each : stage.bakes)
    prepend(i, each.steps,
            measure_.of_stage(each.bad, each.stage, costs_.hour + harm_ * stage.share, at_rollback),
            measure_.of_stage(each.good, each.stage, costs_.hour, costs_.false_rollback));
  for (auto& each : tails_[i]) keep_hull(each);
}

NINES_INLINE void schedule_table::prepend(std::size_t i, std::size_t steps, const stage_map& bad,
                                          const stage_map& good) {
  for (std::size_t left = steps; left <= most_; ++left) {
    auto& into = tails_[i][left];
    const auto& ahead = tails_[i + 1][left - steps];
    budget_.spend(static_cast<double>(ahead.size() + 1));
    for (std::size_t k = 0; k < ahead.size(); ++k)
      keep({bad(ahead[k].bad), good(ahead[k].good), steps, k}, into);
    if (into.size() > room_[left]) {
      keep_hull(into);
      room_[left] = std::max(least_room, 2 * into.size());  // so that sorting pays
    }
  }
}

NINES_INLINE void schedule_table::keep(const schedule_tail& tail,
                                       std::vector<schedule_tail>& into) {
  if (is_finite(tail.bad) && is_finite(tail.good))
    into.push_back(tail);
  else
    overflows_ = true;
}

}  // namespace nines::detail
