// SPDX-License-Identifier: BSL-1.0
// Literals: a node and whether it is negated.
#include <doctest/doctest.h>

#include <nines/structure/literal.hpp>

using namespace nines;

TEST_CASE("a literal keeps its node and its negation") {
  constexpr literal a(7);
  static_assert(a.index() == 7 && !a.negated() && a.code() == 14);
  static_assert((!a).index() == 7 && (!a).negated() && (!!a) == a);
  static_assert((a ^ false) == a && (a ^ true) == !a && (!a).plain() == a);
  static_assert(literal::from_code((!a).code()) == !a);
  static_assert(always_true.is_constant() && always_false.is_constant() && !a.is_constant());
  static_assert(literal() == always_true && (!always_true) == always_false);
  CHECK(a < literal(8));
}
