// SPDX-License-Identifier: BSL-1.0
// Health checks: against closed forms, and all 2^n outcomes of n checks.
#include <doctest/doctest.h>

#include <cmath>
#include <nines/probability/literals.hpp>
#include <nines/recovery/health_check.hpp>
#include <nines/timing.hpp>

#include "support/message.hpp"
#include "support/random.hpp"
#include "support/within.hpp"

using namespace nines;
using namespace nines::literals;
using namespace std::chrono_literals;
using nines_test::message_of;
using nines_test::within;
using nines_test::within_epsilons;
using seconds = seconds_in<double>;
using check = health_check<>;

namespace {

/// The probability that n checks hold a run of k failures, over all outcomes; both sides.
std::pair<double, double> enumerated(unsigned n, unsigned k, double q) {
  double found = 0;
  double none = 0;
  for (unsigned outcome = 0; outcome < (1u << n); ++outcome) {
    unsigned run = 0;
    unsigned longest = 0;
    double chance = 1;
    for (unsigned i = 0; i < n; ++i) {
      const bool fails = ((outcome >> i) & 1u) != 0;
      run = fails ? run + 1 : 0;
      longest = std::max(longest, run);
      chance *= fails ? q : 1 - q;
    }
    (longest >= k ? found : none) += chance;
  }
  return {found, none};
}

}  // namespace

// Amazon Route 53, "How Amazon Route 53 determines whether a health check is healthy": every 30 s,
// three in a row.
TEST_CASE("a failure that every check sees") {
  const auto dist = detection_time(check{.interval = 30s, .threshold = 3});
  CHECK(dist.mean() == 75s);
  CHECK(dist.min() == 60s);
  CHECK(dist.max() == 90s);
  CHECK(dist.variance() == within_epsilons(75));  // I^2 / 12
  const auto slow = detection_time(check{.interval = 10s, .threshold = 2, .timeout = 4s});
  CHECK(slow.min() == 14s);
  CHECK(slow.max() == 24s);
}

// Feller, volume 1, XIII.7.
TEST_CASE("checks until a run of failures") {
  CHECK(mean_checks_to_detect(3, 50_percent) == 14);
  CHECK(detected_within(10, 3, 50_percent).value() == within_epsilons(0.5078125));
  CHECK(mean_checks_to_detect(3, 1_percent) == within_epsilons(1010100));
  CHECK(mean_checks_to_detect(2, 1_percent) == within_epsilons(10100));
  // 1 % of the checks of a healthy target fail: out once in 3.5 d, or in 351 d.
  CHECK(mean_time_between_alarms(check{30s, 2}, 1_percent).count() == within_epsilons(303000));
  CHECK(mean_time_between_alarms(check{30s, 3}, 1_percent).count() == within_epsilons(30303000));
  CHECK(mean_checks_to_detect(7, 100_percent) == 7);
  CHECK(mean_checks_to_detect(60, probability<double>::from_value(1e-3)) ==
        within(1e180 / 0.999, 1e-13));
}

TEST_CASE("the probability of a run against all outcomes, on both sides") {
  for (const double q : {0.003, 0.3, 0.5, 0.96})
    for (unsigned k = 1; k <= 4; ++k)
      for (unsigned n = 0; n <= 11; ++n) {
        CAPTURE(q);
        CAPTURE(k);
        CAPTURE(n);
        const auto [found, none] = enumerated(n, k, q);
        const auto chance = detected_within(n, k, probability<double>::from_value(q));
        if (n < k) CHECK(chance.value() == 0);
        if (n >= k) CHECK(chance.value() == within(found, 1e-12));
        CHECK(chance.complement() == within(none, 1e-12));
      }
}

TEST_CASE("single failures: a geometric distribution over many checks") {
  const auto chance = detected_within(20000, 1, 0.1_percent);
  CHECK(chance.complement() == within(std::exp(20000 * std::log1p(-0.001)), 1e-11));
  const auto rare = detected_within(1000, 1, probability<double>::from_value(1e-12));
  CHECK(rare.value() == within(-std::expm1(1000 * std::log1p(-1e-12)), 1e-13));
  CHECK(detected_within(1000, 3, 0_percent).value() == 0);
  CHECK(detected_within(1000, 3, 0_percent).complement() == 1);
}

TEST_CASE("a grey failure is found late") {
  const auto dist = grey_detection_time(check{30s, 3, 2s}, 50_percent);
  CHECK(dist.mean().count() == within(13.5 * 30 + 2, 1e-13));  // not 77 s
  CHECK(dist.min() == 62s);
  CHECK(dist.cdf(302s).value() == within_epsilons(0.5078125));
  CHECK(dist.cdf(302s).complement() == within_epsilons(0.4921875));
  const auto [ten, not_ten] = enumerated(10, 3, 0.5);
  const auto [eleven, not_eleven] = enumerated(11, 3, 0.5);
  CHECK(dist.cdf(317s).value() == within((ten + eleven) / 2, 1e-14));
  CHECK(dist.cdf(317s).complement() == within((not_ten + not_eleven) / 2, 1e-14));
  CHECK(dist.cdf(62s).value() == 0);
  // Far out the probability falls by the largest root of r^3 = r^2 / 2 + r / 4 + 1 / 8 per check.
  const double a = dist.cdf(seconds(2 + 30 * 400)).complement();
  const double b = dist.cdf(seconds(2 + 30 * 401)).complement();
  const double r = b / a;
  CHECK(r * r * r == within(0.5 * r * r + 0.25 * r + 0.125, 1e-9));
  CHECK(dist.quantile(dist.cdf(1000s)).count() == within(1000, 1e-12));
  const auto seen = grey_detection_time(check{30s, 3}, 100_percent);
  CHECK(seen.mean() == 75s);
  CHECK(seen.max() == 90s);
}

TEST_CASE("variance of the number of checks: that of runs") {
  // Feller: (1 / (p q^k)^2) - (2 k + 1) / (p q^k) - q / p^2 with p the probability of a pass.
  const double q = 0.6;
  const double p = 0.4;
  const double rare = p * std::pow(q, 4);
  const double checks = 1 / (rare * rare) - 9 / rare - q / (p * p);
  const auto dist = grey_detection_time(check{10s, 4}, 60_percent);
  CHECK(dist.variance() == within(100 * (checks + 1 / 12.0), 1e-12));
}

TEST_CASE("flapping") {
  CHECK(share_in_service(1, 1, 30_percent).complement() == within_epsilons(0.3));
  CHECK(share_in_service(3, 2, 50_percent).value() == within_epsilons(14.0 / 20));
  CHECK(share_in_service(3, 2, 50_percent).complement() == within_epsilons(6.0 / 20));
  CHECK(share_in_service(3, 5, 1_percent).complement() ==
        within((1 / 0.99 + 1 / std::pow(0.99, 2) + 1 / std::pow(0.99, 3) + 1 / std::pow(0.99, 4) +
                1 / std::pow(0.99, 5)) /
                   (1010100 + 5.15218),
               1e-6));
  CHECK(share_in_service(3, 5, 0_percent).complement() == 0);
  CHECK(share_in_service(3, 5, 100_percent).value() == 0);
}

TEST_CASE("a grey failure in a sum: the cells one by one, each a closed form") {
  const double interval = 30;
  const double mean = 45;  // of an exponential step
  for (const double failing : {0.9, 0.5, 0.3}) {
    if (failing < 0.9 && !nines_test::is_optimised) break;
    CAPTURE(failing);
    const auto chance = probability<double>::from_value(failing);
    const auto plan = sequence(grey_detection_time(check{30s, 3}, chance), exponential_time(45s));
    for (const double t : {70.0, 200.0, 1e3, 5e3}) {
      CAPTURE(t);
      detail::run_of_failures<double> run(3, chance);
      double value = 0, complement = 0;
      for (double since = t; since > 0; since -= interval) {  // U(0, 30 s) + exponential
        const double m = run.step();
        const double late =
            since < interval
                ? (interval - since - mean * std::expm1(-since / mean)) / interval
                : mean / interval * std::exp(-since / mean) * std::expm1(interval / mean);
        complement += m * late;
        value += m * (1 - late);
      }
      const auto p = plan.cdf(std::chrono::duration<double>(t));
      if (complement + run.continuing() < 1e-12) continue;  // less than sums promise
      CHECK(p.value() == doctest::Approx(value).epsilon(1e-9).scale(0));
      CHECK(p.complement() ==
            doctest::Approx(complement + run.continuing()).epsilon(1e-9).scale(0));
    }
  }
}

TEST_CASE(
    "two grey failures and steps of every kind: the moments of the table, in reasonable time") {
  if (!nines_test::is_optimised) return;
  const auto grey = grey_detection_time(check{30s, 3}, 50_percent);
  for (const auto& plan :
       {sequence(grey, uniform_time(10s, 60s), lognormal_time(60s, 1.0)),
        sequence(grey, grey, exponential_time(60s)), sequence(grey, uniform_time(10s, 60s))}) {
    const auto table = plan.table();
    CHECK(table.origin + table.sum([](double t) { return t; }) ==
          doctest::Approx(plan.mean().count()).epsilon(1e-10).scale(0));
  }
  const auto later =
      all_of(grey_detection_time(check{30s, 3}, 30_percent), lognormal_time(60s, 1.0));
  CHECK_THROWS_WITH_AS((void)sequence(later, lognormal_time(60s, 1.0)),
                       doctest::Contains("takes more than"), convergence_error);
}

TEST_CASE("a grey failure that one check in ten sees, three in a row: its tail is geometric") {
  const check every_ten{10s, 3};
  const auto found = grey_detection_time(every_ten, 10_percent);
  CHECK(found.mean().count() == within(10 * (1110 - 0.5), 1e-12));  // 10 + 100 + 1000 checks
  for (const std::size_t checks : {10u, 500u, 5000u, 20000u}) {
    const auto by = detected_within(checks, 3, 10_percent);
    const auto at = found.cdf(10s * static_cast<double>(checks));  // the last began I before
    CHECK(at.value() == within(by.value(), 1e-11));
    CHECK(at.complement() == within(by.complement(), 1e-11));
  }
  CHECK(message_of([] {
          return detected_within(1'000'000'000, 3, 10_percent);
        }).find("takes more than 1e+09 steps") != std::string::npos);
}

TEST_CASE("a grey failure that one check in a hundred sees, or in a thousand: exact at any rate") {
  const check every_ten{10s, 3};
  const auto found = grey_detection_time(every_ten, 1_percent);
  CHECK(found.mean().count() == within(10 * (1010100 - 0.5), 1e-11));
  const double p = 0.99;
  const double rare = p * 1e-6;  // Feller's variance of the number of checks
  CHECK(found.variance() ==
        within(100 * (1 / (rare * rare) - 7 / rare - 0.01 / (p * p) + 1 / 12.0), 1e-10));
  for (const std::size_t checks : {3u, 4000u, 4096u, 4097u, 20000u, 1000000u}) {
    CAPTURE(checks);
    const auto by = detected_within(checks, 3, 1_percent);
    const auto at = found.cdf(10s * static_cast<double>(checks));
    CHECK(at.value() == within(by.value(), 1e-9));
    CHECK(at.complement() == within(by.complement(), 1e-9));
  }
  CHECK(found.quantile(found.cdf(3e7s)).count() == within(3e7, 1e-11));
  const auto later = found.cdf(3e7s).complement() / found.cdf(2e7s).complement();
  CHECK(found.cdf(4e7s).complement() ==
        within(found.cdf(3e7s).complement() * later, 1e-11));  // no memory
  CHECK(grey_detection_time(every_ten, 0.1_percent).mean().count() ==
        within(10 * (1001001000 - 0.5), 1e-10));
  CHECK(grey_detection_time(check{10s, 1}, 0.001_percent).mean().count() ==
        within(10 * (100000 - 0.5), 1e-11));
}

TEST_CASE("what is rejected") {
  CHECK(message_of([] { return detection_time(check{0s, 3}); }) ==
        "nines::detection_time: interval is 0, but must be more than 0");
  CHECK(message_of([] { return detection_time(check{30s, 0}); }) ==
        "nines::detection_time: threshold is 0, but must be 1 or more");
  CHECK(message_of([] { return detection_time(check{30s, 3, -1s}); }) ==
        "nines::detection_time: timeout is -1, but must be 0 or more");
  CHECK(message_of([] {
          return grey_detection_time(check{seconds(std::nan("")), 3}, 1_percent);
        }) == "nines::grey_detection_time: interval is nan, but must be more than 0");
  CHECK(message_of([] { return grey_detection_time(check{30s, 3}, 0_percent); }) ==
        "nines::grey_detection_time: failing is 0, but must be more than 0");
  CHECK(message_of([] {
          return grey_detection_time(check{30s, 3}, probability<double>::from_value(1e-80));
        }) ==
        "nines::grey_detection_time: failing is 1e-80, but must be so large that a run of "
        "failures ever comes");
  CHECK(message_of([] { return mean_checks_to_detect(0, 1_percent); }) ==
        "nines::mean_checks_to_detect: threshold is 0, but must be 1 or more");
  CHECK(message_of([] { return mean_checks_to_detect(3, 0_percent); }) ==
        "nines::mean_checks_to_detect: failing is 0, but must be more than 0");
  CHECK(message_of([] { return detected_within(5, 0, 1_percent); }) ==
        "nines::detected_within: threshold is 0, but must be 1 or more");
  CHECK(message_of([] { return detected_within(10, 100'000'000'000, 50_percent); }) ==
        "nines::detected_within: threshold is 100000000000, but must be at most 16384");
  CHECK(message_of([] { return mean_checks_to_detect(20000, 50_percent); }) ==
        "nines::mean_checks_to_detect: threshold is 20000, but must be at most 16384");
  CHECK(message_of([] { return share_in_service(0, 1, 1_percent); }) ==
        "nines::share_in_service: out_after is 0, but must be 1 or more");
  CHECK(message_of([] { return share_in_service(1, 0, 1_percent); }) ==
        "nines::share_in_service: in_after is 0, but must be 1 or more");
}
