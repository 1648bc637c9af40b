// SPDX-License-Identifier: BSL-1.0
// A few random plans: an answer that is a distribution, or a clear error. Thousands are in the slow
// test.
#include "timing/random_plan.hpp"

using namespace nines_test;

TEST_CASE("random plans are answered or refused") {
  int answers = 0;
  const std::uint64_t count = is_optimised ? 12 : 3;
  for (std::uint64_t seed = 1000; seed < 1000 + count; ++seed) {
    CAPTURE(seed);
    random_plan make(seed);
    try {
      const auto plan = make(2);
      CAPTURE(plan.words);
      CHECK(fault_of(plan.dist) == "");
      ++answers;
    } catch (const domain_error&) {
    } catch (const convergence_error&) {
    }
  }
  CHECK(2 * answers > static_cast<int>(count));
}
