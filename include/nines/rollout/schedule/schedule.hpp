// SPDX-License-Identifier: BSL-1.0
// Choosing a schedule: the bake times of least cost under a deadline.
//
//   const auto best = cheapest_schedule(search, traffic, change, rule);
//   best.plan, best.cost
//   const schedule_solver solver(search, traffic, change, rule);    for several costs or appetites
//   solver.cheapest(costs, aversion)
//
// Costs: of each bad request, of a bad release that gets through, of a false rollback, of delay.
// The appetite for risk is one number: with `aversion` a > 0 the schedule minimises the exponential
// utility (1/a) ln E exp(a cost), the cost for sure that is as bad as the gamble; 0 minimises the
// expected cost. A bank and a game differ in it and in their costs, not in the solver. What is
// carried is (E exp(a cost) - 1) / a, a sum of positive terms which for a = 0 is the expected cost
// itself: small appetites lose no digits to it.
//
// Method: schedule_hull.hpp. Exact on the grid of bake times. Cost: stages x steps stopping
// distributions, most of them by going on from the one before (incremental.hpp), and
// stages x steps^2 x (size of the hull) products.
// Index: rollout schedule.
#pragma once

#include <nines/detection/incremental.hpp>
#include <nines/error.hpp>
#include <nines/inline.hpp>
#include <nines/rollout/plan/interim_analyses.hpp>
#include <nines/rollout/plan/plan.hpp>
#include <nines/rollout/plan/release.hpp>
#include <nines/rollout/schedule/schedule_hull.hpp>

namespace nines {

/// The schedules to choose from, the reaction, and what things cost.
struct schedule_search {
  std::vector<probability<>> shares;  ///< of the stages
  reaction_lag lag;                   ///< of the reaction to a bad verdict
  hours_in<double> step{0};           ///< bake times are whole multiples of it
  hours_in<double> deadline{0};       ///< for the sum of them
  rollback_path rollback = {};        ///< how the traffic is taken back
  hours_in<double> interval{
      0};  ///< from one analysis to the next; 0: one analysis, at the end of each bake time
  rollout_costs costs = {};  ///< of harm, of false rollbacks and of delay
  double aversion = 0;       ///< per unit of cost; 0 minimises the expected cost
  /// The products that the stopping distributions may take, about.
  double max_products = 2e10;
  double max_tails = 5e8;  ///< the tails of schedules that are compared
};

/// The schedule of least cost.
struct best_schedule {
  rollout_plan plan;  ///< with the bake times found
  double cost;        ///< expected, or as bad as for sure
};

namespace detail {

std::size_t check_search(const schedule_search& s);

/// A plan with these bake times, in steps.
rollout_plan plan_of(const schedule_search& s, const std::vector<std::size_t>& steps);

}  // namespace detail

/// The stopping distributions of all schedules within a deadline: computed once, for any costs.
class schedule_solver {
 public:
  /// Costs and aversion of the search are not looked at. *Throws* domain_error for a bad search, or
  /// more than one bad rate; convergence_error for more than 1e7 analyses in all, or max_products.
  template <class Rule>
  schedule_solver(const schedule_search& search, const request_rate& traffic, const release& change,
                  const Rule& rule)
      : search_(search),
        most_(detail::check_search(search)),
        prior_bad_(change.prior_bad()),
        budget_("cheapest_schedule", search.max_products, "products (max_products)",
                "take longer steps, or analysis less often") {
    constexpr auto function = "cheapest_schedule";
    if (change.bad().size() != 1)
      fail(function, "the number of bad rates", change.bad().size(), "1");
    const event_rate& bad = change.bad().front().rate;
    excess_errors_per_hour_ = traffic.per_hour() * excess_rate(function, change.good(), bad);
    bad_mean_ = bad.mean();
    for (std::size_t i = 0; i < search.shares.size(); ++i) {
      incremental_analysis<Rule> of_bad(rule, bad);
      incremental_analysis<Rule> of_good(rule, change.good());
      add_stage(i, traffic, of_bad, of_good);
    }
  }

  /// The bake times of least cost, each a whole number of steps, together within the deadline.
  /// *Throws* domain_error for a negative cost; convergence_error where no schedule fits,
  /// exp(aversion cost) overflows, or there are more than max_tails to compare.
  [[nodiscard]] best_schedule cheapest(const rollout_costs& costs, double aversion = 0) const;

 private:
  template <class Analysis>
  void add_stage(std::size_t i, const request_rate& traffic, Analysis& of_bad, Analysis& of_good) {
    const std::size_t others = search_.shares.size() - 1;  // each takes a step at least
    detail::monitored_stage into;
    for (std::size_t steps = 1; steps + others <= most_; ++steps) {
      std::vector<std::size_t> one_stage(search_.shares.size(), 1);
      one_stage[i] = steps;
      const auto plan = detail::plan_of(search_, one_stage);
      const auto& stage = plan.stages()[i];
      into.share = stage.share.value();
      into.exposed_after = plan.exposed_after(into.share).count();
      if (whole_steps(stage.bake, search_.interval) < 1) continue;  // no analysis at all
      const auto monitored = stage.bake - stage.unmonitored();      // input data
      const double requests = traffic.in(monitored, stage.share);
      if (requests < static_cast<double>(stage.analyses)) continue;
      if ((analyses_ += stage.analyses) > 10000000)
        give_up("cheapest_schedule", "more than 1e7 analyses in all");
      const auto n = static_cast<double>(stage.analyses);  // at least two of them are new
      budget_.spend(2 * detail::products_about(requests * bad_mean_, n) * std::min(1.0, 2 / n));
      const auto analyses = even_analyses(requests, stage.analyses);
      into.bakes.push_back({steps, stage, of_bad.dist(analyses), of_good.dist(analyses)});
    }
    stages_.push_back(std::move(into));
  }

  schedule_search search_;
  std::size_t most_;
  probability<> prior_bad_;
  double excess_errors_per_hour_ = 0;
  double bad_mean_ = 0;
  std::size_t analyses_ = 0;
  work_budget budget_;
  std::vector<detail::monitored_stage> stages_;
};

/// The bake times of least cost for one search: see schedule_solver. Stages too short for a
/// request at each analysis are not considered.
template <class Rule>
[[nodiscard]] best_schedule cheapest_schedule(const schedule_search& search,
                                              const request_rate& traffic, const release& change,
                                              const Rule& rule) {
  detail::check_costs(search.costs, search.aversion);
  return schedule_solver(search, traffic, change, rule).cheapest(search.costs, search.aversion);
}

}  // namespace nines

#ifndef NINES_COMPILED
#include <nines/rollout/impl/schedule.hpp>
#endif
