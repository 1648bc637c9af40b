// SPDX-License-Identifier: BSL-1.0
// The risk where checks fail with a known probability.
#pragma once

#include <nines/rollout/risk/assess.hpp>

namespace nines {

namespace detail {

NINES_INLINE count_series unseen_errors(const event_rate& rate, std::size_t requests) {
  return requests > 0 ? count_series(counts_of<double>(rate, requests, count_series::least))
                      : count_series(1);
}

}  // namespace detail

NINES_INLINE rollout_risk assess_checks(const rollout_plan& plan, const request_rate& traffic,
                                        const release& change,
                                        const check_failure_probabilities& fails,
                                        const failure_limits& limits,
                                        const stopping_options& options) {
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

}  // namespace nines
