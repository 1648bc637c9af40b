// SPDX-License-Identifier: BSL-1.0
// What begins after a pause that is long beside it: each part keeps the digits of its own times.
#include <boost/math/distributions/inverse_gaussian.hpp>
#include <cmath>

#include "timing/distributions_test.hpp"

using namespace nines_test;

namespace {

/// The distribution of attempts given the distribution of n of them: the sum over n of P(n
/// failures, then a success).
template <class Attempts>
probability<double> distribution_of_attempts(double success, int limit, double pause, double t,
                                             const Attempts& attempts) {
  double value = 0;
  double complement = std::pow(1 - success, limit);
  for (int n = 0; n < limit; ++n) {
    const double chance = success * std::pow(1 - success, n);
    const double since = t - n * pause;
    const auto p = since > 0 ? attempts(n + 1, since) : probability<double>::never();
    value += chance * p.value();
    complement += chance * p.complement();
  }
  return {nines::unchecked, value, complement};
}

}  // namespace

TEST_CASE("attempts of an infinite density, after a pause: sums of gamma distributions") {
  for (const double shape : {0.2, 0.4, 0.9}) {
    CAPTURE(shape);
    const auto plan = retry(gamma_time(shape, 1s), 60_percent, fixed_time(1000s), 3);
    const auto of = [&](int n, double t) { return gamma_time(n * shape, 1s).cdf(seconds(t)); };
    for (const double t : {1e-6, 0.5, 999.0, 1000.0 + 1e-7, 1000.5, 1002.0, 2000.25, 2030.0}) {
      CAPTURE(t);
      const auto expected = distribution_of_attempts(0.6, 3, 1000, t, of);
      const double digits = t > 1000 && t < 1000.1 ? 1e-6 : 1e-9;  // a time itself has but few
      check_sides(plan.cdf(seconds(t)), expected.value(), expected.complement(), digits);
    }
  }
}

TEST_CASE("Weibull attempts of a small shape, after a pause, have all their mass") {
  for (const double shape : {0.27, 0.39, 0.75}) {
    CAPTURE(shape);
    const auto step = weibull_time(shape, 1s);
    const auto plan = retry(step, 60_percent, fixed_time(10s), 3);
    CHECK(plan.cdf(1e9s).complement() == near(0.064, 1e-9));
    // Until the second attempt begins only the first may have ended.
    CHECK(plan.cdf(9s).value() == near(0.6 * step.cdf(9s).value(), 1e-10));
  }
}

TEST_CASE("attempts of a millisecond after a day: inverse Gaussian sums") {
  const boost::math::inverse_gaussian one(1, 15);
  const boost::math::inverse_gaussian two(2, 60);  // the sum of two is one again
  const auto attempt = distribution_time(one, 1ms, smooth_order<double>);
  const auto plan = retry(attempt, 40_percent, fixed_time(24h), 3);
  CHECK(plan.cdf(12h).value() == near(0.4, 1e-12));
  CHECK(plan.cdf(36h).value() == near(0.64, 1e-12));
  CHECK(plan.cdf(60h).value() == near(0.784, 1e-12));
  for (const double t : {1.2, 2.0, 3.1})  // 86400 s has 1.5e-11 s left of them: 1e-8 of them
    CHECK(plan.cdf(seconds(86400 + t * 1e-3)).value() == near(0.4 + 0.24 * cdf(two, t), 1e-7));
  CHECK(plan.quantile(probability<double>::from_value(0.52)).count() ==
        near(86400 + 1e-3 * quantile(two, 0.5), 1e-12));
  const auto given = given_completion(plan);
  CHECK(given.mean().count() ==
        near((0.4 * 1e-3 + 0.24 * (86400 + 2e-3) + 0.144 * (172800 + 3e-3)) / 0.784, 1e-12));
  const double mean = given.mean().count();
  CHECK(residual_life(given).mean().count() ==
        near((given.variance() + mean * mean) / (2 * mean), 1e-9));
}

TEST_CASE(
    "records far apart, and a step that is narrow beside them: nine places of one distribution") {
  const std::vector<seconds> first{seconds(3), seconds(197), seconds(1373711)};
  const std::vector<seconds> last{seconds(1), seconds(20), seconds(1373711)};
  const auto step = pert_time(1.23s, 1.26s, 2s);
  const auto plan = sequence(empirical_time(first), step, empirical_time(last));
  for (const double t : {5.4, 5.7, 24.5, 199.9, 300.0, 1373713.5, 1373800.0, 2747423.6}) {
    CAPTURE(t);
    double value = 0;
    double complement = 0;
    for (const seconds a : first)
      for (const seconds b : last) {
        const double since = t - a.count() - b.count();
        const auto p = since > 0 ? step.cdf(seconds(since)) : probability<double>::never();
        value += p.value() / 9;
        complement += p.complement() / 9;
      }
    check_sides(plan.cdf(seconds(t)), value, complement, 1e-8);
  }
}

TEST_CASE("twice a rare short step or a long fixed one: copies are summed once") {
  const auto step = mixture(30_percent, weibull_time(0.3, 1ms), fixed_time(1'000'000s));
  const auto twice = sum_of(2, step);
  CHECK(twice.cdf(500'000s).value() == near(0.09, 1e-11));
  CHECK(twice.cdf(1'500'000s).value() == near(0.51, 1e-11));
  CHECK(twice.cdf(2'000'000s).value() == near(1, 1e-11));
  CHECK(twice.mean().count() == near(2 * step.mean().count(), 1e-14));
  const auto four = sum_of(4, step);
  CHECK(four.cdf(3'500'000s).complement() == near(0.7 * 0.7 * 0.7 * 0.7, 1e-10));
}

TEST_CASE("a timeout, and then a distribution that is infinite where it begins") {
  const auto plan = sequence(timeout(exponential_time(1s), 100s, gamma_time(0.25, 1s)),
                             timeout(exponential_time(1s), 0.5s, gamma_time(0.25, 1s)));
  // The first is over at once but for e^-100; the second too late with e^-1/2.
  const auto second = timeout(exponential_time(1s), 0.5s, gamma_time(0.25, 1s));
  CHECK(plan.mean().count() == near(1 + second.mean().count(), 1e-9));
  CHECK(second.mean().count() == near(1 - std::exp(-0.5) + std::exp(-0.5) * 0.25, 1e-10));
}
