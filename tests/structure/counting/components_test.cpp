// SPDX-License-Identifier: BSL-1.0
// What is left falls into components, which are known again by their keys.
#include <doctest/doctest.h>

#include <nines/structure/counting/components.hpp>

#include "structure/counting/example_circuit.hpp"

using namespace nines;
using namespace nines::detail;
using namespace nines_test;

namespace {

struct divided {
  circuit_state state{two_of_three_or_both()};
  component_finder finder{state, {7, 6, 5, 4, 3, 2, 1, 0}};
  std::vector<open_component> parts;

  void now() {
    parts.clear();
    finder.divide(finder.all(), parts);
  }
};

}  // namespace

TEST_CASE("nothing is demanded before the top is given, and all of it after") {
  divided d;
  d.now();
  CHECK(d.parts.empty());
  CHECK(d.state.decide(7, false));
  d.now();
  REQUIRE(d.parts.size() == 1);
  CHECK(d.parts[0].end - d.parts[0].begin == 8);
  CHECK(d.parts[0].variable == 6);  // 7 has a value
}

TEST_CASE("what is decided separates, and what nobody asks for is forgotten") {
  divided d;
  CHECK(d.state.decide(7, true));  // neither
  d.now();
  REQUIRE(d.parts.size() == 2);  // gate 5 and three leaves, gate 6 and two
  CHECK(d.parts[0].end - d.parts[0].begin == 4);
  CHECK(d.parts[1].end - d.parts[1].begin == 3);
  CHECK(d.parts[0].variable == 2);
  CHECK(d.parts[1].variable == 4);
  d.state.undo(0);
  CHECK(d.state.decide(7, false));
  CHECK(d.state.decide(6, true));
  d.now();
  CHECK(d.parts.empty());  // the other gate does not matter any more
}

TEST_CASE("equal remainders have equal keys, others have not") {
  divided d;
  const auto key_after = [&d](std::uint32_t first, bool a, std::uint32_t second, bool b) {
    d.state.undo(0);
    CHECK(d.state.decide(7, false));
    CHECK(d.state.decide(first, a));
    CHECK(d.state.decide(second, b));
    d.now();
    REQUIRE(d.parts.size() == 1);
    return d.parts[0].key;
  };
  const auto one_of_two = key_after(0, true, 3, false);
  CHECK(one_of_two == key_after(0, true, 4, false));  // gate 6 is false either way
  CHECK(one_of_two == key_after(3, false, 0, true));
  CHECK_FALSE(one_of_two == key_after(1, true, 3, false));
  CHECK_FALSE(key_after(0, true, 0, true) == key_after(0, false, 0, false));  // one of two, or both
}
