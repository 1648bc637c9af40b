// SPDX-License-Identifier: BSL-1.0
// What a compilation makes, and what it refuses (evaluate_test.cpp has whether it is right).
#include <doctest/doctest.h>

#include <nines/structure/compile.hpp>

#include "support/random.hpp"

using namespace nines;
using namespace nines_test;

namespace {

/// A structure in which each of n parts meets others at random: hard for any order.
structure tangle(std::size_t n) {
  random_source random(1307);
  structure_builder b;
  std::vector<literal> clauses;
  const auto any = [&] { return b.part("p" + std::to_string(random.below(n))); };
  for (std::size_t i = 0; i < 2 * n; ++i) clauses.push_back(b.any_of({any(), any(), any()}));
  return b.build(b.all_of(clauses));
}

}  // namespace

TEST_CASE("k of n parts is a lattice, all of them a chain") {
  structure_builder b;
  std::vector<literal> parts;
  for (int i = 0; i < 100; ++i) parts.push_back(b.part("p" + std::to_string(i)));
  CHECK(compile(b.build(b.all_of(parts))).decisions().size() == 99);
  const auto majority = compile(b.build(b.at_least(51, parts)));
  CHECK(majority.decisions().size() <= 51 * 50);
  CHECK(majority.is_coherent());
  const auto odd = compile(b.build(b.exclusive_or(parts)));
  CHECK(odd.decisions().size() == 99);
  CHECK_FALSE(odd.is_coherent());
}

TEST_CASE("a structure that depends on no part is a constant") {
  structure_builder b;
  const auto x = b.part("x");
  CHECK(compile(b.build(b.any_of({x, !x}))).top() == always_true);
  CHECK(compile(b.build(b.all_of({x, !x}))).top() == always_false);
  CHECK(compile(b.build(b.any_of({x, !x}), logic::failure)).top() == always_false);
  CHECK(compile(b.build(x)).top() == literal(1));
}

TEST_CASE("a compilation ends at its limits") {
  const structure hard = tangle(120);
  CHECK_THROWS_AS((void)compile(hard, {.step_limit = 1e5}), convergence_error);
  CHECK_THROWS_AS((void)compile(hard, {.memory_limit = 0x1p22}), convergence_error);
}

TEST_CASE("garbage is collected on the way, and leaves the function as it was") {
  const auto compiled = compile(tangle(34));
  for (const auto& each : compiled.decisions()) {
    CHECK(each.high != each.low);
    CHECK(each.selector < compiled.first_slot() + compiled.decisions().size());
  }
}
