// SPDX-License-Identifier: BSL-1.0
#include <doctest/doctest.h>

#include <cmath>
#include <nines/probability/literals.hpp>
#include <nines/slo/budget/burn_rate_alerts.hpp>

#include "slo/slo_test.hpp"
#include "support/message.hpp"

using nines::alert_on_consumption;
using nines::burn_rate_alert;
using nines::error_budget;
using nines::rolling_30d;
using nines_test::budget;
using nines_test::exactly;
using nines_test::hours;
using nines_test::in_minutes;
using nines_test::message_of;
using nines_test::within;
using namespace nines::literals;
using namespace std::chrono_literals;

namespace {

const burn_rate_alert page(budget, {14.4, 1h, 5min});

}  // namespace

// Google SRE Workbook, chapter 5.
TEST_CASE("detection and reset times of the Workbook") {
  CHECK(in_minutes(page.detection_time(15_percent)) == exactly(5.76));
  CHECK(in_minutes(page.detection_time(100_percent)) * 60 == exactly(51.84));
  const burn_rate_alert one_window(budget, {36, 1h});
  CHECK(in_minutes(one_window.reset_time(100_percent)) == exactly(57.84));
  CHECK(in_minutes(page.reset_time(100_percent)) == exactly(4.928));
  CHECK(page.budget_consumed() == exactly(0.02));
}

TEST_CASE("what an alert spends is what the outage spends until then") {
  for (const auto& failing : {1.44_percent, 2_percent, 15_percent, 100_percent})
    CHECK(budget.consumed_by(page.detection_time(failing), failing) ==
          exactly(page.budget_consumed()));
}

TEST_CASE("below the threshold it never fires") {
  CHECK(page.threshold() == exactly(0.0144));
  CHECK(std::isinf(page.detection_time(1.4_percent).count()));
  CHECK(page.detection_time(1.44_percent).count() <= 1.0);
  // 20 times the budget of 90 % is more than all requests.
  const burn_rate_alert never(error_budget(90_percent, rolling_30d), {20, 1h});
  CHECK(std::isinf(never.detection_time(100_percent).count()));
}

TEST_CASE("a simulated outage fires and resets when the formulas say so") {
  // Minute by minute, the failing share of two sliding windows.
  const burn_rate_alert alert(error_budget(99_percent, rolling_30d), {10, 10h, 1h});
  const double failing = 0.4;
  const int outage = 400;
  std::vector<int> firing;
  for (int now = 1; now < 2000; ++now) {
    const auto share = [&](int window) {
      const int from = std::max(0, now - window);
      const int to = std::min(now, outage);
      return failing * std::max(0, to - from) / window;
    };
    if (share(600) >= alert.threshold() && share(60) >= alert.threshold()) firing.push_back(now);
  }
  const auto p = nines::probability<>::from_value(failing);
  CHECK(firing.front() == within(in_minutes(alert.detection_time(p)), 1e-12));
  CHECK(firing.back() == within(outage + in_minutes(alert.reset_time(p)), 1e-12));
}

TEST_CASE("rules by the share of the budget that they let pass") {
  const auto fast = alert_on_consumption(budget, 2_percent, 1h);
  CHECK(fast.rule().burn_rate == exactly(14.4));
  CHECK(in_minutes(fast.rule().short_window) == exactly(5));
  const auto slow = alert_on_consumption(budget, 5_percent, 6h);
  CHECK(slow.rule().burn_rate == exactly(6));
  CHECK(in_minutes(slow.rule().short_window) == exactly(30));
  const auto ticket = alert_on_consumption(budget, 10_percent, std::chrono::days(3));
  CHECK(ticket.rule().burn_rate == exactly(1));
  const std::vector alerts{fast, slow, ticket};
  CHECK(detection_time(alerts, 100_percent) == fast.detection_time(100_percent));
  CHECK(detection_time(alerts, 1_percent) == slow.detection_time(1_percent));
  CHECK(std::isinf(detection_time(alerts, 0.05_percent).count()));
}

TEST_CASE("traffic too low for the rule") {
  // One failure in an hour is above 14.4 x 0.1 % of fewer than 69.4 requests.
  CHECK(page.least_traffic() == exactly(1 / 0.0144));
  CHECK(page.least_traffic(3) == exactly(3 / 0.0144));
}

TEST_CASE("bad input is named") {
  const auto alert = [](double rate, hours longer, hours shorter) {
    return message_of([&] { return burn_rate_alert(budget, {rate, longer, shorter}); });
  };
  CHECK(alert(0, 1h, 5min) ==
        "nines::burn_rate_alert: burn_rate is 0, but must be more than 0, and finite");
  CHECK(alert(std::nan(""), 1h, 5min) ==
        "nines::burn_rate_alert: burn_rate is nan, but must be more than 0, and finite");
  CHECK(alert(1, 0h, 5min) ==
        "nines::burn_rate_alert: long_window (in hours) is 0, but must be more than 0");
  CHECK(alert(1, 1h, -1h) ==
        "nines::burn_rate_alert: short_window (in hours) is -1, but must be 0 or more");
  CHECK(alert(1, 1h, 1h) ==
        "nines::burn_rate_alert: short_window (in hours) is 1, but must be shorter than the long "
        "window");
  CHECK(alert(1, 800h, 1h) ==
        "nines::burn_rate_alert: long_window (in hours) is 800, but must be at most the window of "
        "the budget");
  CHECK(message_of([] { return burn_rate_alert(budget, {1, 1h, hours(0), 0}); }) ==
        "nines::burn_rate_alert: least_failures is 0, but must be 1 or more");
  CHECK(message_of([] { return burn_rate_alert(error_budget(100_percent, 24h), {1, 1h}); }) ==
        "nines::burn_rate_alert: an objective of 100 % leaves no budget");
  CHECK(message_of([] {
          return burn_rate_alert(error_budget(75_percent, 24h), {0.5, 1h}).reset_time(1_percent);
        }) ==
        "nines::burn_rate_alert::reset_time: failing is 0.01, but must be at least the threshold, "
        "0.125");
  CHECK(message_of([] {
          return detection_time(std::vector<burn_rate_alert<double>>{}, 1_percent);
        }) == "nines::detection_time: there is no alert");
}
