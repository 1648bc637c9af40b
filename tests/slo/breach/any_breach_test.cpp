// SPDX-License-Identifier: BSL-1.0
#include <doctest/doctest.h>

#include <cmath>
#include <nines/combine/parallel.hpp>
#include <nines/slo/breach/any_breach.hpp>

#include "slo/slo_test.hpp"
#include "support/message.hpp"
#include "support/random.hpp"

using nines::any_breach_probability;
using nines::error_budget;
using nines::initial_condition;
using nines::month_30d;
using nines::repairable;
using nines_test::hours;
using nines_test::message_of;
using nines_test::starts;
using nines_test::within;
using namespace nines::literals;
using namespace std::chrono_literals;
using probabilities = std::vector<nines::probability<double>>;

TEST_CASE("windows that depend in whatever way") {
  const auto bounds = any_breach_probability(probabilities{1_percent, 5_percent, 2_percent});
  CHECK(bounds.lower == 5_percent);
  CHECK(bounds.upper.value() == within(0.08, 1e-15));
  CHECK(bounds.contains(nines::parallel(1_percent, 5_percent, 2_percent)));
  CHECK(any_breach_probability(probabilities(12, 30_percent)).upper ==
        nines::probability<>::always());
  const auto rare = any_breach_probability(0.1_percent, 0.09_percent, 12);
  CHECK(rare.upper.value() == within(0.012, 1e-14));
  CHECK(rare.lower.complement() == within(0.999 * std::pow(0.9991, 11), 1e-14));
}

TEST_CASE("a year of months whose outages are short: the bounds meet, near independence") {
  const repairable unit(month_30d, 15min);
  const error_budget promise(99.95_percent, month_30d);
  const auto bounds = any_breach_probability(unit, promise, 12);
  const auto alone = breach_probability(unit, promise);
  const auto apart = nines::parallel(nines::copies(12, alone));
  CHECK(bounds.lower == apart);
  CHECK(bounds.upper.value() == within(apart.value(), 1e-4));
  CHECK(bounds.upper.complement() == within(apart.complement(), 0.005));
  CHECK(bounds.upper > bounds.lower);
  const auto one = any_breach_probability(unit, promise, 1, initial_condition::stationary);
  CHECK(one.lower == one.upper);
}

TEST_CASE("no outage in any of them is a count") {
  const error_budget none(100_percent, hours(60));
  const auto bounds = any_breach_probability(repairable(40h, 8h), none, 3);
  CHECK(bounds.lower.complement() == within(std::exp(-180.0 / 40), 1e-13));
  CHECK(bounds.upper > bounds.lower);
  const repairable eternal(hours(std::numeric_limits<double>::infinity()), 1h);
  CHECK(any_breach_probability(eternal, none, 3).upper == nines::probability<>::never());
}

TEST_CASE("long outages beside short windows, by simulation") {
  const double mttf = 40;
  const double mttr = 8;
  const double window = 30;
  const int windows = 4;
  const double allowed = 6;
  const error_budget promise(80_percent, hours(window));
  for (const auto start : starts) {
    nines_test::random_source random(31);
    const int trials = nines_test::trials(200000, 50);
    int broken = 0;
    for (int i = 0; i < trials; ++i) {
      bool up = start == initial_condition::up ||
                (start == initial_condition::stationary && random.unit() < mttf / (mttf + mttr));
      double down[windows] = {};
      for (double now = 0; now < windows * window; up = !up) {
        const double next = now - (up ? mttf : mttr) * std::log(random.unit());
        for (int k = 0; k < windows && !up; ++k) {
          const double from = std::max(now, k * window);
          down[k] += std::max(0.0, std::min(next, (k + 1) * window) - from);
        }
        now = next;
      }
      broken += std::any_of(down, down + windows, [&](double d) { return d > allowed; }) ? 1 : 0;
    }
    const double share = static_cast<double>(broken) / trials;
    const double error = 4.5 * std::sqrt(share * (1 - share) / trials);
    const auto bounds = any_breach_probability(repairable(40h, 8h), promise, windows, start);
    CHECK(bounds.lower.value() < share + error);
    CHECK(bounds.upper.value() > share - error);
    CHECK(bounds.upper.value() < 1.15 * bounds.lower.value());
    if (start != initial_condition::stationary) continue;
    const repairable part(40h, 8h);
    const auto any_distribution = any_breach_probability(
        breach_probability(part, promise, start), breach_probability(part, promise), windows);
    CHECK(any_distribution.lower.value() == within(bounds.lower.value(), 1e-14));
    CHECK(any_distribution.upper >= bounds.upper);
  }
}

TEST_CASE("bad input is named") {
  const error_budget promise(99_percent, 24h);
  CHECK(message_of([] { return any_breach_probability(probabilities{}); }) ==
        "nines::any_breach_probability: there is no window");
  CHECK(message_of([&] { return any_breach_probability(repairable(40h, 8h), promise, 0); }) ==
        "nines::any_breach_probability: windows is 0, but must be 1 or more");
  CHECK(message_of([&] { return any_breach_probability(2_percent, 1_percent, 0); }) ==
        "nines::any_breach_probability: windows is 0, but must be 1 or more");
}
