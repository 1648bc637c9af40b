// SPDX-License-Identifier: BSL-1.0
// Families of minimal sets against enumeration of all states.
#include <doctest/doctest.h>

#include <nines/structure/compile.hpp>
#include <nines/structure/cut_sets/list.hpp>
#include <nines/structure/cut_sets/minimal_sets.hpp>

#include "structure/cut_sets/minimal_states.hpp"

using namespace nines;
using namespace nines_test;

namespace {

/// All sets of a family, as bits, in ascending order.
std::vector<state> all_sets(const minimal_sets& of) {
  std::vector<state> found;
  for (const auto& set : smallest_sets(of, 32, 100000)) {
    state bits = 0;
    for (const std::size_t part : set) bits |= state{1} << part;
    found.push_back(bits);
  }
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace

TEST_CASE("minimal cut and path sets of random structures") {
  random_source random(1320);
  std::size_t sets = 0;
  for (int run = 0; run < trials(1500); ++run) {
    const auto drawn = draw_structure(random, run % 10 == 0 ? 10 : 7, run % 2 == 0);
    const auto compiled = compile(drawn.build());
    for (const bool cuts : {true, false}) {
      const auto family = cuts ? minimal_cut_sets(compiled) : minimal_path_sets(compiled);
      auto expected = minimal_states(drawn, cuts);
      std::sort(expected.begin(), expected.end());
      CHECK(all_sets(family) == expected);
      sets += expected.size();
    }
  }
  CHECK(sets > static_cast<std::size_t>(trials(1500)));
}

TEST_CASE("a system that is down, or up, whatever its parts are") {
  structure_builder b;
  const auto x = b.part("x");
  const auto down = minimal_cut_sets(compile(b.build(b.all_of({x, !x}))));
  CHECK(all_sets(down) == std::vector<state>{0});
  const auto up = minimal_cut_sets(compile(b.build(b.any_of({x, !x}))));
  CHECK(all_sets(up).empty());
}

TEST_CASE("a long series has as many cut sets as parts, and one path set") {
  structure_builder b;
  std::vector<literal> parts;
  for (int i = 0; i < 100000; ++i) parts.push_back(b.part("p" + std::to_string(i)));
  const auto compiled = compile(b.build(b.all_of(parts)));
  CHECK(minimal_cut_sets(compiled).nodes().size() == 100000);
  CHECK(minimal_path_sets(compiled).nodes().size() == 100000);
}
