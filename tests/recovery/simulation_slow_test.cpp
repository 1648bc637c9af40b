// SPDX-License-Identifier: BSL-1.0
// Recovery and loss as they happen, clock and all, drawn from a fixed seed: each probability is
// within four standard errors of what the distributions say.
#include <doctest/doctest.h>

#include <cmath>
#include <nines/distribution/boost.hpp>
#include <nines/probability/literals.hpp>
#include <nines/recovery.hpp>

#include "support/random.hpp"

using namespace nines;
using namespace nines::literals;
using namespace std::chrono_literals;
using seconds = seconds_in<double>;
using nines_test::random_source;

namespace {

/// Compares the distribution with as many draws of it at several times (in seconds).
template <class Draw>
void check_draws(const random_time<>& dist, const std::vector<double>& times, int draws,
                 const Draw& draw) {
  std::vector<double> counts(times.size(), 0);
  for (int i = 0; i < draws; ++i) {
    const double t = draw();
    for (std::size_t k = 0; k < times.size(); ++k) counts[k] += t <= times[k] ? 1 : 0;
  }
  for (std::size_t k = 0; k < times.size(); ++k) {
    const auto p = dist.cdf(seconds(times[k]));
    CAPTURE(times[k]);
    CHECK(std::abs(counts[k] / draws - p.value()) <=
          4 * std::sqrt(p.value() * p.complement() / draws));
  }
}

double exponential(random_source& random, double mean) { return -mean * std::log(random.unit()); }

}  // namespace

TEST_CASE("a grey failure, a failover and clients with caches") {
  random_source random(4711);
  const auto dist =
      sequence(grey_detection_time(health_check<>{10s, 3, 2s}, 70_percent), exponential_time(20s),
               dns_cutover<double>({{0.9, 60s}, {0.1, 10min}}));
  check_draws(dist, {40, 80, 120, 300, 600, 900}, 100'000'000, [&] {
    const double failure = random.uniform(0, 10);  // the next check is at 10
    double t = 0;
    for (int run = 0; run < 3;) {
      t += 10;
      run = random.unit() < 0.7 ? run + 1 : 0;
    }
    t += 2 - failure + exponential(random, 20);
    return t + random.uniform(0, random.unit() < 0.9 ? 60 : 600);
  });
}

TEST_CASE("backups that take long, and fail") {
  random_source random(815);
  const auto dist = backup_loss(1h, lognormal_time(40min, 0.8), 90_percent);
  const double failure = 40;  // hours of backups before it
  check_draws(dist, {1200, 3600, 5400, 7200, 14400, 25000}, 20'000'000, [&] {
    const double phase = random.unit();
    double youngest = failure;
    for (double age = phase; age < youngest; age += 1) {
      // A normal variate by Box and Muller.
      const double z = std::sqrt(-2 * std::log(random.unit())) * std::cos(2 * M_PI * random.unit());
      const bool is_there = 40 / 60.0 * std::exp(0.8 * z) <= age && random.unit() < 0.9;
      if (is_there) youngest = age;
    }
    return 3600 * youngest;
  });
}

TEST_CASE("a year of outages by three causes") {
  random_source random(99);
  const strategy<double> s{
      "s",
      0,
      {{"zone", 300, exponential_time(1h)},
       repair_or_fail_over<double>("region", 100, exponential_time(10h), uniform_time(2h, 6h),
                                   exponential_time(5min))}};
  const assessment<> a(s, {1, 1});
  double up = 0;
  double down = 0;
  double lost = 0;
  constexpr int outages = 100'000'000;
  for (int i = 0; i < outages; ++i) {
    up += exponential(random, 8760 / 400.0);
    if (random.unit() < 0.75) {
      down += exponential(random, 1);
      continue;
    }
    const double repair = exponential(random, 10);
    const double move = random.uniform(2, 6);
    down += std::min(repair, move);
    if (move < repair) lost += exponential(random, 1 / 12.0);
  }
  // Standard errors: 1 / sqrt(outages) or less, of each mean.
  CHECK(a.availability().complement() == doctest::Approx(down / (up + down)).epsilon(0.0015));
  CHECK(a.loss_per_year().count() == doctest::Approx(lost * 8760 / (up + down)).epsilon(0.003));
}
