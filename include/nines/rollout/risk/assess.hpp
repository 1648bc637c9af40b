// SPDX-License-Identifier: BSL-1.0
// From a plan, the traffic, a release and a rule to the risk.
//
//   assess(plan, traffic, change, ratio_above(0.001))      each stage analysed by itself
//   assess(plan, traffic, change, failed_checks(...))      interval by interval
//   assess_checks(plan, traffic, change, {1_percent, 90_percent}, {.allowed = 1})
//                                                          the same, probabilities of failure known
//   assess_metrics(plan, traffic, change, rule,
//                  monitored_metric{{1_percent, 3_percent}, other_rule})
//   assess_carried(plan, traffic, change, rule)            evidence since the first stage
//   assess_with_baseline(plan, traffic, change, rule)      a baseline side by side
//   assess_paused(plan, traffic, change, failed_checks(...))
//                                                          failed checks pause: paused_steps.hpp
//
// The stage says when it is analysed (stage.hpp); the requests of each analysis are whole numbers
// (interim_analyses.hpp). Exact: see operating_characteristic.hpp. Cost: a stopping distribution
// for each stage and rate. To count the errors of the bad ones there is as much again, and
// bad_trajectory::uncounted says what that does not cover. Both and the memory are limited by the
// options.
#pragma once

#include <nines/detection/counted_errors.hpp>
#include <nines/detection/event_counts.hpp>
#include <nines/detection/failed_checks.hpp>
#include <nines/inline.hpp>
#include <nines/rollout/plan/interim_analyses.hpp>
#include <nines/rollout/plan/release.hpp>
#include <nines/rollout/risk/risk.hpp>
#include <nines/rollout/risk/trace.hpp>

namespace nines {

template <class Check>
class metrics_apart;  // in detection/metrics_apart.hpp

namespace detail {

/// The errors of a number of requests that no analysis sees.
count_series unseen_errors(const event_rate& rate, std::size_t requests);
/// The errors of all stages, where distribution_of(stage) is that of the errors in one of them.
template <class LawOf>
error_counts counts_by_stage(const plan_analyses& analyses, const event_rate& rate,
                             work_budget& budget, const LawOf& distribution_of) {
  error_counts counts;
  for (std::size_t i = 0; i < analyses.seen.size(); ++i) {
    const auto rest = unseen_errors(rate, analyses.unseen[i]);
    if (analyses.seen[i].empty()) {
      counts.rolled_back.emplace_back();
      counts.passed = product_of(counts.passed, rest, budget);
      continue;
    }
    counts.passed =
        product_of(counts.passed, unseen_errors(rate, analyses.unseen_first[i]), budget);
    auto dist = distribution_of(i);
    dist.continuing.back() = product_of(dist.continuing.back(), rest, budget);
    add_stage(dist, counts, budget);
  }
  return counts;
}

/// Whether a rule judges each interval by itself.
template <class Rule>
inline constexpr bool judges_intervals = false;
template <class Check>
inline constexpr bool judges_intervals<failed_checks<Check>> = true;
template <class Check>
inline constexpr bool judges_intervals<metrics_apart<Check>> = true;

/// Takes the place of a function that counts errors, and says why they cannot be counted.
struct cannot_count {
  const char* why;
};
inline constexpr cannot_count checks_of_known_probability{
    "checks of a known probability do not count errors"};
inline constexpr cannot_count several_metrics{
    "with several metrics a rollback tells of others, too"};

/// Counts the errors of one bad rate, or says why not. `counts_of(rate, budget)` are those that all
/// analyses see.
template <class CountsOf>
void count_excess(const rollout_plan& plan, const release& change, const event_rate& rate,
                  double expected, const CountsOf& counts_of, work_budget& budget,
                  bad_trajectory& into) {
  if constexpr (std::is_same_v<CountsOf, cannot_count>) {
    into.uncounted = counts_of.why;
  } else if (!(expected <= 1e5)) {
    into.uncounted = "more than 1e5 errors may come";
  } else {
    const double excess = excess_rate("assess", change.good(), rate);
    const probability<> too_many(unchecked, excess / rate.mean(),
                                 change.good().mean() / rate.mean());
    try {
      into.excess.emplace(plan, into.excess_errors_per_hour, too_many, counts_of(rate, budget),
                          budget);
    } catch (const convergence_error& e) {
      into.uncounted = e.what();
    }
  }
}

/// The risk, where `trajectory_of(rate)` is the trajectory of a release with this rate. All counts
/// have one budget, as large as that of all stopping distributions.
template <class CourseOf, class CountsOf>
rollout_risk assess_trajectories(const rollout_plan& plan, const request_rate& traffic,
                                 const release& change, double max_products,
                                 const CourseOf& trajectory_of, const CountsOf& counts_of) {
  std::vector<bad_trajectory> bad;
  auto budget = counting_budget(max_products);
  for (const auto& each : change.bad()) {
    const double excess = excess_rate("assess", change.good(), each.rate);
    bad.push_back({each.weight, traffic.per_hour() * excess, trajectory_of(each.rate)});
    const auto most = plan.exposed_time() + plan.exposed_after(1);
    count_excess(plan, change, each.rate, traffic.in(most)*each.rate.mean(), counts_of, budget,
                 bad.back());
  }
  return {trajectory_of(change.good()), std::move(bad), change.stated_prior()};
}

/// The same, where `distribution_of(stage, rate)` is a stopping distribution.
template <class LawOf, class CountsOf>
rollout_risk assess_by(const rollout_plan& plan, const request_rate& traffic, const release& change,
                       double max_products, LawOf distribution_of, const CountsOf& counts_of) {
  const auto trajectory_of = [&](const event_rate& rate) {
    std::vector<stopping_probabilities<>> dists;
    for (std::size_t i = 0; i < plan.stages().size(); ++i)
      dists.push_back(distribution_of(i, rate));
    return trace(plan, std::move(dists));
  };
  return assess_trajectories(plan, traffic, change, max_products, trajectory_of, counts_of);
}

}  // namespace detail

/// The risk of a plan under a rule: any stopping_rule, or failed_checks; each stage by itself.
/// *Throws* domain_error where an analysis would see no request.
template <class Rule>
[[nodiscard]] rollout_risk assess(const rollout_plan& plan, const request_rate& traffic,
                                  const release& change, const Rule& rule,
                                  const stopping_options& options = {}) {
  const auto analyses = analyses_by_stage(
      plan, traffic,
      {.by_intervals = detail::judges_intervals<Rule>, .memory_limit = options.memory_limit});
  auto budget = budget_of("assess", options);  // of all stages and rates
  const auto distribution_of = [&](std::size_t i, const event_rate& rate) {
    return analyses.seen[i].empty()
               ? stopping_probabilities<>()
               : stopping_distribution<double>(rule, analyses.seen[i], rate, options, budget);
  };
  const auto counts_of = [&](const event_rate& rate, work_budget& counting) {
    return detail::counts_by_stage(analyses, rate, counting, [&](std::size_t i) {
      return stopping_counts(rule, analyses.seen[i], rate, counting, options.memory_limit);
    });
  };
  return detail::assess_by(plan, traffic, change, options.max_products, distribution_of, counts_of);
}

/// The risk where each analysis of a stage is a check by itself that fails with a known
/// probability, whatever the traffic: of measurements (mann_whitney/rule.hpp), of a suite of tests.
[[nodiscard]] rollout_risk assess_checks(const rollout_plan& plan, const request_rate& traffic,
                                         const release& change,
                                         const check_failure_probabilities& fails,
                                         const failure_limits& limits,
                                         const stopping_options& options = {});

}  // namespace nines

#ifndef NINES_COMPILED
#include <nines/rollout/impl/assess.hpp>
#endif
