// SPDX-License-Identifier: BSL-1.0
// What a release refuses.
#pragma once

#include <nines/rollout/plan/release.hpp>

namespace nines {

namespace detail {

NINES_INLINE const probability<>& stated_prior(const char* function,
                                               const std::optional<probability<>>& prior_bad) {
  if (!prior_bad)
    fail(function,
         "prior_bad is not stated: without it there are the figures of a bad release and "
         "of a good one, but none of any release");
  return *prior_bad;
}

}  // namespace detail

NINES_INLINE release::release(const release_settings& settings)
    : release(settings.good, {{settings.bad, 1}}, settings.prior_bad) {}

NINES_INLINE release::release(const event_rate& good, std::vector<regression> bad,
                              const std::optional<probability<>>& prior_bad)
    : good_(good), bad_(std::move(bad)), prior_bad_(prior_bad) {
  if (bad_.empty()) fail("release", "the number of bad rates", 0, "1 or more");
  double total = 0;
  for (const auto& each : bad_) {
    (void)excess_rate("release", good, each.rate);
    if (!(each.weight > 0) || !is_finite(each.weight))
      fail("release", "weight", each.weight, "more than 0, and finite");
    total += each.weight;
  }
  for (auto& each : bad_) each.weight /= total;
}

}  // namespace nines
