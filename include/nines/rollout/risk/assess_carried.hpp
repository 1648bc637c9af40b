// SPDX-License-Identifier: BSL-1.0
// The risk of a plan whose evidence is carried from stage to stage: one clock, and counts, or
// failed checks, since the first request.
#pragma once

#include <nines/inline.hpp>
#include <nines/rollout/risk/assess.hpp>

namespace nines {

namespace detail {

/// The distribution of some analyses of a longer sequence of analyses, given that they begin.
/// Probabilities that are 0 before it are of no matter: all of it then counts as going on.
stopping_probabilities<> part_of(const stopping_probabilities<>& whole, std::size_t first,
                                 std::size_t analyses);

}  // namespace detail

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
[[nodiscard]] rollout_risk assess_checks_carried(const rollout_plan& plan,
                                                 const request_rate& traffic, const release& change,
                                                 const check_failure_probabilities& fails,
                                                 const failure_limits& limits,
                                                 const stopping_options& options = {});

}  // namespace nines

#ifndef NINES_COMPILED
#include <nines/rollout/impl/assess_carried.hpp>
#endif
