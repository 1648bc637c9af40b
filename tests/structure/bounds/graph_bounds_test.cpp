// SPDX-License-Identifier: BSL-1.0
// Bounds of gates: exact where nothing is shared or a diagram is allowed, certain elsewhere.
#include <doctest/doctest.h>

#include <nines/structure/bounds/graph_bounds.hpp>
#include <nines/structure/compile.hpp>
#include <nines/structure/evaluate.hpp>

#include "structure/random_structures.hpp"

using namespace nines;
using namespace nines_test;

TEST_CASE("a diagram makes bounds of gates exact, without one they hold what is exact") {
  random_source random(1332);
  for (int run = 0; run < trials(400); ++run) {
    const auto drawn = draw_structure(random, 8, run % 2 == 0);
    const structure built = drawn.build();
    if (built.top().is_constant()) continue;
    std::vector<probability<double>> parts;
    std::vector<bounds<double>> points;
    for (std::size_t i = 0; i < drawn.parts; ++i) {
      parts.push_back(random_part(random, 1e-6, 0.4));
      points.push_back({parts.back(), parts.back()});
    }
    const auto exact = evaluate(compile(built), parts);
    const rooted_graph graph{built.graph(), built.top()};
    const auto narrow = detail::graph_bounds<double>(graph, points, 4096).top();
    CHECK(narrow.lower.value() == doctest::Approx(exact.value()).epsilon(1e-13));
    CHECK(narrow.upper.complement() == doctest::Approx(exact.complement()).epsilon(1e-13));
    const auto wide = detail::graph_bounds<double>(graph, points, 0).top();
    CHECK(wide.lower.value() <= exact.value() * (1 + 1e-13));
    CHECK(wide.upper.complement() <= exact.complement() * (1 + 1e-13));
  }
}
