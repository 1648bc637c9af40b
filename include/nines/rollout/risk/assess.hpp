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

#include <nines/detection/event_counts.hpp>
#include <nines/detection/failed_checks.hpp>
#include <nines/detection/with_baseline.hpp>
#include <nines/rollout/plan/interim_analyses.hpp>
#include <nines/rollout/plan/release.hpp>
#include <nines/rollout/risk/risk.hpp>

namespace nines {

namespace detail {

/// The distribution of some analyses of a longer sequence of analyses, given that they begin.
/// Probabilities that are 0 before it are of no matter: all of it then counts as going on.
inline stopping_probabilities<> part_of(const stopping_probabilities<>& whole, std::size_t first,
                                        std::size_t analyses) {
  stopping_probabilities<> part;
  const double before = whole.begins(first + 1);
  for (std::size_t j = first; j < first + analyses; ++j) {
    if (whole.promoted[j] > 0)
      fail("assess_carried", "a rule that promotes cannot carry its evidence on");
    part.rolled_back.push_back(before > 0 ? whole.rolled_back[j] / before : 0);
    part.promoted.push_back(0);
    part.continuing.push_back(before > 0 ? whole.continuing[j] / before : 1);
  }
  return part;
}

/// The errors of a number of requests that no analysis sees.
inline count_series unseen_errors(const event_rate& rate, std::size_t requests) {
  return requests > 0 ? count_series(counts_of<double>(rate, requests, count_series::least))
                      : count_series(1);
}
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
[[nodiscard]] inline rollout_risk assess_checks(const rollout_plan& plan,
                                                const request_rate& traffic, const release& change,
                                                const check_failure_probabilities& fails,
                                                const failure_limits& limits,
                                                const stopping_options& options = {}) {
  detail::require_analyses(plan, options.memory_limit);
  auto budget = budget_of("assess_checks", options);
  const auto distribution_of = [&](std::size_t i, const event_rate& rate) {
    const bool is_good = is_same_rate(rate, change.good());
    const std::size_t analyses = plan.stages()[i].analyses;
    if (analyses == 0) return stopping_probabilities<>();
    return stopping_distribution_of_checks(
        std::vector<probability<>>(analyses, is_good ? fails.good : fails.bad), limits,
        options.memory_limit, budget);
  };
  return detail::assess_by(plan, traffic, change, options.max_products, distribution_of,
                           detail::checks_of_known_probability);
}

/// One more metric that is monitored: latency, saturation, a business figure.
template <class Rule>
struct monitored_metric {
  rate_pair rates;  ///< of a good release, and of a bad one
  Rule rule;        ///< which judges the counts of this metric
};
template <class Rule>
monitored_metric(rate_pair, Rule) -> monitored_metric<Rule>;

/// The risk where several metrics are monitored; any of them may roll back. Excess is counted by
/// that of `change`, and its number as if it did not tell how the rollout ends (risk.hpp).
/// *Assumes* that metrics are independent, given whether the release is good.
template <class Rule, class... Rules>
[[nodiscard]] rollout_risk assess_metrics(const rollout_plan& plan, const request_rate& traffic,
                                          const release& change, const stopping_options& options,
                                          const Rule& rule,
                                          const monitored_metric<Rules>&... others) {
  ((void)excess_rate("assess_metrics", others.rates.good, others.rates.bad), ...);
  const auto analyses = analyses_by_stage(plan, traffic, {.memory_limit = options.memory_limit});
  auto budget = budget_of("assess_metrics", options);  // of all metrics, stages and rates
  const auto distribution_of = [&](std::size_t i, const event_rate& rate) {
    const bool is_good = is_same_rate(rate, change.good());
    const auto& seen = analyses.seen[i];
    if (seen.empty()) return stopping_probabilities<>();
    return any_of(std::vector<stopping_probabilities<>>{
        stopping_distribution<double>(rule, seen, rate, options, budget),
        stopping_distribution<double>(others.rule, seen,
                                      is_good ? others.rates.good : others.rates.bad, options,
                                      budget)...});
  };
  return detail::assess_by(plan, traffic, change, options.max_products, distribution_of,
                           detail::several_metrics);
}
/// The same with the default options.
template <class Rule, class... Rules>
[[nodiscard]] rollout_risk assess_metrics(const rollout_plan& plan, const request_rate& traffic,
                                          const release& change, const Rule& rule,
                                          const monitored_metric<Rules>&... others) {
  return assess_metrics(plan, traffic, change, stopping_options{}, rule, others...);
}

/// The risk where evidence is carried from stage to stage: a rule sees the counts since the first,
/// and failed_checks counts the failures of all stages. An analysis may see requests of several
/// (analysed_throughout). *Throws* domain_error if the rule promotes: what would it be asked after?
template <class Rule>
[[nodiscard]] rollout_risk assess_carried(const rollout_plan& plan, const request_rate& traffic,
                                          const release& change, const Rule& rule,
                                          const stopping_options& options = {}) {
  const auto analyses = analyses_throughout(
      plan, traffic,
      {.by_intervals = detail::judges_intervals<Rule>, .memory_limit = options.memory_limit});
  std::vector<std::size_t> all;
  for (const auto& each : analyses.seen) all.insert(all.end(), each.begin(), each.end());
  auto budget = budget_of("assess_carried", options);
  const auto trajectory_distribution = [&, cached = stopping_probabilities<>{},
                                        of = std::optional<event_rate>()](
                                           std::size_t i, const event_rate& rate) mutable {
    if (!of || !is_same_rate(*of, rate))
      cached = stopping_distribution<double>(rule, all, rate, options, budget);
    of = rate;
    std::size_t first = 0;
    for (std::size_t k = 0; k < i; ++k) first += analyses.seen[k].size();
    return detail::part_of(cached, first, analyses.seen[i].size());
  };
  const auto counts_of = [&](const event_rate& rate, work_budget& counting) {
    std::vector<std::size_t> analyses_of_stages;
    analyses_of_stages.reserve(analyses.seen.size());
    for (const auto& each : analyses.seen) analyses_of_stages.push_back(each.size());
    auto counts = detail::counts_of_stages(
        stopping_counts(rule, all, rate, counting, options.memory_limit), analyses_of_stages);
    const auto before = detail::unseen_errors(rate, analyses.unseen_before);
    for (auto& each : counts.rolled_back) each = product_of(each, before, counting);
    counts.passed = product_of(counts.passed, before, counting);
    counts.passed =
        product_of(counts.passed, detail::unseen_errors(rate, analyses.unseen.back()), counting);
    return counts;
  };
  return detail::assess_by(plan, traffic, change, options.max_products, trajectory_distribution,
                           counts_of);
}

/// The risk where one clock looks at all stages, each analysis a check by itself that fails with a
/// known probability (assess_checks), and all failures count.
[[nodiscard]] inline rollout_risk assess_checks_carried(const rollout_plan& plan,
                                                        const request_rate& traffic,
                                                        const release& change,
                                                        const check_failure_probabilities& fails,
                                                        const failure_limits& limits,
                                                        const stopping_options& options = {}) {
  detail::require_analyses(plan, options.memory_limit);
  auto budget = budget_of("assess_checks_carried", options);
  std::size_t analyses = 0;
  for (const auto& stage : plan.stages()) analyses += stage.analyses;
  const auto stopping_of_all = [&](const probability<>& each) {
    return stopping_distribution_of_checks(std::vector<probability<>>(analyses, each), limits,
                                           options.memory_limit, budget);
  };
  const auto good = stopping_of_all(fails.good);
  const auto bad = stopping_of_all(fails.bad);
  const auto distribution_of = [&](std::size_t i, const event_rate& rate) {
    std::size_t first = 0;
    for (std::size_t k = 0; k < i; ++k) first += plan.stages()[k].analyses;
    return detail::part_of(is_same_rate(rate, change.good()) ? good : bad, first,
                           plan.stages()[i].analyses);
  };
  return detail::assess_by(plan, traffic, change, options.max_products, distribution_of,
                           detail::checks_of_known_probability);
}

/// The same where a baseline is observed side by side, which serves a share of the traffic as large
/// as the new release's, times `baseline` (1: as large; 3: three times).
template <stopping_rule Rule>
[[nodiscard]] rollout_risk assess_with_baseline(
    const rollout_plan& plan, const request_rate& traffic, const release& change, const Rule& rule,
    double baseline = 1, const stopping_with_baseline_options& options = {}) {
  if (!(baseline > 0)) fail("assess_with_baseline", "baseline", baseline, "more than 0");
  for (const auto& stage : plan.stages())
    if (!(stage.share.value() * baseline <= stage.share.complement() * (1 + 1e-12)))
      fail("assess_with_baseline", "baseline times the share of a stage",
           stage.share.value() * baseline,
           "at most what is left, " + describe(stage.share.complement()));
  const auto analyses = analyses_by_stage(plan, traffic, {.memory_limit = options.memory_limit});
  const auto beside =
      analyses_by_stage(plan, traffic, {.memory_limit = options.memory_limit, .times = baseline});
  // Of all stages and rates.
  auto budget = budget_of_pairs("assess_with_baseline", options.max_products);
  const auto pairs_of = [&](std::size_t i) {
    std::vector<request_pair> pairs;
    pairs.reserve(analyses.seen[i].size());
    for (std::size_t j = 0; j < analyses.seen[i].size(); ++j)
      pairs.push_back({analyses.seen[i][j], beside.seen[i][j]});
    return pairs;
  };
  const auto distribution_of = [&](std::size_t i, const event_rate& rate) {
    if (analyses.seen[i].empty()) return stopping_probabilities<>();
    const auto pairs = pairs_of(i);
    return stopping_distribution_with_baseline<double>(rule, pairs, {rate, change.good()}, options,
                                                       budget);
  };
  const auto counts_of = [&](const event_rate& rate, work_budget& counting) {
    return detail::counts_by_stage(analyses, rate, counting, [&](std::size_t i) {
      return stopping_counts_with_baseline(rule, pairs_of(i), {rate, change.good()}, options,
                                           counting);
    });
  };
  return detail::assess_by(plan, traffic, change, options.max_products, distribution_of, counts_of);
}

}  // namespace nines
