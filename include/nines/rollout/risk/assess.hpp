// SPDX-License-Identifier: BSL-1.0
// From a plan, the traffic, a release and a rule to the risk.
//
//   assess(plan, traffic, change, ratio_above(0.001))              each stage watched by itself
//   assess(plan, traffic, change, failed_checks(...))              interval by interval
//   assess_checks(plan, traffic, change, {1_percent, 90_percent}, {.allowed = 1})   the same, known
//   assess_metrics(plan, traffic, change, rule, watched_metric{{1_percent, 3_percent}, other_rule})
//   assess_carried(plan, traffic, change, rule)                    evidence since the first stage
//   assess_beside(plan, traffic, change, rule)                     a baseline side by side
//   assess_held(plan, traffic, change, failed_checks(...))      failed checks hold: held_steps.hpp
//
// Looks come when their stage says (stage.hpp); the requests of each are whole numbers (looks.hpp).
// Exact: see operating_characteristic.hpp. Cost: a watch for each stage and rate. To
// count the errors of the bad ones there is as much again, and what that does not cover is said
// (bad_course::uncounted). Both and the memory are limited by the options.
#pragma once

#include <nines/detection/event_counts.hpp>
#include <nines/detection/failed_checks.hpp>
#include <nines/detection/with_baseline.hpp>
#include <nines/rollout/plan/looks.hpp>
#include <nines/rollout/plan/release.hpp>
#include <nines/rollout/risk/risk.hpp>

namespace nines {

namespace detail {

/// The law of some looks of a longer watch, given that they begin. Chances that are 0 before it are
/// of no matter: all of it then counts as going on.
inline watch_law<> part_of(const watch_law<>& whole, std::size_t first, std::size_t looks) {
  watch_law<> part;
  const double before = whole.begins(first + 1);
  for (std::size_t j = first; j < first + looks; ++j) {
    if (whole.promoted[j] > 0)
      fail("assess_carried", "a rule that promotes cannot carry its evidence on");
    part.rolled_back.push_back(before > 0 ? whole.rolled_back[j] / before : 0);
    part.promoted.push_back(0);
    part.going_on.push_back(before > 0 ? whole.going_on[j] / before : 1);
  }
  return part;
}

/// The errors of so many requests that no look sees.
inline count_series unseen_errors(const event_rate& rate, std::size_t requests) {
  return requests > 0 ? count_series(counts_of<double>(rate, requests, count_series::least))
                      : count_series(1);
}
/// The errors of all stages, where law_of(stage) is that of the errors in one of them.
template <class LawOf>
error_counts counts_by_stage(const plan_looks& looks, const event_rate& rate, work_budget& budget,
                             const LawOf& law_of) {
  error_counts counts;
  for (std::size_t i = 0; i < looks.seen.size(); ++i) {
    const auto rest = unseen_errors(rate, looks.unseen[i]);
    if (looks.seen[i].empty()) {
      counts.rolled_back.emplace_back();
      counts.passed = product(counts.passed, rest, budget);
      continue;
    }
    counts.passed = product(counts.passed, unseen_errors(rate, looks.unseen_first[i]), budget);
    auto law = law_of(i);
    law.going_on.back() = product(law.going_on.back(), rest, budget);
    add_stage(law, counts, budget);
  }
  return counts;
}

/// Whether a rule judges each interval by itself.
template <class Rule>
inline constexpr bool judges_intervals = false;
template <class Check>
inline constexpr bool judges_intervals<failed_checks<Check>> = true;

/// In place of what counts the errors that the watches see: why they cannot be counted.
struct cannot_count {
  const char* why;
};
inline constexpr cannot_count checks_of_known_chance{
    "checks of a known chance do not count errors"};
inline constexpr cannot_count several_metrics{
    "with several metrics a rollback tells of others, too"};

/// Counts the errors of one bad rate, or says why not. `counts_of(rate, budget)` are those that all
/// watches see.
template <class CountsOf>
void count_excess(const rollout_plan& plan, const release& change, const event_rate& rate,
                  double expected, const CountsOf& counts_of, work_budget& budget,
                  bad_course& into) {
  if constexpr (std::is_same_v<CountsOf, cannot_count>) {
    into.uncounted = counts_of.why;
  } else if (!(expected <= 1e5)) {
    into.uncounted = "more than 1e5 errors may come";
  } else {
    const double excess = excess_rate("assess", change.good(), rate);
    const probability<> too_many(unchecked, excess / rate.mean(),
                                 change.good().mean() / rate.mean());
    try {
      into.excess.emplace(plan, into.excess_per_hour, too_many, counts_of(rate, budget), budget);
    } catch (const convergence_error& e) {
      into.uncounted = e.what();
    }
  }
}

/// The risk, where `course_of(rate)` is the course of a release with this rate. All counts have one
/// budget, as large as that of all watches.
template <class CourseOf, class CountsOf>
rollout_risk assess_courses(const rollout_plan& plan, const request_rate& traffic,
                            const release& change, double max_products, const CourseOf& course_of,
                            const CountsOf& counts_of) {
  std::vector<bad_course> bad;
  auto budget = counting_budget(max_products);
  for (const auto& each : change.bad()) {
    const double excess = excess_rate("assess", change.good(), each.rate);
    bad.push_back({each.weight, traffic.per_hour() * excess, course_of(each.rate)});
    const auto most = plan.exposed_time() + plan.exposed_after(1);
    count_excess(plan, change, each.rate, traffic.in(most)*each.rate.mean(), counts_of, budget,
                 bad.back());
  }
  return {course_of(change.good()), std::move(bad), change.stated_prior()};
}

/// The same, where `law_of(stage, rate)` is the law of a watch.
template <class LawOf, class CountsOf>
rollout_risk assess_by(const rollout_plan& plan, const request_rate& traffic, const release& change,
                       double max_products, LawOf law_of, const CountsOf& counts_of) {
  const auto course_of = [&](const event_rate& rate) {
    std::vector<watch_law<>> laws;
    for (std::size_t i = 0; i < plan.stages().size(); ++i) laws.push_back(law_of(i, rate));
    return follow(plan, std::move(laws));
  };
  return assess_courses(plan, traffic, change, max_products, course_of, counts_of);
}

}  // namespace detail

/// The risk of a plan under a rule: any watch_rule, or failed_checks; each stage by itself.
/// *Throws* domain_error where a look would see no request.
template <class Rule>
[[nodiscard]] rollout_risk assess(const rollout_plan& plan, const request_rate& traffic,
                                  const release& change, const Rule& rule,
                                  const watch_options& options = {}) {
  using detail::watch_within;
  const auto looks = detail::looks_by_stage(
      plan, traffic,
      {.by_intervals = detail::judges_intervals<Rule>, .memory_limit = options.memory_limit});
  auto budget = detail::budget_of("assess", options);  // of all stages and rates
  const auto law_of = [&](std::size_t i, const event_rate& rate) {
    return looks.seen[i].empty() ? watch_law<>()
                                 : watch_within<double>(rule, looks.seen[i], rate, options, budget);
  };
  const auto counts_of = [&](const event_rate& rate, detail::work_budget& counting) {
    return detail::counts_by_stage(looks, rate, counting, [&](std::size_t i) {
      return detail::watch_counts(rule, looks.seen[i], rate, counting, options.memory_limit);
    });
  };
  return detail::assess_by(plan, traffic, change, options.max_products, law_of, counts_of);
}

/// The chances that a check fails, of a good release and of a bad one.
struct check_chances {
  probability<> good, bad;
};

/// The risk where each look of a stage is a check by itself that fails with a known chance,
/// whatever the traffic: of measurements (mann_whitney/rule.hpp), of a suite of tests.
[[nodiscard]] inline rollout_risk assess_checks(const rollout_plan& plan,
                                                const request_rate& traffic, const release& change,
                                                const check_chances& fails,
                                                const failure_limits& limits,
                                                const watch_options& options = {}) {
  detail::require_looks(plan, options.memory_limit);
  auto budget = detail::budget_of("assess_checks", options);
  const auto law_of = [&](std::size_t i, const event_rate& rate) {
    const bool is_good = detail::is_same(rate, change.good());
    const std::size_t looks = plan.stages()[i].looks;
    if (looks == 0) return watch_law<>();
    return detail::watch_checks_within(
        std::vector<probability<>>(looks, is_good ? fails.good : fails.bad), limits,
        options.memory_limit, budget);
  };
  return detail::assess_by(plan, traffic, change, options.max_products, law_of,
                           detail::checks_of_known_chance);
}

/// One more metric that is watched: latency, saturation, a business figure.
template <class Rule>
struct watched_metric {
  rate_pair rates;  ///< of a good release, and of a bad one
  Rule rule;
};
template <class Rule>
watched_metric(rate_pair, Rule) -> watched_metric<Rule>;

/// The risk where several metrics are watched, any of which rolls back. Excess is counted by that
/// of `change`, and its number as if it did not tell how the rollout ends (risk.hpp). *Assumes*
/// that metrics are independent, given whether the release is good.
template <class Rule, class... Rules>
[[nodiscard]] rollout_risk assess_metrics(const rollout_plan& plan, const request_rate& traffic,
                                          const release& change, const watch_options& options,
                                          const Rule& rule,
                                          const watched_metric<Rules>&... others) {
  using detail::watch_within;
  ((void)detail::excess_rate("assess_metrics", others.rates.good, others.rates.bad), ...);
  const auto looks = detail::looks_by_stage(plan, traffic, {.memory_limit = options.memory_limit});
  auto budget = detail::budget_of("assess_metrics", options);  // of all metrics, stages and rates
  const auto law_of = [&](std::size_t i, const event_rate& rate) {
    const bool is_good = detail::is_same(rate, change.good());
    const auto& seen = looks.seen[i];
    if (seen.empty()) return watch_law<>();
    return any_of(std::vector<watch_law<>>{
        watch_within<double>(rule, seen, rate, options, budget),
        watch_within<double>(others.rule, seen, is_good ? others.rates.good : others.rates.bad,
                             options, budget)...});
  };
  return detail::assess_by(plan, traffic, change, options.max_products, law_of,
                           detail::several_metrics);
}
template <class Rule, class... Rules>
[[nodiscard]] rollout_risk assess_metrics(const rollout_plan& plan, const request_rate& traffic,
                                          const release& change, const Rule& rule,
                                          const watched_metric<Rules>&... others) {
  return assess_metrics(plan, traffic, change, watch_options{}, rule, others...);
}

/// The risk where evidence is carried from stage to stage: a rule sees the counts since the first,
/// and failed_checks counts the failures of all stages. A look may see requests of several
/// (watch_throughout). *Throws* domain_error if the rule promotes: what would it be asked after?
template <class Rule>
[[nodiscard]] rollout_risk assess_carried(const rollout_plan& plan, const request_rate& traffic,
                                          const release& change, const Rule& rule,
                                          const watch_options& options = {}) {
  const auto looks = detail::looks_throughout(
      plan, traffic,
      {.by_intervals = detail::judges_intervals<Rule>, .memory_limit = options.memory_limit});
  std::vector<std::size_t> all;
  for (const auto& each : looks.seen) all.insert(all.end(), each.begin(), each.end());
  using detail::watch_within;
  auto budget = detail::budget_of("assess_carried", options);
  const auto course_law = [&, cached = watch_law<>{}, of = std::optional<event_rate>()](
                              std::size_t i, const event_rate& rate) mutable {
    if (!of || !detail::is_same(*of, rate))
      cached = watch_within<double>(rule, all, rate, options, budget);
    of = rate;
    std::size_t first = 0;
    for (std::size_t k = 0; k < i; ++k) first += looks.seen[k].size();
    return detail::part_of(cached, first, looks.seen[i].size());
  };
  const auto counts_of = [&](const event_rate& rate, detail::work_budget& counting) {
    std::vector<std::size_t> looks_of_stages;
    looks_of_stages.reserve(looks.seen.size());
    for (const auto& each : looks.seen) looks_of_stages.push_back(each.size());
    auto counts = detail::counts_of_stages(
        detail::watch_counts(rule, all, rate, counting, options.memory_limit), looks_of_stages);
    const auto before = detail::unseen_errors(rate, looks.unseen_before);
    for (auto& each : counts.rolled_back) each = detail::product(each, before, counting);
    counts.passed = detail::product(counts.passed, before, counting);
    counts.passed =
        detail::product(counts.passed, detail::unseen_errors(rate, looks.unseen.back()), counting);
    return counts;
  };
  return detail::assess_by(plan, traffic, change, options.max_products, course_law, counts_of);
}

/// The risk where one clock looks at all stages, each look a check by itself that fails with a
/// known chance (assess_checks), and all failures count.
[[nodiscard]] inline rollout_risk assess_checks_carried(
    const rollout_plan& plan, const request_rate& traffic, const release& change,
    const check_chances& fails, const failure_limits& limits, const watch_options& options = {}) {
  detail::require_looks(plan, options.memory_limit);
  auto budget = detail::budget_of("assess_checks_carried", options);
  std::size_t looks = 0;
  for (const auto& stage : plan.stages()) looks += stage.looks;
  const auto watch_all = [&](const probability<>& each) {
    return detail::watch_checks_within(std::vector<probability<>>(looks, each), limits,
                                       options.memory_limit, budget);
  };
  const auto good = watch_all(fails.good);
  const auto bad = watch_all(fails.bad);
  const auto law_of = [&](std::size_t i, const event_rate& rate) {
    std::size_t first = 0;
    for (std::size_t k = 0; k < i; ++k) first += plan.stages()[k].looks;
    return detail::part_of(detail::is_same(rate, change.good()) ? good : bad, first,
                           plan.stages()[i].looks);
  };
  return detail::assess_by(plan, traffic, change, options.max_products, law_of,
                           detail::checks_of_known_chance);
}

/// The same where a baseline is observed side by side, which serves a share of the traffic as large
/// as the new release's, times `baseline` (1: as large; 3: three times).
template <watch_rule Rule>
[[nodiscard]] rollout_risk assess_beside(const rollout_plan& plan, const request_rate& traffic,
                                         const release& change, const Rule& rule,
                                         double baseline = 1,
                                         const watch_beside_options& options = {}) {
  if (!(baseline > 0)) detail::fail("assess_beside", "baseline", baseline, "more than 0");
  for (const auto& stage : plan.stages())
    if (!(stage.share.value() * baseline <= stage.share.complement() * (1 + 1e-12)))
      detail::fail("assess_beside", "baseline times the share of a stage",
                   stage.share.value() * baseline,
                   "at most what is left, " + detail::describe(stage.share.complement()));
  const auto looks = detail::looks_by_stage(plan, traffic, {.memory_limit = options.memory_limit});
  const auto beside = detail::looks_by_stage(
      plan, traffic, {.memory_limit = options.memory_limit, .times = baseline});
  // Of all stages and rates.
  auto budget = detail::budget_of_pairs("assess_beside", options.max_products);
  const auto pairs_of = [&](std::size_t i) {
    std::vector<request_pair> pairs;
    pairs.reserve(looks.seen[i].size());
    for (std::size_t j = 0; j < looks.seen[i].size(); ++j)
      pairs.push_back({looks.seen[i][j], beside.seen[i][j]});
    return pairs;
  };
  const auto law_of = [&](std::size_t i, const event_rate& rate) {
    if (looks.seen[i].empty()) return watch_law<>();
    const auto pairs = pairs_of(i);
    detail::check_beside(pairs, options);
    return detail::watch_beside_within<double>(rule, pairs, {rate, change.good()}, options, budget);
  };
  const auto counts_of = [&](const event_rate& rate, detail::work_budget& counting) {
    return detail::counts_by_stage(looks, rate, counting, [&](std::size_t i) {
      return detail::watch_counts_beside(rule, pairs_of(i), {rate, change.good()}, options,
                                         counting);
    });
  };
  return detail::assess_by(plan, traffic, change, options.max_products, law_of, counts_of);
}

}  // namespace nines
