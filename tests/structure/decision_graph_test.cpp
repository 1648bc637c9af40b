// SPDX-License-Identifier: BSL-1.0
// The compiled form: slots that use smaller slots alone, and which parts decide alone.
#include <doctest/doctest.h>

#include <nines/structure/compile.hpp>
#include <nines/structure/decision_graph.hpp>

#include "structure/random_structures.hpp"

using namespace nines;
using namespace nines_test;

namespace {

/// Whether no state of all parts has the part in that state and the system in the opposite one.
bool decides_by_enumeration(const random_structure& drawn, std::size_t part, bool part_up,
                            bool system_up) {
  for (state s = 0; s < state{1} << drawn.parts; ++s)
    if (is_up(s, part) == part_up && drawn.is_system_up(s) != system_up) return false;
  return true;
}

}  // namespace

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

TEST_CASE("what decides alone is what decides in all states") {
  random_source random(1320);
  int deciding = 0;
  for (int run = 0; run < trials(3000); ++run) {
    const auto drawn = draw_structure(random, 8, run % 2 == 0);
    const auto compiled = compile(drawn.build());
    if (compiled.top().is_constant()) continue;
    for (std::size_t part = 0; part < drawn.parts; ++part)
      for (const bool part_up : {false, true})
        for (const bool system_up : {false, true}) {
          const bool found = compiled.decides(part, part_up, system_up);
          CHECK(found == decides_by_enumeration(drawn, part, part_up, system_up));
          deciding += found ? 1 : 0;
        }
  }
  CHECK(10 * deciding > trials(3000));
}

TEST_CASE("a part that the system does not need decides nothing, and no part of a constant does") {
  structure_builder b;
  const literal one = b.part("one");
  (void)b.part("spare");
  const auto compiled = compile(b.build(one));
  CHECK(compiled.decides(0, true, true));
  CHECK(compiled.decides(0, false, false));
  CHECK(!compiled.decides(0, true, false));
  for (const bool up : {false, true}) CHECK(!compiled.decides(1, true, up));
  const auto constant = compile(b.build(b.any_of({one, !one})));
  for (const bool up : {false, true}) CHECK(!constant.decides(0, up, true));
}
