// SPDX-License-Identifier: BSL-1.0
// Common cause groups against their definitions, and against enumeration of the sets that fail.
#include <doctest/doctest.h>

#include <nines/structure/common_cause.hpp>
#include <nines/structure/compile.hpp>
#include <nines/structure/evaluate.hpp>

#include "support/enumerate.hpp"

using namespace nines;
using namespace nines_test;

namespace {

/// The probability that at least `k` of the members are down: over all subsets of sets that fail.
double down_by_enumeration(std::size_t members, std::size_t k, const std::vector<double>& events) {
  const state sets = (state{1} << members) - 1;  // set s is bit s - 1
  double sum = 0;
  for (state failed = 0; failed < state{1} << sets; ++failed) {
    double weight = 1;
    state down = 0;
    for (state s = 1; s <= sets; ++s) {
      const double q = events[count_up(s) - 1];
      weight *= is_up(failed, s - 1) ? q : 1 - q;
      if (is_up(failed, s - 1)) down |= s;
    }
    if (count_up(down) >= k) sum += weight;
  }
  return sum;
}
double down_by_structure(std::size_t members, std::size_t k, const std::vector<double>& events,
                         logic meaning) {
  structure_builder b;
  std::vector<std::string> names;
  for (std::size_t i = 0; i < members; ++i) names.push_back("unit " + std::to_string(i));
  const auto group = add_common_cause_group(b, names, events, meaning);
  const auto top = meaning == logic::failure ? b.at_least(k, group.members)
                                             : b.at_least(members - k + 1, group.members);
  const auto compiled = compile(b.build(top, meaning));
  return evaluate(compiled, values_by_name(compiled.part_names(), group.values)).complement();
}

}  // namespace

TEST_CASE("groups of two to four units of all models, in both logics") {
  const double q = 0.03;
  const auto tenth = probability<double>::from_value(0.1);
  const auto third = probability<double>::from_value(0.3);
  for (std::size_t m = 2; m <= 4; ++m) {
    std::vector<probability<double>> letters(m - 1, third);
    letters[0] = tenth;
    std::vector<double> alphas(m, 0.05 / static_cast<double>(m - 1));
    alphas[0] = 0.95;
    for (const auto& events :
         {beta_factor_events(m, q, tenth), multiple_greek_letter_events(q, letters),
          alpha_factor_events(q, alphas), alpha_factor_events(q, alphas, test_scheme::staggered)})
      for (std::size_t k = 1; k <= m; ++k) {
        const double expected = down_by_enumeration(m, k, events);
        for (const logic meaning : {logic::success, logic::failure})
          CHECK(down_by_structure(m, k, events, meaning) ==
                doctest::Approx(expected).epsilon(1e-13));
      }
  }
}

TEST_CASE("a unit's events add up to its unavailability to the first order") {
  const auto events = multiple_greek_letter_events(
      1e-3, {probability<double>::from_value(0.1), probability<double>::from_value(0.27)});
  CHECK(events[0] == doctest::Approx(0.9e-3));
  CHECK(events[1] == doctest::Approx(0.1e-3 * 0.73 / 2));
  CHECK(events[2] == doctest::Approx(0.1e-3 * 0.27));
  CHECK(events[0] + 2 * events[1] + events[2] == doctest::Approx(1e-3));
  const auto together = alpha_factor_events(1e-3, {0.95, 0.04, 0.01});
  CHECK(together[1] == doctest::Approx(2 * 0.04 / 1.06 * 1e-3 / 2));
  CHECK(together[0] + 2 * together[1] + together[2] == doctest::Approx(1e-3));
  const auto staggered = alpha_factor_events(1e-3, {0.95, 0.04, 0.01}, test_scheme::staggered);
  CHECK(staggered[2] == doctest::Approx(1e-5));
}

TEST_CASE("what is no group is refused") {
  structure_builder b;
  const auto tenth = probability<double>::from_value(0.1);
  CHECK_THROWS_AS((void)beta_factor_events(1, 0.1, tenth), domain_error);
  CHECK_THROWS_AS((void)multiple_greek_letter_events<double>(0.1, {}), domain_error);
  CHECK_THROWS_AS((void)alpha_factor_events<double>(0.1, {0.5, 0.4}), domain_error);
  CHECK_THROWS_AS((void)alpha_factor_events<double>(0.1, {1.5, -0.5}), domain_error);
  const std::vector<double> three(3, 0.1);
  CHECK_THROWS_AS((void)add_common_cause_group(b, {"a", "b"}, three), domain_error);
  CHECK_THROWS_AS((void)add_common_cause_group<double>(b, {"a", "b"}, {0.1, 2}), domain_error);
}
