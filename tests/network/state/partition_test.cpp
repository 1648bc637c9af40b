// SPDX-License-Identifier: BSL-1.0
#include <doctest/doctest.h>

#include <nines/network/state/partition.hpp>
#include <set>

#include "support/random.hpp"

using namespace nines;
using detail::outcome;

TEST_CASE_TEMPLATE("terminals that are joined are connected, the last that leaves cuts", State,
                   detail::partition<std::uint8_t, 16>, detail::partition<std::uint16_t, 512>) {
  State s;
  s.mark(0);
  s.mark(3);
  CHECK(s.join(0, 1, 0) == outcome::open);
  CHECK(s.leave(0) == outcome::open);
  CHECK(!s.can_join(1, 1));
  State lost = s;
  CHECK(lost.leave(1) == outcome::cut);
  CHECK(s.join(1, 3, 1) == outcome::open);  // a terminal is to come
  State two;
  two.mark(0);
  two.mark(1);
  CHECK(two.join(0, 1, 0) == outcome::connected);
  two.take_down(5);
  CHECK(two.is_down(5));
  CHECK(!two.can_join(0, 5));
  CHECK(two.leave(5) == outcome::open);
}

TEST_CASE("equal partitions are equal states, whatever the way to them") {
  using State = detail::partition<std::uint8_t, 16>;
  nines_test::random_source random(5);
  for (int trial = 0; trial < 2000; ++trial) {
    // Blocks as sets of slots, beside a state; nodes 0 to 7, some of which leave.
    State state;
    std::vector<std::set<detail::frontier_slot>> blocks;
    for (detail::frontier_slot i = 0; i < 8; ++i) blocks.push_back({i});
    for (int step = 0; step < 8; ++step) {
      const auto a = static_cast<detail::frontier_slot>(random.below(8)),
                 b = static_cast<detail::frontier_slot>(random.below(8));
      const auto home = [&](detail::frontier_slot s) {
        return std::find_if(blocks.begin(), blocks.end(),
                            [s](const auto& block) { return block.count(s) > 0; });
      };
      const auto x = home(a), y = home(b);
      if (x == blocks.end() || y == blocks.end()) continue;
      CHECK(state.can_join(a, b) == (x != y));
      if (random.one_in(3)) {
        state.leave(a);
        x->erase(a);
      } else if (x != y) {
        state.join(a, b, 0);
        x->insert(y->begin(), y->end());
        blocks.erase(y);
      }
    }
    State direct;  // the same blocks at once, from their other end
    for (const auto& block : blocks)
      for (auto i = block.rbegin(); i != block.rend(); ++i) {
        if (direct.can_join(*block.rbegin(), *i)) direct.join(*block.rbegin(), *i, 0);
      }
    CHECK(direct == state);
    CHECK(direct.hash() == state.hash());
  }
}
