// SPDX-License-Identifier: BSL-1.0
#include <doctest/doctest.h>

#include <boost/math/distributions/poisson.hpp>
#include <cmath>
#include <nines/duration/windows.hpp>
#include <nines/slo/breach/required.hpp>
#include <nines/slo/downtime/renewal_downtime.hpp>
#include <nines/timing.hpp>

#include "slo/slo_test.hpp"
#include "support/message.hpp"
#include "support/random.hpp"

using namespace nines;
using namespace nines::literals;
using namespace std::chrono_literals;
using nines_test::message_of;
using nines_test::starts;
using nines_test::within;

TEST_CASE("exponential outages: the same as by the closed form") {
  for (const auto start : starts) {
    if (start == initial_condition::stationary && !nines_test::is_optimised) break;
    for (const auto& breach : {30_percent, 5_percent}) {
      const auto mttr = required_mttr(nines_test::promise, breach, month_30d, start);
      CHECK(required_mttr(nines_test::promise, breach, month_30d, exponential_time(7min), start)
                .count() == within(mttr.count(), 1e-8));
      if (start == initial_condition::down) continue;
      const auto mttf = required_mttf(nines_test::promise, breach, 5min, start);
      CHECK(required_mttf(nines_test::promise, breach, exponential_time(5min), start).count() ==
            within(mttf.count(), 1e-8));
    }
  }
}

TEST_CASE("outages of one length: so many are allowed") {
  // Two of 8 min are within 21.6 min, three are not: a Poisson count in 719.64 h.
  const auto mttf = required_mttf(nines_test::promise, 5_percent, fixed_time(8min));
  const boost::math::poisson count((720 - 0.36) / mttf.count());
  CHECK(cdf(complement(count, 2)) == within(0.05, 1e-9));
  // Repairs that keep the probability below that of three failures are up to half of 21.6 min.
  const boost::math::poisson month((720 - 0.36) / 720);
  const auto chance = probability<>::from_value(0.99 * cdf(complement(month, 1)));
  CHECK(required_mttr(nines_test::promise, chance, month_30d, fixed_time(1h)).count() ==
        within(0.36 / 2, 1e-9));
}

#define OPTIMISED_TEST_CASE(name) TEST_CASE(name* doctest::skip(!nines_test::is_optimised))

OPTIMISED_TEST_CASE("lognormal outages: there and back, and monotone") {
  const auto shape = lognormal_time(10min, 1.2);
  const double mean = shape.mean().count();
  for (const auto start : {initial_condition::up, initial_condition::stationary}) {
    auto last = hours_in<double>(0);
    for (const auto& breach : {2_percent, 10_percent, 40_percent}) {
      const auto mttr = required_mttr(nines_test::promise, breach, month_30d, shape, start);
      CHECK(mttr > last);
      last = mttr;
      const double factor = mttr.count() * 3600 / mean;
      const renewal_downtime<> dist(month_30d, lognormal_time(factor * 10min, 1.2), month_30d,
                                    start);
      CHECK(breach_probability(dist, nines_test::promise).value() == within(breach.value(), 1e-7));
    }
    last = hours_in<double>(1e9);
    for (const auto& breach : {20_percent, 60_percent}) {
      const auto mttf = required_mttf(nines_test::promise, breach, shape, start);
      CHECK(mttf < last);
      last = mttf;
      const renewal_downtime<> dist(mttf, shape, month_30d, start);
      CHECK(breach_probability(dist, nines_test::promise).value() == within(breach.value(), 1e-7));
    }
  }
}

TEST_CASE("required times where any will do, or none") {
  CHECK(std::isinf(
      required_mttr(nines_test::promise, 70_percent, month_30d, fixed_time(1h)).count()));
  const error_budget<> none(probability<>::never(), month_30d);
  CHECK(required_mttf(none, 10_percent, fixed_time(1h)).count() == 0);
  const error_budget<> perfect(100_percent, month_30d);
  CHECK(message_of([&] { return required_mttr(perfect, 10_percent, month_30d, fixed_time(1h)); }) ==
        "nines::required_mttr: no MTTR is short enough: failures alone break the agreement too "
        "often");
  CHECK(message_of([&] {
          return required_mttf(nines_test::promise, 10_percent, fixed_time(1h),
                               initial_condition::down);
        }) ==
        "nines::required_mttf: no MTTF is long enough: the first outage alone breaks the agreement "
        "too often");
  CHECK(
      message_of([&] { return required_mttf(nines_test::promise, 10_percent, fixed_time(1ms)); }) ==
      "nines::required_mttf: 500 outages in a window keep the agreement as well: an MTTF of 1.44 h "
      "is "
      "enough");
}

TEST_CASE("bad input is named") {
  const fixed_time<> hour(1h);
  CHECK(message_of([&] { return required_mttr(nines_test::promise, 0_percent, 1h, hour); }) ==
        "nines::required_mttr: breach is 0, but must be more than 0 and less than 1");
  CHECK(message_of([&] { return required_mttr(nines_test::promise, 5_percent, 0h, hour); }) ==
        "nines::required_mttr: mttf is 0, but must be more than 0");
  CHECK(message_of([&] { return required_mttf(nines_test::promise, 100_percent, hour); }) ==
        "nines::required_mttf: breach is 1, but must be more than 0 and less than 1");
  CHECK(message_of([&] { return required_mttf(nines_test::promise, 5_percent, fixed_time(0h)); }) ==
        "nines::required_mttf: the mean outage (in seconds) is 0, but must be more than 0, and "
        "finite");
  CHECK(message_of([&] { return required_mttf(nines_test::promise, 5_percent, never()); }) ==
        "nines::required_mttf: the mean outage (in seconds) is inf, but must be more than 0, and "
        "finite");
}
