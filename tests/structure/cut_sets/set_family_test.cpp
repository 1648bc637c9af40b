// SPDX-License-Identifier: BSL-1.0
// Subsumption of families against sets of bits.
#include <doctest/doctest.h>

#include <nines/structure/cut_sets/set_family.hpp>
#include <set>

#include "support/random.hpp"

using namespace nines;
using namespace nines_test;

namespace {

using bits = unsigned;
using list = std::set<bits>;

list minimal(const list& all) {
  list found;
  for (const bits s : all) {
    bool contains = false;
    for (const bits other : all) contains = contains || (other != s && (other & s) == other);
    if (!contains) found.insert(s);
  }
  return found;
}
/// Element i is bit i, of rank i.
std::uint32_t made(set_family& families, const list& sets, std::uint32_t from = 0) {
  if (sets.empty()) return set_family::none;
  if (from == 6) return set_family::empty_set;
  list with;
  list without;
  for (const bits s : sets) ((s >> from) % 2 != 0 ? with : without).insert(s & ~(1U << from));
  return families.make(from, from, made(families, with, from + 1),
                       made(families, without, from + 1));
}

}  // namespace

TEST_CASE("the sets that contain no set of another family") {
  random_source random(1324);
  set_family families(0x1p20);
  for (int run = 0; run < trials(2000); ++run) {
    list drawn[2];
    for (list& each : drawn) {
      for (std::size_t n = random.below(8); n > 0; --n)
        each.insert(static_cast<bits>(random.below(64)));
      each = minimal(each);
    }
    list expected;
    for (const bits s : drawn[0]) {
      bool above = false;
      for (const bits other : drawn[1]) above = above || (other & s) == other;
      if (!above) expected.insert(s);
    }
    const auto f = made(families, drawn[0]);
    const auto g = made(families, drawn[1]);
    CHECK(families.not_above(f, g) == made(families, expected));
  }
}

TEST_CASE("memory has a limit") {
  set_family families(10000);
  const auto fill = [&] {
    for (std::uint32_t i = 0; i < 10000; ++i)
      (void)families.make(i, i, set_family::empty_set, set_family::none);
  };
  CHECK_THROWS_AS(fill(), convergence_error);
}
