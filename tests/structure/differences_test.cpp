// SPDX-License-Identifier: BSL-1.0
// Differences of branches that agree in all but their last digits.
#include <doctest/doctest.h>

#include <nines/structure/compile.hpp>
#include <nines/structure/differences.hpp>

#include "structure/random_structures.hpp"

using namespace nines;
using namespace nines_test;

TEST_CASE("differences of all branches keep their digits in coherent structures") {
  random_source random(1313);
  double worst = 0;
  int close = 0;
  for (int run = 0; run < trials(500); ++run) {
    const auto drawn = draw_structure(random, 9, true);
    const auto compiled = compile(drawn.build());
    std::vector<probability<double>> parts;
    for (std::size_t i = 0; i < drawn.parts; ++i) parts.push_back(random_part(random, 1e-9, 0.1));
    const auto exactly = precise_list(parts, precise_by_small_side);
    const detail::slot_values<double> slots(compiled, parts);
    const detail::slot_values<mp> exact(compiled, exactly);
    detail::branch_differences<double> differences(compiled, slots);
    for (const auto& each : compiled.decisions()) {
      const mp expected = abs(exact(each.high) - exact(each.low));
      if (expected < 1e-6 * std::min(exact(each.high), exact(each.low))) ++close;
      worst =
          std::max(worst, error_in_epsilons(std::abs(differences(each.high, each.low)), expected));
    }
  }
  CHECK(50 * close > trials(500));
  CHECK(worst <= 1 << 13);
}
