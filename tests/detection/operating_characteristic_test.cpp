// SPDX-License-Identifier: BSL-1.0
#include <doctest/doctest.h>

#include <algorithm>
#include <bit>
#include <nines/detection/failed_checks.hpp>
#include <nines/detection/operating_characteristic.hpp>
#include <nines/detection/tests/confidence_sequence.hpp>
#include <nines/detection/tests/exact_tests.hpp>
#include <nines/detection/tests/sprt.hpp>
#include <nines/probability/literals.hpp>

#include "rollout/brute_force.hpp"
#include "support/message.hpp"
#include "support/precise.hpp"
#include "support/within.hpp"

using nines_test::message_of;
using nines_test::mp;
using nines_test::within;
using namespace nines;
using namespace nines::literals;

namespace {

/// Alike, or both nothing.
bool same(double a, double b, double tolerance) { return a == b || a == within(b, tolerance); }

void check_same(const stopping_probabilities<>& dist, const stopping_probabilities<double>& paths,
                double tolerance = 1e-12) {
  REQUIRE(dist.analyses() == paths.analyses());
  for (std::size_t j = 0; j < dist.analyses(); ++j) {
    CAPTURE(j);
    CHECK(same(dist.rolled_back[j], paths.rolled_back[j], tolerance));
    CHECK(same(dist.promoted[j], paths.promoted[j], tolerance));
    CHECK(same(dist.continuing[j], paths.continuing[j], tolerance));
  }
}

template <class Rule>
void check_against_all_paths(const Rule& rule, const event_rate& rate,
                             const std::vector<std::size_t>& requests, std::size_t most) {
  const nines_test::all_paths<double, Rule> paths(rule, requests, rate, most);
  check_same(stopping_distribution(rule, requests, rate), paths.dist);
}

}  // namespace

TEST_CASE("small designs against all paths") {
  const std::vector<std::size_t> analyses = {4, 3, 5, 4};
  for (const auto rate : {5_percent, 30_percent, 90_percent, 1e-6_probability}) {
    CAPTURE(rate.value());
    check_against_all_paths(ratio_above(0.3), rate, analyses, 5);
    check_against_all_paths(at_the_end(ratio_above(0.3)), rate, analyses, 5);
    check_against_all_paths(sprt(10_percent, 40_percent, {10_percent, 20_percent}), rate, analyses,
                            5);
    check_against_all_paths(exact_rule(10_percent, 5_percent), rate, analyses, 5);
    check_against_all_paths(after_requests(8, ratio_above(0.1)), rate, analyses, 5);
    check_against_all_paths(either_rule(ratio_above(0.5), exact_rule(10_percent, 1_percent)), rate,
                            analyses, 5);
  }
  // Poisson counts have no largest one: of 60 there are less than 1e-40.
  const auto rate = event_rate::per_request(0.2);
  const sprt poisson(event_rate::per_request(0.1), event_rate::per_request(0.4));
  check_against_all_paths(poisson, rate, {5, 5, 5}, 60);
  check_against_all_paths(gamma_poisson_rule(event_rate::per_request(0.05), 20_percent, 10), rate,
                          {5, 5, 5}, 60);
}

TEST_CASE("both sides in 100 digits") {
  const auto analyses = even_analyses(2000, 10);
  for (const auto rate : {0.05_percent, 0.2_percent, 5_percent}) {
    const ratio_above rule(0.001);
    const auto computed = stopping_distribution(rule, analyses, rate);
    const auto exact = stopping_distribution<mp>(rule, analyses, rate);
    for (std::size_t j = 0; j < analyses.size(); ++j) {
      CAPTURE(j);
      CHECK(nines_test::error_in_epsilons(computed.roll_back_by(j + 1), exact.roll_back_by(j + 1)) <
            1000);
    }
  }
}

TEST_CASE("an analysis at the end is one tail") {
  const auto dist =
      stopping_distribution(at_the_end(ratio_above(0.001)), even_analyses(20000, 8), 0.2_percent);
  const auto one = stopping_distribution(ratio_above(0.001), {20000}, 0.2_percent);
  const auto tail = binomial_test(21, 20000, 0.2_percent);
  CHECK(one.roll_back().value() == within(tail.value(), 1e-12));
  CHECK(one.roll_back().complement() == within(tail.complement(), 1e-11));
  CHECK(dist.roll_back().value() == within(tail.value(), 1e-12));
  CHECK(dist.roll_back().complement() == within(tail.complement(), 1e-11));
  CHECK(dist.expected_analyses() == within(8, 1e-12));
}

TEST_CASE("probabilities as small as they come") {
  // Passing needs ten looks below the limit with five times as many errors as it allows.
  const auto dist =
      stopping_distribution(ratio_above(0.001), even_analyses(100000, 10), 0.5_percent);
  CHECK(dist.roll_back().value() == within(1, 1e-14));
  CHECK(dist.roll_back().complement() > 0);
  const auto last = binomial_test(101, 100000, 0.5_percent).complement();
  CHECK(dist.roll_back().complement() < last);
  const auto exact =
      stopping_distribution<mp>(ratio_above(0.001), even_analyses(100000, 10), 0.5_percent);
  CHECK(nines_test::error_in_epsilons(dist.roll_back(), exact.roll_back()) < 1e5);
}

TEST_CASE("a narrower band: what is above it stays") {
  const ratio_above rule(0.015);
  const auto analyses = even_analyses(20000, 10);
  const auto deep = stopping_distribution(rule, analyses, 1_percent);
  const auto shallow = stopping_distribution(rule, analyses, 1_percent, {.least_mass = 1e-40});
  CHECK(shallow.roll_back().value() == within(deep.roll_back().value(), 1e-12));
  CHECK(shallow.roll_back().complement() == within(deep.roll_back().complement(), 1e-12));
}

TEST_CASE("Argo and Flagger: failed intervals") {
  // 1000 rps, stage of 1 %, judged every minute: a good release fails 26 % of the checks.
  const auto analyses = even_analyses(18000, 30);
  const ratio_above check(0.001);
  const auto fails = failure_probability(check, 600, 0.05_percent);
  CHECK(fails.value() == within(binomial_test(1, 600, 0.05_percent).value(), 1e-12));
  CHECK(fails.value() == within(0.26, 5e-3));
  const failed_checks argo(check, {.allowed = 3});
  const auto dist = stopping_distribution(argo, analyses, 0.05_percent);
  CHECK(dist.roll_back().value() == within(binomial_test(4, 30, fails).value(), 1e-12));
  CHECK(dist.roll_back().complement() == within(binomial_test(4, 30, fails).complement(), 1e-12));
  CHECK(dist.roll_back().value() == within(0.97, 5e-3));
  const failed_checks flagger(check, {.allowed = 10 - 1});
  CHECK(stopping_distribution(flagger, analyses, 0.05_percent).roll_back().value() ==
        within(0.23, 2e-2));
}

TEST_CASE("limits of failures, against all ways to fail") {
  std::vector<probability<>> fails;
  for (int j = 1; j <= 8; ++j) fails.push_back(probability<>::from_value(0.1 * j));
  for (const std::size_t allowed : {0U, 1U, 3U, 7U, 8U, 20U})
    for (const std::size_t in_a_row : {0U, 1U, 2U, 3U, 9U}) {
      double passes = 0;
      for (unsigned failed = 0; failed < 256; ++failed) {
        double chance = 1;
        std::size_t run = 0;
        std::size_t longest = 0;
        for (unsigned j = 0; j < 8; ++j) {
          const bool fell = (failed >> j & 1U) != 0;
          chance *= fell ? fails[j].value() : fails[j].complement();
          run = fell ? run + 1 : 0;
          longest = std::max(longest, run);
        }
        if (static_cast<std::size_t>(std::popcount(failed)) <= allowed && longest <= in_a_row)
          passes += chance;
      }
      const auto dist = stopping_distribution_of_checks(
          fails, {.allowed = allowed, .consecutive_allowed = in_a_row});
      CHECK(dist.roll_back().complement() == within(passes, 1e-12));
    }
}

TEST_CASE("consecutive failures") {
  // Two in a row of three fair checks: 3 of 8 outcomes. All of three, more than two: 1.
  const std::vector<probability<>> fair(3, 50_percent);
  CHECK(stopping_distribution_of_checks(fair, {.allowed = 3, .consecutive_allowed = 1})
            .roll_back()
            .value() == 0.375);
  CHECK(stopping_distribution_of_checks(fair, {.allowed = 3, .consecutive_allowed = 2})
            .roll_back()
            .value() == 0.125);
  CHECK(stopping_distribution_of_checks(fair, {.allowed = 1}).roll_back().value() == 0.5);
  CHECK(failed_checks(ratio_above(0), {.allowed = 3, .consecutive_allowed = 1}).fewest_analyses() ==
        2);
}

TEST_CASE("rates that never or always fail") {
  const auto never =
      stopping_distribution(ratio_above(0.001), {1000, 1000}, probability<>::never());
  CHECK(never.roll_back().value() == 0);
  CHECK(never.continuing.back() == 1);
  const auto always =
      stopping_distribution(ratio_above(0.001), {1000, 1000}, probability<>::always());
  CHECK(always.rolled_back.front() == 1);
  CHECK(always.continuing.back() == 0);
}

TEST_CASE("what it refuses") {
  const ratio_above rule(0.001);
  CHECK(message_of([&] { return stopping_distribution(rule, {}, 1_percent); }) ==
        "nines::stopping_distribution: the number of analyses is 0, but must be 1 or more");
  CHECK(message_of([&] { return stopping_distribution(rule, {0, 0}, 1_percent); }) ==
        "nines::stopping_distribution: a test that sees no request tells nothing");
  CHECK(message_of([&] {
          return operating_characteristic(rule, {10}, {.good = 2_percent, .bad = 1_percent});
        }) ==
        "nines::operating_characteristic: the good rate is 0.02, but must be less than the bad "
        "one, 0.01");
  CHECK(message_of([&] {
          return operating_characteristic(rule, {10},
                                          {.good = 2_percent, .bad = event_rate::per_request(1)});
        }) ==
        "nines::operating_characteristic: the good and the bad rate must be of the same model of "
        "counts");
  CHECK(
      message_of([&] { return stopping_distribution(rule, {10}, 1_percent, {.least_mass = 1}); }) ==
      "nines::stopping_distribution: least_mass is 1, but must be more than 0, and less than 1e-9");
  CHECK(message_of([] { return even_analyses(10, 0); }) ==
        "nines::even_analyses: analyses is 0, but must be 1 or more");
  CHECK(message_of([] { return even_analyses(3, 5); }) ==
        "nines::even_analyses: requests is 3, but must be one for each analysis at least, 5");
  CHECK(message_of([] { return even_analyses(-1, 5); }) ==
        "nines::even_analyses: requests is -1, but must be 0 or more, and less than 1e15");
  CHECK(message_of([] { return ratio_above(-1); }) ==
        "nines::ratio_above: limit is -1, but must be 0 or more, and finite");
  CHECK(message_of([&] { return failure_probability(rule, 0, 1_percent); }) ==
        "nines::failure_probability: requests is 0, but must be 1 or more");
  CHECK(message_of([] { return stopping_distribution_of_checks<double>({}, {}); }) ==
        "nines::stopping_distribution_of_checks: the number of checks is 0, but must be 1 or more");
  CHECK(message_of([] { return event_rate::per_request(-1); }) ==
        "nines::event_rate::per_request: mean is -1, but must be 0 or more, and at most 1e150");
  CHECK_THROWS_WITH_AS((void)stopping_distribution(rule, {1000000000000}, 50_percent),
                       doctest::Contains("are too many to follow one by one"), convergence_error);
  CHECK_THROWS_WITH_AS(
      (void)stopping_distribution(ratio_above(0.5), even_analyses(1e6, 10), 30_percent,
                                  {.max_products = 1e5}),
      doctest::Contains("nines::stopping_distribution: takes more than 1e+05 products"),
      convergence_error);
}
