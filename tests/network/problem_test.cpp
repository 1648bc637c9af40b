// SPDX-License-Identifier: BSL-1.0
#include <doctest/doctest.h>

#include <nines/network/generators.hpp>
#include <nines/network/problem.hpp>
#include <nines/probability/literals.hpp>
#include <ostream>

using namespace nines;

TEST_CASE("a problem is what a network and its terminals are") {
  auto net = ring(4, {99_percent, 99.9_percent});
  net.add_group("g", 90_percent);
  net.put_link(2, 0);
  const auto problem = detail::problem_of("test", net, {3, 1});
  CHECK(problem.terminal_count() == 2);
  CHECK(problem.source == 3);
  CHECK(problem.nodes[1].is_terminal);
  CHECK(problem.links[2].groups.size() == 1);
  CHECK(problem.groups[0] == 90_percent);
  CHECK(problem.nodes[0].can_fail());
  CHECK(detail::is_connectable(problem));
}

TEST_CASE("a directed network is searched along its links, or against them") {
  network<> net(orientation::directed);
  for (const char* name : {"a", "b", "c"}) net.add_node(name);
  net.add_link("a", "b", 99_percent);
  net.add_link("c", "b", 99_percent);
  const auto problem = detail::problem_of("test", net, {0, 2});
  CHECK(!detail::is_connectable(problem));
  CHECK(detail::reached_from(problem, 0, detail::link_ends::out) ==
        std::vector<bool>{true, true, false});
  CHECK(detail::reached_from(problem, 1, detail::link_ends::in) ==
        std::vector<bool>{true, true, true});
}

TEST_CASE("a part of a problem has the nodes of its links") {
  const auto net = ring(5, {99_percent});
  const auto problem = detail::problem_of("test", net, {0, 2});
  const auto part = detail::part_of(problem, {1, 2}, {false, true, false, true, false});
  CHECK(part.nodes.size() == 3);
  CHECK(part.links.size() == 2);
  CHECK(part.terminal_count() == 2);
  CHECK(part.nodes[part.source].is_terminal);
}
