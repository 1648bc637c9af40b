// SPDX-License-Identifier: BSL-1.0
// False pages by simulation: requests that come at random, an alert looked at once a minute.
#include <doctest/doctest.h>

#include <cmath>
#include <nines/slo/budget/false_alerts.hpp>

#include "slo/slo_test.hpp"
#include "support/random.hpp"

using namespace nines::literals;
using namespace std::chrono_literals;

namespace {

/// What is seen in a number of days.
struct pages_seen {
  double analyses = 0, firing = 0, days = 0, days_with_page = 0;
};

/// A Poisson count, by the product of uniforms.
int count(nines_test::random_source& random, double none) {
  int n = 0;
  for (double product = random.unit(); product > none; product *= random.unit()) ++n;
  return n;
}

/// The rule 14.4, 1 h, 5 min on 99.9 %, minute by minute; a day begins with an hour before it.
pages_seen simulate(double requests_per_hour, double share, int days, std::uint64_t seed) {
  constexpr int minutes = 25 * 60;
  nines_test::random_source random(seed);
  const double no_request = std::exp(-requests_per_hour / 60);
  pages_seen seen;
  std::vector<int> failed(minutes + 1), all(minutes + 1);  // sums up to a minute
  for (int day = 0; day < days; ++day) {
    bool paged = false;
    for (std::size_t now = 1; now <= minutes; ++now) {
      const int n = count(random, no_request);
      int bad = 0;
      for (int i = 0; i < n; ++i) bad += random.unit() < share ? 1 : 0;
      all[now] = all[now - 1] + n;
      failed[now] = failed[now - 1] + bad;
      if (now < 60) continue;
      const auto is_over = [&](std::size_t window) {
        return failed[now] - failed[now - window] > 0.0144 * (all[now] - all[now - window]);
      };
      const bool fires = is_over(60) && is_over(5);
      if (now > 60) {
        seen.analyses += 1;
        seen.firing += fires ? 1 : 0;
        paged = paged || fires;
      }
    }
    seen.days += 1;
    seen.days_with_page += paged ? 1 : 0;
  }
  return seen;
}

}  // namespace

TEST_CASE("pages of a service with little traffic, and with more") {
  const nines::burn_rate_alert alert(nines_test::budget, {14.4, 1h, 5min});
  for (const double requests : {5.0, 70.0, 600.0}) {
    CAPTURE(requests);
    const int days = nines_test::trials(requests > 500 ? 8000 : 20000, 100);
    const auto seen = simulate(requests, 0.005, days, 17);
    const double p = alert_probability(alert, {requests, 0.5_percent}).value();
    // Looks depend on those up to an hour away: as if of one in 60 of them.
    CHECK(std::abs(seen.firing - p * seen.analyses) <= 4.5 * std::sqrt(p * seen.analyses * 60));
    CHECK(seen.firing / seen.analyses == nines_test::within(p, nines_test::is_optimised ? 0.1 : 1));
    const auto bracket = false_alert_probability(alert, {requests, 0.5_percent}, 24h, 1min);
    const double share = seen.days_with_page / seen.days;
    const double error = 4.5 * std::sqrt(share * (1 - share) / seen.days);
    CHECK(share + error > bracket.lower.value());
    CHECK(share - error < bracket.upper.value());
  }
}

TEST_CASE("five requests an hour page in every month") {
  const auto seen = simulate(5, 0.005, nines_test::trials(30000, 100), 23);
  // 30 days of 0.6 failures each, of which each pages.
  CHECK(seen.days_with_page / seen.days ==
        nines_test::within(-std::expm1(-0.6), nines_test::is_optimised ? 0.02 : 0.2));
  const nines::burn_rate_alert alert(nines_test::budget, {14.4, 1h, 5min});
  const auto month = false_alert_probability(alert, {5, 0.5_percent}, nines::month_30d, 1min);
  CHECK(month.lower.value() > 0.75);
  CHECK(month.upper.value() > 1 - 1e-7);
}
