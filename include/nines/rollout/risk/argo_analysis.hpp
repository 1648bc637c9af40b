// SPDX-License-Identifier: BSL-1.0
// The risk of a plan beside which an analysis of Argo Rollouts runs, some of whose measurements
// have no answer, or say nothing.
//
//   assess_argo_analysis(plan, traffic, change, ratio_above(0.01),
//                        {.interval = 1min, .limits = {.failure_limit = 3}, .error = 1_percent})
//
// Each measurement judges the requests of the interval before it. After an error it is repeated 10
// s later, and the next ones follow from there: the clock is a walk over instants that divide both
// times (measurements.hpp). A run that fails or is in error aborts the rollout; one that is
// inconclusive pauses it for a person, who is taken to roll back. A run that has succeeded watches
// no more. Times of the plan are its own: nothing that the analysis does delays a step.
//
// Both sides are sums of masses. The number of failed requests is not counted on the paths. Cost:
// instants x (states of the run + instants in an interval).
// Source: argo-rollouts, analysis/analysis.go and rollout/analysis.go, at 9f8d111.
#pragma once

#include <nines/detection/measurements.hpp>
#include <nines/inline.hpp>
#include <nines/rollout/plan/measurement_instants.hpp>
#include <nines/rollout/risk/assess_carried.hpp>

namespace nines {

/// The keys of a metric, and what its measurements are like.
struct argo_analysis {
  hours_in<double> interval{0};    ///< between measurements; more than 0
  hours_in<double> first{0};       ///< measurement, after the first request: the initialDelay
  measurement_limits limits = {};  ///< how many of each result end the run
  probability<> error = probability<>::never();         ///< a measurement has no answer
  probability<> inconclusive = probability<>::never();  ///< an answer is neither good nor bad
  hours_in<double> retry = std::chrono::seconds(10);    ///< after an error
};

/// How the run of a plan ends.
struct argo_run_ends {
  probability<> failed;        ///< too many failures: aborted
  probability<> in_error;      ///< too many errors in a row: aborted
  probability<> inconclusive;  ///< waits for a person
  probability<> successful;    ///< by itself, before the plan ends
};

/// The risk, and how the runs of a good release and of a bad one end.
struct argo_analysis_risk {
  rollout_risk risk;        ///< of the rollout, rolled back where a run is aborted
  argo_run_ends good, bad;  ///< how the run of a good release ends, and of a bad one
};

namespace detail {

/// The probability that a check fails, for each number of requests once.
template <class Check>
class failures_by_requests {
 public:
  failures_by_requests(const Check& check, const event_rate& rate, work_budget& budget)
      : check_(check), rate_(rate), budget_(budget) {}
  [[nodiscard]] probability<> operator()(std::size_t requests) {
    if (requests == 0) return probability<>::never();
    for (const auto& known : known_)
      if (known.first == requests) return known.second;
    budget_.spend(
        8 * count_distribution<double>::most_masses(rate_.mean() * static_cast<double>(requests)));
    known_.emplace_back(requests, failure_probability(check_, requests, rate_));
    return known_.back().second;
  }

 private:
  const Check& check_;
  const event_rate& rate_;
  work_budget& budget_;
  std::vector<std::pair<std::size_t, probability<>>> known_;  // few: stages have one or two
};

/// The run as the rollout takes it: rolled back at each instant, or going on, whether the run is
/// over or not.
stopping_probabilities<> as_stopping(const analysis_run_probabilities& run);

argo_run_ends ends_of(const analysis_run_probabilities& run);

/// The runs of one release rate after the other, cut into stages. `fails(rate)` gives what makes
/// the probability that a measurement fails of the requests that it sees.
template <class FailsOf>
class argo_runs {
 public:
  argo_runs(const argo_analysis& run, const instants_of_plan& instants,
            std::vector<std::size_t> seen, FailsOf fails, const stopping_options& options)
      : run_(run),
        instants_(instants),
        seen_(std::move(seen)),
        fails_(std::move(fails)),
        options_(options) {}

  [[nodiscard]] analysis_run_probabilities whole(const event_rate& rate) const {
    auto fails = fails_(rate);
    std::vector<measurement> measurements;
    measurements.reserve(seen_.size());
    for (const std::size_t requests : seen_)
      measurements.push_back({run_.error, run_.inconclusive, fails(requests)});
    return analysis_run_distribution(measurements, instants_.next(), run_.limits, options_);
  }
  [[nodiscard]] stopping_probabilities<> dist(std::size_t stage, const event_rate& rate) {
    if (!of_ || !is_same_rate(*of_, rate)) whole_ = as_stopping(whole(rate));
    of_ = rate;
    return part_of(whole_, instants_.before_stage(stage), instants_.of_stage(stage));
  }

 private:
  const argo_analysis& run_;
  const instants_of_plan& instants_;
  std::vector<std::size_t> seen_;
  FailsOf fails_;
  stopping_options options_;
  std::optional<event_rate> of_;
  stopping_probabilities<> whole_;
};

/// Of all bad rates, by their weights.
template <class Runs>
argo_run_ends bad_ends(const Runs& runs, const release& change) {
  analysis_run_probabilities mixed;
  mixed.running = 0;
  for (const auto& each : change.bad()) {
    const auto run = runs.whole(each.rate);
    const auto add = [&](std::vector<double>& into, const std::vector<double>& masses) {
      for (const double m : masses) into.push_back(each.weight * m);
    };
    add(mixed.failed, run.failed);
    add(mixed.inconclusive, run.inconclusive);
    add(mixed.error, run.error);
    add(mixed.successful, run.successful);
    mixed.running += each.weight * run.running;
  }
  return ends_of(mixed);
}

void check_argo_analysis(const argo_analysis& run);

/// The risk, where fails_of(rate) gives the probability that a measurement of n requests fails.
template <class FailsOf>
argo_analysis_risk assess_argo(const rollout_plan& plan, const request_rate& traffic,
                               const release& change, const argo_analysis& run, FailsOf fails_of,
                               const stopping_options& options) {
  check_argo_analysis(run);
  const bool has_errors = run.error.value() > 0;
  const instants_of_plan instants(
      plan, {run.interval, run.first, has_errors ? run.retry : hours_in<double>(0)});
  const auto at_instants = instants.plan();
  require_analyses(at_instants, options.memory_limit);
  const std::size_t n = instants.before_stage(plan.stages().size());
  argo_runs<FailsOf> runs(run, instants, seen_at_instants(plan, traffic, instants, run.interval, n),
                          std::move(fails_of), options);
  auto risk = assess_by(
      at_instants, traffic, change, options.max_products,
      [&](std::size_t i, const event_rate& rate) { return runs.dist(i, rate); },
      cannot_count{"runs of measurements do not count errors"});
  return {std::move(risk), ends_of(runs.whole(change.good())), bad_ends(runs, change)};
}

/// Each measurement by a rule of what it sees.
template <class Check>
argo_analysis_risk assess_argo_by_rule(const rollout_plan& plan, const request_rate& traffic,
                                       const release& change, const Check& check,
                                       const argo_analysis& run, const stopping_options& options) {
  auto budget = budget_of("assess_argo_analysis", options);
  return assess_argo(
      plan, traffic, change, run,
      [&](const event_rate& rate) { return failures_by_requests<Check>(check, rate, budget); },
      options);
}

}  // namespace detail

/// The risk where each measurement fails by a rule of the requests that it sees; one that sees none
/// does not fail. *Throws* domain_error for times that are not positive, a first measurement
/// before the first request, a plan that ends before it, limits that Argo refuses;
/// convergence_error for more work or memory than allowed.
template <stopping_rule Check>
[[nodiscard]] argo_analysis_risk assess_argo_analysis(const rollout_plan& plan,
                                                      const request_rate& traffic,
                                                      const release& change, const Check& check,
                                                      const argo_analysis& run,
                                                      const stopping_options& options = {}) {
  return detail::assess_argo_by_rule(plan, traffic, change, check, run, options);
}

/// The same where it fails with a known probability, whatever it sees.
[[nodiscard]] argo_analysis_risk assess_argo_analysis(const rollout_plan& plan,
                                                      const request_rate& traffic,
                                                      const release& change,
                                                      const check_failure_probabilities& fails,
                                                      const argo_analysis& run,
                                                      const stopping_options& options = {});

}  // namespace nines

#ifndef NINES_COMPILED
#include <nines/rollout/impl/argo_analysis.hpp>
#endif
