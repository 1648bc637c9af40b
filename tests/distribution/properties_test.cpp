// SPDX-License-Identifier: BSL-1.0
// The same questions to every kind of random time, against Boost.Math and closed forms.
#include <doctest/doctest.h>

#include <boost/math/distributions/exponential.hpp>
#include <boost/math/distributions/weibull.hpp>
#include <cmath>
#include <nines/combine.hpp>
#include <nines/distribution.hpp>
#include <string>

#include "support/message.hpp"
#include "support/within.hpp"

using namespace nines;
using namespace nines::literals;
using namespace std::chrono_literals;
using nines_test::message_of;
using nines_test::within;

static_assert(random_time_like<std::chrono::minutes>);
static_assert(random_time_like<hours_in<float>>);
static_assert(random_time_like<exponential_time<>>);
static_assert(random_time_like<lifetime<boost::math::weibull>>);
static_assert(!random_time_like<double>);
static_assert(!random_time_like<boost::math::weibull>);
static_assert(!random_time_like<probability<>>);
static_assert(std::is_same_v<time_scalar<std::chrono::minutes>, double>);
static_assert(std::is_same_v<time_scalar<std::chrono::minutes, exponential_time<float>>, float>);
static_assert(std::is_same_v<time_scalar<hours_in<float>, std::chrono::minutes>, float>);

TEST_CASE("a lifetime and a time of the same distribution answer alike, as Boost.Math does") {
  const boost::math::weibull expected(1.7, 50);  // of hours
  const lifetime life(expected);
  const weibull_time time(1.7, 50h);
  for (const double hours : {1e-6, 0.5, 20.0, 50.0, 300.0}) {
    CAPTURE(hours);
    const hours_in<double> t(hours);
    const double over = cdf(expected, hours);
    const double left = cdf(boost::math::complement(expected, hours));
    for (const auto& p : {cdf(life, t), cdf(time, t), !survival(life, t), !survival(time, t)}) {
      CHECK(p.value() == within(over, 1e-13));
      CHECK(p.complement() == within(left, 1e-12));
    }
    CHECK(pdf(life, t) == within(pdf(expected, hours), 1e-12));
    CHECK(pdf(time, t) == within(pdf(expected, hours), 1e-12));
    CHECK(pdf(time, t, 1s) == within(pdf(expected, hours) / 3600, 1e-12));
    CHECK(hazard(life, t) == within(1.7 / 50 * std::pow(hours / 50, 0.7), 1e-13));
    CHECK(hazard(time, t) == within(1.7 / 50 * std::pow(hours / 50, 0.7), 1e-12));
    CHECK(hazard(time, t, 1s) == within(hazard(time, t) / 3600, 1e-15));
  }
  for (const double p : {1e-12, 0.1, 0.5, 0.999}) {
    CAPTURE(p);
    const auto chance = probability<>::from_value(p);
    CHECK(bx_life(life, chance).count() == within(quantile(expected, p), 1e-13));
    CHECK(bx_life(time, chance).count() == within(quantile(expected, p), 1e-13));
    CHECK(seconds_in<double>(quantile(life, chance)).count() ==
          within(quantile(time, chance).count(), 1e-13));
  }
  CHECK(b10_life(time).count() == within(quantile(expected, 0.1), 1e-13));
  CHECK(mean(life).count() == within(3600 * mean(expected), 1e-12));
  CHECK(mean(time).count() == within(3600 * mean(expected), 1e-12));
  CHECK(standard_deviation(time).count() == within(3600 * standard_deviation(expected), 1e-12));
}

TEST_CASE("a duration is a time that is always the same") {
  CHECK(cdf(30s, 29s) == probability<>::never());
  CHECK(cdf(30s, 1min) == probability<>::always());
  CHECK(survival(30s, 29s) == probability<>::always());
  CHECK(mean(2min).count() == 120);
  CHECK(variance(2min) == 0);
  CHECK(standard_deviation(2min).count() == 0);
  CHECK(quantile(2min, 99_percent).count() == 120);
  CHECK(completion_probability(2min) == probability<>::always());
  CHECK(support(2min) == std::pair(seconds_in<double>(120), seconds_in<double>(120)));
}

TEST_CASE("the support, and what never ends") {
  const uniform_time time(1min, 3min);
  CHECK(support(time) == std::pair(seconds_in<double>(60), seconds_in<double>(180)));
  CHECK(std::isinf(support(exponential_time(5s)).second.count()));
  CHECK(cdf(exponential_time(5s), hours_in<double>(INFINITY)) == probability<>::always());
}

TEST_CASE("a composition of lifetimes") {
  const lifetime part(boost::math::exponential(0.01));
  const auto pair = parallel(part, part);
  const double alive = std::exp(-0.3);
  CHECK(cdf(pair, 30h).value() == within((1 - alive) * (1 - alive), 1e-13));
  CHECK(pdf(pair, 30h) == within(2 * 0.01 * alive * (1 - alive), 1e-13));
  CHECK(mean(pair).count() == within(150.0 * 3600, 1e-12));
}

TEST_CASE("bad questions to a random time") {
  const exponential_time time(5s);
  CHECK(message_of([&] { return cdf(time, -1s); }) == "nines::cdf: t is -1, but must be 0 or more");
  CHECK(message_of([&] { return survival(3s, -1s); }) ==
        "nines::survival: t is -1, but must be 0 or more");
  CHECK(message_of([&] { return pdf(time, 1s, 0s); }) ==
        "nines::pdf: per is 0, but must be more than 0, and finite");
  CHECK(
      message_of([] { return hazard(30s, 1h); }).starts_with("nines::hazard: survival at t is 0"));
  CHECK(message_of([&] { return quantile(time, probability<>::always()); }) ==
        "nines::quantile: p is 1, but must be more than 0 and less than 1");
}
