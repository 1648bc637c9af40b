// SPDX-License-Identifier: BSL-1.0
#include <doctest/doctest.h>

#include <boost/math/distributions/poisson.hpp>
#include <cmath>
#include <nines/algebra.hpp>
#include <nines/duration/windows.hpp>
#include <nines/slo/downtime/compound_downtime.hpp>
#include <nines/slo/downtime/unit_downtime.hpp>

#include "slo/slo_test.hpp"
#include "support/message.hpp"
#include "support/random.hpp"

using nines::compound_downtime;
using nines::month_30d;
using nines::probability;
using nines_test::hours;
using nines_test::message_of;
using nines_test::within;
using namespace std::chrono_literals;
using chance = probability<double>;

namespace {

auto exponential(double mean) {
  return [mean](hours t) {
    const double x = t.count() / mean;
    return chance(nines::unchecked, -std::expm1(-x), std::exp(-x));
  };
}
auto constant(double length) {
  return [length](hours t) { return t.count() < length ? chance::never() : chance::always(); };
}

}  // namespace

TEST_CASE("exponential outages: the bounds hold the exact probability, on both sides") {
  for (const double mttf : {0.5, 30.0, 1e6})
    for (const double mttr : {0.1, 2.0})
      for (const double x : {0.0, 1.0, 20.0}) {
        CAPTURE(mttf);
        CAPTURE(mttr);
        CAPTURE(x);
        const auto exact = nines::unit_downtime(hours(mttf), hours(mttr), hours(100)).cdf(hours(x));
        const auto bounds =
            compound_downtime(hours(mttf), exponential(mttr), hours(100), 100).cdf(hours(x));
        CHECK(bounds.lower.value() <= exact.value());
        CHECK(bounds.lower.complement() >= exact.complement());
        CHECK(bounds.upper.value() >= exact.value());
        CHECK(bounds.upper.complement() <= exact.complement());
      }
}

TEST_CASE("windows that begin with an outage, or as they are found") {
  const auto is_between = [](const nines::bounds<double>& b, const chance& exact) {
    CHECK(b.lower.value() <= exact.value());
    CHECK(b.lower.complement() >= exact.complement());
    CHECK(b.upper.value() >= exact.value());
    CHECK(b.upper.complement() <= exact.complement());
  };
  using nines::initial_condition;
  const double mttr = 2;  // what is left of an exponential outage is one
  const compound_downtime d(30h, exponential(mttr), 100h, 200);
  for (const double x : {0.0, 1.0, 20.0}) {
    const auto exact = [&](initial_condition start) {
      return nines::unit_downtime(30h, 2h, 100h, start).cdf(hours(x));
    };
    const auto down = d.cdf_after(exponential(mttr), hours(x));
    is_between(down, exact(initial_condition::down));
    CHECK(down.upper.complement() > 0.75 * down.lower.complement());
    const auto up = d.cdf(hours(x));
    const auto availability = nines::repairable(30h, 2h).availability();
    is_between(
        {pivot(availability, up.lower, down.lower), pivot(availability, up.upper, down.upper)},
        exact(initial_condition::stationary));
  }
  // Of one length: in the midst of one, up to 1 h is left; then at most one other in 97.5 h.
  const compound_downtime fixed(30h, constant(1), 100h, 250);
  const boost::math::poisson count(97.5 / 30);
  const auto after = fixed.cdf_after(constant(1), hours(2.5));
  CHECK(after.lower.value() == within(cdf(count, 1), 1e-9));
  const auto left = [](hours t) {
    const double over = std::min(1.0, t.count());
    return chance(nines::unchecked, over, 1 - over);
  };
  const auto midst = fixed.cdf_after(left, hours(2.5));
  is_between(midst, chance::from_value(cdf(count, 1) + pdf(count, 2) / 2));
  CHECK(midst.upper.value() < 1.03 * midst.lower.value());
  CHECK(fixed.cdf_after(left, 100h).lower == chance::always());
}

TEST_CASE("the width falls as the number of cells grows") {
  const auto width = [](std::size_t cells) {
    const compound_downtime d(month_30d, exponential(0.5), month_30d, cells);
    const auto b = d.survival(43.2min / 1.0);
    return b.upper.value() - b.lower.value();
  };
  CHECK(width(100) < 0.01);
  CHECK(width(200) == within(width(100) / 2, 0.05));
  CHECK(width(400) == within(width(100) / 4, 0.05));
}

TEST_CASE("outages of one length: counts") {
  // At most 2.5 h of outages of 1 h each: at most two of them.
  const auto bounds = compound_downtime(30h, constant(1), 100h, 250).cdf(hours(2.5));
  const boost::math::poisson count(97.5 / 30);
  CHECK(bounds.lower.value() == within(cdf(count, 2), 1e-9));
  CHECK(bounds.upper.value() == within(cdf(count, 2), 1e-9));
  CHECK(bounds.lower.complement() == within(cdf(boost::math::complement(count, 2)), 1e-9));
  CHECK(bounds.lower < bounds.upper);
}

TEST_CASE("none, and the whole window") {
  const compound_downtime d(30h, exponential(1), 100h, 100);
  CHECK(d.cdf(0h).lower.value() == within(std::exp(-100.0 / 30), 1e-7));
  CHECK(d.cdf(100h).lower == chance::always());
  CHECK(d.cdf(200h).upper == chance::always());
}

TEST_CASE("a mixture of short and long outages, by simulation") {
  // One in ten lasts from 4 to 8 h, the others 3 min.
  const auto dist = [](hours t) {
    const double longer = std::clamp((t.count() - 4) / 4, 0.0, 1.0);
    const double shorter = t.count() < 0.05 ? 0 : 1;
    return chance(nines::unchecked, 0.9 * shorter + 0.1 * longer,
                  0.9 * (1 - shorter) + 0.1 * (1 - longer));
  };
  const auto bounds = compound_downtime(200h, dist, 720h, 500).survival(5h);
  nines_test::random_source random(8);
  const int trials = nines_test::trials(200000, 20);
  int over = 0;
  for (int i = 0; i < trials; ++i) {
    double now = -200 * std::log(random.unit());
    double down = 0;
    while (now < 720) {
      const double outage = random.unit() < 0.1 ? 4 + 4 * random.unit() : 0.05;
      down += std::min(outage, 720 - now);
      now += outage - 200 * std::log(random.unit());
    }
    over += down > 5 ? 1 : 0;
  }
  const double share = static_cast<double>(over) / trials;
  const double error = 4 * std::sqrt(share * (1 - share) / trials);
  CHECK(bounds.lower.value() < share + error);
  CHECK(bounds.upper.value() > share - error);
  CHECK(bounds.upper.value() - bounds.lower.value() < 0.003);
}

TEST_CASE("bad input is named") {
  const auto dist = exponential(1);
  CHECK(message_of([&] { return compound_downtime(0h, dist, 1h); }) ==
        "nines::compound_downtime: mttf is 0, but must be more than 0");
  CHECK(message_of([&] { return compound_downtime(1h, dist, 0h); }) ==
        "nines::compound_downtime: window (in hours) is 0, but must be more than 0, and finite");
  CHECK(message_of([&] { return compound_downtime(1h, dist, 1h, 0); }) ==
        "nines::compound_downtime: cells is 0, but must be from 1 to 1e5");
  CHECK(message_of([&] { return compound_downtime(1h, dist, 1h).cdf(-1h); }) ==
        "nines::compound_downtime::cdf: down is -1, but must be 0 or more");
  CHECK(message_of([&] { return compound_downtime(1h, dist, 1h).cdf_after(dist, -1h); }) ==
        "nines::compound_downtime::cdf_after: down is -1, but must be 0 or more");
  const auto bad = [](hours t) { return chance(nines::unchecked, t.count(), 1 - t.count()); };
  CHECK(message_of([&] { return compound_downtime(1h, bad, 9h, 8).cdf(4h); }) ==
        "nines::compound_downtime: the probability that an outage is over is 1.5, but must be in "
        "[0, 1]");
  const auto falls = [](hours t) { return chance::from_value(std::exp(-t.count())); };
  CHECK(message_of([&] { return compound_downtime(1h, falls, 9h, 10).cdf(3h); }) ==
        "nines::compound_downtime: the probability that an outage is over falls");
}
