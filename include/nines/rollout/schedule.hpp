// SPDX-License-Identifier: BSL-1.0
// Choosing a schedule: the bake times of least cost under a deadline.
//
//   const auto best = cheapest_schedule(search, traffic, change, rule);
//   best.plan, best.cost
//   const schedule_watches watches(search, traffic, change, rule);   for several costs or appetites
//   watches.cheapest(costs, aversion)
//
// Costs: of each bad request, of a bad release that gets through, of a false rollback, of delay. The
// appetite for risk is one number: with `aversion` a > 0 the schedule minimises the exponential
// utility (1/a) ln E exp(a cost), the cost for sure that is as bad as the gamble; 0 minimises the
// expected cost. A bank and a game differ in it and in their costs, not in the solver. What is carried
// is (E exp(a cost) - 1) / a, a sum of positive terms which for a = 0 is the expected cost itself:
// small appetites lose no digits to it.
//
// Method: backward over stages. What lies ahead of a stage is a pair of numbers, for a bad and for a
// good release; a stage maps it by (alpha + beta x), beta > 0, either way of counting costs. So of all
// schedules for the stages to come, only those on the lower left hull of pairs can be part of the best
// one, whatever precedes. Exact on the grid of bake times. Cost: stages x steps watches, most of which
// go on from the one before (growing_watch.hpp), and stages x steps^2 x (size of the hull) products.
#pragma once

#include <algorithm>
#include <cmath>
#include <nines/rollout/growing_watch.hpp>
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
  /// A watch that costs `per_hour` while it lasts and `at_rollback` more if it rolls back.
  [[nodiscard]] stage_map of_stage(const watch_law<>& law, double hours, double per_hour,
                                   double at_rollback) const {
    stage_map map;
    for (std::size_t j = 0; j < law.looks(); ++j) {
      const bool is_last = j + 1 == law.looks();
      const double cost =
          per_hour * hours * static_cast<double>(j + 1) / static_cast<double>(law.looks());
      const double passed = law.promoted[j] + (is_last ? law.going_on[j] : 0);
      if (law.rolled_back[j] > 0) map.alpha += law.rolled_back[j] * of_end(cost + at_rollback);
      if (passed > 0) {
        map.alpha += passed * of_end(cost);
        map.beta += passed * std::exp(aversion_ * cost);
      }
    }
    return map;
  }

 private:
  static constexpr double negligible = 1e-17;  // below it both are the same to half an epsilon
  double aversion_;
};

inline std::size_t check_search(const schedule_search& s) {
  constexpr auto function = "cheapest_schedule";
  check_duration(function, "step (in hours)", s.step, true);
  check_duration(function, "interval (in hours)", s.interval);
  if (s.shares.empty()) fail(function, "the number of shares", 0, "1 or more");
  const double steps = whole_steps(s.deadline, s.step);
  if (!(steps >= static_cast<double>(s.shares.size())))
    fail(function, "deadline (in steps)", steps,
         "at least the number of stages, " + describe(s.shares.size()));
  if (!(steps <= 10000)) fail(function, "deadline (in steps)", steps, "at most 10000");
  return static_cast<std::size_t>(steps);
}
inline void check_costs(const rollout_costs& costs, double aversion) {
  for (const double x : {costs.bad_request, costs.escape, costs.false_rollback, costs.rollback,
                         costs.hour, aversion})
    if (!(x >= 0) || !is_finite(x)) fail("cheapest_schedule", "a cost", x, "0 or more, and finite");
}

/// A plan with these bake times, in steps.
inline rollout_plan plan_of(const schedule_search& s, const std::vector<std::size_t>& steps) {
  plan_settings settings{.stages = {}, .lag = s.lag, .rollback = s.rollback};
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const auto bake = static_cast<double>(steps[i]) * s.step;
    settings.stages.push_back(
        {.share = s.shares[i], .bake = bake, .looks = looks_in(bake, s.interval)});
  }
  return rollout_plan(std::move(settings));
}

/// How a stage of so many steps ends, for a bad and for a good release.
struct stage_watches {
  std::size_t steps = 0;
  double hours = 0;
  watch_law<> bad, good;
};

/// The watches of a stage.
struct watched_stage {
  double share = 0;
  double exposed_after = 0;  ///< a verdict, in hours of full traffic
  std::vector<stage_watches> watches;
};

/// The hulls of all tails of schedules, by their first stage and the steps that are left.
class schedule_table {
 public:
  /// `harm` is the cost of an hour of full traffic on a bad release.
  schedule_table(const std::vector<watched_stage>& stages, std::size_t most, double harm,
                 const rollout_costs& costs, double aversion)
      : most_(most),
        harm_(harm),
        costs_(costs),
        measure_(aversion),
        tails_(stages.size() + 1, std::vector<std::vector<schedule_tail>>(most + 1)) {
    for (auto& each : tails_.back()) keep({measure_.of_end(costs.escape), 0, 0, 0}, each);
    for (std::size_t i = stages.size(); i-- > 0;) add_stage(i, stages[i]);
  }

  /// The steps of each stage; returns the cost for sure.
  [[nodiscard]] double best(const probability<>& prior_bad, std::vector<std::size_t>& steps) const {
    const auto value = [&](const schedule_tail& tail) {
      return prior_bad.value() * tail.bad + prior_bad.complement() * tail.good;
    };
    const auto& hull = tails_[0][most_];
    if (hull.empty())
      throw convergence_error(
          overflows_ ? "nines::cheapest_schedule: exp(aversion * cost) overflows"
                     : "nines::cheapest_schedule: no schedule within the deadline sees a request "
                       "before each look");
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
  void add_stage(std::size_t i, const watched_stage& stage) {
    const double at_rollback = costs_.rollback + harm_ * stage.exposed_after;
    for (const auto& each : stage.watches)
      prepend(
          i, each.steps,
          measure_.of_stage(each.bad, each.hours, costs_.hour + harm_ * stage.share, at_rollback),
          measure_.of_stage(each.good, each.hours, costs_.hour, costs_.false_rollback));
    for (auto& each : tails_[i]) keep_hull(each);
  }
  /// Puts a stage of so many steps before all tails that leave room for it.
  void prepend(std::size_t i, std::size_t steps, const stage_map& bad, const stage_map& good) {
    for (std::size_t left = steps; left <= most_; ++left) {
      auto& into = tails_[i][left];
      const auto& ahead = tails_[i + 1][left - steps];
      for (std::size_t k = 0; k < ahead.size(); ++k)
        keep({bad(ahead[k].bad), good(ahead[k].good), steps, k}, into);
      if (into.size() > 4096) keep_hull(into);
    }
  }
  /// What overflows is worse than all that does not.
  void keep(const schedule_tail& tail, std::vector<schedule_tail>& into) {
    if (is_finite(tail.bad) && is_finite(tail.good))
      into.push_back(tail);
    else
      overflows_ = true;
  }

  std::size_t most_;
  double harm_;
  const rollout_costs& costs_;
  cost_measure measure_;
  bool overflows_ = false;
  std::vector<std::vector<std::vector<schedule_tail>>> tails_;
};

}  // namespace detail

/// The watches of all schedules within a deadline: computed once, for any costs.
class schedule_watches {
 public:
  /// Costs and aversion of the search are not looked at. *Throws* domain_error for a bad search, or
  /// more than one bad rate; convergence_error for more than 1e7 looks in all.
  template <class Rule>
  schedule_watches(const schedule_search& search, const request_rate& traffic,
                   const release& change, const Rule& rule)
      : search_(search), most_(detail::check_search(search)), prior_bad_(change.prior_bad()) {
    constexpr auto function = "cheapest_schedule";
    if (change.bad().size() != 1)
      detail::fail(function, "the number of bad rates", change.bad().size(), "1");
    const event_rate& bad = change.bad().front().rate;
    excess_per_hour_ = traffic.per_hour() * detail::excess_rate(function, change.good(), bad);
    for (std::size_t i = 0; i < search.shares.size(); ++i) {
      detail::growing_watch<Rule> watch_bad(rule, bad);
      detail::growing_watch<Rule> watch_good(rule, change.good());
      add_stage(i, traffic, watch_bad, watch_good);
    }
  }

  /// The bake times of least cost, each a whole number of steps, together within the deadline.
  /// *Throws* domain_error for a negative cost; convergence_error where no schedule fits, or
  /// exp(aversion cost) overflows.
  [[nodiscard]] best_schedule cheapest(const rollout_costs& costs, double aversion = 0) const {
    detail::check_costs(costs, aversion);
    const detail::schedule_table table(stages_, most_, costs.bad_request * excess_per_hour_, costs,
                                       aversion);
    std::vector<std::size_t> steps;
    const double cost = table.best(prior_bad_, steps);
    return {detail::plan_of(search_, steps), cost};
  }

 private:
  template <class Watch>
  void add_stage(std::size_t i, const request_rate& traffic, Watch& watch_bad, Watch& watch_good) {
    const std::size_t others = search_.shares.size() - 1;  // each takes a step at least
    detail::watched_stage into;
    for (std::size_t steps = 1; steps + others <= most_; ++steps) {
      std::vector<std::size_t> one_stage(search_.shares.size(), 1);
      one_stage[i] = steps;
      const auto plan = detail::plan_of(search_, one_stage);
      const auto& stage = plan.stages()[i];
      into.share = stage.share.value();
      into.exposed_after = plan.exposed_after(into.share).count();
      const double requests = traffic.in(stage.bake, stage.share);
      if (requests < static_cast<double>(stage.looks)) continue;
      if ((looks_ += stage.looks) > 10000000)
        throw convergence_error("nines::cheapest_schedule: more than 1e7 looks in all");
      const auto looks = even_looks(requests, stage.looks);
      into.watches.push_back(
          {steps, stage.bake.count(), watch_bad.law(looks), watch_good.law(looks)});
    }
    stages_.push_back(std::move(into));
  }

  schedule_search search_;
  std::size_t most_;
  probability<> prior_bad_;
  double excess_per_hour_ = 0;
  std::size_t looks_ = 0;
  std::vector<detail::watched_stage> stages_;
};

/// The bake times of least cost for one search: see schedule_watches. Stages too short for a request
/// at each look are not considered.
template <class Rule>
[[nodiscard]] best_schedule cheapest_schedule(const schedule_search& search,
                                              const request_rate& traffic, const release& change,
                                              const Rule& rule) {
  detail::check_costs(search.costs, search.aversion);
  return schedule_watches(search, traffic, change, rule).cheapest(search.costs, search.aversion);
}

}  // namespace nines
