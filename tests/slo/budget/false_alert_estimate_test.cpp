// SPDX-License-Identifier: BSL-1.0
#include <doctest/doctest.h>

#include <cmath>
#include <nines/slo/budget/false_alert_estimate.hpp>
#include <random>

#include "slo/slo_test.hpp"
#include "support/message.hpp"

using namespace nines;
using namespace nines_test;
using namespace std::chrono_literals;

namespace {

const error_budget<> four_weeks(99.9_percent, rolling_28d);
const burn_rate_alert<> hourly(four_weeks, {14, hours(1), minutes(5)});

/// Every request of every bucket drawn, every look taken: two windows of whole buckets.
double pages_by_brute_force(double failed_in_bucket, double good_in_bucket, std::size_t analyses,
                            std::size_t short_window, std::size_t long_window, double threshold,
                            int runs) {
  std::mt19937_64 random(7);
  std::poisson_distribution<int> failed(failed_in_bucket), good(good_in_bucket);
  int hits = 0;
  for (int run = 0; run < runs; ++run) {
    std::vector<int> f(1, 0), n(1, 0);
    for (std::size_t i = 0; i < analyses + long_window - 1; ++i) {
      const int bad = failed(random);
      f.push_back(f.back() + bad);
      n.push_back(n.back() + bad + good(random));
    }
    bool fires = false;
    for (std::size_t i = long_window; i < f.size() && !fires; ++i) {
      const auto above = [&](std::size_t w) {
        return f[i] - f[i - w] > threshold * (n[i] - n[i - w]);
      };
      fires = above(short_window) && above(long_window);
    }
    hits += fires;
  }
  return hits / static_cast<double>(runs);
}

}  // namespace

TEST_CASE("two requests a minute: a failure pages in 9 % of four weeks, not in 0.7 or 36 %") {
  const auto e =
      estimate_false_alerts(hourly, {120, 0.01_percent}, rolling_28d, 1min, {.work = 2e6});
  const auto certain = false_alert_probability(hourly, {120, 0.01_percent}, rolling_28d, 1min);
  CHECK(e.standard_error < 0.0015);
  // 4000 simulations of every minute by another program: 9.3 +- 0.9 %
  CHECK(std::abs(e.probability.value() - 0.0932) < 0.009 + 2 * e.standard_error);
  CHECK(certain.lower.value() < e.probability.value());
  CHECK(e.probability.value() < certain.upper.value());
  CHECK(e.probability.complement() == doctest::Approx(1 - e.probability.value()).epsilon(1e-15));
}

TEST_CASE("looks that share no request are independent") {
  for (const double traffic : {20.0, 120.0, 600.0}) {
    const burn_rate_alert<> alert(four_weeks, {14, hours(1)});
    const auto exact = false_alert_probability(alert, {traffic, 0.02_percent}, rolling_7d, 1h);
    const auto e =
        estimate_false_alerts(alert, {traffic, 0.02_percent}, rolling_7d, 1h, {.work = 1e6});
    CHECK(exact.lower.value() == doctest::Approx(exact.upper.value()).epsilon(1e-12));
    CHECK(std::abs(e.probability.value() - exact.lower.value()) < 4 * e.standard_error);
  }
}

TEST_CASE("as every request drawn says") {
  struct shape {
    double traffic;
    probability<> failing;
    double burn_rate;
    std::size_t least_failures;
  };
  for (const auto& s : {shape{60, 2_percent, 100, 1}, shape{240, 0.5_percent, 20, 1}}) {
    const burn_rate_alert<> alert(four_weeks, {s.burn_rate, minutes(30), minutes(6)});
    const auto e = estimate_false_alerts(alert, {s.traffic, s.failing}, 1h, 2min, {.work = 2e6});
    const double each = s.traffic / 30;
    const double brute =
        pages_by_brute_force(each * s.failing.value(), each * s.failing.complement(), 30, 3, 15,
                             alert.threshold(), 20000);
    const double spread = std::sqrt(brute * (1 - brute) / 20000) + e.standard_error;
    CHECK(std::abs(e.probability.value() - brute) < 4 * spread);
  }
}

TEST_CASE("several failures may be asked for") {
  const burn_rate_alert<> two(four_weeks, {14, hours(1), minutes(5), 2});
  const burn_rate_alert<> many(four_weeks, {14, hours(1), minutes(5), 9});
  const auto chance = [](const burn_rate_alert<>& a) {
    return estimate_false_alerts(a, {120, 0.01_percent}, rolling_28d, 1min, {.work = 1e6})
        .probability.value();
  };
  CHECK(std::abs(chance(two) - chance(hourly)) < 0.01);  // a lone failure hardly ever pages
  CHECK(chance(two) > 0.07);
  CHECK(chance(many) == 0);
}

TEST_CASE("the same seed gives the same estimate; no hit is not certain") {
  const auto estimate = [](std::uint64_t seed) {
    return estimate_false_alerts(hourly, {120, probability<>::from_value(1e-7)}, rolling_28d, 1min,
                                 {.work = 1e5, .seed = seed});
  };
  CHECK(estimate(3).probability.value() == estimate(3).probability.value());
  CHECK(estimate(3).standard_error > 0);
}

TEST_CASE("an alert above all requests never fires; nor where nothing fails") {
  const error_budget<> half(90_percent, rolling_30d);
  const burn_rate_alert<> never(half, {14.4, hours(1), minutes(5)});
  CHECK(estimate_false_alerts(never, {120, 1_percent}, rolling_30d, 1min).probability.value() == 0);
  CHECK(alert_probability(never, {120, 1_percent}).value() == 0);
  CHECK(alert_probability(never, {1e6, 1_percent}).value() == 0);
  CHECK(false_alert_probability(never, {1e6, 1_percent}, rolling_30d, 1min).upper.value() == 0);
  CHECK(estimate_false_alerts(hourly, {120, probability<>::never()}, rolling_28d, 1min)
            .probability.value() == 0);
}

TEST_CASE("what an estimate cannot do") {
  const probability<> failing = 1_percent;  // Clang 14 emits a call of a literal in such a lambda
  const auto why = [&failing](double traffic, double work, auto step) {
    return message_of([&] {
      return estimate_false_alerts(hourly, {traffic, failing}, rolling_28d, step, {.work = work});
    });
  };
  CHECK(why(1e5, 1e6, 1min).find("takes more than 1e+06 draws; raise work") != std::string::npos);
  CHECK(why(1e9, 1e12, 1min).find("more than 1e+06 requests in the long") != std::string::npos);
  CHECK(why(120, 0, 1min) == "nines::estimate_false_alerts: work is 0, but must be from 1 to 1e12");
  CHECK(why(120, std::nan(""), 1min).find("work is nan") != std::string::npos);
  CHECK(why(120, 1e6, 61s).find("no whole numbers") != std::string::npos);
  CHECK(why(0, 1e6, 1min).find("requests_per_hour is 0") != std::string::npos);
}
