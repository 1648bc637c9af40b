// SPDX-License-Identifier: BSL-1.0
// The compiled form: slots that use smaller slots alone.
#include <doctest/doctest.h>

#include <nines/structure/compile.hpp>
#include <nines/structure/decision_graph.hpp>

#include "structure/random_structures.hpp"

using namespace nines;
using namespace nines_test;

TEST_CASE("decisions use smaller slots, and select parts or modules") {
  random_source random(1308);
  for (int run = 0; run < 100; ++run) {
    const auto drawn = draw_structure(random, 10, run % 2 == 0);
    const auto compiled = compile(drawn.build());
    CHECK(compiled.part_count() == drawn.parts);
    CHECK(compiled.part_names().front() == "p0");
    std::size_t slot = compiled.first_slot();
    for (const auto& each : compiled.decisions()) {
      CHECK(each.selector > 0);
      CHECK(each.selector < slot);
      CHECK(each.high.index() < slot);
      CHECK(each.low.index() < slot);
      ++slot;
    }
    CHECK(compiled.top().index() < slot);
  }
}
