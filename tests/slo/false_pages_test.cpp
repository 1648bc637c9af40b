// SPDX-License-Identifier: BSL-1.0
#include <doctest/doctest.h>

#include <boost/math/distributions/binomial.hpp>
#include <cmath>
#include <nines/probability/literals.hpp>
#include <nines/slo/false_pages.hpp>

#include "slo/slo_test.hpp"
#include "support/message.hpp"
#include "support/random.hpp"

using nines::burn_rate_alert;
using nines::chance_of_page;
using nines::chance_to_fire;
using nines::error_budget;
using nines::failure_count;
using nines::rolling_30d;
using nines::service_traffic;
using nines_test::budget;
using nines_test::hours;
using nines_test::message_of;
using nines_test::within;
using namespace nines::literals;
using namespace std::chrono_literals;

namespace {

/// P(S = j) for j = 0 ... n by multiplication of polynomials, all positive.
std::vector<double> binomial(int n, double p) {
  std::vector<double> chance(1, 1.0);
  for (int i = 0; i < n; ++i) {
    chance.push_back(0);
    for (std::size_t j = chance.size(); j-- > 0;)
      chance[j] = chance[j] * (1 - p) + (j > 0 ? chance[j - 1] * p : 0);
  }
  return chance;
}

}  // namespace

TEST_CASE("one window: the tail of a Poisson count") {
  // 1000 requests an hour of which 0.5 % fail: 15 and more of 5; 60 digits.
  const burn_rate_alert alert(budget, {14.4, 1h});
  const service_traffic<> t{1000, 0.5_percent, failure_count::poisson};
  CHECK(chance_to_fire(alert, t).value() == within(0.00022625367617675553298, 1e-12));
  const service_traffic<> exact{1000, 0.5_percent};
  CHECK(chance_to_fire(alert, exact).value() < chance_to_fire(alert, t).value());
}

TEST_CASE("two windows, by enumeration of both counts") {
  for (const double p : {0.002, 0.02, 0.2})
    for (const double rate : {3.0, 14.4, 100.0}) {
      CAPTURE(p);
      CAPTURE(rate);
      const burn_rate_alert alert(budget, {rate, 1h, 15min});
      const auto all = binomial(90, p);
      const auto recent = binomial(30, p);
      double fires = 0;
      double rests = 0;
      for (std::size_t j = 0; j < recent.size(); ++j)
        for (std::size_t i = 0; i < all.size(); ++i) {
          const bool both = static_cast<double>(j) > 30 * rate / 1000 &&
                            static_cast<double>(i + j) > 120 * rate / 1000;
          (both ? fires : rests) += recent[j] * all[i];
        }
      const auto computed = chance_to_fire(alert, {120, nines::probability<>::from_value(p)});
      CHECK(computed.value() == within(fires, 1e-11));
      CHECK(computed.complement() == within(rests, 1e-11));
    }
}

TEST_CASE("both sides keep their digits, and add up") {
  const burn_rate_alert alert(budget, {14.4, 1h, 5min});
  for (const double requests : {100.0, 1e4, 1e6}) {
    const auto quiet = chance_to_fire(alert, {requests, 0.1_percent});
    CHECK(quiet.value() + quiet.complement() == within(1, 1e-12));
    const auto loud = chance_to_fire(alert, {requests, 10_percent});
    CHECK(loud.value() + loud.complement() == within(1, 1e-12));
    CHECK(loud > quiet);
  }
  const auto rare = chance_to_fire(alert, {1e4, 0.1_percent});
  CHECK(rare.value() < 1e-80);
  CHECK(rare.value() > 0);
}

TEST_CASE("much traffic takes no time") {
  // A walk over all counts up to the threshold would be over 1e6 of them.
  const burn_rate_alert ticket(budget, {1, 72h, 6h});
  CHECK(chance_to_fire(ticket, {1e7, 0.09_percent}).value() < 1e-300);
  // It is all but certain to fire: only the short window may be below.
  const boost::math::binomial recent(6e7, 0.0011);
  CHECK(chance_to_fire(ticket, {1e7, 0.11_percent}).complement() ==
        within(cdf(recent, 60000), 1e-9));
}

TEST_CASE("a short window and least failures make false pages rarer") {
  const service_traffic<> night{20, 0.1_percent};
  const burn_rate_alert one(budget, {14.4, 1h});
  const burn_rate_alert two(budget, {14.4, 1h, 5min});
  const burn_rate_alert three(budget, {14.4, 1h, 5min, 3});
  // Any failure among 20 requests pages.
  CHECK(chance_to_fire(one, night).complement() == within(std::pow(0.999, 20), 1e-12));
  CHECK(chance_to_fire(two, night) < chance_to_fire(one, night));
  CHECK(chance_to_fire(three, night) < chance_to_fire(two, night));
  CHECK(chance_to_fire(one, {20, 0_percent}) == nines::probability<>::never());
}

TEST_CASE("an exact threshold is not exceeded") {
  CHECK(nines::detail::failures_above(36 * 0.001, 1000.0) == 37);
  CHECK(nines::detail::failures_above(14.4 * 0.001, 1000.0) == 15);
  CHECK(nines::detail::failures_above(14.4 * 0.001, 10.0) == 1);
}

TEST_CASE("pages in a month lie in the bracket") {
  const burn_rate_alert alert(budget, {14.4, 1h, 5min});
  const service_traffic<> t{600, 0.5_percent};
  // Minutes of ten requests each, a day at a time.
  nines_test::random_source random(5);
  const int days = nines_test::trials(4000, 20);
  int pages = 0;
  for (int day = 0; day < days; ++day) {
    int failed[24 * 60 + 60];
    for (int& minute : failed) {
      minute = 0;
      for (int i = 0; i < 10; ++i) minute += random.unit() < 0.005 ? 1 : 0;
    }
    int lately = 0;
    int all = 0;
    bool paged = false;
    for (int now = 0; now < 24 * 60 + 60; ++now) {
      all += failed[now];
      lately += failed[now];
      if (now >= 60) all -= failed[now - 60];
      if (now >= 5) lately -= failed[now - 5];
      paged = paged || (now >= 60 && all > 0.0144 * 600 && lately > 0.0144 * 50);
    }
    pages += paged ? 1 : 0;
  }
  const auto bracket = chance_of_page(alert, t, 24h, 1min);
  const double share = static_cast<double>(pages) / days;
  const double error = std::sqrt(share * (1 - share) / days);
  CHECK(share + 4 * error > bracket.lower.value());
  CHECK(share - 4 * error < bracket.upper.value());
  CHECK(bracket.lower < bracket.upper);
}

TEST_CASE("bad input is named") {
  const burn_rate_alert alert(budget, {14.4, 1h, 5min});
  CHECK(message_of([&] { return chance_to_fire(alert, {0, 1_percent}); }) ==
        "nines::chance_to_fire: requests_per_hour is 0, but must be more than 0, and finite");
  CHECK(message_of([&] { return chance_to_fire(alert, {10, 100_percent}); }) ==
        "nines::chance_to_fire: failing is 1, but must be less than 1");
  const service_traffic<> t{10, 1_percent};
  CHECK(
      message_of([&] { return chance_of_page(alert, t, 30min, 1min); }) ==
      "nines::chance_of_page: period (in hours) is 0.5, but must be at least the long window, and "
      "finite");
  CHECK(message_of([&] { return chance_of_page(alert, t, 24h, 0min); }) ==
        "nines::chance_of_page: step is 0, but must be more than 0");
  CHECK(message_of([&] { return chance_of_page(alert, t, 24h, 48h); }) ==
        "nines::chance_of_page: period / step is 0.5, but must be from 1 to 1e9");
}
