// SPDX-License-Identifier: BSL-1.0
// What is asked of a release beside a baseline: its analyses and its budget.
#pragma once

#include <nines/detection/with_baseline.hpp>

namespace nines {

NINES_INLINE std::vector<request_pair> even_pairs(double release, double baseline,
                                                  std::size_t analyses) {
  const auto a = even_analyses(release, analyses);
  const auto b = even_analyses(baseline, analyses);
  std::vector<request_pair> pairs;
  for (std::size_t j = 0; j < analyses; ++j) pairs.push_back({a[j], b[j]});
  return pairs;
}

namespace detail {

NINES_INLINE void check_with_baseline(const std::vector<request_pair>& requests,
                                      const stopping_with_baseline_options& options) {
  constexpr auto function = "stopping_distribution_with_baseline";
  if (requests.empty()) fail(function, "the number of analyses", 0, "1 or more");
  for (const auto& each : requests)
    if (each.release == 0 || each.baseline == 0)
      fail(function, "release and baseline must both see requests before each analysis");
  if (!(options.least_mass > 0) || !(options.least_mass < 1e-9))
    fail(function, "least_mass", options.least_mass, "more than 0, and less than 1e-9");
  require_positive_finite(function, "max_products", options.max_products);
  require_positive_finite(function, "memory_limit", options.memory_limit);
}

}  // namespace detail

NINES_INLINE work_budget budget_of_pairs(const char* function, double max_products) {
  return {function, max_products, "products for pairs of counts (max_products)",
          "take fewer analyses, or a known baseline"};
}

}  // namespace nines
