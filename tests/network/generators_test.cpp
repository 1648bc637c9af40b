// SPDX-License-Identifier: BSL-1.0
#include <doctest/doctest.h>

#include <nines/network/generators.hpp>
#include <nines/network/problem.hpp>
#include <nines/probability/literals.hpp>
#include <ostream>
#include <set>

#include "support/message.hpp"

using namespace nines;
using nines_test::message_of;

namespace {

/// How many links each node has.
std::multiset<std::size_t> degrees(const network<>& net) {
  std::vector<std::size_t> degree(net.nodes().size(), 0);
  for (const auto& link : net.links()) {
    ++degree[link.from];
    ++degree[link.to];
  }
  return {degree.begin(), degree.end()};
}

bool is_simple(const network<>& net) {
  std::set<std::pair<std::size_t, std::size_t>> pairs;
  for (const auto& link : net.links()) {
    if (link.from == link.to) return false;
    if (!pairs.insert(std::minmax(link.from, link.to)).second) return false;
  }
  return true;
}

bool is_connected(const network<>& net) {
  std::vector<std::size_t> all;
  for (std::size_t v = 0; v < net.nodes().size(); ++v) all.push_back(v);
  return detail::is_connectable(detail::problem_of("test", net, all));
}

void check(const network<>& net, std::size_t nodes, std::size_t links) {
  CHECK(net.nodes().size() == nodes);
  CHECK(net.links().size() == links);
  CHECK(is_simple(net));
  CHECK(is_connected(net));
}

}  // namespace

TEST_CASE("generators make graphs of the right size, simple and connected") {
  const network_parts<> parts{99_percent, 99.9_percent};
  check(grid(3, 4, parts), 12, 17);
  check(grid(1, 1, parts), 1, 0);
  check(torus(3, 4, parts), 12, 24);
  check(torus(2, 5, parts), 10, 15);
  check(ring(5, parts), 5, 5);
  check(complete(6, parts), 6, 15);
  check(leaf_spine(4, 3, parts), 7, 12);
  check(fat_tree(4, parts), 20, 32);
  check(fat_tree(6, parts), 45, 108);
  check(random_regular(20, 3, 1, parts), 20, 30);
  check(random_regular(100, 4, 2, parts), 100, 200);
  check(host_tree<>({{"region", 2, parts}, {"zone", 3, parts}, {"host", 4, parts}}), 33, 32);
  for (const auto& net : {grid(3, 4, parts), fat_tree(4, parts)}) {
    for (const auto& v : net.nodes()) CHECK(v.up == 99.9_percent);
    for (const auto& l : net.links()) CHECK(l.up == 99_percent);
  }
}

TEST_CASE("nodes have the neighbours that the rule gives them") {
  const auto all = [](std::size_t n, std::size_t degree) {
    std::multiset<std::size_t> set;
    for (std::size_t i = 0; i < n; ++i) set.insert(degree);
    return set;
  };
  CHECK(degrees(torus(4, 5, {99_percent})) == all(20, 4));
  CHECK(degrees(random_regular(50, 5, 7, {99_percent})) == all(50, 5));
  CHECK(degrees(complete(5, {99_percent})) == all(5, 4));
  const auto fabric = fat_tree(4, {99_percent});
  CHECK(degrees(fabric).count(2) == 8);   // edge switches; hosts are left out
  CHECK(degrees(fabric).count(4) == 12);  // aggregation and core switches use all ports
  CHECK(fabric.node("a3_1") < 20);
  CHECK(grid(2, 3, {99_percent}).node("1,2") == 5);
  CHECK(host_tree<>({{"zone", 2, {99_percent}}, {"host", 2, {99_percent}}}).node("zone1/host0") >
        0);
}

TEST_CASE("a random regular graph is that of its seed") {
  const auto links = [](std::uint64_t seed) {
    std::vector<std::pair<std::size_t, std::size_t>> list;
    const auto net = random_regular(30, 4, seed, {99_percent});
    for (const auto& link : net.links()) list.emplace_back(link.from, link.to);
    return list;
  };
  CHECK(links(5) == links(5));
  CHECK(links(5) != links(6));
}

TEST_CASE("generators refuse what makes no graph") {
  const network_parts<> parts{99_percent};
  CHECK(message_of([&] { return grid(0, 3, parts); }) ==
        "nines::grid: rows is 0, but must be at least 1");
  CHECK(message_of([&] { return torus(3, 0, parts); }) ==
        "nines::torus: columns is 0, but must be at least 1");
  CHECK(message_of([&] { return ring(2, parts); }) ==
        "nines::ring: n is 2, but must be at least 3");
  CHECK(message_of([&] { return fat_tree(5, parts); }) ==
        "nines::fat_tree: k is 5, but must be even, and at least 2");
  CHECK(message_of([&] { return leaf_spine(1, 0, parts); }) ==
        "nines::leaf_spine: spines is 0, but must be at least 1");
  CHECK(message_of([&] { return random_regular(5, 3, 1, parts); }) ==
        "nines::random_regular: degree is 3, but must be from 1 to n - 1, and even where n is odd");
  CHECK(message_of([&] { return host_tree<>({{"zone", 0, parts}}); }) ==
        "nines::host_tree: count is 0, but must be at least 1");
}
