// SPDX-License-Identifier: BSL-1.0
#include <doctest/doctest.h>

#include <nines/network/blocks.hpp>
#include <nines/probability/literals.hpp>
#include <ostream>

using namespace nines;

namespace {

/// Triangles that hang on each other in a row: nodes 0 1 2, 2 3 4, 4 5 6, ...; the corners between
/// two of them may fail.
network<> triangles(std::size_t count) {
  network<> net;
  net.add_node("0");
  for (std::size_t i = 0; i < count; ++i) {
    net.add_node(std::to_string(2 * i + 1));
    net.add_node(std::to_string(2 * i + 2), 99_percent);
    for (const auto& [a, b] : {std::pair{0, 1}, {1, 2}, {2, 0}})
      net.add_link(2 * i + static_cast<std::size_t>(a), 2 * i + static_cast<std::size_t>(b),
                   90_percent);
  }
  return net;
}

}  // namespace

TEST_CASE("blocks without a terminal at or beyond them are left out") {
  const auto net = triangles(4);
  const auto blocks = detail::relevant_blocks(detail::problem_of("test", net, {3, 5}));
  REQUIRE(blocks.rest.size() == 2);
  for (const auto& block : blocks.rest) {
    CHECK(block.links.size() == 3);
    CHECK(block.terminal_count() == 2);
  }
  CHECK(blocks.factor == 99_percent);  // node 4 must be up, and is a terminal of both blocks
}

TEST_CASE("all blocks between far terminals are relevant") {
  const auto blocks =
      detail::relevant_blocks(detail::problem_of("test", triangles(2000), {0, 4000}));
  CHECK(blocks.rest.size() == 2000);
}

TEST_CASE("what a shared-risk group joins stays one problem") {
  auto net = triangles(3);
  net.add_node("alone");
  net.add_group("g", 99_percent);
  net.put_link(0, 0);
  net.put_link(5, 0);
  const auto blocks = detail::relevant_blocks(detail::problem_of("test", net, {0, 6}));
  REQUIRE(blocks.rest.size() == 1);
  CHECK(blocks.rest[0].links.size() == 9);
  CHECK(blocks.rest[0].nodes.size() == 7);
}
