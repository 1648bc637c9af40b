// SPDX-License-Identifier: BSL-1.0
// Bounds hold the exact system, get no wider, and end at it.
#include <doctest/doctest.h>

#include <nines/structure/bounds/certain_bounds.hpp>
#include <nines/structure/compile.hpp>
#include <nines/structure/evaluate.hpp>

#include "structure/random_structures.hpp"

using namespace nines;
using namespace nines_test;

namespace {

bool holds(const bounds<double>& found, const probability<mp>& exact) {
  return precise_by_small_side(found.lower) <= exact && exact <= precise_by_small_side(found.upper);
}
std::vector<probability<double>> likely_parts(random_source& random, std::size_t n) {
  std::vector<probability<double>> parts;
  for (std::size_t i = 0; i < n; ++i) parts.push_back(random_part(random, 1e-6, 0.4, 10));
  return parts;
}

}  // namespace

TEST_CASE("bounds of random structures hold the system by enumeration") {
  random_source random(1330);
  int wide = 0;
  for (int run = 0; run < trials(800); ++run) {
    const auto drawn = draw_structure(random, 7, run % 2 == 0);
    const structure built = drawn.build();
    const auto parts = likely_parts(random, drawn.parts);
    const auto exact = evaluate(compile(built), precise_list(parts, precise_by_small_side));
    certain_bounds<double> found(built, parts, 1);  // no module is exact
    CHECK(holds(found.now(), exact));
    if (found.now().lower.complement() > 1.01 * found.now().upper.complement()) ++wide;
    for (int i = 0; i < 200; ++i) {
      const auto before = found.now();
      if (!found.narrow()) break;
      CHECK(holds(found.now(), exact));
      CHECK(before.lower <= found.now().lower);
      CHECK(found.now().upper <= before.upper);
    }
    const double down = static_cast<double>(exact.complement());
    CHECK(found.now().upper.complement() == doctest::Approx(down).epsilon(1e-9));
    CHECK(found.now().lower.complement() == doctest::Approx(down).epsilon(1e-9));
  }
  CHECK(80 * wide > trials(800));
}

TEST_CASE("parts between bounds give a system between bounds") {
  random_source random(1331);
  for (int run = 0; run < trials(300); ++run) {
    const auto drawn = draw_structure(random, 7, run % 2 == 0);
    const structure built = drawn.build();
    const auto inside = likely_parts(random, drawn.parts);
    std::vector<bounds<double>> parts;
    for (const auto& each : inside) {
      const double q = each.complement();
      parts.push_back({probability<double>::from_complement(std::min(1.0, q * 1.5)),
                       probability<double>::from_complement(q * 0.7)});
    }
    const auto exact = evaluate(compile(built), precise_list(inside, precise_by_small_side));
    certain_bounds<double> found(built, parts, run % 2 == 0 ? 1 : 4096);
    CHECK(holds(found.now(), exact));
    for (int i = 0; i < 5 && found.narrow(); ++i) CHECK(holds(found.now(), exact));
  }
}

TEST_CASE("structures without shared parts, and small ones, are exact at once") {
  structure_builder b;
  const auto spare = b.any_of({b.all_of(b.parts({"x", "y"})), b.all_of(b.parts({"x", "z"}))});
  const structure built = b.build(b.at_least(2, {spare, b.part("u"), b.part("v")}));
  const std::vector<probability<double>> parts(5, probability<double>::from_value(0.9));
  certain_bounds<double> found(built, parts);
  const double exact = evaluate(compile(built), parts).value();
  CHECK(found.now().lower.value() == doctest::Approx(exact).epsilon(1e-14));
  CHECK(found.now().upper.value() == doctest::Approx(exact).epsilon(1e-14));
  CHECK_THROWS_AS(certain_bounds<double>(built, std::vector<probability<double>>(4)), domain_error);
}
