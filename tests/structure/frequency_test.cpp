// SPDX-License-Identifier: BSL-1.0
// Failure frequencies of systems of repairable parts against all 2^n states in 100 digits.
#include <doctest/doctest.h>

#include <nines/repairable.hpp>
#include <nines/structure/compile.hpp>
#include <nines/structure/frequency.hpp>

#include "structure/random_structures.hpp"

using namespace nines;
using namespace nines_test;

namespace {

/// What a double may be off, relative to the largest of the numbers that it was made of.
bool is_near(double found, const mp& exact, const mp& scale) {
  return abs(mp(found) - exact) <= 1e-12 * scale;
}
std::vector<repairable<double>> draw_units(random_source& random, std::size_t n) {
  std::vector<repairable<double>> units;
  for (std::size_t i = 0; i < n; ++i)
    units.push_back(
        repairable<double>::from_hours(random.log_uniform(1, 1e6), random.log_uniform(1e-3, 1e3)));
  return units;
}

}  // namespace

TEST_CASE("failure frequency and Barlow-Proschan shares of repairable parts") {
  random_source random(1312);
  for (int run = 0; run < trials(200); ++run) {
    const auto drawn = draw_structure(random, 7, true);
    const auto compiled = compile(drawn.build());
    const auto units = draw_units(random, drawn.parts);
    std::vector<probability<mp>> up;
    std::vector<mp> frequency;
    for (const auto& each : units) {
      up.push_back(precise_by_small_side(each.availability()));
      frequency.push_back(mp(each.failures_per_hour()));
    }
    const auto is_system_up = [&](state s) { return drawn.is_system_up(s); };
    const mp exact = enumerate_frequency(up, frequency, is_system_up);
    const auto system = evaluate(compiled, units);
    CHECK(is_near(system.failures_per_hour(), exact, 10 * exact));
    CHECK(error_in_epsilons(system.availability(), enumerate(up, is_system_up)) <= 64);
    if (!(exact > 0)) continue;
    const auto shares = barlow_proschan_importance(compiled, units);
    double sum = 0;
    for (std::size_t i = 0; i < drawn.parts; ++i) {
      std::vector<mp> alone(drawn.parts, mp(0));
      alone[i] = frequency[i];
      CHECK(is_near(shares[i], enumerate_frequency(up, alone, is_system_up) / exact, mp(10)));
      sum += shares[i];
    }
    CHECK(sum == doctest::Approx(1));
  }
}

TEST_CASE("without coherence repairs bring a system down, too") {
  random_source random(1341);
  int incoherent = 0;
  for (int run = 0; run < trials(300); ++run) {
    const auto drawn = draw_structure(random, 7, false);
    const auto compiled = compile(drawn.build());
    incoherent += compiled.is_coherent() ? 0 : 1;
    const auto units = draw_units(random, drawn.parts);
    std::vector<probability<mp>> up;
    std::vector<mp> frequency;
    for (const auto& each : units) {
      up.push_back(precise_by_small_side(each.availability()));
      frequency.push_back(mp(each.failures_per_hour()));
    }
    const auto is_up_now = [&](state s) { return drawn.is_system_up(s); };
    const auto is_down_now = [&](state s) { return !drawn.is_system_up(s); };
    const auto both_ways = [&](const std::vector<mp>& of) {
      return mp(enumerate_frequency(up, of, is_up_now) + enumerate_frequency(up, of, is_down_now));
    };
    const mp exact = both_ways(frequency);
    const auto system = evaluate(compiled, units);
    CHECK(is_near(system.failures_per_hour(), exact, exact));
    CHECK(error_in_epsilons(system.availability(), enumerate(up, is_up_now)) <= 64);
    if (!(exact > 0)) continue;
    const auto shares = barlow_proschan_importance(compiled, units);
    for (std::size_t i = 0; i < drawn.parts; ++i) {
      std::vector<mp> alone(drawn.parts, mp(0));
      alone[i] = frequency[i];
      CHECK(is_near(shares[i], both_ways(alone) / exact, both_ways(alone) / exact));
    }
  }
  CHECK(5 * incoherent > trials(300));
}

TEST_CASE("of two units of which exactly one must be up either changes the system") {
  structure_builder b;
  const auto odd = compile(b.build(b.exclusive_or(b.parts({"x", "y"}))));
  const std::vector<repairable<double>> units(2, repairable<double>::from_hours(100, 1));
  const double each = units[0].failures_per_hour();
  CHECK(evaluate(odd, units).failures_per_hour() == doctest::Approx(2 * each));
  CHECK(barlow_proschan_importance(odd, units)[0] == doctest::Approx(0.5));
}
