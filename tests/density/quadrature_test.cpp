// SPDX-License-Identifier: BSL-1.0
// What the quadrature under sums does where it could go on for ever: equal steps, whose times share
// one log-variable; intervals without width; densities that are no number, or too rough.
#include <boost/math/distributions/inverse_gaussian.hpp>
#include <cmath>

#include "support/precise.hpp"
#include "support/random.hpp"
#include "timing/distributions_test.hpp"

using namespace nines_test;

namespace {

using rule = detail::kronrod<double>;

/// The probability of a sum by its table, and its mean, against those of the steps.
void check_mean(const random_time<>& sum) {
  const auto table = sum.table();
  CHECK(table.origin + table.sum([](double t) { return t; }) == near(sum.mean().count(), 1e-10));
}

}  // namespace

TEST_CASE("two equal lognormal steps") {
  // P(X + Y <= 3) for medians of 1 and deviations of 1: 40 digits by mpmath.
  for (const double median : {1e-3, 0.1, 0.5, 1.0, 3.7, 60.0, 3600.0, 86400.0, 1e7}) {
    CAPTURE(median);
    const lognormal_time step(seconds(median), 1.0);
    const auto p = sequence(step, step).cdf(seconds(3 * median));
    check_sides(p, 0.6078537219992334694, 0.3921462780007665306, 1e-11);
  }
}

TEST_CASE("an inverse Gaussian distribution twice is one again") {
  // Of mean m and shape s, n times: mean n m and shape n^2 s.
  for (const double shape : {0.5, 1.0, 2.0, 3.0, 7.0, 20.0}) {
    CAPTURE(shape);
    const auto dist = [](double mean, double scale) {
      const boost::math::inverse_gaussian wald(mean, scale);
      return distribution_time(wald, 1min, smooth_order<double>);
    };
    const auto twice = sum_of(2, dist(1, shape));
    const auto expected = dist(2, 4 * shape);
    for (const double t : {0.3, 1.0, 2.0, 5.0}) {
      const auto p = expected.cdf(seconds(60 * t));
      if (p.value() < 1e-12) continue;
      check_sides(twice.cdf(seconds(60 * t)), p.value(), p.complement(), 1e-9);
    }
  }
}

TEST_CASE("equal PERT and triangular steps") {
  const pert_time pert(1min, 5min, 60min);
  const triangular_time triangular(1min, 5min, 60min);
  check_mean(sequence(pert, pert));
  check_mean(sum_of(3, pert));
  check_mean(sequence(triangular, triangular, residual_life(random_time<>(triangular))));
}

TEST_CASE("a step that is a ten-thousandth of the one after it") {
  // P(W + U <= t) = (t - E[W]) / width in the middle.
  const auto sum = sequence(weibull_time(1.75, seconds(1e-3)), uniform_time(0s, 20s));
  CHECK(sum.cdf(5s).value() == near(0.24995546911334564, 1e-12));
}

TEST_CASE("a singular density that begins again after a pause") {
  const gamma_time attempt(0.74, 154s);
  const auto plan = retry(attempt, 65_percent, fixed_time(40s), 3);
  // The distribution by one, two and three attempts.
  const auto sum = [&](double t) {
    double value = 0.65 * attempt.cdf(seconds(t)).value();
    value += 0.35 * 0.65 * gamma_time(1.48, 154s).cdf(seconds(t - 40)).value();
    return value + 0.35 * 0.35 * 0.65 * gamma_time(2.22, 154s).cdf(seconds(t - 80)).value();
  };
  for (const double t : {90.0, 150.0, 400.0, 1000.0})
    CHECK(plan.cdf(seconds(t)).value() == near(sum(t), 1e-9));
}

TEST_CASE("an interval without width holds nothing, and NaN is an error") {
  const auto one = [](const rule::block&, rule::block& values) { values.fill(1); };
  CHECK(rule::rule().integrate(one, 2.0, 2.0) == 0);
  CHECK(rule::rule().integrate(one, 2.0, 5.0) == near(3, 1e-15));
  const double nan = std::numeric_limits<double>::quiet_NaN();
  for (const double bad : {nan, std::numeric_limits<double>::infinity()}) {
    const auto f = [&](const rule::block&, rule::block& values) { values.fill(bad); };
    CHECK(message_of([&] {
            return rule::rule().integrate(f, 0.0, 1.0);
          }).find("a density is no number") != std::string::npos);
  }
  CHECK(rule::rule().integrate(one, nan, 1.0) == 0);
}

TEST_CASE("a density that is all noise runs out of work, not of time") {
  random_source random(7);
  const auto noise = [&](const rule::block&, rule::block& values) {
    for (double& v : values) v = random.unit();
  };
  CHECK(message_of([&] {
          return rule::rule().integrate(noise, 0.0, 1.0);
        }).find("takes more than 20000 blocks") != std::string::npos);
}

TEST_CASE("twenty outages of one distribution, and of one that is found in progress") {
  const auto lognormal = lognormal_time<>::from_median(10min, 90_percent, 20min);
  const std::vector<random_time<>> outages{lognormal, pert_time(1min, 5min, 60min),
                                           triangular_time(1min, 5min, 60min)};
  for (const auto& outage : outages)
    for (const random_time<>& first : {outage, residual_life(outage)}) {
      auto sum = first;
      for (int n = 0; n < (is_optimised ? 20 : 2); ++n) sum = sequence(sum, outage);
      check_mean(sum);
    }
}

TEST_CASE("e^x of a block is right to 2 epsilon, from 1e-307 up") {
  random_source random(20261213);
  for (int trial = 0; trial < trials(300); ++trial) {
    rule::block x;
    for (double& each : x) each = random.uniform(-706, 709);
    x[0] = -706.8;  // the last before 1e-307
    auto values = x;
    rule::exp_each(values);
    for (std::size_t i = 0; i < x.size(); ++i)
      CHECK(error_in_epsilons(values[i], exp(mp(x[i]))) <= 2);
  }
}

TEST_CASE("the log of a block is right to 2 epsilon, also close to 1; NaN and infinity give NaN") {
  random_source random(20261130);
  for (int trial = 0; trial < trials(300); ++trial) {
    rule::block x;
    for (double& each : x)
      each = random.one_in(2) ? std::exp(random.uniform(-708, 709)) : random.uniform(0.5, 2);
    x[0] = std::numeric_limits<double>::min();
    x[1] = std::numeric_limits<double>::max();
    x[2] = 1 + std::numeric_limits<double>::epsilon();
    auto values = x;
    rule::log_each(values);
    for (std::size_t i = 0; i < x.size(); ++i)
      CHECK(error_in_epsilons(values[i], log(mp(x[i]))) <= 2);
  }
  rule::block x;
  x.fill(1);
  x[3] = std::numeric_limits<double>::quiet_NaN();
  x[4] = std::numeric_limits<double>::infinity();
  rule::log_each(x);
  CHECK(x[0] == 0);
  CHECK(std::isnan(x[3]));
  CHECK(std::isnan(x[4]));
}

TEST_CASE("overlaps of copies that mirror each other are taken once") {
  const std::vector<random_time<>> dists{
      lognormal_time(120s, 0.5), gamma_time(0.6, 20s), pert_time(30s, 60s, 300s),
      all_of(exponential_time(30s), uniform_time(10s, 50s)), weibull_time(0.7, 20s)};
  for (const auto& dist : dists) {
    auto work = work_of_tables("test");
    const auto x = dist.table(work);
    auto y = x;
    y.scale(0.3);  // as an attempt has a weight
    auto z = y;
    z.pieces[0].coefficients[1] += 1e-14;  // no longer seen as a multiple
    detail::convolution<double> in_pairs(x, y, work);
    detail::convolution<double> all(x, z, work);
    double half = 0;
    double whole = 0;
    for (const double share : {0.01, 0.2, 0.5, 0.9, 0.999}) {
      const double t =
          2 * (dist.quantile(probability<double>::from_value(share)).count() - x.origin);
      const double start = work.spent();
      const double density = in_pairs(t);
      const double middle = work.spent();
      CHECK(density == near(all(t), 1e-9));
      half += middle - start;
      whole += work.spent() - middle;
    }
    CHECK(half <= 0.75 * whole);
  }
}

TEST_CASE("fixed times from which a density does not reach cost nothing") {
  std::vector<seconds> record;
  for (int i = 0; i < 3000; ++i) record.emplace_back(10 * i + 0.25);
  auto work = work_of_tables("test");
  const auto x = random_time<>(empirical_time(record)).table(work);
  const auto y = random_time<>(uniform_time(30s, 31s)).table(work);
  detail::convolution<double> density(x, y, work);
  const double before = work.spent();
  CHECK(density(5000.5) == near(1.0 / 3000, 1e-12));
  CHECK(density(5005.0) == 0);
  CHECK(work.spent() - before <= 2);
}
