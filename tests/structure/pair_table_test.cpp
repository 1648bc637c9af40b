// SPDX-License-Identifier: BSL-1.0
// The table of pairs against a map.
#include <doctest/doctest.h>

#include <map>
#include <nines/structure/pair_table.hpp>

#include "support/random.hpp"

using namespace nines_test;

TEST_CASE("what was put in last is found") {
  random_source random(1325);
  nines::detail::pair_table<int> table;
  std::map<std::uint64_t, int> map;
  for (int i = 0; i < 20000; ++i) {
    const auto first = static_cast<std::uint32_t>(random.below(200));
    const auto key = nines::detail::pair_table<int>::key_of(first, 1 + first * 7 % 50);
    int found = -1;
    CHECK(table.find(key, found) == map.contains(key));
    if (map.contains(key)) CHECK(found == map[key]);
    table.insert(key, i);
    map[key] = i;
  }
  CHECK(table.size() == map.size());
  table.clear();
  int found = 0;
  CHECK_FALSE(table.find(map.begin()->first, found));
}
