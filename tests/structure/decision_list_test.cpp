// SPDX-License-Identifier: BSL-1.0
// Gates of independent inputs as decisions.
#include <doctest/doctest.h>

#include <nines/structure/decision_list.hpp>

using namespace nines;

TEST_CASE("a selector alone is itself, and its negation") {
  detail::decision_list list(3);
  const literal a(1);
  const literal b(2);
  CHECK(list.decide(a, always_true, always_false) == a);
  CHECK(list.decide(a, always_false, always_true) == !a);
  CHECK(list.decide(!a, always_true, always_false) == !a);
  CHECK(list.decide(a, b, b) == b);
  CHECK(list.release().empty());
}

TEST_CASE("chains and lattices have as many decisions as they need") {
  const std::vector<literal> inputs = {literal(1), !literal(2), literal(3), literal(4)};
  detail::decision_list chain(4);
  CHECK(chain.all_of(inputs).index() == 4 + 3);
  const auto decisions = chain.release();
  CHECK(decisions.size() == 3);
  CHECK(decisions.back().selector == 1);
  CHECK(decisions.back().low == always_false);
  CHECK(decisions[1].selector == 2);
  CHECK(decisions[1].high == always_false);  // the second input is negated
  detail::decision_list lattice(4);
  (void)lattice.at_least(2, inputs);
  CHECK(lattice.release().size() <= 6);
  detail::decision_list odd(4);
  (void)odd.parity(inputs);
  CHECK(odd.release().size() == 3);
}
