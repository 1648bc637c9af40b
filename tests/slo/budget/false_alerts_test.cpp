// SPDX-License-Identifier: BSL-1.0
#include <doctest/doctest.h>

#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/poisson.hpp>
#include <cmath>
#include <nines/probability/literals.hpp>
#include <nines/slo/budget/false_alerts.hpp>

#include "slo/slo_test.hpp"
#include "support/message.hpp"

using nines::alert_probability;
using nines::burn_rate_alert;
using nines::error_budget;
using nines::failure_count;
using nines::false_alert_probability;
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
  CHECK(alert_probability(alert, t).value() == within(0.00022625367617675553298, 1e-12));
  const service_traffic<> exact{1000, 0.5_percent};
  CHECK(alert_probability(alert, exact).value() < alert_probability(alert, t).value());
}

TEST_CASE("two windows of many requests, by enumeration of both counts") {
  const auto all_of = [](double p) { return std::pair(binomial(3000, p), binomial(1000, p)); };
  for (const double p : {0.002, 0.02}) {
    const auto [rest, recent] = all_of(p);
    for (const double rate : {3.0, 14.4}) {
      CAPTURE(p);
      CAPTURE(rate);
      const burn_rate_alert alert(budget, {rate, 1h, 15min});
      double fires = 0;
      double rests = 0;
      for (std::size_t j = 0; j < 150; ++j)  // of 20
        for (std::size_t i = 0; i < 300; ++i) {
          const bool both = static_cast<double>(j) > 1000 * rate / 1000 &&
                            static_cast<double>(i + j) > 4000 * rate / 1000;
          (both ? fires : rests) += recent[j] * rest[i];
        }
      const auto computed = alert_probability(alert, {4000, nines::probability<>::from_value(p)});
      CHECK(computed.value() == within(fires, 1e-11));
      CHECK(computed.complement() == within(rests, 1e-11));
    }
  }
}

TEST_CASE("one window of few requests: the mixture over their number") {
  const burn_rate_alert alert(budget, {14.4, 1h});
  for (const double requests : {0.3, 5.0, 75.0, 300.0}) {
    const boost::math::poisson number(requests);
    double fires = 0;
    double rests = pdf(number, 0);
    for (int n = 1; n < 500; ++n) {
      const boost::math::binomial failed(n, 0.005);
      const double most = std::floor(0.0144 * n);
      fires += pdf(number, n) * cdf(boost::math::complement(failed, most));
      rests += pdf(number, n) * cdf(failed, most);
    }
    const auto computed = alert_probability(alert, {requests, 0.5_percent});
    CHECK(computed.value() == within(fires, 1e-11));
    CHECK(computed.complement() == within(rests, 1e-11));
  }
}

TEST_CASE("two windows of few requests, by enumeration of all four counts") {
  const auto probabilities = [](double mean, std::size_t size) {
    std::vector<double> p(size, std::exp(-mean));
    for (std::size_t k = 1; k < size; ++k) p[k] = p[k - 1] * mean / static_cast<double>(k);
    return p;
  };
  const double share = 0.2;
  using rule = std::pair<double, std::size_t>;
  for (const auto& [over, least] : {rule(0.25, 1), rule(0.45, 4)}) {
    const double threshold = over;  // for lambdas
    const burn_rate_alert alert(error_budget(90_percent, rolling_30d),
                                {10 * threshold, 1h, 15min, least});
    const auto failed = probabilities(share * 3, 25);
    const auto good = probabilities((1 - share) * 3, 30);
    const auto failed_before = probabilities(share * 9, 30);
    const auto good_before = probabilities((1 - share) * 9, 45);
    double fires = 0;
    double rests = 0;
    for (std::size_t f = 0; f < failed.size(); ++f)
      for (std::size_t g = 0; g < good.size(); ++g)
        for (std::size_t h = 0; h < failed_before.size(); ++h)
          for (std::size_t k = 0; k < good_before.size(); ++k) {
            const auto is_over = [&](std::size_t bad, std::size_t all) {
              return static_cast<double>(bad) > (threshold + 1e-12) * static_cast<double>(all);
            };
            const bool is_firing =
                f + h >= least && is_over(f, f + g) && is_over(f + h, f + g + h + k);
            (is_firing ? fires : rests) += failed[f] * good[g] * failed_before[h] * good_before[k];
          }
    const auto computed = alert_probability(alert, {12, 20_percent});
    CHECK(computed.value() == within(fires, 1e-11));
    CHECK(computed.complement() == within(rests, 1e-11));
  }
}

TEST_CASE("a short window of few requests in a long one of many") {
  const burn_rate_alert alert(budget, {2, 48h, 1h});
  const boost::math::poisson failed(30 * 0.001);
  const boost::math::poisson good(30 * 0.999);
  const boost::math::poisson rest(47 * 30 * 0.001);
  double fires = 0;  // more than 2.88 of 1440; more than 2 of 1000 in the hour
  for (int f = 1; f < 12; ++f) {
    const double before = f > 2 ? 1 : cdf(boost::math::complement(rest, 2 - f));
    fires += pdf(failed, f) * cdf(good, 499 * f - 1) * before;
  }
  CHECK(alert_probability(alert, {30, 0.1_percent}).value() == within(fires, 1e-11));
}

TEST_CASE("with little traffic every failure pages: the more traffic, the more pages") {
  const burn_rate_alert alert(budget, {14.4, 1h, 5min});
  auto last = nines::probability<>::never();
  for (double requests = 1e-4; requests < 20; requests *= 1.1) {
    const auto now = alert_probability(alert, {requests, 0.5_percent});
    CHECK(now > last);
    CHECK(now.value() == within(-std::expm1(-requests / 12 * 0.005), 1e-9));
    last = now;
  }
  // A day brings 0.6 failures.
  const auto of_a_day = false_alert_probability(alert, {5, 0.5_percent}, 24h, 1min);
  CHECK(of_a_day.lower.value() > 0.04);
  CHECK(of_a_day.contains(nines::probability<>::from_value(-std::expm1(-0.6))));
  CHECK(false_alert_probability(alert, {5, 0.5_percent}, 720h, 1min).lower.value() > 0.75);
}

TEST_CASE("nothing jumps with the traffic") {
  const burn_rate_alert alert(budget, {14.4, 1h, 5min});
  const auto step = [&](double from, double to, failure_count dist) {
    const auto now = alert_probability(alert, {from, 0.5_percent, dist});
    return alert_probability(alert, {to, 0.5_percent, dist}).value() / now.value();
  };
  CHECK(step(17.9, 18.1, failure_count::poisson) == within(18.1 / 17.9, 1e-3));
  CHECK(step(17.9, 18.1, failure_count::binomial) == within(18.1 / 17.9, 1e-3));
  // The long window, and then the short one, are of 1000 requests.
  CHECK(step(999.9, 1000.1, failure_count::binomial) > 0.7);
  CHECK(step(999.9, 1000.1, failure_count::binomial) < 1);
  const burn_rate_alert slow(budget, {6, 6h, 30min});
  const auto below = alert_probability(slow, {1999.9, 0.5_percent});
  const auto above = alert_probability(slow, {2000.1, 0.5_percent});
  CHECK(above.value() / below.value() == within(1, 0.35));
}

TEST_CASE("both sides keep their digits, and add up") {
  const burn_rate_alert alert(budget, {14.4, 1h, 5min});
  for (const double requests : {100.0, 1e4, 1e6}) {
    const auto quiet = alert_probability(alert, {requests, 0.1_percent});
    CHECK(quiet.value() + quiet.complement() == within(1, 1e-12));
    const auto loud = alert_probability(alert, {requests, 10_percent});
    CHECK(loud.value() + loud.complement() == within(1, 1e-12));
    CHECK(loud > quiet);
  }
  const auto rare = alert_probability(alert, {1e4, 0.1_percent});
  CHECK(rare.value() < 1e-80);
  CHECK(rare.value() > 0);
}

TEST_CASE("much traffic takes no time") {
  // A walk over all counts up to the threshold would be over 1e6 of them.
  const burn_rate_alert ticket(budget, {1, 72h, 6h});
  CHECK(alert_probability(ticket, {1e7, 0.09_percent}).value() < 1e-300);
  // It is all but certain to fire: only the short window may be below.
  const boost::math::binomial recent(6e7, 0.0011);
  CHECK(alert_probability(ticket, {1e7, 0.11_percent}).complement() ==
        within(cdf(recent, 60000), 1e-9));
}

TEST_CASE("a short window and least failures make false pages rarer") {
  const service_traffic<> night{20, 0.1_percent};
  const burn_rate_alert one(budget, {14.4, 1h});
  const burn_rate_alert two(budget, {14.4, 1h, 5min});
  const burn_rate_alert three(budget, {14.4, 1h, 5min, 3});
  // Any failure among some 20 requests pages.
  CHECK(alert_probability(one, night).complement() == within(std::exp(-0.02), 1e-12));
  CHECK(alert_probability(two, night) < alert_probability(one, night));
  CHECK(alert_probability(three, night) < alert_probability(two, night));
  CHECK(alert_probability(one, {20, 0_percent}) == nines::probability<>::never());
}

TEST_CASE("an exact threshold is not exceeded") {
  CHECK(nines::detail::failures_above(36 * 0.001, 1000.0) == 37);
  CHECK(nines::detail::failures_above(14.4 * 0.001, 1000.0) == 15);
  CHECK(nines::detail::failures_above(14.4 * 0.001, 10.0) == 1);
}

TEST_CASE("bad input is named") {
  const burn_rate_alert alert(budget, {14.4, 1h, 5min});
  CHECK(message_of([&] { return alert_probability(alert, {0, 1_percent}); }) ==
        "nines::alert_probability: requests_per_hour is 0, but must be more than 0, and finite");
  CHECK(message_of([&] { return alert_probability(alert, {10, 100_percent}); }) ==
        "nines::alert_probability: failing is 1, but must be less than 1");
  const service_traffic<> t{10, 1_percent};
  CHECK(message_of([&] { return false_alert_probability(alert, t, 30min, 1min); }) ==
        "nines::false_alert_probability: period (in hours) is 0.5, but must be at least the long "
        "window, and "
        "finite");
  CHECK(message_of([&] { return false_alert_probability(alert, t, 24h, 0min); }) ==
        "nines::false_alert_probability: step (in hours) is 0, but must be more than 0");
  CHECK(message_of([&] { return false_alert_probability(alert, t, 24h, 48h); }) ==
        "nines::false_alert_probability: period / step is 0.5, but must be from 1 to 1e9");
}
