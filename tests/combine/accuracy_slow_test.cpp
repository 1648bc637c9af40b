// SPDX-License-Identifier: BSL-1.0
// The headline: 100 000 random systems, both sides within 64 epsilon of 100-digit arithmetic.
#include <doctest/doctest.h>

#include "random_systems.hpp"

using namespace nines_test;

TEST_CASE("100 000 random systems: both sides within 64 epsilon of 100 digits") {
  const auto worst = measure_systems(1, 100000, precise);
  MESSAGE("largest error " << worst.error << " epsilon, seed " << worst.seed << ": "
                           << worst.system);
  MESSAGE(worst.both_sides_seen << " systems have both sides over 1e-300");
  CHECK(worst.error <= 64);
  CHECK(worst.both_sides_seen > 90000);
}

TEST_CASE("100 000 random systems against what the smaller sides of the parts mean exactly") {
  const auto worst = measure_systems(1000001, 100000, precise_by_small_side);
  MESSAGE("largest error " << worst.error << " epsilon, seed " << worst.seed << ": "
                           << worst.system);
  CHECK(worst.error <= 64);
}
