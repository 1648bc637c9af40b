// SPDX-License-Identifier: BSL-1.0
// The risk of a plan where each stage compares the release with a baseline beside it.
#pragma once

#include <nines/detection/with_baseline.hpp>
#include <nines/rollout/risk/assess.hpp>

namespace nines {

/// The risk where a baseline is observed side by side, which serves a share of the traffic as large
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
