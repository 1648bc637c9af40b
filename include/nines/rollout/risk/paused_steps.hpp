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

#include <nines/inline.hpp>
#include <nines/rollout/risk/assess.hpp>

namespace nines {

namespace detail {

/// The errors that the checks see, by the step that rolls back; fails[i] are those of a check.
error_counts counts_paused(const std::vector<probability<count_series>>& fails, std::size_t allowed,
                           work_budget& budget);

void check_paused(const rollout_plan& plan, std::size_t probabilities, std::size_t allowed);

}  // namespace detail

/// The trajectory through a plan whose stages are steps with a check at the end of each, which
/// fails with probability fails[stage]; a failure more than allowed rolls back. *Throws*
/// domain_error unless there is a probability and one analysis for each stage; convergence_error
/// for too many ways.
[[nodiscard]] rollout_trajectory trace_paused(const rollout_plan& plan,
                                              const std::vector<probability<>>& fails,
                                              std::size_t allowed);

/// The risk of a plan whose steps a failed check pauses, where it fails with a known probability;
/// see assess_checks. *Throws* as trace_paused.
[[nodiscard]] rollout_risk assess_paused(const rollout_plan& plan, const request_rate& traffic,
                                         const release& change,
                                         const check_failure_probabilities& fails,
                                         std::size_t allowed, const stopping_options& options = {});

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

#ifndef NINES_COMPILED
#include <nines/rollout/impl/paused_steps.hpp>
#endif
