// SPDX-License-Identifier: BSL-1.0
// What is left of a duration in progress: closed forms, and the distribution of the mean.
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>
#include <nines/distribution/life_measures.hpp>

#include "support/message.hpp"
#include "timing/distributions_test.hpp"

using namespace nines_test;

TEST_CASE("an exponential duration has no memory") {
  const auto rest = residual_life(exponential_time(10s));
  for (const double t : {1e-9, 0.3, 10.0, 120.0, 250.0})
    check_sides(rest.cdf(seconds(t)), -std::expm1(-t / 10), std::exp(-t / 10), 1e-10);
  CHECK(rest.mean().count() == near(10, 1e-13));
  CHECK(rest.variance() == near(100, 1e-9));
}

TEST_CASE("a fixed time is found at any of its instants") {
  const auto rest = residual_life(fixed_time(8s));
  for (const double t : {1e-12, 1.0, 7.999})
    check_sides(rest.cdf(seconds(t)), t / 8, (8 - t) / 8, 1e-13);
  CHECK(rest.cdf(8s) == probability<>::always());
  CHECK(rest.mean().count() == near(4, 1e-14));
}

TEST_CASE("uniform: a square") {
  const auto rest = residual_life(uniform_time(0s, 6s));
  for (const double t : {1e-9, 1.0, 5.0, 5.9999}) {
    const double left = (6 - t) / 6;
    check_sides(rest.cdf(seconds(t)), t / 3 - t * t / 36, left * left, 1e-10);
  }
  const auto later = residual_life(uniform_time(4s, 10s));  // certain for the first 4 s
  check_sides(later.cdf(2s), 2.0 / 7, 5.0 / 7, 1e-12);
  CHECK(later.cdf(7s).complement() == near(9.0 / 2 / 6 / 7, 1e-10));
  CHECK(later.mean().count() == near((3 + 49) / 14.0, 1e-12));
}

TEST_CASE("gamma: incomplete gamma functions") {
  const auto rest = residual_life(gamma_time(2.5, 20s));
  for (const double t : {1e-3, 20.0, 200.0, 600.0}) {
    const double x = t / 20;  // E[(Y - t)^+] / E[Y] = Q(a + 1, x) - x Q(a, x) / a
    const double left = boost::math::gamma_q(3.5, x) - x / 2.5 * boost::math::gamma_q(2.5, x);
    const double over = boost::math::gamma_p(3.5, x) + x / 2.5 * boost::math::gamma_q(2.5, x);
    CHECK(rest.cdf(seconds(t)).value() == near(over, 1e-10));
    CHECK(rest.cdf(seconds(t)).complement() == near(left, t < 300 ? 1e-10 : 1e-8));
  }
}

TEST_CASE("what is narrow and far out keeps its digits") {
  const double mean = 0x1p-10, late = 0x1p17;  // s; sums of these are exact
  const auto soon = exponential_time(seconds(mean));
  const auto rest =
      residual_life(mixture(50_percent, soon, sequence(fixed_time(seconds(late)), soon)));
  for (const double k : {0, 1, 2, 8}) {
    const double over = mean / 2 * std::exp(-k);  // E[(Y - t)^+]
    CHECK(rest.cdf(seconds(late + k * mean)).complement() == near(over / (late / 2 + mean), 1e-14));
  }
}

TEST_CASE("a mixture of a fixed time and a distribution; with a sum after it") {
  const auto outage = mixture(90_percent, fixed_time(3s), lognormal_time(60s, 1.0));
  const auto rest = residual_life(outage);
  const double mean = 2.7 + 6 * std::exp(0.5);
  CHECK(rest.cdf(1s).value() == near(1 / mean, 1e-4));  // nearly all last for longer than 1 s
  const double square = 0.9 * 9 + 0.1 * 3600 * std::exp(2.0);
  CHECK(rest.mean().count() == near(square / 2 / mean, 1e-10));
  const auto both = sequence(rest, outage);
  CHECK(both.mean().count() == near(square / 2 / mean + mean, 1e-10));
  const auto table = both.cdf(30s);
  const auto bounds = certain_within(std::vector<random_time<>>{rest, outage}, 30s, 400);
  CHECK(bounds.lower.value() <= table.value());
  CHECK(bounds.upper.value() >= table.value());
}

TEST_CASE("what has lasted to an age: without memory, uniform, worn out, of records") {
  const auto same = residual_life(exponential_time(10s), 500s);  // of which 2e-22 are left
  for (const double t : {1e-6, 1.0, 30.0, 200.0})
    check_sides(same.cdf(seconds(t)), -std::expm1(-t / 10), std::exp(-t / 10), 1e-9);
  const auto rest = residual_life(uniform_time(10s, 20s), 15s);
  check_sides(rest.cdf(2s), 0.4, 0.6, 1e-10);
  CHECK(rest.max().count() == near(5, 1e-14));
  CHECK(residual_life(uniform_time(10s, 20s), 4s).min().count() == near(6, 1e-14));
  const weibull_time wearing(3.0, 100s);
  const auto worn = residual_life(wearing, 80s);
  for (const double t : {1e-3, 20.0, 100.0}) {
    const double x = (std::pow(80 + t, 3) - std::pow(80.0, 3)) / 1e6;
    CHECK(worn.cdf(seconds(t)).complement() == near(std::exp(-x), 1e-9));
    CHECK(worn.cdf(seconds(t)).value() == near(-std::expm1(-x), 1e-8));
  }
  CHECK(hours_in<double>(mean(worn)).count() ==
        near(mean_residual_life(wearing, 80s).count(), 1e-9));
  const auto records = residual_life(empirical_time({1s, 2s, 3s, 5s}), 2s);
  check_sides(records.cdf(1s), 0.5, 0.5, 1e-14);
  CHECK(records.mean().count() == near(2, 1e-14));
}

TEST_CASE("the rest of a plan is a step, and may never end") {
  const auto plan = sequence(uniform_time(0s, 10s), uniform_time(0s, 10s));
  const auto rest = sequence(residual_life(plan, 10s), exponential_time(1s));
  CHECK(mean(rest).count() == near(10.0 / 3 + 1, 1e-9));
  const auto rarely = mixture(probability<>::from_value(0.2), never(), exponential_time(5s));
  const auto left = residual_life(rarely, 10s);
  const double alive = 0.2 + 0.8 * std::exp(-2);
  CHECK(left.completion_probability().complement() == near(0.2 / alive, 1e-14));
  CHECK(left.cdf(5s).value() == near(0.8 * std::exp(-2) * -std::expm1(-1) / alive, 1e-9));
}

TEST_CASE("what is rejected") {
  CHECK(message_of([] { return residual_life(never<>()); }) ==
        "nines::residual_life: the mean (in seconds) is inf, but must be more than 0, and finite");
  CHECK(message_of([] { return residual_life(fixed_time(0s)); }) ==
        "nines::residual_life: the mean (in seconds) is 0, but must be more than 0, and finite");
}
