// SPDX-License-Identifier: BSL-1.0
// Counting against all 2^n states, and against decision diagrams.
#include <doctest/doctest.h>

#include <nines/structure/compile.hpp>
#include <nines/structure/counting/counted_probability.hpp>
#include <nines/structure/evaluate.hpp>

#include "structure/random_structures.hpp"

using namespace nines;
using namespace nines_test;

namespace {

probability<mp> by_enumeration(const random_structure& drawn,
                               const std::vector<probability<double>>& parts) {
  return enumerate(precise_list(parts, precise_by_small_side),
                   [&](state s) { return drawn.is_system_up(s); });
}

constexpr count_options without_diagrams{.diagram_nodes = 0};

/// A square of nodes, each of which needs itself, and two of its neighbours or a spare.
structure square(std::size_t side) {
  structure_builder b;
  const auto part = [&](std::size_t i, std::size_t j) {
    return b.part("n" + std::to_string(i % side) + "," + std::to_string(j % side));
  };
  std::vector<literal> all;
  for (std::size_t i = 0; i < side; ++i)
    for (std::size_t j = 0; j < side; ++j) {
      const auto spare = b.part("s" + std::to_string(i / 2) + "," + std::to_string(j / 2));
      all.push_back(b.any_of({b.all_of({part(i, j), b.at_least(1, {part(i + 1, j), spare})}),
                              b.at_least(2, {part(i, j + 1), part(i + 1, j + 1), spare})}));
    }
  return b.build(b.all_of(all));
}

}  // namespace

TEST_CASE("random structures of all gates have the probability of their states, on both sides") {
  random_source random(1395);
  double worst = 0;
  for (int run = 0; run < trials(2000); ++run) {
    const auto drawn = draw_structure(random, run % 20 == 0 ? 12 : 7, run % 3 == 0);
    const structure built = drawn.build();
    const auto parts = draw_parts(random, drawn.parts);
    const auto exact = by_enumeration(drawn, parts);
    worst = std::max(worst,
                     error_in_epsilons(counted_probability(built, parts, without_diagrams), exact));
    if (run % 10 == 0)
      worst = std::max(worst, error_in_epsilons(counted_probability(built, parts), exact));
  }
  CHECK(worst <= 64);
}

TEST_CASE("another scalar is counted in its own digits") {
  random_source random(1396);
  for (int run = 0; run < 50; ++run) {
    const auto drawn = draw_structure(random, 6, run % 2 == 0);
    const auto parts = precise_list(draw_parts(random, drawn.parts), precise_by_small_side);
    const auto exact = enumerate(parts, [&](state s) { return drawn.is_system_up(s); });
    const auto found = counted_probability(drawn.build(), parts, without_diagrams);
    CHECK(abs(found.value() - exact.value()) < mp(1e-90));
  }
}

TEST_CASE("what diagrams hold is counted to the same, with much memory and with little") {
  random_source random(1397);
  const structure built = square(4);
  const auto parts = draw_parts(random, built.part_count());
  const auto expected = evaluate(compile(built), parts);
  for (const double memory : {1e8, 1e5}) {
    const auto found =
        counted_probability(built, parts, {.memory_limit = memory, .diagram_nodes = 0});
    CHECK(found.value() == doctest::Approx(expected.value()).epsilon(1e-13));
    CHECK(found.complement() == doctest::Approx(expected.complement()).epsilon(1e-13));
  }
}

TEST_CASE("parts that are certain, and structures that depend on none") {
  structure_builder b;
  const auto x = b.part("x");
  const auto y = b.part("y");
  using values = std::vector<probability<double>>;
  const values parts = {probability<>::always(), probability<>::never()};
  CHECK(counted_probability(b.build(b.any_of({x, !x})), parts) == probability<>::always());
  CHECK(counted_probability(b.build(b.all_of({x, !x})), parts) == probability<>::never());
  CHECK(counted_probability(b.build(x), parts) == probability<>::always());
  CHECK(counted_probability(b.build(b.all_of({x, y})), parts) == probability<>::never());
  CHECK(counted_probability(square(2), values(5, parts[0]), without_diagrams) ==
        probability<>::always());
}

TEST_CASE("counting ends at its limit, and asks for one value a part") {
  const structure hard = square(6);
  const std::vector<probability<double>> parts(hard.part_count(), probability<>::from_value(0.9));
  CHECK_THROWS_AS((void)counted_probability(hard, parts, {.step_limit = 10, .diagram_nodes = 0}),
                  convergence_error);
  const std::vector<probability<double>> too_few(3, parts[0]);
  CHECK_THROWS_AS((void)counted_probability(hard, too_few), domain_error);
}
