// SPDX-License-Identifier: BSL-1.0
#include <doctest/doctest.h>

#include <nines/network/reachability.hpp>
#include <nines/probability/literals.hpp>

using namespace nines;
using detail::outcome;
using reached_state = detail::reachability<std::uint8_t>;

TEST_CASE("the source reaches the target along links, not against them") {
  reached_state s;
  s.mark(0, true);
  s.mark(3, false);
  CHECK(s.join(1, 0, 0) == outcome::open);  // back to the source: of no use
  CHECK(s.join(1, 2, 0) == outcome::open);
  CHECK(s.join(0, 1, 0) == outcome::open);
  CHECK(!s.can_join(0, 2));  // reached already
  CHECK(s.can_join(2, 3));
  CHECK(s.join(2, 3, 0) == outcome::connected);
}

TEST_CASE("a node that leaves leaves the ways through it") {
  reached_state s;
  s.mark(3, false);
  s.join(0, 1, 0);
  s.join(1, 2, 0);
  CHECK(s.leave(1) == outcome::open);
  s.join(2, 3, 0);
  s.mark(4, true);
  CHECK(s.join(4, 0, 0) == outcome::connected);
}

TEST_CASE("it is cut where nothing is reached any more, or nothing reaches the target") {
  reached_state s;
  s.mark(0, true);
  CHECK(s.leave(0) == outcome::cut);
  reached_state t;
  t.mark(0, false);
  t.join(1, 0, 0);
  CHECK(t.leave(0) == outcome::open);
  CHECK(t.leave(1) == outcome::cut);
  reached_state u;
  u.mark(0, true);
  u.mark(1, false);
  CHECK(u.settle(0, 1) == outcome::cut);  // no links from the source to come
}

TEST_CASE("nodes that nothing can reach count as down, whatever they reach") {
  reached_state s, t;
  s.mark(0, true);
  t.mark(0, true);
  s.join(1, 2, 0);
  CHECK(!(s == t));
  CHECK(s.settle(0b110, 0) == outcome::open);
  CHECK(t.settle(0b110, 0) == outcome::open);
  CHECK(s == t);
  CHECK(s.hash() == t.hash());
  CHECK(s.is_down(1));
  CHECK(!s.can_join(0, 2));
}

TEST_CASE("a directed problem is pruned to the links between source and target") {
  network<> net(orientation::directed);
  for (const char* name : {"s", "a", "t", "b", "c"}) net.add_node(name, 99_percent);
  net.add_link("s", "a", 90_percent);
  net.add_link("a", "t", 90_percent);
  net.add_link("t", "b", 90_percent);  // only through the target
  net.add_link("b", "t", 90_percent);
  net.add_link("c", "a", 90_percent);  // not reached
  net.add_link("a", "s", 90_percent);
  const auto result = detail::pruned(detail::problem_of("test", net, {0, 2}));
  REQUIRE(result.rest.size() == 1);
  CHECK(result.rest[0].links.size() == 2);
  CHECK(result.factor.value() == doctest::Approx(0.99 * 0.99));
}
