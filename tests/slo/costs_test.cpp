// SPDX-License-Identifier: BSL-1.0
// What comments say that the windows of an agreement cost: counted in operations.
#include <doctest/doctest.h>

#include <nines/probability/literals.hpp>
#include <nines/slo/breach/any_breach.hpp>

#include "support/counted.hpp"

using nines_test::counted;
using nines_test::operations;
using nines_test::work_of;
using namespace nines;

namespace {

/// Of any breach in a number of windows of a unit that is up a hundred of them, and down a tenth.
operations of_windows(std::size_t n) {
  const repairable<counted> part(hours_in<counted>(counted(100)), hours_in<counted>(counted(100)));
  const error_budget<counted> promise(probability<counted>::from_value(counted(0.5)),
                                      hours_in<counted>(counted(1)));
  return work_of([&] { return any_breach_probability(part, promise, n, initial_condition::down); });
}

}  // namespace

TEST_CASE("any breach takes some operations for each window that remembers the first") {
  const double one = of_windows(101).all() - of_windows(100).all();
  CHECK(one > 0);
  CHECK(one <= 30);
  CHECK(of_windows(1100).all() - of_windows(100).all() <= 1000 * 30);
}

TEST_CASE("windows that have forgotten the first are taken at once") {
  // They remember while exp(-k / 50) is more than 0 in a double: some 37000 windows.
  const double most = of_windows(1000000).all();
  CHECK(most <= 38000.0 * 32);
  CHECK(of_windows(1000000000).all() <= most + 100);
}
