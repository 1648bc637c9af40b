// SPDX-License-Identifier: BSL-1.0
#include <doctest/doctest.h>

#include <nines/network/state/marked_partition.hpp>
#include <vector>

#include "support/random.hpp"

using namespace nines;

namespace {

/// Both states after the same random walk of nodes that enter, are joined and leave.
struct walk {
  detail::marked_partition marked;
  detail::partition<detail::frontier_slot, 256> plain;
  std::vector<bool> is_open = std::vector<bool>(254, false);

  /// One step; whether both came to the same outcome.
  bool step(nines_test::random_source& random) {
    const auto a = static_cast<detail::frontier_slot>(random.below(254));
    const auto b = static_cast<detail::frontier_slot>(random.below(254));
    if (!is_open[a]) return enter(a, random);
    if (random.one_in(4)) {
      is_open[a] = false;
      return marked.leave(a) == plain.leave(a);
    }
    if (!is_open[b] || marked.can_join(a, b) != plain.can_join(a, b)) return !is_open[b];
    const std::uint32_t to_come = random.one_in(2) ? 0 : 1;
    return !plain.can_join(a, b) || marked.join(a, b, to_come) == plain.join(a, b, to_come);
  }
  bool enter(detail::frontier_slot a, nines_test::random_source& random) {
    is_open[a] = true;
    if (random.one_in(20)) {
      marked.take_down(a);
      plain.take_down(a);
    } else if (random.one_in(10)) {
      marked.mark(a);
      plain.mark(a);
    }
    return marked.is_down(a) == plain.is_down(a);
  }
};

}  // namespace

TEST_CASE("what happens to a state is what happens to one of wider lanes") {
  nines_test::random_source random(61);
  std::vector<walk> walks;
  for (int i = 0; i < 40; ++i) {
    walk w;
    int same = 0;
    const int steps = i < 20 ? 3 : 3000;  // short walks meet now and then
    for (int s = 0; s < steps; ++s) same += w.step(random) ? 1 : 0;
    CHECK(same == steps);
    walks.push_back(w);
  }
  walks.push_back(walks.front());
  int equal = 0;
  for (const auto& v : walks)
    for (const auto& w : walks) {
      CHECK((v.marked == w.marked) == (v.plain == w.plain));
      if (v.marked == w.marked) {
        ++equal;
        CHECK(v.marked.hash() == w.marked.hash());
      }
    }
  CHECK(equal >= 43);
}
