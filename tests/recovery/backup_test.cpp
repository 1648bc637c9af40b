// SPDX-License-Identifier: BSL-1.0
// Losses with backups: closed forms, a geometric sum, and an integral over the phase.
#include <doctest/doctest.h>

#include <boost/math/quadrature/gauss_kronrod.hpp>
#include <cmath>
#include <nines/distribution/boost.hpp>
#include <nines/probability/literals.hpp>
#include <nines/recovery/backup.hpp>
#include <nines/timing/retry.hpp>

#include "support/message.hpp"
#include "support/within.hpp"

using namespace nines;
using namespace nines::literals;
using namespace std::chrono_literals;
using nines_test::message_of;
using nines_test::within;
using nines_test::within_epsilons;
using hours = hours_in<double>;
using schedule = backup_schedule<>;

TEST_CASE("a nightly backup that takes an hour") {
  const auto loss = backup_loss(schedule{.interval = 24h, .takes = 1h});
  CHECK(hours(loss.max()) == 25h);  // not 24
  CHECK(hours(loss.mean()) == 13h);
  CHECK(hours(loss.quantile(95_percent)).count() == within_epsilons(23.8));
  CHECK(hours(loss.min()) == 1h);
}

// Amazon RDS uploads transaction logs every five minutes.
TEST_CASE("logs shipped every five minutes") {
  CHECK(backup_loss(schedule{.interval = 5min}).mean() == 150s);
}

TEST_CASE("backups that fail now and then") {
  const auto nightly = backup_loss(schedule{24h, 1h, 98_percent});
  CHECK(hours(nightly.mean()).count() == within(13.489795918367346939, 1e-12));
  const auto loss = backup_loss(schedule{6h, 30min, 95_percent});
  CHECK(loss.cdf(24h).complement() == within(1.6145833333333333333e-5, 1e-12));
  CHECK(loss.cdf(24h).value() == within_epsilons(1 - 1.6145833333333333e-5));
  CHECK(std::isinf(loss.max().count()));
  CHECK(loss.variance() == within(36.0 * 3600 * 3600 * (1 / 12.0 + 0.05 / (0.95 * 0.95)), 1e-12));
}

TEST_CASE("the same as a sum of a phase and of failed rounds") {
  const auto loss = backup_loss(schedule{6h, 30min, 95_percent});
  const auto failed = retry(fixed_time(6h), 95_percent);  // one round too many
  const auto sum = sequence(uniform_time(0h, 6h), fixed_time(30min), failed);
  for (const auto t : {1h, 7h, 20h, 45h}) {
    CAPTURE(t.count());
    CHECK(loss.cdf(t).value() == within(sum.cdf(t + 6h).value(), 1e-12));
    CHECK(loss.cdf(t).complement() == within(sum.cdf(t + 6h).complement(), 1e-11));
  }
}

TEST_CASE("backups that take a random time, always less than the interval") {
  // D ~ U(0, a): F(r) = r^2 / (2 a I), then (r - a/2) / I, then 1 - (a - v)^2 / (2 a I) at I + v.
  const auto loss = backup_loss(60min, uniform_time(0min, 20min));
  CHECK(loss.mean().count() == within(60 * (30 + 10), 1e-11));
  CHECK(loss.max() == 80min);
  CHECK(loss.cdf(5min).value() == within(25 / 2400.0, 1e-11));
  CHECK(loss.cdf(50min).value() == within(40 / 60.0, 1e-11));
  CHECK(loss.cdf(79min).complement() == within(1 / 2400.0, 1e-9));
}

TEST_CASE("both tails of random backups of which some fail: 1e-9 down to 1e-12") {
  // The loss of those that succeed at once, as above, and of k failures I k more, with s q^k.
  const double success = 0.95;
  const double take = 20;
  const double interval = 60;
  const auto at_once = [&](double r) -> std::pair<double, double> {  // both sides
    if (!(r > 0)) return {0, 1};
    if (r < take) return {r * r / (2 * take * interval), 1 - r * r / (2 * take * interval)};
    if (r < interval) return {(r - take / 2) / interval, 1 - (r - take / 2) / interval};
    const double left = std::max(0.0, interval + take - r);
    return {1 - left * left / (2 * take * interval), left * left / (2 * take * interval)};
  };
  const auto loss = backup_loss(60min, uniform_time(0min, 20min), 95_percent);
  for (const double r : {1e-4, 1e-3, 0.1, 7.0, 33.0, 79.0, 130.0, 199.9, 260.0, 430.0, 610.0}) {
    double value = 0;
    double complement = 0;
    double share = success;
    for (int k = 0; k < 40; ++k, share *= 1 - success) {
      value += share * at_once(r - interval * k).first;
      complement += share * at_once(r - interval * k).second;
    }
    CAPTURE(r);
    const auto found = loss.cdf(hours(r / 60));
    if (value > 1e-12) CHECK(found.value() == within(value, 1e-9));
    if (complement > 1e-12) CHECK(found.complement() == within(complement, 1e-9));
  }
}

TEST_CASE("a fixed time is a random one without spread") {
  const auto closed = backup_loss(schedule{6h, 30min, 95_percent});
  const auto loss = backup_loss(6h, fixed_time(30min), 95_percent);
  CHECK(loss.mean().count() == within(closed.mean().count(), 1e-11));
  for (const auto t : {1h, 6h, 7h, 24h}) {
    CHECK(loss.cdf(t).value() == within(closed.cdf(t).value(), 1e-11));
    CHECK(loss.cdf(t).complement() == within(closed.cdf(t).complement(), 1e-11));
  }
}

TEST_CASE("backups that often take longer than the interval") {
  // No backup of an age up to r is there: averaged over the phase of the clock.
  const double success = 0.7;
  const auto none_by = [&](double r) {
    const auto none = [&](double phase) {
      double chance = 1;
      for (double age = phase; age <= r; age += 1) chance *= 1 - success * -std::expm1(-age / 2.0);
      return chance;
    };
    const double jump = r - std::floor(r);  // one more backup may be there from here on
    using rule = boost::math::quadrature::gauss_kronrod<double, 61>;
    return rule::integrate(none, 0.0, jump, 0) +
           rule::integrate(none, std::nextafter(jump, 1.0), 1.0, 0);
  };
  const auto loss = backup_loss(1h, exponential_time(2h), 70_percent);
  for (const double r : {0.25, 0.5, 1.5, 4.75, 12.5}) {
    CAPTURE(r);
    CHECK(loss.cdf(hours(r)).complement() == within(none_by(r), 1e-9));
    CHECK(loss.cdf(hours(r)).value() == within(1 - none_by(r), 1e-9));
  }
}

TEST_CASE("what is rejected") {
  CHECK(message_of([] { return backup_loss(schedule{0h}); }) ==
        "nines::backup_loss: interval is 0, but must be more than 0");
  CHECK(message_of([] { return backup_loss(schedule{6h, -1h}); }) ==
        "nines::backup_loss: takes is -3600, but must be 0 or more");
  CHECK(message_of([] { return backup_loss(schedule{6h, 0h, 0_percent}); }) ==
        "nines::backup_loss: success is 0, but must be more than 0");
  CHECK(message_of([] { return backup_loss(schedule{6h, 0h, 0.1_percent}); }) ==
        "nines::backup_loss: success is 0.001, but must be enough for one of 16384 backups to be "
        "sure");
  CHECK(message_of([] { return backup_loss(0h, fixed_time(1h)); }) ==
        "nines::backup_loss: interval is 0, but must be more than 0");
  CHECK(message_of([] { return backup_loss(6h, fixed_time(1h), 0_percent); }) ==
        "nines::backup_loss: success is 0, but must be more than 0");
  CHECK(message_of([] { return backup_loss(6h, fixed_time(1h), 0.1_percent); }) ==
        "nines::backup_loss: success is 0.001, but must be enough for one of 16384 backups to be "
        "sure");
}
