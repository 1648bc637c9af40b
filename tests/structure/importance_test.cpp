// SPDX-License-Identifier: BSL-1.0
// Every importance measure against all 2^n states in 100 digits.
#include <doctest/doctest.h>

#include <nines/combine.hpp>
#include <nines/structure/compile.hpp>
#include <nines/structure/importance.hpp>

#include "structure/random_structures.hpp"

using namespace nines;
using namespace nines_test;

namespace {

/// The system by enumeration, with one part in a given state.
probability<mp> given(const random_structure& drawn, std::vector<probability<mp>> parts,
                      std::size_t part, bool up) {
  parts[part] = up ? probability<mp>::always() : probability<mp>::never();
  return enumerate(parts, [&](state s) { return drawn.is_system_up(s); });
}
/// As far as a double may be off, relative to the largest of the numbers that it was made of.
bool is_as_exact(double found, const mp& exact, const mp& scale) {
  return abs(mp(found) - exact) <= 1e-13 * scale;
}
}  // namespace

TEST_CASE("conditional systems and importances of random structures") {
  random_source random(1310);
  double worst_side = 0;
  for (int run = 0; run < trials(600); ++run) {
    const auto drawn = draw_structure(random, 7, run % 2 == 0);
    const auto compiled = compile(drawn.build());
    const auto parts = draw_parts(random, drawn.parts);
    const auto exactly = precise_list(parts, precise_by_small_side);
    const auto system = enumerate(exactly, [&](state s) { return drawn.is_system_up(s); });
    const auto found = importance(compiled, parts);
    for (std::size_t i = 0; i < drawn.parts; ++i) {
      const auto up = given(drawn, exactly, i, true);
      const auto down = given(drawn, exactly, i, false);
      const mp birnbaum = down.complement() - up.complement();
      const mp scale = compiled.is_coherent()
                           ? birnbaum
                           : std::min(std::max(up.complement(), down.complement()),
                                      std::max(up.value(), down.value()));
      worst_side = std::max({worst_side, error_in_epsilons(found[i].if_up, up),
                             error_in_epsilons(found[i].if_down, down)});
      CHECK(is_as_exact(found[i].birnbaum, birnbaum, scale));
      if (system.complement() < 1e-290) continue;
      const mp q = exactly[i].complement();
      CHECK(is_as_exact(found[i].criticality, q * birnbaum / system.complement(),
                        10 * q * scale / system.complement()));
      const mp diagnostic = q * down.complement() / system.complement();
      CHECK(is_as_exact(found[i].diagnostic, diagnostic, 10 * diagnostic));
      const mp raw = down.complement() / system.complement();
      CHECK(is_as_exact(found[i].risk_achievement, raw, 10 * raw));
      if (up.complement() > 0) {
        const mp rrw = system.complement() / up.complement();
        CHECK(is_as_exact(found[i].risk_reduction, rrw, 10 * rrw));
      } else {
        CHECK(found[i].risk_reduction > 1e300);
      }
    }
  }
  CHECK(worst_side <= 4096);  // ten bits may cancel
}

TEST_CASE("structural and joint importance count states") {
  random_source random(1311);
  for (int run = 0; run < trials(200); ++run) {
    const auto drawn = draw_structure(random, 6, run % 2 == 0);
    const auto compiled = compile(drawn.build());
    const std::vector<probability<mp>> even(drawn.parts, probability<mp>::from_value(mp(0.5)));
    const auto structural = structural_importance(compiled);
    for (std::size_t i = 0; i < drawn.parts; ++i) {
      const mp exact = given(drawn, even, i, true).value() - given(drawn, even, i, false).value();
      CHECK(std::abs(structural[i] - static_cast<double>(exact)) <= 1e-14);
    }
    const auto parts = draw_parts(random, drawn.parts);
    const auto exactly = precise_list(parts, precise_by_small_side);
    const auto joint = joint_importance(compiled, parts, 0);
    CHECK(joint[0] == 0);
    for (std::size_t i = 1; i < drawn.parts; ++i) {
      const auto with = [&](bool first, bool second) {
        auto set = exactly;
        set[0] = first ? probability<mp>::always() : probability<mp>::never();
        return given(drawn, set, i, second).value();
      };
      const mp exact =
          with(true, true) - with(true, false) - with(false, true) + with(false, false);
      CHECK(std::abs(joint[i] - static_cast<double>(exact)) <= 1e-13);
    }
  }
}

TEST_CASE("an indispensable part has an infinite risk reduction worth") {
  structure_builder b;
  const auto spare = b.any_of({b.part("shared"), b.all_of(b.parts({"x", "y"}))});
  const auto found =
      importance(compile(b.build(spare)), std::vector<probability<double>>(3, 99_percent));
  CHECK(found[0].risk_reduction > 1e300);
  CHECK(found[0].criticality == doctest::Approx(1));
}

TEST_CASE("each of a hundred parts in series brings the system down, however rarely") {
  structure_builder b;
  std::vector<literal> clauses;
  for (int i = 0; i < 100; ++i) clauses.push_back(b.part("p" + std::to_string(i)));
  clauses.push_back(b.at_least(2, {b.part("x"), b.part("y"), b.part("z")}));
  clauses.push_back(b.any_of({b.part("x"), b.all_of({b.part("y"), b.part("u")})}));
  const auto compiled = compile(b.build(b.all_of(clauses)));
  const std::vector<probability<double>> parts(compiled.part_count(),
                                               probability<double>::from_complement(1e-9));
  const auto found = importance(compiled, parts);
  for (std::size_t i = 0; i < 100; ++i) {
    CHECK(found[i].if_down == probability<double>::never());
    CHECK(found[i].if_up.complement() == doctest::Approx(99e-9).epsilon(1e-6));
  }
}

TEST_CASE("wrong arguments are refused") {
  structure_builder b;
  const auto odd = compile(b.build(b.exclusive_or(b.parts({"x", "y"}))));
  const std::vector<probability<double>> parts(2);
  CHECK_THROWS_AS((void)joint_importance(odd, parts, 2), domain_error);
  CHECK_THROWS_AS((void)importance(odd, std::vector<probability<double>>(1)), domain_error);
}
