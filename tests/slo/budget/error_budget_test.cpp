// SPDX-License-Identifier: BSL-1.0
#include <doctest/doctest.h>

#include <cmath>
#include <nines/probability/literals.hpp>
#include <nines/slo/budget/error_budget.hpp>

#include "slo/slo_test.hpp"
#include "support/message.hpp"

using nines::error_budget;
using nines::rolling_28d;
using nines::rolling_30d;
using nines_test::exactly;
using nines_test::in_minutes;
using nines_test::message_of;
using namespace nines::literals;
using namespace std::chrono_literals;

TEST_CASE("budget in time and in requests") {
  CHECK(in_minutes(error_budget(99.95_percent, nines::month_30d).time()) == exactly(21.6));
  CHECK(error_budget(99.99_percent, 24h).requests(2.5e6) == exactly(250));  // SRE Book, ch. 3
  // SRE Workbook, ch. 5: a full outage exhausts 99.999 % of 30 d in 26 s.
  const error_budget five(99.999_percent, rolling_30d);
  CHECK(five.time_to_exhaust(five.burn_rate(100_percent)).count() * 3600 == exactly(25.92));
  CHECK(five.consumed_by(nines::seconds_in<double>(25.92)) == exactly(1));
}

TEST_CASE("burn rates") {
  const error_budget thirty(99.9_percent, rolling_30d);
  CHECK(thirty.burn_rate_to_consume(5_percent, 1h) == exactly(36));    // SRE Workbook, ch. 5
  CHECK(thirty.burn_rate_to_consume(10_percent, 24h) == exactly(3));   // the same
  CHECK(thirty.burn_rate_to_consume(2_percent, 1h) == exactly(14.4));  // the same
  // A window of 28 d, as alert generators for Prometheus (sloth) use it.
  CHECK(error_budget(99.9_percent, rolling_28d).burn_rate_to_consume(2_percent, 1h) ==
        exactly(13.44));
  CHECK(thirty.burn_rate(15_percent) == exactly(150));
  CHECK(thirty.time_to_exhaust(35).count() == exactly(20.571428571428571429));
  CHECK(std::isinf(thirty.time_to_exhaust(0).count()));
  // 90 %: an hour of full outage is 1.4 % of the budget.
  const error_budget ninety(90_percent, rolling_30d);
  CHECK(ninety.consumed_by(1h) == exactly(0.013888888888888888889));
  CHECK(ninety.consumed_by(2h, 50_percent) == exactly(0.013888888888888888889));
  CHECK(thirty.consumed_by(10min, 50_percent) == exactly(5 / 43.2));
  CHECK(thirty.consumed_by_requests(30, 1e5) == exactly(0.3));
}

TEST_CASE("an objective keeps its digits") {
  const error_budget promised(20_nines, nines::year_365);
  CHECK(promised.time().count() == exactly(8760e-20));
  CHECK(promised.burn_rate(1_percent) == exactly(1e18));
}

TEST_CASE("bad input is named") {
  CHECK(message_of([] { return error_budget(99_percent, 0h); }) ==
        "nines::error_budget: window (in hours) is 0, but must be more than 0, and finite");
  CHECK(message_of([] {
          return error_budget(99_percent, nines::hours_in<double>(std::nan("")));
        }) == "nines::error_budget: window (in hours) is nan, but must be more than 0, and finite");
  const error_budget promised(99_percent, 24h);
  CHECK(message_of([&] { return promised.requests(-1); }) ==
        "nines::error_budget::requests: total is -1, but must be 0 or more, and finite");
  CHECK(message_of([&] { return promised.consumed_by(-1h); }) ==
        "nines::error_budget::consumed_by: outage is -1, but must be 0 or more");
  CHECK(message_of([&] { return promised.burn_rate_to_consume(5_percent, 0h); }) ==
        "nines::error_budget::burn_rate_to_consume: in is 0, but must be more than 0");
  CHECK(
      message_of([&] { return promised.time_to_exhaust(std::nan("")); }) ==
      "nines::error_budget::time_to_exhaust: burn_rate is nan, but must be 0 or more, and finite");
  CHECK(
      message_of([&] { return promised.consumed_by(25h); }) ==
      "nines::error_budget::consumed_by: outage (in hours) is 25, but must be at most the window, "
      "24");
  CHECK(message_of([&] { return promised.consumed_by_requests(1, 0); }) ==
        "nines::error_budget::consumed_by_requests: total is 0, but must be more than 0");
  CHECK(message_of([] { return error_budget(100_percent, 24h).burn_rate(1_percent); }) ==
        "nines::error_budget::burn_rate: an objective of 100 % leaves no budget");
}
