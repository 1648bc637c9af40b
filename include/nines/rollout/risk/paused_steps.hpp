// SPDX-License-Identifier: BSL-1.0
// Steps that a failed check pauses, as in Flagger.
//
//   const failed_checks flagger(ratio_above(0.01), {.allowed = 10 - 1});     threshold: 10
//   assess_paused(plan, traffic, change, flagger)              each stage an interval, one analysis
//   trace_paused(plan, fails, 10 - 1)                         by the probabilities that checks fail
//
// At the end of each interval is a check. One that passes goes on to the next step, after the last
// it promotes; one that fails is counted and leaves the share as it is, until a number of them have
// failed. The share is thus a function of the counts: after n checks with j failures, that of step
// n - j + 1.
//
//   P(step, j) = P(step - 1, j) (passes there) + P(step, j - 1) (fails here)
//
// All terms are positive. What was exposed depends on where the failures were, so that within
// (step, j) different exposures are kept apart, those alike to the nanosecond as one: the curve of
// losses is exact, too. In the trajectory, the distribution of a stage is of the checks at it.
// Cost: steps x failures x different exposures, for even steps steps x failures of these.
//
// Flagger begins to roll back in the round after the last failed check: its interval is part of the
// lag. Source: fluxcd/flagger, pkg/controller/scheduler.go (advanceCanary, runCanary) at 15bd6ad.
#pragma once

#include <nines/rollout/risk/assess.hpp>

namespace nines {

namespace detail {

inline double sum_of(const std::vector<stage_start>& starts) {
  double sum = 0;
  for (const auto& start : starts) sum += start.probability;
  return sum;
}

inline void check_ways(double ways) {
  constexpr double most = 1e6;
  if (!(ways <= most))
    give_up("trace_paused",
            "failed checks make more than " + describe(most) + " different exposures; allow fewer");
}

/// The ways of being at a step, by the failures so far.
class paused_walk {
 public:
  explicit paused_walk(std::size_t allowed) : starts_(allowed + 1) { starts_[0].resize(1); }

  /// The probability of being at the step, and of having been rolled back before.
  [[nodiscard]] probability<> reached() const {
    double sum = 0;
    for (const auto& each : starts_) sum += sum_of(each);
    return probability<>::from_computed_sides(sum, rolled_back_);
  }
  /// The checks at the step, given that it is reached.
  [[nodiscard]] stopping_probabilities<> dist(const probability<>& fails) const {
    const double reached_it = reached().value();
    std::vector<double> now;  // by the failures so far
    for (const auto& each : starts_) now.push_back(reached_it > 0 ? sum_of(each) / reached_it : 0);
    stopping_probabilities<> dist;
    for (std::size_t analysis = 1; analysis <= starts_.size(); ++analysis) {
      analysis_masses<double> out{0, 0, 0};
      out.rolled_back = now.back() * fails.value();
      for (const double mass : now) out.promoted += mass * fails.complement();
      for (std::size_t j = now.size() - 1; j > 0; --j)
        out.continuing += now[j] = now[j - 1] * fails.value();
      now[0] = 0;
      if (!(reached_it > 0)) out.continuing = 1;  // of no matter
      record(dist, out);
    }
    return dist;
  }
  /// All checks of a step: each way passes on, or has one more failure.
  void step(const stage_steps& steps, hours_in<double> bake, const probability<>& fails) {
    for (auto& each : starts_)
      for (auto& start : each) steps.enter(start, start.probability);
    std::vector<std::vector<stage_start>> next(starts_.size());
    for (std::size_t j = 0; j < starts_.size(); ++j) {
      merge(starts_[j]);
      spend(starts_[j].size());
      for (auto& now : starts_[j]) {
        const double failed = now.probability * fails.value();
        const double passed = now.probability * fails.complement();
        steps.stay(now, bake, now.probability);
        if (passed > 0) next[j].push_back({now.at, now.exposed, passed});
        if (!(failed > 0)) continue;
        if (j + 1 < starts_.size()) {
          starts_[j + 1].push_back({now.at, now.exposed, failed});
        } else {
          steps.roll_back(now, failed);
          rolled_back_ += failed;
        }
      }
    }
    starts_ = std::move(next);
  }
  /// Where those are that have passed all steps.
  [[nodiscard]] std::vector<stage_start> passed() const {
    std::vector<stage_start> all;
    for (const auto& each : starts_) all.insert(all.end(), each.begin(), each.end());
    return all;
  }

 private:
  void spend(std::size_t ways) {
    spent_ += static_cast<double>(ways);
    check_ways(spent_);
  }

  std::vector<std::vector<stage_start>> starts_;
  double spent_ = 0;
  double rolled_back_ = 0;
};

/// The errors that the checks see, by the step that rolls back; fails[i] are those of a check.
inline error_counts counts_paused(const std::vector<probability<count_series>>& fails,
                                  std::size_t allowed, work_budget& budget) {
  error_counts counts;
  std::vector<count_series> now(allowed + 1);  // by the failures so far
  now[0] = count_series(1);
  for (const auto& each : fails) {
    counts.rolled_back.emplace_back();
    for (std::size_t j = 0; j <= allowed; ++j) {
      count_series& failed = j < allowed ? now[j + 1] : counts.rolled_back.back();
      failed = failed + product_of(now[j], each.value(), budget);
      now[j] = product_of(now[j], each.complement(), budget);
    }
  }
  counts.passed = count_series();
  for (const auto& each : now) counts.passed = counts.passed + each;
  return counts;
}

inline void check_paused(const rollout_plan& plan, std::size_t probabilities, std::size_t allowed) {
  constexpr auto function = "trace_paused";
  constexpr std::size_t most = 10000;
  if (probabilities != plan.stages().size())
    fail(function, "the number of probabilities", probabilities,
         "that of the stages, " + describe(plan.stages().size()));
  if (allowed > most) fail(function, "allowed", allowed, "at most " + describe(most));
  for (const auto& stage : plan.stages())
    if (stage.analyses != 1)
      fail(function, "analyses", stage.analyses, "1, the check that holds the step");
  // Of even steps there are fewest: at step s with j failures some s j.
  const double product = static_cast<double>(probabilities) * static_cast<double>(allowed);
  check_ways(product * product / 4);
}

}  // namespace detail

/// The trajectory through a plan whose stages are steps with a check at the end of each, which
/// fails with probability fails[stage]; a failure more than allowed rolls back. *Throws*
/// domain_error unless there is a probability and one analysis for each stage; convergence_error
/// for too many ways.
[[nodiscard]] inline rollout_trajectory trace_paused(const rollout_plan& plan,
                                                     const std::vector<probability<>>& fails,
                                                     std::size_t allowed) {
  detail::check_paused(plan, fails.size(), allowed);
  rollout_trajectory trajectory;
  detail::paused_walk walk(allowed);
  for (std::size_t i = 0; i < fails.size(); ++i) {
    const auto& stage = plan.stages()[i];
    const auto reached = walk.reached();
    auto dist = walk.dist(fails[i]);
    trajectory.stages_.push_back({reached, dist.roll_back(), std::move(dist)});
    walk.step({plan, i, trajectory.ends_, trajectory.stretches_}, stage.bake, fails[i]);
  }
  trajectory.passes_ = walk.reached();
  trajectory.set_everyone(plan);
  for (const auto& start : walk.passed())
    trajectory.ends_.push_back({false, fails.size() - 1, start.at, rollout_trajectory::never(),
                                start.probability, start.exposed});  // fails.size() >= 1
  return trajectory;
}

/// The risk of a plan whose steps a failed check pauses, where it fails with a known probability;
/// see assess_checks. *Throws* as trace_paused.
[[nodiscard]] inline rollout_risk assess_paused(const rollout_plan& plan,
                                                const request_rate& traffic, const release& change,
                                                const check_failure_probabilities& fails,
                                                std::size_t allowed,
                                                const stopping_options& options = {}) {
  detail::require_analyses(plan, options.memory_limit);
  const auto trajectory_of = [&](const event_rate& rate) {
    const bool is_good = is_same_rate(rate, change.good());
    return trace_paused(
        plan, std::vector<probability<>>(plan.stages().size(), is_good ? fails.good : fails.bad),
        allowed);
  };
  return detail::assess_trajectories(plan, traffic, change, options.max_products, trajectory_of,
                                     detail::checks_of_known_probability);
}

/// The risk of a plan whose steps a failed check pauses. A check without an answer fails in Flagger
/// (runMetricChecks), as one metric more: check_of_metrics.hpp. *Throws* as trace_paused; also
/// where failures in a row are limited, or a step would see no request.
template <stopping_rule Check>
[[nodiscard]] rollout_risk assess_paused(const rollout_plan& plan, const request_rate& traffic,
                                         const release& change, const failed_checks<Check>& rule,
                                         const stopping_options& options = {}) {
  if (rule.limits().consecutive_allowed != no_error_limit)
    fail("assess_paused", "failures in a row cannot be limited where they hold the step");
  detail::check_paused(plan, plan.stages().size(), rule.limits().allowed);
  const auto analyses =
      analyses_by_stage(plan, traffic, {.by_intervals = true, .memory_limit = options.memory_limit})
          .seen;
  const std::size_t allowed = rule.limits().allowed;
  const auto trajectory_of = [&](const event_rate& rate) {
    std::vector<probability<>> fails;
    fails.reserve(analyses.size());
    for (const auto& each : analyses)
      fails.push_back(failure_probability(rule.check(), each.front(), rate));
    return trace_paused(plan, fails, allowed);
  };
  const auto counts_of = [&](const event_rate& rate, work_budget& counting) {
    std::vector<probability<count_series>> fails;
    fails.reserve(analyses.size());
    for (const auto& each : analyses)
      fails.push_back(failing_counts(rule.check(), each.front(), rate));
    return detail::counts_paused(fails, allowed, counting);
  };
  return detail::assess_trajectories(plan, traffic, change, options.max_products, trajectory_of,
                                     counts_of);
}

}  // namespace nines
