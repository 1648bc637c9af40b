// SPDX-License-Identifier: BSL-1.0
// Distributions by Boost.Math: closed forms where there are, Boost's own quantiles, and tables that
// add up.
#include <boost/math/distributions/fisher_f.hpp>
#include <boost/math/distributions/inverse_chi_squared.hpp>
#include <boost/math/distributions/inverse_gamma.hpp>
#include <boost/math/distributions/inverse_gaussian.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/pareto.hpp>
#include <boost/math/distributions/rayleigh.hpp>
#include <cmath>

#include "timing/distributions_test.hpp"

using namespace nines_test;

TEST_CASE("a Weibull time against its closed form") {
  for (const double shape : {0.5, 0.7, 1.0, 2.5}) {
    const weibull_time dist(shape, 60s);
    for (const double t : {1e-9, 1.0, 60.0, 600.0}) {
      const double x = std::pow(t / 60, shape);
      check_sides(dist.cdf(seconds(t)), -std::expm1(-x), std::exp(-x), 1e-13);
    }
    for (const double p : {1e-12, 1e-3, 0.3})
      CHECK(dist.quantile(tail(p)).count() == near(60 * std::pow(-std::log(p), 1 / shape), 1e-12));
    CHECK(dist.mean().count() == near(60 * std::tgamma(1 + 1 / shape), 1e-13));
  }
}

TEST_CASE("a lognormal time from its median and a percentile") {
  const auto dist = lognormal_time<>::from_median(90s, 99_percent, 240s);
  CHECK(dist.quantile(50_percent).count() == near(90, 1e-13));
  CHECK(dist.quantile(99_percent).count() == near(240, 1e-13));
  const auto low = lognormal_time<>::from_median(90s, 5_percent, 30s);
  CHECK(low.quantile(5_percent).count() == near(30, 1e-13));
}

TEST_CASE("Erlang and gamma times against the Poisson sum") {
  const auto dist = erlang_time(3, 60s);
  const double x = 100 / 20.0;
  check_sides(dist.cdf(100s), 1 - std::exp(-x) * (1 + x + x * x / 2),
              std::exp(-x) * (1 + x + x * x / 2), 1e-13);
  CHECK(dist.variance() == near(1200, 1e-15));
}

TEST_CASE("a PERT time: a polynomial for whole exponents, mirrored on the other side") {
  const pert_time dist(0s, 50s, 100s);  // beta(3, 3): F = x^3 (10 - 15 x + 6 x^2)
  for (const double x : {1e-4, 0.25, 0.5}) {
    const double f = x * x * x * (10 - 15 * x + 6 * x * x);
    CHECK(dist.cdf(seconds(100 * x)).value() == near(f, 1e-13));
  }
  CHECK(dist.cdf(75s).complement() == near(dist.cdf(25s).value(), 1e-14));
  CHECK(pert_time(1min, 2min, 9min).mean().count() == near(180, 1e-15));
}

TEST_CASE("any distribution") {
  const distribution_time dist(boost::math::inverse_gaussian(2.0, 5.0), 1min);
  CHECK(dist.mean().count() == near(120, 1e-14));
  CHECK(dist.cdf(2min).value() == near(cdf(boost::math::inverse_gaussian(2.0, 5.0), 2.0), 1e-14));
}

TEST_CASE("no density is NaN, at the first instants and far out") {
  const std::vector<random_time<>> dists{
      distribution_time(boost::math::inverse_gaussian(1, 6.9), 6858863s, smooth_order<double>),
      distribution_time(boost::math::inverse_gaussian(1, 0.2), 1ms, smooth_order<double>),
      distribution_time(boost::math::inverse_gamma(3, 2), 60s, smooth_order<double>),
      distribution_time(boost::math::inverse_chi_squared(3), 60s, smooth_order<double>),
      distribution_time(boost::math::pareto(2, 3), 60s),
      distribution_time(boost::math::fisher_f(4, 6), 60s),
      distribution_time(boost::math::rayleigh(2), 60s),
      weibull_time(0.3, 60s),
      weibull_time(3.0, 60s),
      gamma_time(0.3, 60s),
      lognormal_time(60s, 0.1),
      lognormal_time(60s, 2.0)};
  for (std::size_t i = 0; i < dists.size(); ++i) {
    CAPTURE(i);
    for (const double t :
         {0.0, 5e-324, 2.3e-308, 1e-300, 1e-150, 1e-100, 1e-30, 1e-9, 1e100, 1e300})
      CHECK(dists[i].density(seconds(t)) >= 0);
    CHECK(all_of(dists[i], exponential_time(1s)).density(0s) >= 0);
    CHECK(timeout(fixed_time(2s), 1s, dists[i]).density(1s) >= 0);
  }
}

TEST_CASE("tails so heavy that moments are infinite") {
  const auto pareto = [](double shape) {
    return distribution_time(boost::math::pareto(1.0, shape), 1s);
  };
  CHECK(std::isinf(pareto(0.8).mean().count()));
  CHECK(std::isinf(pareto(0.8).variance()));
  CHECK(pareto(1.5).mean() == 3s);
  CHECK(std::isinf(pareto(1.5).variance()));
  CHECK(pareto(3).variance() == near(0.75, 1e-14));
  CHECK(std::isinf(sequence(pareto(1.5), exponential_time(1s)).variance()));
  const auto first = first_of(pareto(0.8), pareto(0.9));  // 1.7: a mean, no variance
  CHECK(first.cdf(10s).complement() == near(std::pow(10, -1.7), 1e-13));
  CHECK_THROWS_AS((void)first.variance(), convergence_error);
  CHECK(first_of(pareto(3), pareto(4)).mean().count() == near(7.0 / 6, 1e-10));
}

TEST_CASE("large shapes") {
  for (const double shape : {3e3, 1e6}) {
    CAPTURE(shape);
    const gamma_time dist(shape, 1s);
    CHECK(dist.cdf(seconds(1e-10)).value() == 0);
    CHECK(dist.cdf(seconds(1e-10)).complement() == 1);
    // By Cornish and Fisher to some 1 / shape of the deviation.
    const double z = 2.3263478740408408;
    const double expected = shape + z * std::sqrt(shape) + (z * z - 1) / 3 +
                            (z * z * z - 7 * z) / (36 * std::sqrt(shape));
    CHECK(dist.quantile(99_percent).count() == near(expected, 0.1 / shape));
    const auto sum = sequence(dist, uniform_time(1s, 1001ms));
    CHECK(sum.quantile(99_percent).count() == near(expected + 1.0005, 0.1 / shape));
    CHECK(sum.table().sum([](double t) { return t; }) + sum.table().origin ==
          near(shape + 1.0005, 1e-11));
  }
  CHECK_THROWS_WITH_AS((void)gamma_time(1e12, 1s).cdf(seconds(1e12)),
                       doctest::Contains("nines::gamma_time: "), convergence_error);
  const auto table = [](const auto& dist) { return random_time<>(dist).table().pieces.size(); };
  CHECK(table(weibull_time(1e4, 1s)) < 20);
}

TEST_CASE("moments of a Weibull time of any shape") {
  CHECK(std::isinf(weibull_time(1e-3, 60s).mean().count()));  // 1000! minutes
  CHECK(std::isinf(weibull_time(1e-3, 60s).variance()));
  CHECK(std::isinf(weibull_time(1e-300, 60s).mean().count()));
  // Towards a Gumbel distribution of minimum times: pi^2 / 6 k^2, less terms in 1 / k^3.
  const double gumbel = 1.6449340668482264;
  for (const double k : {1e5, 1e8})
    CHECK(weibull_time(k, 1s).variance() == near(gumbel / (k * k), 5 / k));
  // Gamma(1 + 2/k) - Gamma(1 + 1/k)^2 at k = 25: beside a shape where Boost.Math is asked.
  const auto by_gammas = [](long double k) {
    const long double one = std::tgamma(1 + 1 / k);
    return static_cast<double>(std::tgamma(1 + 2 / k) - one * one);
  };
  for (const double k : {15.0, 19.9, 20.1, 25.0, 100.0})
    CHECK(weibull_time(k, 1s).variance() == near(by_gammas(static_cast<long double>(k)), 1e-12));
}

TEST_CASE("what is rejected") {
  CHECK(message_of([] { return weibull_time(0.0, 60s); }) ==
        "nines::weibull_time: shape is 0, but must be more than 0, and finite");
  CHECK(message_of([] { return gamma_time(1.0, 0s); }) ==
        "nines::distribution_time: unit is 0, but must be more than 0");
  CHECK(message_of([] { return erlang_time(0, 60s); }) ==
        "nines::erlang_time: phases is 0, but must be 1 or more");
  CHECK(message_of([] { return lognormal_time(60s, NAN); }) ==
        "nines::lognormal_time: deviation_of_log is nan, but must be more than 0, and finite");
  CHECK(message_of([] { return lognormal_time<>::from_median(90s, 99_percent, 60s); }) ==
        "nines::lognormal_time::from_median: time (s) is 60, but must be on the same side of the "
        "median as the probability");
  CHECK(message_of([] { return pert_time(2min, 1min, 9min); }) ==
        "nines::pert_time: mode (s) is 60, but must be from least to most");
  CHECK(message_of([] {
          return distribution_time(boost::math::normal(10.0, 1.0), 1s);
        }).starts_with("nines::distribution_time: least time is -"));
}
