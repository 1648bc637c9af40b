// SPDX-License-Identifier: BSL-1.0
// Which of two times is over first: closed forms, also of scales that are far apart.
#include <doctest/doctest.h>

#include <cmath>
#include <nines/distribution/boost.hpp>
#include <nines/probability/literals.hpp>
#include <nines/timing/mixture.hpp>
#include <nines/timing/probability_before.hpp>

#include "support/within.hpp"

using namespace nines;
using namespace nines::literals;
using namespace std::chrono_literals;
using nines_test::within;

TEST_CASE("which of two is over first") {
  const auto race = probability_before(exponential_time(10s), exponential_time(30s));
  CHECK(race.value() == within(0.75, 1e-11));
  CHECK(race.complement() == within(0.25, 1e-11));
  const auto late = probability_before(exponential_time(10000h), exponential_time(1s));
  CHECK(late.value() == within(1 / 36000001.0, 1e-9));
  CHECK(probability_before(uniform_time(0s, 10s), fixed_time(3s)).value() == within(0.3, 1e-9));
  CHECK(probability_before(fixed_time(3s), uniform_time(0s, 10s)).value() == within(0.7, 1e-12));
  CHECK(probability_before(fixed_time(3s), fixed_time(3s)).value() == 0);
  CHECK(probability_before(uniform_time(0s, 1s), uniform_time(1s, 2s)).complement() == 0);
  const auto early = probability_before(exponential_time(1s), exponential_time(10000h));
  CHECK(early.complement() == within(1 / 36000001.0, 1e-9));
  const auto rarely = mixture(25_percent, fixed_time(1s), never());
  CHECK(probability_before(rarely, exponential_time(1s)).value() ==
        within(0.25 * std::exp(-1), 1e-12));
  CHECK(probability_before(rarely, exponential_time(1s)).complement() ==
        within(0.75 + 0.25 * -std::expm1(-1), 1e-12));
}

TEST_CASE("two distributions of a kind: a Weibull hazard is shared like the rates") {
  // Of one shape k the first wins with b^k / (a^k + b^k), for scales a and b.
  for (const double shape : {0.5, 1.0, 3.0})
    for (const auto scale : {1min, 60min, 60000min}) {
      CAPTURE(shape);
      const double minutes = minutes_in<double>(scale).count();
      const auto won = probability_before(weibull_time(shape, 10min), weibull_time(shape, scale));
      const double odds = std::pow(minutes / 10, shape);
      CHECK(won.value() == within(odds / (1 + odds), 1e-9));
      CHECK(won.complement() == within(1 / (1 + odds), 1e-9));
    }
}

TEST_CASE("a race with what never ends: probabilities that add up to 1") {
  const auto before = probability_before(exponential_time(1s), never());
  CHECK(before.value() == 1);
  CHECK(before.complement() == 0);
  CHECK(probability_before(never(), exponential_time(1s)).value() == 0);
  const auto apart = probability_before(exponential_time(1ms), exponential_time(1h));
  CHECK(apart.value() <= 1);
  CHECK(apart.complement() == doctest::Approx(1e-3 / 3600.001).epsilon(1e-9).scale(0));
}
