// SPDX-License-Identifier: BSL-1.0
// Widths of graphs whose width is known, and what the middle of a tree is.
#include <doctest/doctest.h>

#include <nines/structure/counting/tree_decomposition.hpp>

#include "support/random.hpp"

using namespace nines::detail;
using namespace nines_test;

namespace {

bit_graph grid(std::uint32_t rows, std::uint32_t columns) {
  bit_graph g(rows * columns);
  for (std::uint32_t i = 0; i < rows; ++i)
    for (std::uint32_t j = 0; j < columns; ++j) {
      if (i + 1 < rows) g.join(i * columns + j, (i + 1) * columns + j);
      if (j + 1 < columns) g.join(i * columns + j, i * columns + j + 1);
    }
  return g;
}
bit_graph cycle(std::uint32_t n) {
  bit_graph g(n);
  for (std::uint32_t i = 0; i < n; ++i) g.join(i, (i + 1) % n);
  return g;
}

}  // namespace

TEST_CASE("known widths are found") {
  CHECK(tree_decomposition(cycle(40), 1).width() == 2);
  CHECK(tree_decomposition(bit_graph(7), 1).width() == 0);
  CHECK(best_decomposition(grid(4, 12), 20).width() <= 5);
  CHECK(best_decomposition(grid(4, 12), 20).width() >= 4);
  bit_graph complete(9);
  for (std::uint32_t i = 0; i < 9; ++i)
    for (std::uint32_t j = 0; j < i; ++j) complete.join(i, j);
  CHECK(tree_decomposition(complete, 3).width() == 8);
  CHECK(tree_decomposition(complete, 3).bag_depths() == std::vector<std::uint32_t>(9, 0));
}

TEST_CASE("a path is decided from its middle outwards") {
  constexpr std::uint32_t n = 101;
  const auto depth = tree_decomposition(grid(1, n), 5).bag_depths();
  for (std::uint32_t i = 0; i < n; ++i) {
    const std::uint32_t from_middle = i < 50 ? 50 - i : i - 50;
    CHECK(depth[i] + 2 >= from_middle);
    CHECK(depth[i] <= from_middle + 2);
  }
}

TEST_CASE("what has smaller depths separates, in graphs of several pieces, too") {
  random_source random(1390);
  for (int run = 0; run < 40; ++run) {
    const auto n = static_cast<std::uint32_t>(random.between(2, 90));
    bit_graph g(n);
    for (std::uint32_t i = 0; i < n; ++i)
      g.join(static_cast<std::uint32_t>(random.below(n)),
             static_cast<std::uint32_t>(random.below(n)));
    const auto best = best_decomposition(g, 5);
    const auto depth = best.bag_depths();
    std::size_t in_middle = 0;
    for (std::uint32_t i = 0; i < n; ++i) {
      CHECK(depth[i] < n);
      if (depth[i] == 0 && !g.neighbours(i).empty()) ++in_middle;
    }
    CHECK(best.width() < n);
    CHECK(in_middle <= n);
  }
}
