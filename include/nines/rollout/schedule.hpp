// SPDX-License-Identifier: BSL-1.0
// Choosing a schedule: the bake times of least cost under a deadline.
//
//   const auto best = cheapest_schedule(search, traffic, change, rule);
//   best.plan, best.cost
//
// Costs: of each bad request, of a bad release that gets through, of a false rollback, of delay. The
// appetite for risk is one number: with `aversion` a > 0 the schedule minimises the exponential
// utility (1/a) ln E exp(a cost), the cost for sure that is as bad as the gamble; 0 minimises the
// expected cost. A bank and a game differ in it and in their costs, not in the solver.
//
// Method: backward over stages. What lies ahead of a stage is a pair of numbers, for a bad and for a
// good release; a stage maps it by (alpha + beta x), beta > 0, either way of counting costs. So of all
// schedules for the stages to come, only those on the lower left hull of pairs can be part of the best
// one, whatever precedes. Exact on the grid of bake times. Cost: stages x steps watches, and
// stages x steps^2 x (size of the hull) products.
#pragma once

#include <algorithm>
#include <cmath>
#include <nines/rollout/failed_checks.hpp>
#include <nines/rollout/plan.hpp>
#include <nines/rollout/release.hpp>

namespace nines {

/// What things cost, in any one unit.
struct rollout_costs {
  double bad_request = 1;     ///< each one beyond those of a good release
  double escape = 0;          ///< a bad release that passes all stages
  double false_rollback = 0;  ///< of a good release
  double rollback = 0;        ///< of a bad one
  double hour = 0;            ///< of delay, until the end of the last stage or the verdict
};

struct schedule_search {
  std::vector<probability<>> shares;  ///< of the stages
  reaction_lag lag;
  hours_in<double> step{0};      ///< bake times are whole multiples of it
  hours_in<double> deadline{0};  ///< for the sum of them
  rollback_path rollback = {};
  hours_in<double> interval{0};  ///< from look to look; 0: one look, at the end of each bake time
  rollout_costs costs = {};
  double aversion = 0;  ///< per unit of cost; 0 minimises the expected cost
};

struct best_schedule {
  rollout_plan plan;
  double cost;  ///< expected, or as bad as for sure
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
  const auto is_above = [](const auto& a, const auto& b, const auto& c) {  // b over the line a c
    return (b.good - a.good) * (c.bad - a.bad) >= (c.good - a.good) * (b.bad - a.bad);  // compared
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

/// Costs as they are, or as exponentials of them.
class cost_measure {
 public:
  explicit cost_measure(double aversion) : aversion_(aversion) {}
  [[nodiscard]] double of_end(double cost) const {
    return aversion_ > 0 ? std::exp(aversion_ * cost) : cost;
  }
  [[nodiscard]] double certain(double measure) const {
    return aversion_ > 0 ? std::log(measure) / aversion_ : measure;
  }
  /// A watch that costs `per_hour` while it lasts and `at_rollback` more if it rolls back.
  [[nodiscard]] stage_map of_stage(const watch_law<>& law, double hours, double per_hour,
                                   double at_rollback) const {
    stage_map map;
    for (std::size_t j = 0; j < law.looks(); ++j) {
      const bool is_last = j + 1 == law.looks();
      const double cost =
          per_hour * hours * static_cast<double>(j + 1) / static_cast<double>(law.looks());
      const double passed = law.promoted[j] + (is_last ? law.going_on[j] : 0);
      map.alpha += law.rolled_back[j] * of_end(cost + at_rollback);
      if (aversion_ > 0) {
        map.beta += passed * of_end(cost);
      } else {
        map.alpha += passed * cost;
        map.beta += passed;
      }
    }
    return map;
  }

 private:
  double aversion_;
};

inline std::size_t check_search(const schedule_search& s) {
  constexpr auto function = "cheapest_schedule";
  check_duration(function, "step (in hours)", s.step, true);
  check_duration(function, "interval (in hours)", s.interval);
  if (s.shares.empty()) fail(function, "the number of shares", 0, "1 or more");
  const double steps = std::floor(s.deadline / s.step * (1 + 1e-12));
  if (!(steps >= static_cast<double>(s.shares.size())))
    fail(function, "deadline (in steps)", steps,
         "at least the number of stages, " + describe(s.shares.size()));
  if (!(steps <= 10000)) fail(function, "deadline (in steps)", steps, "at most 10000");
  for (const double x : {s.costs.bad_request, s.costs.escape, s.costs.false_rollback,
                         s.costs.rollback, s.costs.hour, s.aversion})
    if (!(x >= 0) || !is_finite(x)) fail(function, "a cost", x, "0 or more, and finite");
  return static_cast<std::size_t>(steps);
}

/// A plan with these bake times, in steps.
inline rollout_plan plan_of(const schedule_search& s, const std::vector<std::size_t>& steps) {
  plan_settings settings{.stages = {}, .lag = s.lag, .rollback = s.rollback};
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const auto bake = static_cast<double>(steps[i]) * s.step;
    const double looks = s.interval.count() > 0 ? std::max(1.0, std::floor(bake / s.interval)) : 1;
    settings.stages.push_back(
        {.share = s.shares[i], .bake = bake, .looks = static_cast<std::size_t>(looks)});
  }
  return rollout_plan(std::move(settings));
}

/// The hulls of all tails of schedules, by their first stage and the steps that are left.
template <class Rule>
class schedule_table {
 public:
  schedule_table(const schedule_search& search, const request_rate& traffic, const release& change,
                 const Rule& rule)
      : search_(search),
        traffic_(traffic),
        change_(change),
        rule_(rule),
        most_(check_search(search)),
        measure_(search.aversion),
        tails_(search.shares.size() + 1, std::vector<std::vector<schedule_tail>>(most_ + 1)) {
    if (change.bad().size() != 1)
      fail("cheapest_schedule", "the number of bad rates", change.bad().size(), "1");
    harm_ = search.costs.bad_request * traffic.per_hour() *
            excess_rate("cheapest_schedule", change.good(), bad_rate());
    const schedule_tail end{measure_.of_end(search.costs.escape), measure_.of_end(0), 0, 0};
    for (auto& each : tails_.back()) each = {end};
    for (std::size_t i = search.shares.size(); i-- > 0;) add_stage(i);
  }

  [[nodiscard]] best_schedule best() const {
    const auto& hull = tails_[0][most_];
    const auto found =
        std::min_element(hull.begin(), hull.end(),
                         [&](const auto& a, const auto& b) { return value(a) < value(b); });
    if (found == hull.end() || !is_finite(value(*found)))
      throw convergence_error(
          "nines::cheapest_schedule: no schedule fits the deadline, or exp(aversion * cost) "
          "overflows");
    std::vector<std::size_t> steps;
    std::size_t left = most_;
    const schedule_tail* tail = &*found;
    for (std::size_t i = 1; i < tails_.size(); ++i) {
      steps.push_back(tail->steps);
      left -= tail->steps;  // whole numbers: they fit
      tail = &tails_[i][left][tail->next];
    }
    return {plan_of(search_, steps), measure_.certain(value(*found))};
  }

 private:
  [[nodiscard]] const event_rate& bad_rate() const { return change_.bad().front().rate; }
  [[nodiscard]] double value(const schedule_tail& tail) const {
    return change_.prior_bad().value() * tail.bad + change_.prior_bad().complement() * tail.good;
  }
  void add_stage(std::size_t i) {
    const std::size_t others = search_.shares.size() - 1;  // each takes a step at least
    for (std::size_t steps = 1; steps + others <= most_; ++steps) {
      std::vector<std::size_t> one_stage(search_.shares.size(), 1);
      one_stage[i] = steps;
      const auto plan = plan_of(search_, one_stage);
      const auto& stage = plan.stages()[i];
      const double requests = traffic_.in(stage.bake, stage.share);
      if (requests < static_cast<double>(stage.looks)) continue;
      const auto looks = even_looks(requests, stage.looks);
      const double share = stage.share.value();
      const auto& costs = search_.costs;
      const auto bad = measure_.of_stage(
          watch(rule_, looks, bad_rate()), stage.bake.count(), costs.hour + harm_ * share,
          costs.rollback + harm_ * plan.exposed_after(share).count());
      const auto good = measure_.of_stage(watch(rule_, looks, change_.good()), stage.bake.count(),
                                          costs.hour, costs.false_rollback);
      prepend(i, steps, bad, good);
    }
    for (auto& each : tails_[i]) keep_hull(each);
  }
  /// Puts a stage of so many steps before all tails that leave room for it.
  void prepend(std::size_t i, std::size_t steps, const stage_map& bad, const stage_map& good) {
    for (std::size_t left = steps; left <= most_; ++left) {
      auto& into = tails_[i][left];
      const auto& ahead = tails_[i + 1][left - steps];
      for (std::size_t k = 0; k < ahead.size(); ++k)
        into.push_back({bad(ahead[k].bad), good(ahead[k].good), steps, k});
      if (into.size() > 4096) keep_hull(into);
    }
  }

  const schedule_search& search_;
  const request_rate& traffic_;
  const release& change_;
  const Rule& rule_;
  std::size_t most_;
  cost_measure measure_;
  double harm_ = 0;  ///< per hour of full traffic
  std::vector<std::vector<std::vector<schedule_tail>>> tails_;
};

}  // namespace detail

/// The bake times of least cost, each a whole number of steps, together within the deadline. Stages
/// too short for a request at each look are not considered. *Throws* domain_error for a bad search,
/// or more than one bad rate; convergence_error where no schedule fits, or exp(aversion cost)
/// overflows.
template <class Rule>
[[nodiscard]] best_schedule cheapest_schedule(const schedule_search& search,
                                              const request_rate& traffic, const release& change,
                                              const Rule& rule) {
  return detail::schedule_table<Rule>(search, traffic, change, rule).best();
}

}  // namespace nines
