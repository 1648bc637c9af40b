// SPDX-License-Identifier: BSL-1.0
// The risk where known probabilities of failure are carried on.
#pragma once

#include <nines/rollout/risk/assess_carried.hpp>

namespace nines {

namespace detail {

NINES_INLINE stopping_probabilities<> part_of(const stopping_probabilities<>& whole,
                                              std::size_t first, std::size_t analyses) {
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

}  // namespace detail

NINES_INLINE rollout_risk assess_checks_carried(const rollout_plan& plan,
                                                const request_rate& traffic, const release& change,
                                                const check_failure_probabilities& fails,
                                                const failure_limits& limits,
                                                const stopping_options& options) {
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

}  // namespace nines
