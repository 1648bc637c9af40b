// SPDX-License-Identifier: BSL-1.0
// Values follow from values in both directions, and are taken back without a trace.
#include <doctest/doctest.h>

#include "structure/counting/example_circuit.hpp"

using namespace nines;
using namespace nines::detail;
using namespace nines_test;

TEST_CASE("inputs decide gates, and gates their last inputs") {
  const auto circuit = two_of_three_or_both();
  circuit_state s(circuit);
  CHECK(s.is_leaf(3));
  CHECK_FALSE(s.is_leaf(5));
  CHECK(s.decide(0, true));
  CHECK(s.trail().size() == 1);
  CHECK(s.residue(5) == 1);
  CHECK(s.decide(1, true));  // two of three
  CHECK(s.value(5) == 1);
  CHECK(s.value(7) == 0);  // "neither"
  CHECK_FALSE(s.is_undecided(5));
  s.undo(1);
  CHECK(s.value(5) == circuit_state::open);
  CHECK(s.residue(5) == 1);
  CHECK(s.decide(5, false));  // so no other of the three
  CHECK(s.value(1) == 0);
  CHECK(s.value(2) == 0);
  s.undo(0);
  CHECK(s.decide(7, false));
  CHECK(s.decide(5, false));
  CHECK(s.value(3) == 1);  // both, then
  CHECK(s.value(4) == 1);
  CHECK(s.is_undecided(5));
}

TEST_CASE("a contradiction is found, and can be taken back") {
  const auto circuit = two_of_three_or_both();
  circuit_state s(circuit);
  CHECK(s.decide(7, true));  // neither
  CHECK(s.value(5) == 0);
  CHECK(s.decide(0, true));
  CHECK(s.value(1) == 0);
  const auto before = s.trail().size();
  CHECK_FALSE(s.decide(1, true));
  CHECK(s.trail().size() == before);
  s.undo(0);
  CHECK(s.trail().empty());
  for (std::uint32_t i = 0; i < s.size(); ++i) CHECK(s.value(i) == circuit_state::open);
  CHECK(s.decide(0, false));
  CHECK(s.decide(1, false));
  CHECK(s.value(5) == 0);
}
