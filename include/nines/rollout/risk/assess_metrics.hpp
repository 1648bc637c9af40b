// SPDX-License-Identifier: BSL-1.0
// The risk of a plan where several metrics are monitored, any of which may roll back.
#pragma once

#include <nines/rollout/risk/assess.hpp>

namespace nines {

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

}  // namespace nines
