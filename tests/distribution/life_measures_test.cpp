// SPDX-License-Identifier: BSL-1.0
// Measures of a life: conditional survival, mean, B10; closed forms over all scales.
#include <doctest/doctest.h>

#include <boost/math/distributions/exponential.hpp>
#include <boost/math/distributions/gamma.hpp>
#include <boost/math/distributions/lognormal.hpp>
#include <boost/math/distributions/pareto.hpp>
#include <boost/math/distributions/uniform.hpp>
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

using namespace nines;
using namespace nines_test;
using namespace std::chrono_literals;
using in_hours = hours_in<double>;

namespace {

double relative_error(double computed, double expected) {
  return std::abs(computed - expected) / expected;
}

/// The message of the convergence_error, or "no error".
template <class Call>
std::string convergence_message(const Call& call) {
  try {
    static_cast<void>(call());
  } catch (const convergence_error& error) {
    return error.what();
  }
  return "no error";
}

template <class Distribution>
void check_mean(const Distribution& dist) {
  CAPTURE(mean(dist));
  CHECK(relative_error(mttf(lifetime(dist)).count(), mean(dist)) <= 1e-12);
}

template <class Distribution>
void check_percentiles(const Distribution& dist) {
  const lifetime life(dist);
  CHECK(epsilons_apart(b10_life(life).count(), quantile(dist, 0.1)) <= 64);
  for (const double share : {1e-12, 1e-3, 0.3, 0.5, 0.9}) {
    CAPTURE(share);
    const double expected = quantile(dist, share);
    const double found = bx_life(life, probability<double>::from_value(share)).count();
    CHECK(relative_error(found, expected) <= 1e-13);
  }
}

double harmonic(int n) { return n == 0 ? 0 : harmonic(n - 1) + 1.0 / n; }

}  // namespace

TEST_CASE("mttf of distributions is their mean, from microseconds to millions of years") {
  for (const double rate : {1e-12, 1e-9, 1e-5, 1e-3, 1.0, 1e3, 1e9})
    check_mean(boost::math::exponential(rate));
  for (const double shape : {0.3, 0.5, 0.9, 1.3, 5.0, 50.0})
    for (const double scale : {1e-6, 1.0, 1e6}) check_mean(boost::math::weibull(shape, scale));
  for (const double sigma : {0.1, 0.5, 1.0, 2.0, 3.0}) check_mean(boost::math::lognormal(8, sigma));
  for (const double shape : {0.1, 0.5, 3.0, 100.0})
    check_mean(boost::math::gamma_distribution<>(shape, 1e4));
  check_mean(boost::math::pareto(1, 3.0));
  check_mean(boost::math::uniform(0, 500));
}

TEST_CASE("mttf of series, parallel and k of n of exponentials: sums of 1 / lambda") {
  const double rate = 1e-5;
  const lifetime part{boost::math::exponential(rate)};
  for (const int n : {1, 2, 10, 100}) {
    const auto count = static_cast<std::size_t>(n);
    CAPTURE(n);
    CHECK(relative_error(mttf(series(copies(count, part))).count(), 1 / rate / n) <= 1e-12);
    CHECK(relative_error(mttf(parallel(copies(count, part))).count(), harmonic(n) / rate) <= 1e-12);
  }
  for (int k = 1; k <= 8; ++k) {
    const auto system = at_least(static_cast<std::size_t>(k), copies(8, part));
    CAPTURE(k);
    CHECK(relative_error(mttf(system).count(), (harmonic(8) - harmonic(k - 1)) / rate) <= 1e-12);
  }
}

TEST_CASE("mttf of unlike exponentials, up to 1e9 apart") {
  for (const double ratio : {1.0, 10.0, 1e3, 1e6, 1e9}) {
    const lifetime a(boost::math::exponential(1));
    const lifetime b(boost::math::exponential(1 / ratio));
    const double both = 1 / (1 + 1 / ratio);
    CAPTURE(ratio);
    CHECK(relative_error(mttf(series(a, b)).count(), both) <= 1e-12);
    CHECK(relative_error(mttf(parallel(a, b)).count(), 1 + ratio - both) <= 1e-12);
  }
}

TEST_CASE("mttf of a series of Weibull lives of one shape: the scale shrinks") {
  const boost::math::weibull dist(2, 1000);
  const boost::math::weibull shorter(2, 1000 / std::sqrt(5.0));
  CHECK(relative_error(mttf(series(copies(5, lifetime(dist)))).count(), mean(shorter)) <= 1e-12);
}

TEST_CASE("mttf of callables: of both kinds, and with a kink") {
  const lifetime plain([](double t) {
    return probability<double>(nines::unchecked, std::exp(-t / 5e3), -std::expm1(-t / 5e3));
  });
  CHECK(relative_error(mttf(plain).count(), 5e3) <= 1e-12);
  const lifetime worn_out([](double t) {  // linear down to 0 at 100 h
    return reliability_at<double>{probability<double>::from_value(std::max(0.0, 1 - t / 100)),
                                  t < 100 ? 0.01 : 0.0};
  });
  CHECK(relative_error(mttf(worn_out).count(), 50) <= 1e-9);
}

TEST_CASE("an infinite mean is no number: convergence_error") {
  for (const double shape : {0.5, 0.9, 1.0}) {
    CAPTURE(shape);
    const auto message =
        convergence_message([&] { return mttf(lifetime(boost::math::pareto(1, shape))); });
    CHECK(message.starts_with("nines::mttf: the integral reached "));
  }
  const lifetime never_ends([](double t) {  // four in ten live for ever
    return probability<double>(nines::unchecked, 0.4 + 0.6 * std::exp(-t), -0.6 * std::expm1(-t));
  });
  CHECK(convergence_message([&] { return mttf(never_ends); }) != "no error");
}

TEST_CASE("a life that is not a number is not believed") {
  const lifetime broken([](double t) {
    const double up = t < 3 ? std::exp(-t) : std::nan("");
    return probability<double>(nines::unchecked, up, 1 - up);
  });
  CHECK(message_of([&] { return mttf(broken); }) ==
        "nines::lifetime::at: survival of the callable is nan, but must be in [0, 1]");
}

TEST_CASE("a part that never fails has no mean life") {
  const lifetime eternal([](double) { return probability<double>::always(); });
  CHECK(message_of([&] { return mttf(eternal); }) ==
        "nines::mttf: half of the lives never end, and the mean is infinite");
}

TEST_CASE("B10 and other quantiles") {
  check_percentiles(boost::math::exponential(1e-5));
  check_percentiles(boost::math::exponential(1e6));
  check_percentiles(boost::math::weibull(1.3, 8e4));
  check_percentiles(boost::math::weibull(0.5, 1e-3));
  check_percentiles(boost::math::gamma_distribution<>(3, 100));
}

TEST_CASE("B10 of compositions") {
  const lifetime part(boost::math::exponential(1e-5));
  CHECK(epsilons_apart(b10_life(series(copies(10, part))).count(), -std::log(0.9) / 1e-4) <= 16);
  const double expected = -std::log1p(-std::sqrt(0.1)) / 1e-5;  // both dead: (1 - e^-lt)^2
  CHECK(epsilons_apart(b10_life(parallel(part, part)).count(), expected) <= 16);
}

TEST_CASE("hazards far out in a tail and past the support") {
  CHECK(hazard(lifetime(boost::math::exponential(1)), 800h) == 1);
  CHECK(hazard(lifetime(boost::math::weibull(2, 1)), 100h) == 200);
  CHECK(hazard(lifetime(boost::math::weibull(0.5, 1)), 0h) ==
        std::numeric_limits<double>::infinity());
  CHECK(message_of([] { return hazard(lifetime(boost::math::uniform(0, 10)), 20h); }) ==
        "nines::hazard: survival at t is 0, but must be at least 2.2250738585072014e-308, to have "
        "its digits");
  const lifetime gamma(boost::math::gamma_distribution<>(0.5, 1));  // infinite density at 0
  CHECK(hazard(gamma, 0h) > 1e100);  // just after 0: where Boost.Math says 0
  CHECK(hazard(lifetime(boost::math::gamma_distribution<>(1, 4)), 0h) == 0.25);
  CHECK(hazard(lifetime(boost::math::gamma_distribution<>(3, 4)), 0h) == 0);
  const lifetime disk(boost::math::weibull(0.5, 1000));
  CHECK(message_of([&] { return hazard(parallel(disk, disk), 0h); }) ==
        "nines::hazard: density at t is nan, but must be 0 or more");
  CHECK(message_of([&] { return hazard(gamma, 1h, 0h); }) ==
        "nines::hazard: per is 0, but must be more than 0, and finite");
}

TEST_CASE("the ends of a life: before the support, at infinity, dead on arrival, for ever") {
  const in_hours for_ever(std::numeric_limits<double>::infinity());
  const lifetime disk(boost::math::weibull(0.5, 1000));
  CHECK(survival(disk, 0h) == probability<>::always());
  CHECK(survival(series(disk, disk), 0h) == probability<>::always());
  CHECK(survival(parallel(disk, disk), 0h) == probability<>::always());
  CHECK(survival(lifetime(boost::math::pareto(100, 2)), 0h) == probability<>::always());
  CHECK(survival(lifetime(boost::math::pareto(100, 2)), 50h) == probability<>::always());
  CHECK(survival(lifetime(boost::math::uniform(0, 10)), 20h) == probability<>::never());
  CHECK(survival(lifetime(boost::math::weibull(2, 1000)), for_ever) == probability<>::never());
  CHECK(survival(lifetime(boost::math::exponential(1e-3)), for_ever) == probability<>::never());
  const lifetime arrival([](double t) { return probability<>::from_value(0.9 * std::exp(-t)); });
  CHECK(bx_life(arrival, 5_percent).count() == 0);
  CHECK(relative_error(bx_life(arrival, 20_percent).count(), std::log(0.9 / 0.8)) <= 1e-14);
  const lifetime sixty(
      [](double t) { return probability<>::from_value(0.6 + 0.4 * std::exp(-t)); });
  CHECK(relative_error(b10_life(sixty).count(), 0.28768207245178092744) <= 1e-14);
  CHECK(
      message_of([&] { return bx_life(sixty, 90_percent); })
          .starts_with("nines::quantile: share is 0.9, but must be at most that of the lives that "
                       "end, 0.4"));
  CHECK(message_of([] {
          return bx_life(lifetime(boost::math::weibull(0.1, 1)), probability<>::from_value(1e-40));
        }).starts_with("nines::quantile: age of the share 1e-40 is below"));
  const lifetime few([](double t) { return probability<>::from_value(0.4 * std::exp(-t)); });
  CHECK(relative_error(mttf(few).count(), 0.4) <= 1e-9);
  CHECK(mttf(lifetime([](double) { return probability<>::never(); })).count() == 0);
}

TEST_CASE("bad questions about a life") {
  const lifetime part(boost::math::uniform(0, 100));
  CHECK(message_of([&] { return conditional_survival(part, 200h, 1h); }) ==
        "nines::conditional_survival: survival at the given age is 0, but must be at least "
        "2.2250738585072014e-308, to have its digits");
  CHECK(message_of([&] { return conditional_survival(part, 20h, -1h); }) ==
        "nines::conditional_survival: t is -1, but must be 0 or more");
  CHECK(message_of([&] { return conditional_survival(part, -20h, 1h); }) ==
        "nines::conditional_survival: age is -20, but must be 0 or more, and finite");
  CHECK(message_of([&] { return bx_life(part, probability<double>::never()); }) ==
        "nines::quantile: share is 0, but must be more than 0 and less than 1");
  CHECK(message_of([&] { return bx_life(part, probability<double>::always()); }) ==
        "nines::quantile: share is 1, but must be more than 0 and less than 1");
}

TEST_CASE("mean residual life: without memory, worn out, of records and of plans") {
  for (const double age : {0.0, 1.0, 1e5, 1e7}) {
    CAPTURE(age);
    const lifetime part(boost::math::exponential(1e-5));
    CHECK(relative_error(mean_residual_life(part, in_hours(age)).count(), 1e5) <= 1e-12);
    CHECK(relative_error(mean_residual_life(series(part, part), in_hours(age)).count(), 5e4) <=
          1e-12);
  }
  // Weibull of shape 2 and scale s: sqrt(pi) / 2 s exp(x^2) erfc(x), x = age / s.
  const lifetime wearing(boost::math::weibull(2, 1000));
  for (const double x : {0.0, 0.1, 1.0, 3.0, 10.0}) {
    CAPTURE(x);
    const double expected = std::sqrt(std::acos(-1.0)) / 2 * 1000 * std::exp(x * x) * std::erfc(x);
    CHECK(relative_error(mean_residual_life(wearing, in_hours(1000 * x)).count(), expected) <=
          1e-9);
    CHECK(relative_error(mean_residual_life(weibull_time(2.0, 1000h), in_hours(1000 * x)).count(),
                         expected) <= 1e-9);
  }
  CHECK(relative_error(mean_residual_life(uniform_time(0h, 10h), 4h).count(), 3) <= 1e-12);
  CHECK(relative_error(mean_residual_life(empirical_time({1h, 2h, 3h, 5h}), 2h).count(), 2) <=
        1e-12);
  CHECK(relative_error(mean_residual_life(90s, 60s).count() * 3600, 30) <= 1e-12);
  CHECK(message_of([] {
          return mean_residual_life(90s, 90s);
        }).starts_with("nines::mean_residual_life: survival at the given age is 0"));
  CHECK(message_of([] {
          return mean_residual_life(lifetime(boost::math::pareto(1, 1.0)), 5h);
        }).starts_with("nines::mean_residual_life: "));
}
