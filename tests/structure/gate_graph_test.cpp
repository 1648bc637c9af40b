// SPDX-License-Identifier: BSL-1.0
// Equal gates are one node; constants, twins and opposites are folded away.
#include <doctest/doctest.h>

#include <nines/structure/gate_graph.hpp>

using namespace nines;

TEST_CASE("equal gates are one, and so are De Morgan twins") {
  gate_graph g;
  const literal a = g.part(0);
  const literal b = g.part(1);
  const literal c = g.part(2);
  CHECK(g.part(0) == a);
  CHECK(g.all_of({a, b}) == g.all_of({b, a, a}));
  CHECK(g.any_of({a, b}) == !g.all_of({!a, !b}));
  CHECK(g.at_least(2, {a, b, c}) == !g.at_least(2, {!a, !b, !c}));
  CHECK(g.at_least(1, {a, b, c}) == g.any_of({a, b, c}));
  CHECK(g.at_least(3, {a, b, c}) == g.all_of({a, b, c}));
  CHECK(g.parity({a, !b}) == !g.parity({a, b}));
  CHECK(g.if_then_else(a, b, c) == g.if_then_else(!a, c, b));
  CHECK(g.if_then_else(a, !b, !c) == !g.if_then_else(a, b, c));
}

TEST_CASE("what is decided is folded") {
  gate_graph g;
  const literal a = g.part(0);
  const literal b = g.part(1);
  CHECK(g.all_of({a, !a}) == always_false);
  CHECK(g.all_of({a, always_true}) == a);
  CHECK(g.any_of({a, always_true}) == always_true);
  CHECK(g.at_least(2, {a, b, always_true}) == g.any_of({a, b}));
  CHECK(g.at_least(2, {a, !a, b}) == b);
  CHECK(g.at_least(0, {a}) == always_true);
  CHECK(g.at_least(2, {a, always_false}) == always_false);
  CHECK(g.parity({a, a, b}) == b);
  CHECK(g.parity({a, !a}) == always_true);
  CHECK(g.if_then_else(a, b, b) == b);
  CHECK(g.if_then_else(a, b, !b) == !g.parity({a, b}));
  CHECK(g.if_then_else(a, a, b) == g.any_of({a, b}));
  CHECK(g.if_then_else(a, b, a) == g.all_of({a, b}));
}
