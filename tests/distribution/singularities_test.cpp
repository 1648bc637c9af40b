// SPDX-License-Identifier: BSL-1.0
// Equal in exact arithmetic, equal here: sums of decimal times in any order and any unit, and
// probabilities that meet an objective exactly; densities at breakpoints.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "support/random.hpp"
#include "timing/distributions_test.hpp"

using namespace nines_test;

namespace {

using whole_ms = std::chrono::duration<long, std::milli>;
using ms = std::chrono::duration<double, std::milli>;
using hours_of = std::chrono::duration<double, std::ratio<3600>>;

/// A decimal time, in a unit at random, as a program might write it.
random_time<> written(random_source& random, long milliseconds) {
  const double n = static_cast<double>(milliseconds);
  switch (random.below(4)) {
    case 0:
      return fixed_time(ms(n));
    case 1:
      return fixed_time(seconds(n / 1000));
    case 2:
      return fixed_time(minutes_in<double>(n / 60000));
    default:
      return fixed_time(hours_of(n / 3600000));
  }
}
/// The distribution one step before, at and after a time.
void check_step(const random_time<>& dist, double time, double before, double after) {
  CAPTURE(time);
  CHECK(std::abs(dist.cdf(seconds(time * (1 - 1e-9))).value() - before) <= 1e-12);
  CHECK(dist.cdf(seconds(time)).value() == near(after, 1e-12));
  CHECK(dist.cdf(seconds(time * (1 + 1e-9))).value() == near(after, 1e-12));
}

}  // namespace

TEST_CASE("decimal times add up in any order and any unit") {
  CHECK(sequence(fixed_time(seconds(0.1)), fixed_time(seconds(0.2))).cdf(seconds(0.3)) ==
        probability<double>::always());
  random_source random(20261129);
  for (int trial = 0; trial < trials(400); ++trial) {
    CAPTURE(trial);
    std::vector<random_time<>> steps;
    long sum = 0;
    for (std::size_t i = random.between(1, 20); i-- > 0;) {
      const long one = static_cast<long>(random.between(1, random.one_in(2) ? 999 : 9'999'999));
      steps.push_back(written(random, one));
      sum += one;
    }
    const double time = static_cast<double>(sum) / 1000;
    check_step(sequence(steps), time, 0, 1);
    random_time<> nested = steps.front();
    for (std::size_t i = 1; i < steps.size(); ++i) nested = sequence(nested, steps[i]);
    check_step(nested, time, 0, 1);
    check_step(all_of(sequence(steps), nested, fixed_time(seconds(time))), time, 0, 1);
    check_step(first_of(nested, fixed_time(seconds(time))), time, 0, 1);
    CHECK(nested.quantile(50_percent).count() == near(time, 1e-14));
  }
}

TEST_CASE("ties of distributions with several atoms, delayed, cut and mixed") {
  const auto tenth = fixed_time(seconds(0.1));
  const auto records = empirical_time(std::vector<seconds>{seconds(0.2), seconds(0.7)});
  check_step(sequence(tenth, records), 0.3, 0, 0.5);
  check_step(sequence(tenth, tenth, tenth, tenth, records, records), 0.8, 0, 0.25);
  check_step(sequence(records, sequence(tenth, tenth, tenth)), 1.0, 0.5, 1);
  // Cut at 0.3 s, what is over by then is; else 0.1 s more.
  const auto cut = timeout(sequence(tenth, records), seconds(0.3), tenth);
  check_step(cut, 0.3, 0, 0.5);
  check_step(cut, 0.4, 0.5, 1);
  const auto mixed = mixture(25_percent, sequence(tenth, tenth, tenth), fixed_time(seconds(0.3)));
  check_step(mixed, 0.3, 0, 1);
  check_step(sequence(fixed_time(seconds(1e6)), records), 1e6 + 0.2, 0, 0.5);
  CHECK(shifted(records, seconds(1e6)).cdf(seconds(1000000.2)).value() == 0.5);
}

TEST_CASE("a longest time is met where a sum is uniform") {
  const auto plan = sequence(fixed_time(seconds(0.1)), uniform_time(0s, seconds(0.2)));
  CHECK(reaches(plan.cdf(seconds(0.3)), 100_percent));
  CHECK(reaches(plan.cdf(plan.max()), 100_percent));
}

TEST_CASE("the quantile of a distribution keeps the probability that it was asked for") {
  const std::vector<random_time<>> dists{
      exponential_time(5min),
      weibull_time(0.7, 3min),
      gamma_time(2.5, 20s),
      lognormal_time(120s, 0.5),
      uniform_time(60s, 90s),
      triangular_time(10s, 20s, 60s),
      pert_time(30s, 60s, 300s),
      erlang_time(3, 60s),
      hypoexponential_time({30s, 70s}),
      empirical_time({3s, 5s, 9s}),
      sequence(pert_time(30s, 60s, 300s), weibull_time(0.7, 20s))};
  for (const auto& dist : dists)
    for (const double late : {0.5, 0.3, 0.1, 0.05, 0.01, 1e-3, 1e-4, 1e-6, 1e-9}) {
      CAPTURE(late);
      for (const auto& chance : {tail(late), !tail(late)}) {
        const auto at_quantile = dist.cdf(dist.quantile(chance));
        CHECK(reaches(at_quantile, chance));
        const double more = std::min(chance.value(), chance.complement()) * 1e-8;
        const auto better = chance.value() < 0.5
                                ? probability<double>::from_value(chance.value() + more)
                                : tail(chance.complement() - more);
        if (late > 1e-8 && dist.density(dist.quantile(chance)) > 0)
          CHECK(!reaches(at_quantile, better));
      }
    }
}

TEST_CASE("an objective by its smaller side") {
  CHECK(reaches(99_percent, 99_percent));
  CHECK(!reaches(98.999999_percent, 99_percent));
  CHECK(reaches(tail(0.01 * (1 + 1e-13)), 99_percent));
  CHECK(!reaches(tail(1.0001e-12), tail(1e-12)));
  CHECK(reaches(probability<double>::from_value(0.1 * (1 - 1e-13)), 10_percent));
  CHECK(!reaches(probability<double>::from_value(0.0999), 10_percent));
  CHECK(reaches(tail(1e-16), 100_percent));
  CHECK(!reaches(tail(1e-12), 100_percent));
}

TEST_CASE("a density at its breakpoints") {
  const random_time<> u = uniform_time(0s, 1s);
  const random_time<> e = exponential_time(1s);
  const auto sum = sequence(u, e);
  for (const double t : {1e-30, 0.3, 0.999, 1.0})
    CHECK(sum.density(seconds(t)) == doctest::Approx(-std::expm1(-t)).epsilon(1e-10));
  CHECK(sum.density(seconds(1.5)) == near(-std::expm1(-1.0) * std::exp(-0.5), 1e-10));
  // A jump: after it, or at the end the one before it.
  CHECK(triangular_time(1s, 1s, 3s).density(1s) == 1);
  CHECK(triangular_time(1s, 3s, 3s).density(3s) == 1);
  CHECK(sequence(u, fixed_time(2s)).density(2s) == 1);
  const auto jumps = mixture(50_percent, sequence(u, fixed_time(2s)), sequence(e, u));
  CHECK(jumps.density(3s) >= 0.5);
  const auto later = sequence(mixture(50_percent, fixed_time(0s), fixed_time(5s)), u);
  for (const double t : {0.0, 0.5, 1.0, 5.0, 5.5, 6.0})
    CHECK(later.density(seconds(t)) == near(0.5, 1e-12));
  for (const double t : {1.0001, 3.0, 4.9999, 6.0001}) CHECK(later.density(seconds(t)) == 0);
}

TEST_CASE("shares at a time where the density has a kink, and at an atom") {
  const random_time<> u = uniform_time(0s, 1s);
  const random_time<> e = exponential_time(1s);
  const auto parts = percentile_contributions(std::vector<random_time<>>{u, e, fixed_time(2s)}, 3s);
  // Of 1 s: E[U | U + E = 1] = 1 / (e - 1) of a density e^u on [0, 1].
  CHECK(parts[0].count() == near(1 / (std::exp(1.0) - 1), 1e-9));
  CHECK(parts[2].count() == near(2, 1e-12));
}
