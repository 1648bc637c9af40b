// SPDX-License-Identifier: BSL-1.0
// The trace of a count against all 2^n states, and what each part matters against the decisions of
// compile().
#include <doctest/doctest.h>

#include <nines/structure/compile.hpp>
#include <nines/structure/counting/counted_structure.hpp>

#include "structure/random_structures.hpp"

using namespace nines;
using namespace nines_test;

namespace {

probability<mp> by_enumeration(const random_structure& drawn,
                               const std::vector<probability<double>>& parts) {
  return enumerate(precise_list(parts, precise_by_small_side),
                   [&](state s) { return drawn.is_system_up(s); });
}

/// How far a measure is off, in epsilons of a size.
double error(double found, double expected, double size) {
  return std::abs(found - expected) / (size * std::numeric_limits<double>::epsilon());
}

}  // namespace

TEST_CASE("one trace has the probability of the states for all values of the parts") {
  random_source random(1398);
  double worst = 0;
  for (int run = 0; run < trials(1000); ++run) {
    const auto drawn = draw_structure(random, run % 20 == 0 ? 12 : 7, run % 3 == 0);
    const structure built = drawn.build();
    const auto counted = compile_by_counting(built, {.diagram_nodes = run % 2 == 0 ? 0U : 1000U});
    CHECK(counted.part_names() == built.part_names());
    for (int i = 0; i < 2; ++i) {
      const auto parts = draw_parts(random, drawn.parts);
      const auto exact = by_enumeration(drawn, parts);
      worst = std::max(worst, error_in_epsilons(evaluate(counted, parts), exact));
    }
  }
  CHECK(worst <= 64);
}

TEST_CASE("what each part matters is what the decisions of a diagram say") {
  random_source random(1399);
  double worst = 0;
  for (int run = 0; run < trials(1000); ++run) {
    const auto drawn = draw_structure(random, 8, run % 3 == 0);
    const structure built = drawn.build();
    const auto parts = draw_parts(random, drawn.parts);
    const auto compiled = compile(built);
    const auto system = evaluate(compiled, parts);
    if (system.complement() == 0 || system.value() == 0) continue;
    const auto expected = importance(compiled, parts);
    const auto found = importance(compile_by_counting(built, {.diagram_nodes = 0}), parts);
    REQUIRE(found.size() == expected.size());
    for (std::size_t i = 0; i < found.size(); ++i) {
      const auto& [a, b] = std::pair(found[i], expected[i]);
      const double down = std::max(b.if_down.complement(), b.if_up.complement());
      const double up = std::max(b.if_down.value(), b.if_up.value());
      worst = std::max(worst, error(a.birnbaum, b.birnbaum, std::min(down, up)));
      for (const auto& [x, y] : {std::pair(a.if_up, b.if_up), std::pair(a.if_down, b.if_down)}) {
        if (y.complement() > 0)
          worst = std::max(worst, error(x.complement(), y.complement(), y.complement()) / 1024);
        if (y.value() > 0) worst = std::max(worst, error(x.value(), y.value(), y.value()) / 1024);
      }
      if (b.if_up.complement() == 0) CHECK(a.if_up.complement() == 0);
      CHECK(a.risk_achievement == doctest::Approx(b.risk_achievement).epsilon(1e-9));
    }
  }
  CHECK(worst <= 64);
}

TEST_CASE("a trace in another scalar, of a constant, and of too little memory") {
  random_source random(1400);
  const auto drawn = draw_structure(random, 6, true);
  const auto parts = precise_list(draw_parts(random, drawn.parts), precise_by_small_side);
  const auto exact = enumerate(parts, [&](state s) { return drawn.is_system_up(s); });
  CHECK(abs(evaluate(compile_by_counting(drawn.build()), parts).value() - exact.value()) <
        mp(1e-90));
  structure_builder b;
  const auto x = b.part("x");
  const std::vector<probability<double>> one = {probability<>::from_value(0.9)};
  CHECK(evaluate(compile_by_counting(b.build(b.any_of({x, !x}))), one) == probability<>::always());
  CHECK_THROWS_AS(
      (void)compile_by_counting(b.build(b.all_of({x, b.part("y")})), {.memory_limit = 1e3}),
      convergence_error);
}
