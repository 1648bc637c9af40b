// SPDX-License-Identifier: BSL-1.0
// The tails of schedules that may be part of the best one: the engine of schedule.hpp.
//
// Backward over stages. What lies ahead of a stage is a pair of numbers, for a bad and for a good
// release; a stage maps it by (alpha + beta x), beta > 0, either way of counting costs. So of all
// schedules for the stages to come, only those on the lower left hull of pairs can be part of the
// best one, whatever precedes. Cost: stages x steps^2 x (size of the hull) products.
#pragma once

#include <nines/detection/stage.hpp>
#include <nines/detection/stopping_distribution.hpp>
#include <nines/error.hpp>
#include <nines/inline.hpp>
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
  [[nodiscard]] double of_end(double cost) const;
  [[nodiscard]] double certain(double measure) const;
  /// A bake that costs `per_hour` while it lasts and `at_rollback` more if it rolls back.
  [[nodiscard]] stage_map of_stage(const stopping_probabilities<>& dist, const rollout_stage& stage,
                                   double per_hour, double at_rollback) const;

 private:
  static constexpr double negligible = 1e-17;  // below it both are the same to half an epsilon
  double aversion_;
};

void check_costs(const rollout_costs& costs, double aversion);

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
                 const rollout_costs& costs, double aversion);

  /// The steps of each stage; returns the cost for sure.
  [[nodiscard]] double best(const probability<>& prior_bad, std::vector<std::size_t>& steps) const;

 private:
  [[noreturn]] void fail_without_schedule() const;
  void add_stage(std::size_t i, const monitored_stage& stage);
  /// Puts a stage of a number of steps before all tails that leave room for it.
  void prepend(std::size_t i, std::size_t steps, const stage_map& bad, const stage_map& good);
  /// What overflows is worse than all that does not.
  void keep(const schedule_tail& tail, std::vector<schedule_tail>& into);

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

#ifndef NINES_COMPILED
#include <nines/rollout/impl/schedule_hull.hpp>
#endif
