// SPDX-License-Identifier: BSL-1.0
// The Mann-Whitney test as a rule.
#pragma once

#include <nines/detection/mann_whitney/rule.hpp>

namespace nines {

NINES_INLINE mann_whitney_rule::mann_whitney_rule(const probability<>& alpha) : alpha_(alpha) {
  if (!(alpha.value() > 0) || !(alpha.complement() > 0))
    fail("mann_whitney_rule", "alpha", alpha.value(), "more than 0, and less than 1");
}

NINES_INLINE verdict mann_whitney_rule::operator()(const std::vector<double>& release,
                                                   const std::vector<double>& baseline,
                                                   const mann_whitney_options& options) const {
  const double p = mann_whitney_test(release, baseline, options).value();
  return detail::is_rejected(p, 1.0, alpha_) ? verdict::roll_back : verdict::inconclusive;
}

NINES_INLINE double mann_whitney_rule::roll_back_from(const series_sizes& sizes,
                                                      const mann_whitney_options& options) const {
  detail::check_sizes(sizes);
  auto budget = detail::products_of("mann_whitney_rule", options);
  return roll_back_from(sizes, options.memory_limit, budget);
}

NINES_INLINE double mann_whitney_rule::roll_back_from(const series_sizes& sizes,
                                                      double memory_limit,
                                                      work_budget& budget) const {
  const auto alike = detail::distribution_of_race<double>(sizes, probability<>::from_value(0.5),
                                                          memory_limit, budget);
  // Odd halves have no mass: the whole above.
  const std::size_t least = (detail::least_rejected(alike.by_halves(), alpha_) + 1) / 2;
  return static_cast<double>(least);
}

}  // namespace nines
