// SPDX-License-Identifier: BSL-1.0
// The analysis of one metric by measurements that succeed, fail, are inconclusive or have an error,
// as Argo Rollouts does it.
//
//   analysis_run_distribution(200, {.failure = 0.02, .error = 0.001},
//                             {.failure_limit = 3, .count = 100})
//   analysis_run_distribution(instants, {.answers = 6, .retries = 1}, limits)    on a clock
//
// After each measurement, in this order (assessMetricStatus and
// assessMetricFailureInconclusiveOrError of its analysis.go):
//   failed > failureLimit                         the metric has failed: the rollout is aborted
//   inconclusive > inconclusiveLimit              inconclusive: the rollout waits for a person
//   errors in a row > consecutiveErrorLimit (4)   it is in error: the rollout is aborted
//   successes in a row >= consecutiveSuccessLimit it is successful
//   count measurements, not counting errors       it is successful; where there is a limit of them
//                                                 that was not reached inconclusive, or failed
//                                                 if failures have no limit
// Any outcome but an error ends a run of errors; any but a success one of successes. A run that is
// stopped is successful. The first measurement is taken at once, or after initialDelay, the next an
// interval after each; after an error 10 s after it, whatever the interval. Rules of counts are in
// failed_checks.hpp, the risk of a plan in rollout/risk/argo_analysis.hpp.
//
// All terms are positive. Cost: measurements x (failures x inconclusive x runs x count), each as
// far as it is limited.
#pragma once

#include <nines/detection/analysis_run.hpp>
#include <nines/detection/operating_characteristic.hpp>

namespace nines {

namespace detail {

/// What Argo's validation refuses.
inline void check_limits(const measurement_limits& limits) {
  constexpr auto function = "analysis_run_distribution";
  const bool limits_failure = limits.failure_limit != measurement_limits::no_failure_limit;
  if (!limits_failure && limits.consecutive_success_limit == 0)
    fail(function, "failure_limit and consecutive_success_limit cannot both be none");
  if (limits.count == 0) return;
  const double needed = static_cast<double>(limits.consecutive_success_limit) +
                        (limits_failure ? static_cast<double>(limits.failure_limit) : 0);
  if (!(static_cast<double>(limits.count) >= needed))
    fail(function, "count", limits.count,
         "at least failure_limit and consecutive_success_limit together, " + describe(needed));
  if (limits.count < limits.inconclusive_limit)
    fail(function, "count", limits.count,
         "at least inconclusive_limit, " + describe(limits.inconclusive_limit));
}

/// A walk within the limits and the budget, at its beginning.
inline measurement_walk begun_walk(const measurement_limits& limits, std::size_t measurements,
                                   const instants_between& next, const stopping_options& options) {
  constexpr auto function = "analysis_run_distribution";
  check_limits(limits);
  auto budget = budget_of(function, options);
  measurement_walk walk(limits, measurements, next);
  const auto held = static_cast<double>(walk.instants());
  budget.spend((walk.states() + held) * static_cast<double>(measurements));
  require_memory(function, "the walk over outcomes", held * sizeof(double) * walk.states(),
                 options.memory_limit);
  walk.begin();
  return walk;
}

}  // namespace detail

/// How an analysis of at most that many measurements ends, each by itself with these probabilities.
/// *Throws* domain_error for probabilities that are none or more than 1 together, and limits that
/// Argo refuses; convergence_error for more work than `max_products`.
[[nodiscard]] inline analysis_run_probabilities analysis_run_distribution(
    std::size_t measurements, const measurement_probabilities& probabilities,
    const measurement_limits& limits = {}, const stopping_options& options = {}) {
  constexpr auto function = "analysis_run_distribution";
  double all = 0;
  for (const double p : {probabilities.failure, probabilities.inconclusive, probabilities.error}) {
    if (!(p >= 0) || !(p <= 1)) fail(function, "a probability", p, "from 0 to 1");
    all += p;
  }
  if (!(all <= 1 + 1e-12)) fail(function, "the sum of the probabilities", all, "at most 1");
  auto walk = detail::begun_walk(limits, measurements, {}, options);
  analysis_run_probabilities dist;
  const double success = std::max(0.0, 1 - all);  // what they leave, of input data
  for (std::size_t j = 0; j < measurements; ++j)
    walk.step({probabilities.failure, probabilities.inconclusive, probabilities.error, success},
              dist);
  return dist;
}

/// The same on a clock: `instants[i]` is what a measurement gives that is made at instant i. The
/// first is made at instant 0, the next after each as `next` says: with an interval of 1 min and
/// Argo's 10 s to a retry instants are 10 s apart, and `next` is {6, 1}. The digits of both sides
/// are kept: a bad release that passes with 1e-120 does so. *Throws* as above; also unless the next
/// measurement is at a later instant. Cost: instants x (states + the longest time between two).
[[nodiscard]] inline analysis_run_probabilities analysis_run_distribution(
    const std::vector<measurement>& instants, const instants_between& next,
    const measurement_limits& limits = {}, const stopping_options& options = {}) {
  constexpr auto function = "analysis_run_distribution";
  if (next.answers == 0) fail(function, "answers", 0, "1 or more");
  if (next.retries == 0) fail(function, "retries", 0, "1 or more");
  auto walk = detail::begun_walk(limits, instants.size(), next, options);
  analysis_run_probabilities dist;
  for (const auto& each : instants) walk.step(detail::masses_of(each), dist);
  return dist;
}

}  // namespace nines
