// SPDX-License-Identifier: BSL-1.0
// A quick sample of accuracy_slow_test.cpp, for every build.
#include <doctest/doctest.h>

#include "random_systems.hpp"

using namespace nines_test;

TEST_CASE("random systems: both sides within 64 epsilon of 100 digits") {
  const auto worst = measure_systems(1, trials(3000), precise);
  CAPTURE(worst.seed);
  CAPTURE(worst.system);
  CHECK(worst.error <= 64);
}

TEST_CASE("random systems against what the smaller sides of the parts mean exactly") {
  const auto worst = measure_systems(1000001, trials(3000), precise_by_small_side);
  CAPTURE(worst.seed);
  CAPTURE(worst.system);
  CHECK(worst.error <= 64);
}
