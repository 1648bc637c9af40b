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
#include <nines/inline.hpp>

namespace nines {

/// How an analysis of at most that many measurements ends, each by itself with these probabilities.
/// *Throws* domain_error for probabilities that are none or more than 1 together, and limits that
/// Argo refuses; convergence_error for more work than `max_products`.
[[nodiscard]] analysis_run_probabilities analysis_run_distribution(
    std::size_t measurements, const measurement_probabilities& probabilities,
    const measurement_limits& limits = {}, const stopping_options& options = {});

/// The same on a clock: `instants[i]` is what a measurement gives that is made at instant i. The
/// first is made at instant 0, the next after each as `next` says: with an interval of 1 min and
/// Argo's 10 s to a retry instants are 10 s apart, and `next` is {6, 1}. The digits of both sides
/// are kept: a bad release that passes with 1e-120 does so. *Throws* as above; also unless the next
/// measurement is at a later instant. Cost: instants x (states + the longest time between two).
[[nodiscard]] analysis_run_probabilities analysis_run_distribution(
    const std::vector<measurement>& instants, const instants_between& next,
    const measurement_limits& limits = {}, const stopping_options& options = {});

}  // namespace nines

#ifndef NINES_COMPILED
#include <nines/detection/impl/measurements.hpp>
#endif
