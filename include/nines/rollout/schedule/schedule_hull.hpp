// SPDX-License-Identifier: BSL-1.0
// The tails of schedules that may be part of the best one: the engine of schedule.hpp.
//
// Backward over stages. What lies ahead of a stage is a pair of numbers, for a bad and for a good
// release; a stage maps it by (alpha + beta x), beta > 0, either way of counting costs. So of all
// schedules for the stages to come, only those on the lower left hull of pairs can be part of the
// best one, whatever precedes. Cost: stages x steps^2 x (size of the hull) products.
#pragma once

#include <algorithm>
#include <cmath>
#include <nines/detection/stage.hpp>
#include <nines/detection/stopping_distribution.hpp>
#include <nines/error.hpp>
#include <vector>

namespace nines {

/// What things cost, in any one unit.
struct rollout_costs {
  double bad_request = 1;     ///< each one beyond those of a good release
  double escape = 0;          ///< a bad release that passes all stages
  double false_rollback = 0;  ///< of a good release
  double rollback = 0;        ///< of a bad one
  double hour = 0;            ///< of delay, until the end of the last stage or the verdict
};

namespace detail {

/// A tail of a schedule: its figure for a bad and for a good release, and how it goes on.
struct schedule_tail {
  double bad = 0;
  double good = 0;
  std::size_t steps = 0;  ///< of its first stage
  std::size_t next = 0;   ///< place in the hull of the stages after it
};

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

/// x -> alpha + beta x: what a stage makes of what lies ahead.
struct stage_map {
  double alpha = 0;
  double beta = 0;
  [[nodiscard]] double operator()(double ahead) const { return alpha + beta * ahead; }
};

/// Costs c as (exp(a c) - 1) / a, which is c itself for an aversion a of 0.
class cost_measure {
 public:
  explicit cost_measure(double aversion) : aversion_(aversion) {}
  [[nodiscard]] double of_end(double cost) const {
    const double x = aversion_ * cost;
    return x > negligible ? std::expm1(x) / aversion_ : cost;
  }
  [[nodiscard]] double certain(double measure) const {
    const double x = aversion_ * measure;
    return x > negligible ? std::log1p(x) / aversion_ : measure;
  }
  /// A bake that costs `per_hour` while it lasts and `at_rollback` more if it rolls back.
  [[nodiscard]] stage_map of_stage(const stopping_probabilities<>& dist, const rollout_stage& stage,
                                   double per_hour, double at_rollback) const {
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

 private:
  static constexpr double negligible = 1e-17;  // below it both are the same to half an epsilon
  double aversion_;
};

inline void check_costs(const rollout_costs& costs, double aversion) {
  for (const double x : {costs.bad_request, costs.escape, costs.false_rollback, costs.rollback,
                         costs.hour, aversion})
    if (!(x >= 0) || !is_finite(x)) fail("cheapest_schedule", "a cost", x, "0 or more, and finite");
}

/// How a stage of a number of steps ends, for a bad and for a good release.
struct stage_stopping {
  std::size_t steps = 0;
  rollout_stage stage;
  stopping_probabilities<> bad, good;
};

/// The stopping distributions of a stage.
struct monitored_stage {
  double share = 0;
  double exposed_after = 0;  ///< a verdict, in hours of full traffic
  std::vector<stage_stopping> bakes;
};

/// How much there is to compare.
struct table_bounds {
  std::size_t most = 0;  ///< steps
  double harm = 0;       ///< the cost of an hour of full traffic on a bad release
  double max_tails = 0;
};

/// The hulls of all tails of schedules, by their first stage and the steps that are left.
class schedule_table {
 public:
  schedule_table(const std::vector<monitored_stage>& stages, const table_bounds& bounds,
                 const rollout_costs& costs, double aversion)
      : most_(bounds.most),
        harm_(bounds.harm),
        costs_(costs),
        measure_(aversion),
        budget_("cheapest_schedule", bounds.max_tails, "tails (max_tails)", "take longer steps"),
        tails_(stages.size() + 1, std::vector<std::vector<schedule_tail>>(most_ + 1)) {
    for (auto& each : tails_.back()) keep({measure_.of_end(costs.escape), 0, 0, 0}, each);
    for (std::size_t i = stages.size(); i-- > 0;) add_stage(i, stages[i]);
  }

  /// The steps of each stage; returns the cost for sure.
  [[nodiscard]] double best(const probability<>& prior_bad, std::vector<std::size_t>& steps) const {
    const auto value = [&](const schedule_tail& tail) {
      return prior_bad.value() * tail.bad + prior_bad.complement() * tail.good;
    };
    const auto& hull = tails_[0][most_];
    if (hull.empty()) fail_without_schedule();
    const auto* tail =
        &*std::min_element(hull.begin(), hull.end(),
                           [&](const auto& a, const auto& b) { return value(a) < value(b); });
    const double cost = measure_.certain(value(*tail));
    std::size_t left = most_;
    for (std::size_t i = 1; i < tails_.size(); ++i) {
      steps.push_back(tail->steps);
      left -= tail->steps;  // whole numbers: they fit
      tail = &tails_[i][left][tail->next];
    }
    return cost;
  }

 private:
  [[noreturn]] void fail_without_schedule() const {
    throw convergence_error(
        overflows_ ? "nines::cheapest_schedule: exp(aversion * cost) overflows"
                   : "nines::cheapest_schedule: no schedule within the deadline sees a request "
                     "before each analysis");
  }
  void add_stage(std::size_t i, const monitored_stage& stage) {
    const double at_rollback = costs_.rollback + harm_ * stage.exposed_after;
    room_.assign(most_ + 1, least_room);
    for (const auto& each : stage.bakes)
      prepend(
          i, each.steps,
          measure_.of_stage(each.bad, each.stage, costs_.hour + harm_ * stage.share, at_rollback),
          measure_.of_stage(each.good, each.stage, costs_.hour, costs_.false_rollback));
    for (auto& each : tails_[i]) keep_hull(each);
  }
  /// Puts a stage of a number of steps before all tails that leave room for it.
  void prepend(std::size_t i, std::size_t steps, const stage_map& bad, const stage_map& good) {
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
  /// What overflows is worse than all that does not.
  void keep(const schedule_tail& tail, std::vector<schedule_tail>& into) {
    if (is_finite(tail.bad) && is_finite(tail.good))
      into.push_back(tail);
    else
      overflows_ = true;
  }

  static constexpr std::size_t least_room = 256;  // tails before those above the hull are dropped

  std::size_t most_;
  double harm_;
  const rollout_costs& costs_;
  cost_measure measure_;
  bool overflows_ = false;
  work_budget budget_;
  std::vector<std::size_t> room_;  // of each list of the stage that is added
  std::vector<std::vector<std::vector<schedule_tail>>> tails_;
};

}  // namespace detail

}  // namespace nines
