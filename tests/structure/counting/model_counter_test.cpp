// SPDX-License-Identifier: BSL-1.0
// Both sides of a small circuit, and the end of a budget.
#include <doctest/doctest.h>

#include <nines/structure/counting/counted_probability.hpp>

#include "structure/counting/example_circuit.hpp"

using namespace nines;
using namespace nines::detail;
using namespace nines_test;

TEST_CASE("both sides of a small circuit") {
  const auto circuit = two_of_three_or_both();
  number_ring<double> ring;
  work_budget work("test", 100, "components", "");
  const std::vector<side_pair<double>> leaves(5, {0.5, 0.5});
  const auto found = model_counter(ring, circuit, leaves, 1e6, work).both_sides();
  CHECK(found.up == 0.375);  // "neither"
  CHECK(found.down == 0.625);
  CHECK(work.spent() > 1);
  CHECK(work.spent() < 12);
}

TEST_CASE("a counter ends at its budget") {
  const auto circuit = two_of_three_or_both();
  number_ring<double> ring;
  work_budget work("test", 1, "components", "");
  model_counter counter(ring, circuit, std::vector<side_pair<double>>(5, {0.5, 0.5}), 1e6, work);
  CHECK_THROWS_AS((void)counter.both_sides(), convergence_error);
}
