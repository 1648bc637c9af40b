// SPDX-License-Identifier: BSL-1.0
// Sums against closed forms (uniforms, exponentials, gammas of one scale) and against an
// independent quadrature, on both tails.
#include <boost/math/quadrature/tanh_sinh.hpp>
#include <cmath>

#include "support/random.hpp"
#include "timing/distributions_test.hpp"

using namespace nines_test;

TEST_CASE("three uniform steps: probe phase, managed failover, DNS cache") {
  // Parts: health checks of 30 s x 3, a failover of 60 to 120 s, a TTL of 60 s; values computed in
  // 60 digits by Irwin and Hall's formula.
  const auto rto = sequence(uniform_time(60s, 90s), uniform_time(60s, 120s), uniform_time(0s, 60s));
  CHECK(rto.cdf(180s).value() == near(0.29166666666666666667, 1e-12));
  CHECK(rto.quantile(50_percent).count() == near(195, 1e-12));
  CHECK(rto.quantile(95_percent).count() == near(238.11805698386586782, 1e-12));
  CHECK(rto.quantile(99_percent).count() == near(251.3566049642768468, 1e-12));
  CHECK(rto.mean().count() == near(195, 1e-15));
  CHECK(rto.min() == 120s);
  CHECK(rto.max() == 270s);
  for (const double d : {0.01, 0.1, 1.0, 20.0}) {  // both ends are cubes, down to 1e-12
    const double cube = d * d * d / (6 * 30 * 60.0 * 60);
    CHECK(rto.cdf(seconds(120 + d)).value() == near(cube, 1e-10));
    CHECK(rto.cdf(seconds(270 - d)).complement() == near(cube, 1e-10));
  }
}

/// The sum by quadrature, whether it has a closed form or not.
random_time<> by_quadrature(const std::vector<random_time<>>& steps) {
  auto work = work_of_tables("test");
  std::vector<table_parts<double>> tables;
  for (const auto& step : steps) tables.emplace_back(step.table());
  auto sum = detail::sum_of_tables(std::move(tables), work);
  return detail::sum_distribution<double>(std::move(sum), work.spent(), steps);
}

TEST_CASE("uniforms by quadrature and in closed form are the same") {
  const std::vector<random_time<>> steps{uniform_time(60s, 90s), uniform_time(60s, 120s),
                                         uniform_time(0s, 60s)};
  const auto closed = sequence(steps);
  const auto table = by_quadrature(steps);
  for (const double p : {1e-12, 1e-6, 1e-3, 0.1, 0.5}) {
    CHECK(table.quantile(tail(p)).count() == near(closed.quantile(tail(p)).count(), 1e-12));
    CHECK(table.quantile(!tail(p)).count() == near(closed.quantile(!tail(p)).count(), 1e-12));
    const auto t = closed.quantile(tail(p));
    CHECK(table.cdf(t).complement() == near(p, 1e-9));
  }
}

TEST_CASE("three exponential steps: the hypoexponential distribution") {
  const std::vector<random_time<>> steps{exponential_time(30s), exponential_time(90s),
                                         exponential_time(45s)};
  const auto closed = sequence(steps);
  CHECK(closed.cdf(300s).value() == near(0.89675052143249974731, 1e-12));
  CHECK(closed.quantile(99_percent).count() == near(513.03924934064070986, 1e-12));
  CHECK(closed.mean().count() == near(165, 1e-14));
  const auto sum = by_quadrature(steps);
  CHECK(sum.cdf(300s).value() == near(0.89675052143249974731, 1e-12));
  CHECK(sum.quantile(99_percent).count() == near(513.03924934064070986, 1e-12));
  const auto phases = hypoexponential_time({30s, 90s, 45s});  // by uniformization
  for (const double t : {0.1, 10.0, 300.0, 2500.0}) {
    const auto p = phases.cdf(seconds(t));
    check_sides(sum.cdf(seconds(t)), p.value(), p.complement(), 1e-11);
    CHECK(sum.density(seconds(t)) == near(phases.density(seconds(t)), 1e-10));
  }
}

TEST_CASE("the density of a sum where that of a part has a jump") {
  const auto sum = sequence(uniform_time(0s, 1s), exponential_time(1s));
  for (const double t : {0.5, 0.999, 1.0, 1.001, 3.0})
    CHECK(sum.density(seconds(t)) ==
          near(t <= 1 ? -std::expm1(-t) : std::exp(1 - t) - std::exp(-t), 1e-9));
}

TEST_CASE("gammas of one scale, of which densities are infinite at 0") {
  const gamma_time expected(1.2, 10s);
  CHECK(sequence(gamma_time(0.5, 10s), gamma_time(0.7, 10s)).cdf(7s) == expected.cdf(7s));
  if (!is_optimised) return;
  const auto sum = by_quadrature({gamma_time(0.5, 10s), gamma_time(0.7, 10s)});
  for (const double t : {1e-9, 0.1, 10.0, 250.0}) {
    const auto p = expected.cdf(seconds(t));
    check_sides(sum.cdf(seconds(t)), p.value(), p.complement(), 1e-10);
  }
  for (const double p : {1e-12, 1e-6, 0.3}) {
    CHECK(sum.quantile(tail(p)).count() == near(expected.quantile(tail(p)).count(), 1e-10));
    CHECK(sum.quantile(!tail(p)).count() == near(expected.quantile(!tail(p)).count(), 1e-10));
  }
}

TEST_CASE("a step n times over") {
  const auto expected = erlang_time(6, 60s);
  CHECK(sum_of(6, exponential_time(10s)).cdf(70s) == expected.cdf(70s));
  CHECK(sum_of(5, uniform_time(0s, 1s)).cdf(seconds(0.5)).value() ==
        near(std::pow(0.5, 5) / 120, 1e-11));
  CHECK(sum_of(1, fixed_time(3s)).mean() == 3s);
}

TEST_CASE("mixed distributions against tanh-sinh quadrature") {
  const lognormal_time slow(120s, 0.5);
  const weibull_time early(0.7, 20s);
  const auto sum = sequence(slow, early);
  boost::math::quadrature::tanh_sinh<double> rule;
  for (const double t : {8.0, 40.0, 150.0, 600.0, 3000.0}) {
    const auto within =
        [&](double s) {  // in the variable of which the density of `early` is smooth
          const double x = std::pow(s, 1 / 0.7);
          return early.density(seconds(x)) * x / s / 0.7 * slow.cdf(seconds(t - x)).value();
        };
    const auto after = [&](double s) {
      const double x = std::pow(s, 1 / 0.7);
      return early.density(seconds(x)) * x / s / 0.7 * slow.cdf(seconds(t - x)).complement();
    };
    const double end = std::pow(t, 0.7);
    double value = 0;
    double complement = early.cdf(seconds(t)).complement();
    for (int i = 0; i < 4; ++i) {
      value += rule.integrate(within, end * i / 4, end * (i + 1) / 4, 1e-13);
      complement += rule.integrate(after, end * i / 4, end * (i + 1) / 4, 1e-13);
    }
    check_sides(sum.cdf(seconds(t)), value, complement, 1e-10);
  }
}

TEST_CASE("fixed steps delay and records add up") {
  const auto late = sequence(fixed_time(7s), exponential_time(10s), fixed_time(5s));
  check_sides(late.cdf(22s), -std::expm1(-1.0), std::exp(-1.0), 1e-13);
  CHECK(late.cdf(12s).value() == 0);
  const auto rolls =
      sequence(empirical_time({1s, 2s, 3s, 4s, 5s, 6s}), empirical_time({1s, 2s, 3s, 4s, 5s, 6s}));
  check_sides(rolls.cdf(4s), 6 / 36.0, 30 / 36.0, 1e-14);
  CHECK(rolls.quantile(50_percent) == 7s);
  const auto mixed = sequence(empirical_time({4min, 7min, 7min, 31min}), uniform_time(0s, 1min));
  check_sides(mixed.cdf(7min + 30s), 0.5, 0.5, 1e-13);
}

TEST_CASE("a quantile beyond the digits of a table is refused") {
  const auto sum = sequence(lognormal_time(60s, 0.5), gamma_time(2.5, 20s));
  CHECK(sum.quantile(tail(1e-12)).count() == near(2075.658245, 1e-9));
  CHECK(std::isfinite(sum.quantile(tail(2e-20)).count()));
  const auto refused = [](const auto& dist, const probability<double>& chance) {
    CHECK_THROWS_WITH_AS((void)dist.quantile(chance),
                         doctest::Contains("but a distribution by its table"), convergence_error);
  };
  refused(sum, tail(1e-30));
  refused(sum, !tail(1e-21));
  refused(shifted(sum, 5s), tail(1e-30));
  refused(all_of(sum, exponential_time(1s)), tail(1e-30));
  refused(first_of(sum, exponential_time(1s)), tail(1e-30));
  refused(mixture(50_percent, sum, exponential_time(1s)), tail(1e-30));
  refused(timeout(exponential_time(1s), 10s, sum), tail(1e-30));
  refused(residual_life(uniform_time(1s, 2s)), tail(1e-30));
  CHECK_THROWS_WITH(
      (void)sum.quantile(tail(1e-30)),
      "nines::quantile: a side of the probability is 1e-30, but a distribution by its table tells "
      "nothing below 1e-20");
  CHECK(lognormal_time(60s, 0.5).quantile(tail(1e-30)) > 1h);  // that is not by a table
  CHECK_THROWS_WITH_AS((void)weibull_time(1e-3, 1s).quantile(99_percent),
                       doctest::Contains("nines::quantile: not over by"), convergence_error);
}

TEST_CASE("what is rejected") {
  const std::vector<random_time<>> none;
  CHECK(message_of([&] { return sequence(none); }) ==
        "nines::sequence: needs at least one distribution");
  CHECK(message_of([] { return sum_of(0, fixed_time(1s)); }) ==
        "nines::sum_of: n is 0, but must be 1 or more");
  std::vector<seconds> records;
  for (int i = 1; i <= 2001; ++i) records.emplace_back(std::sqrt(i));
  const empirical_time many(records);
  CHECK(message_of([&] {
          return sequence(many, many);
        }).starts_with("nines::sequence: number of fixed times is 4004001, but must be"));
}
