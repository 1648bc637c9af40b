// SPDX-License-Identifier: BSL-1.0
// The plan of twelve mixed steps: against certain brackets, and a plan that nests every verb
// against 1e8 seeded draws.
#include <cmath>
#include <cstdio>

#include "support/random.hpp"
#include "timing/distributions_test.hpp"

using namespace nines_test;

TEST_CASE("twelve mixed steps lie within brackets that are certain, at all percentiles") {
  const auto steps = twelve_steps();
  const auto plan = sequence(steps);
  CHECK(plan.table().origin + plan.table().sum([](double t) { return t; }) ==
        near(plan.mean().count(), 1e-11));
  for (const double p : {0.001, 0.5, 0.9, 0.99, 0.999}) {
    CAPTURE(p);
    const auto t = plan.quantile(probability<double>::from_value(p));
    const auto exact = plan.cdf(t);
    CHECK(exact.value() == near(p, 1e-12));
    const auto b = certain_within(steps, t, 2000);
    CHECK(b.lower.value() <= exact.value());
    CHECK(exact.value() <= b.upper.value());
    CHECK(b.upper.complement() <= exact.complement());
    CHECK(exact.complement() <= b.lower.complement());
  }
}

TEST_CASE("the order in which steps are given does not matter, on either tail") {
  auto steps = twelve_steps();
  const auto plan = sequence(steps);
  auto tables = std::vector<tabulated<double>>{};
  for (const auto& step : steps) tables.push_back(step.table());
  auto halves = sequence(sequence(steps[11], steps[9], steps[7], steps[5], steps[3], steps[1]),
                         sequence(steps[0], steps[2], steps[4], steps[6], steps[8], steps[10]));
  for (const double p : {1e-12, 1e-9, 1e-6, 1e-3, 0.1, 0.5}) {
    CAPTURE(p);
    CHECK(halves.quantile(tail(p)).count() == near(plan.quantile(tail(p)).count(), 1e-10));
    CHECK(halves.quantile(!tail(p)).count() == near(plan.quantile(!tail(p)).count(), 1e-10));
    const auto t = plan.quantile(!tail(p));
    CHECK(halves.cdf(t).value() == near(p, 1e-9));
    CHECK(halves.cdf(plan.quantile(tail(p))).complement() == near(p, 1e-9));
  }
}

TEST_CASE("every verb at once against 1e8 draws") {
  const auto plan =
      sequence(uniform_time(0s, 30s), all_of(exponential_time(20s), uniform_time(5s, 40s)),
               timeout(exponential_time(10s), 15s, uniform_time(5s, 10s)),
               mixture(10_percent, fixed_time(60s), exponential_time(5s)),
               retry(exponential_time(8s), 70_percent, fixed_time(4s), 3));
  const std::vector<double> times{30, 60, 100, 150, 250};
  std::vector<double> counts(times.size(), 0);
  random_source random(20231);
  const auto exponential = [&](double mean) { return -mean * std::log(random.unit()); };
  constexpr int draws = 100'000'000;
  for (int i = 0; i < draws; ++i) {
    double t = random.uniform(0, 30);
    t += std::max(exponential(20), random.uniform(5, 40));
    const double first = exponential(10);
    t += first <= 15 ? first : 15 + random.uniform(5, 10);
    t += random.unit() < 0.1 ? 60 : exponential(5);
    bool done = false;
    for (int attempt = 0; attempt < 3 && !done; ++attempt) {
      t += exponential(8);
      done = random.unit() < 0.7;
      if (!done) t += 4;
    }
    for (std::size_t k = 0; k < times.size(); ++k) counts[k] += done && t <= times[k] ? 1 : 0;
  }
  for (std::size_t k = 0; k < times.size(); ++k) {
    const auto p = plan.cdf(seconds(times[k]));
    const double error = std::sqrt(p.value() * p.complement() / draws);
    CAPTURE(times[k]);
    CHECK(std::abs(counts[k] / draws - p.value()) <= 4 * error);
  }
}
