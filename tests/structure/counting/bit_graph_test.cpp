// SPDX-License-Identifier: BSL-1.0
// Rows of bits say the same as a list of edges.
#include <doctest/doctest.h>

#include <nines/structure/counting/bit_graph.hpp>

using nines::detail::bit_graph;
using vertices = std::vector<std::uint32_t>;

TEST_CASE("edges go both ways, over the ends of words, and away again") {
  bit_graph g(130);
  g.join(0, 129);
  g.join(0, 63);
  g.join(64, 0);
  g.join(5, 5);
  CHECK(g.neighbours(0) == vertices{63, 64, 129});
  CHECK(g.neighbours(129) == vertices{0});
  CHECK(g.neighbours(5).empty());
  CHECK(g.count_without(0, 129) == 3);
  CHECK(g.count_without(63, 64) == 0);
  g.add_row(63, 0);  // itself is among them
  CHECK(g.neighbours(63) == vertices{0, 64, 129});
  g.isolate(0);
  CHECK(g.neighbours(0).empty());
  CHECK(g.neighbours(129).empty());
  CHECK(g.neighbours(63) == vertices{64, 129});
}
