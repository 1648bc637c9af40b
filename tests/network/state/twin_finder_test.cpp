// SPDX-License-Identifier: BSL-1.0
#include <doctest/doctest.h>

#include <nines/network/generators.hpp>
#include <nines/network/problem.hpp>
#include <nines/network/state/twin_finder.hpp>
#include <nines/probability/literals.hpp>

using namespace nines;

namespace {

/// The classes among all nodes, sorted.
std::vector<std::vector<std::size_t>> twins_of(const network<>& net,
                                               const std::vector<std::size_t>& decided = {}) {
  const auto problem = detail::problem_of("test", net, {0, 1});
  detail::twin_finder finder(problem);
  for (std::size_t v = 0; v < net.nodes().size(); ++v) finder.open(v);
  for (const std::size_t l : decided) finder.decide(l);
  std::vector<std::vector<std::size_t>> classes;
  finder.each_class([&](auto begin, auto end) {
    classes.emplace_back();
    for (; begin != end; ++begin) classes.back().push_back(begin->second);
  });
  std::sort(classes.begin(), classes.end());
  return classes;
}

}  // namespace

TEST_CASE("nodes with equal links to the same nodes are alike, joined or not") {
  using classes = std::vector<std::vector<std::size_t>>;
  CHECK(twins_of(complete(4, {99_percent})) == classes{{0, 1, 2, 3}});
  CHECK(twins_of(ring(4, {99_percent})) == classes{{0, 2}, {1, 3}});
  CHECK(twins_of(ring(5, {99_percent})).empty());
  CHECK(twins_of(leaf_spine(3, 2, {99_percent})).size() == 2);
}

TEST_CASE("what is decided does not count, how good a link is does") {
  using classes = std::vector<std::vector<std::size_t>>;
  auto net = ring(4, {99_percent});
  CHECK(twins_of(net, {0}).empty());
  net.add_link("1", "3", 99_percent);
  CHECK(twins_of(net) == classes{{0, 2}, {1, 3}});
  net.add_link("0", "2", 98_percent);
  CHECK(twins_of(net) == classes{{1, 3}});
}

TEST_CASE("a link of a shared-risk group is of another kind") {
  auto net = ring(4, {99_percent});
  net.add_group("g", 90_percent);
  net.put_link(0, 0);
  for (const auto& each : twins_of(net)) CHECK(each.size() < 2);
}
