// SPDX-License-Identifier: BSL-1.0
// The probability of a higher bucket.
#pragma once

#include <nines/detection/mann_whitney/buckets.hpp>

namespace nines {

NINES_INLINE probability<> above_in(const latency_buckets& buckets) {
  const auto dist = mann_whitney_distribution({1, 1}, buckets).by_halves();
  return probability<>::from_computed_sides(dist[2] + dist[1] / 2, dist[0] + dist[1] / 2);
}

}  // namespace nines
