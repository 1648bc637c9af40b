// SPDX-License-Identifier: BSL-1.0
// Which structures show that they are coherent; those that do are monotone.
#include <doctest/doctest.h>

#include <nines/structure/coherence.hpp>

#include "structure/random_structures.hpp"

using namespace nines;
using namespace nines_test;

TEST_CASE("gates show whether a structure is coherent") {
  gate_graph g;
  const literal a = g.part(0);
  const literal b = g.part(1);
  const literal c = g.part(2);
  CHECK(is_coherent(g, g.at_least(2, {a, b, c})));
  CHECK(is_coherent(g, g.any_of({a, g.all_of({b, c})})));
  CHECK_FALSE(is_coherent(g, !a));
  CHECK_FALSE(is_coherent(g, g.parity({a, b})));
  CHECK_FALSE(is_coherent(g, g.if_then_else(a, b, c)));
  CHECK(is_coherent(g, !g.any_of({!a, !b})));
}

TEST_CASE("a structure that shows it is monotone in each part") {
  random_source random(1306);
  int shown = 0;
  for (int run = 0; run < trials(500); ++run) {
    const auto drawn = draw_structure(random, 6, run % 2 == 0);
    const structure built = drawn.build();
    if (!is_coherent(built.graph(), built.top())) continue;
    ++shown;
    bool monotone = true;
    for (state s = 0; s < state{1} << drawn.parts; ++s)
      for (std::size_t i = 0; i < drawn.parts; ++i)
        monotone = monotone && (!drawn.is_system_up(s) || drawn.is_system_up(s | state{1} << i));
    CHECK(monotone);
  }
  CHECK(shown > trials(500) / 3);
}
