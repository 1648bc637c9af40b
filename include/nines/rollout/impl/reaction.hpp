// SPDX-License-Identifier: BSL-1.0
// A fixed reaction in place of a random one.
#pragma once

#include <nines/rollout/plan/reaction.hpp>

namespace nines {

NINES_INLINE reaction_times reaction_at_mean(const reaction_distributions& dists) {
  const auto rollback = dists.rollback.mean();
  if (!is_finite(rollback.count()))
    fail("reaction_at_mean", "rollback (in s)", rollback.count(), "sure to end");
  return {reaction_lag(dists.lag.mean()), {rollback, dists.shape}};
}

NINES_INLINE reaction_times reaction_at(const reaction_distributions& dists,
                                        const probability<>& p) {
  const auto rollback = dists.rollback.quantile(p);
  if (!is_finite(rollback.count()))
    fail("reaction_at", "rollback (in s)", rollback.count(), "over with this probability");
  return {reaction_lag(dists.lag.quantile(p)), {rollback, dists.shape}};
}

}  // namespace nines
