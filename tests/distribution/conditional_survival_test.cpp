// SPDX-License-Identifier: BSL-1.0
// Conditional survival: closed forms, compositions, and what quadrature alone does not see.
#include <doctest/doctest.h>

#include <boost/math/distributions/exponential.hpp>
#include <boost/math/distributions/weibull.hpp>
#include <cmath>
#include <limits>
#include <nines/combine.hpp>
#include <nines/distribution.hpp>
#include <nines/duration.hpp>
#include <nines/probability.hpp>
#include <string>

#include "support/message.hpp"
#include "support/relative.hpp"
#include "support/within.hpp"

using namespace nines;
using namespace nines_test;
using namespace std::chrono_literals;

TEST_CASE("conditional survival: an exponential part does not age") {
  const lifetime part(boost::math::exponential(1e-5));
  for (const double age : {0.0, 1.0, 1e4, 1e6}) {
    for (const double t : {1e-6, 1.0, 1e4, 1e5, 1e6}) {
      CAPTURE(age);
      CAPTURE(t);
      const auto p = conditional_survival(part, hours_in<double>(age), hours_in<double>(t));
      CHECK(p.value() == within(std::exp(-1e-5 * t), 1e-14));
      CHECK(p.complement() == within(-std::expm1(-1e-5 * t), 1e-9));
    }
  }
}

TEST_CASE("conditional survival: a Weibull part does") {
  const double shape = 3;
  const lifetime part(boost::math::weibull(shape, 1000));
  for (const double age : {1.0, 100.0, 1000.0, 3000.0}) {
    for (const double t : {1e-6, 1.0, 500.0}) {
      CAPTURE(age);
      CAPTURE(t);
      const double x = age / 1000;
      const double d = t / 1000;  // (x + d)^3 - x^3, without subtraction
      const double aged = d * (3 * x * x + 3 * x * d + d * d);
      const auto p = conditional_survival(part, hours_in<double>(age), hours_in<double>(t));
      CHECK(p.value() == within(std::exp(-aged), 1e-13));
      CHECK(p.complement() == within(-std::expm1(-aged), 1e-9));
    }
  }
}

TEST_CASE("conditional survival over no time, and of a composition") {
  const lifetime part(boost::math::weibull(3, 1000));
  CHECK(conditional_survival(part, 100h, 0h) == probability<double>::always());
  const auto pair = parallel(part, part);
  const auto p = conditional_survival(pair, 500h, 100h);
  const double ratio = survival(pair, 600h).value() / survival(pair, 500h).value();
  CHECK(epsilons_apart(p.value(), ratio) <= 2);
  CHECK(p.complement() == within(1 - ratio, 1e-9));
}

TEST_CASE("conditional survival of steps and narrow peaks, which quadrature does not see") {
  const lifetime steps([](double t) {
    return probability<>::from_value(t < 100 ? 1 : t < 1000 ? 0.8 : 0.65);
  });
  const auto over_a_step = conditional_survival(steps, 500h, 1500h);
  CHECK(epsilons_apart(over_a_step.value(), 0.8125) <= 4);
  CHECK(epsilons_apart(over_a_step.complement(), 0.1875) <= 4);
  CHECK(conditional_survival(steps, 500h, 100h) == probability<>::always());
  const lifetime peaks([](double t) {  // with its exact density: 5 h wide, in 5000
    const boost::math::normal early(100, 5);
    const boost::math::normal late(1000, 5);
    return reliability_at<double>{
        probability<>::from_complement(0.2 * cdf(early, t) + 0.15 * cdf(late, t)),
        0.2 * pdf(early, t) + 0.15 * pdf(late, t)};
  });
  const auto over_a_peak = conditional_survival(peaks, 300h, 5000h);
  CHECK(epsilons_apart(over_a_peak.value(), 0.8125) <= 8);
  CHECK(epsilons_apart(over_a_peak.complement(), 0.1875) <= 8);
  // A density that says what the survival does not: neither is believed.
  const lifetime liar([](double t) {
    return reliability_at<double>{probability<>::from_complement(0.5 + 1e-14 * t), 1e-6};
  });
  CHECK(message_of([&] {
          return conditional_survival(liar, 1h, 1h);
        }).starts_with("nines::conditional_survival: the density says"));
}

TEST_CASE("conditional survival of any random time: at a kink, far out, past a fixed time") {
  const triangular_time guess(0h, 2h, 10h);  // S(t) = (10 - t)^2 / 80 after 2 h
  const auto p = conditional_survival(guess, 1h, 4h);
  CHECK(p.value() == within(25.0 / 80 / (1 - 1.0 / 20), 1e-14));
  CHECK(p.complement() == within((1 - 25.0 / 80 - 1.0 / 20) / (1 - 1.0 / 20), 1e-12));
  const auto far = conditional_survival(exponential_time(1h), 600h, 1s);
  CHECK(far.complement() == within(-std::expm1(-1 / 3600.0), 1e-9));
  CHECK(conditional_survival(empirical_time({1h, 2h, 3h, 5h}), 2h, 1h).value() ==
        within(0.5, 1e-14));
  CHECK(conditional_survival(90s, 60s, 29s) == probability<>::always());
  CHECK(conditional_survival(90s, 60s, 30s) == probability<>::never());
}
