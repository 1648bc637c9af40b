// SPDX-License-Identifier: BSL-1.0
// Scenarios side by side, in depth and with few places, have the values of each one by one.
#include <doctest/doctest.h>

#include <nines/structure/compile.hpp>
#include <nines/structure/decisions/scenarios.hpp>

#include "structure/random_structures.hpp"

using namespace nines;
using namespace nines_test;

TEST_CASE("steps give both sides of the top in places that are not more") {
  random_source random(1321);
  std::size_t places = 0;
  std::size_t slots = 0;
  for (int run = 0; run < trials(500); ++run) {
    const auto drawn = draw_structure(random, 10, run % 2 == 0);
    const auto compiled = compile(drawn.build());
    const auto parts = draw_parts(random, drawn.parts);
    const detail::scenario_steps steps(compiled);
    std::vector<double> sides(2 * steps.size());
    sides[0] = 1;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      sides[2 * i + 2] = parts[i].value();
      sides[2 * i + 3] = parts[i].complement();
    }
    steps.run(sides.data());
    const detail::slot_values<double> all(compiled, parts);
    CHECK(sides[steps.top().code()] == all(compiled.top()));
    CHECK(sides[(!steps.top()).code()] == all(!compiled.top()));
    places += steps.size() - compiled.first_slot();
    slots += compiled.decisions().size();
  }
  CHECK(places <= slots);
}

TEST_CASE("a lattice of 420 decisions needs few places in depth") {
  structure_builder b;
  std::vector<literal> parts;
  for (int i = 0; i < 40; ++i) parts.push_back(b.part(std::to_string(i)));
  const auto lattice = compile(b.build(b.at_least(20, parts)));
  const detail::scenario_steps steps(lattice);
  CHECK(lattice.decisions().size() > 400);
  CHECK(4 * (steps.size() - lattice.first_slot()) < lattice.decisions().size());
}

TEST_CASE("rows of scenarios have the values of each") {
  random_source random(1303);
  for (int run = 0; run < 50; ++run) {
    const auto drawn = draw_structure(random, 8, run % 2 == 0);
    const auto compiled = compile(drawn.build());
    std::vector<probability<double>> rows;
    const std::size_t count = random.between(0, 40);
    for (std::size_t row = 0; row < count; ++row)
      for (const auto& each : draw_parts(random, drawn.parts)) rows.push_back(each);
    const auto found = evaluate_rows(compiled, rows);
    CHECK(found.size() == count);
    for (std::size_t row = 0; row < count; ++row) {
      const auto begin = rows.begin() + static_cast<std::ptrdiff_t>(row * drawn.parts);
      const std::vector<probability<double>> parts(
          begin, begin + static_cast<std::ptrdiff_t>(drawn.parts));
      const auto expected = evaluate(compiled, parts);
      CHECK(found[row].value() == doctest::Approx(expected.value()).epsilon(1e-15));
      CHECK(found[row].complement() == doctest::Approx(expected.complement()).epsilon(1e-15));
    }
  }
  structure_builder b;
  const auto two = compile(b.build(b.any_of(b.parts({"a", "b"}))));
  CHECK_THROWS_AS((void)evaluate_rows(two, std::vector<probability<double>>(3)), domain_error);
}
