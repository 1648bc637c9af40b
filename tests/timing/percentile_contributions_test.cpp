// SPDX-License-Identifier: BSL-1.0
// Shares of a quantile, the wrong ways beside the right one, and brackets that are certain.
#include <cmath>

#include "support/random.hpp"
#include "timing/distributions_test.hpp"

using namespace nines_test;

TEST_CASE("shares of exponential steps of one rate are alike, and add up") {
  const std::vector<random_time<>> steps{exponential_time(10s), erlang_time(2, 20s),
                                         fixed_time(5s)};
  const auto parts = percentile_contributions(steps, 95s);
  CHECK(parts[0].count() == near(30, 1e-11));
  CHECK(parts[1].count() == near(60, 1e-11));
  CHECK(parts[2].count() == near(5, 1e-14));
}

TEST_CASE("percentiles do not add up") {
  const std::vector<random_time<>> steps{uniform_time(60s, 90s), uniform_time(60s, 120s),
                                         uniform_time(0s, 60s)};
  const auto c = compare(steps, 99_percent);
  CHECK(c.exact.count() == near(251.3566049642768468, 1e-12));
  CHECK(c.sum_of_percentiles.count() == near(89.7 + 119.4 + 59.4, 1e-13));
  CHECK(c.sum_of_means.count() == near(195, 1e-14));
  CHECK(c.worst_case.count() == near(270, 1e-15));
  CHECK(c.lognormal_fit > c.exact);
  const lognormal_time dist(100s, 0.4);
  const auto same = lognormal_match(dist.mean(), dist.variance());
  CHECK(same.quantile(99_percent).count() == near(dist.quantile(99_percent).count(), 1e-13));
}

TEST_CASE("Fenton and Wilkinson are off, by what the exact distribution says") {
  // Off by 2.5 % at p95: 1316 s for a sum that takes 1283.7 s (Fenton 1960). Here the sum of two
  // lognormal distributions, its p95 within bounds that are certain.
  const std::vector<random_time<>> steps{lognormal_time(120s, 0.9), lognormal_time(300s, 0.4)};
  const auto c = compare(steps, 95_percent);
  const auto b = certain_quantile(steps, 95_percent, is_optimised ? 500 : 50);
  CHECK(b.lower <= c.exact);
  CHECK(c.exact <= b.upper);
  CHECK(c.lognormal_fit / c.exact - 1 == near(0.0357, 0.005));
  const std::vector<random_time<>> fixed{fixed_time(10s), fixed_time(20s)};
  CHECK(compare(fixed, 95_percent).lognormal_fit == 30s);
}

TEST_CASE("shares at a time which the sum takes with a probability of its own") {
  const std::vector<random_time<>> steps{mixture(10_percent, fixed_time(60s), exponential_time(9s)),
                                         empirical_time({10s, 20s})};
  const auto at_atom = percentile_contributions(steps, 80s);
  CHECK(at_atom[0] == 60s);
  CHECK(at_atom[1] == 20s);
  const auto between = percentile_contributions(steps, 15s);
  CHECK(between[1].count() == near(10, 1e-12));
}

TEST_CASE("certain bounds of a race that is known at each instant") {
  const auto steps = sequence(uniform_time(0s, 10s), uniform_time(0s, 20s));
  const auto plan = first_of(all_of(steps, shifted(uniform_time(0s, 9s), 4s)),
                             mixture(30_percent, fixed_time(18s),
                                     timeout(exponential_time(20s), 15s, uniform_time(5s, 10s))));
  for (const double t : {3.0, 9.5, 17.0, 19.0}) {
    const auto b = certain_within(plan, seconds(t), 150);
    CHECK(b.contains(plan.cdf(seconds(t))));
    CHECK(b.upper.value() - b.lower.value() < 0.03);
  }
  const auto q = certain_quantile(plan, 60_percent, 150);
  CHECK(q.lower <= plan.quantile(60_percent));
  CHECK(plan.quantile(60_percent) <= q.upper);
  CHECK((q.upper - q.lower).count() < 1);
}

TEST_CASE("certain bounds at the very time of a timeout") {
  for (const double t : {30.0, 0.3, 29.7, 1e-3, 7.1})
    for (const std::size_t cells : {1u, 3u, 7u, 49u, 1000u}) {
      CAPTURE(t);
      CAPTURE(cells);
      const auto at_once = timeout(exponential_time(seconds(2 * t)), seconds(t), fixed_time(0s));
      const auto b = certain_within(at_once, seconds(t), cells);  // over by then for certain
      CHECK(b.lower.value() == near(1, 1e-11));
      CHECK(b.upper.value() == 1);
      const auto half = timeout(exponential_time(seconds(2 * t)), seconds(t), never());
      const auto c = certain_within(half, seconds(t), cells);
      CHECK(c.lower.value() <= half.cdf(seconds(t)).value());
      CHECK(half.cdf(seconds(t)).value() <= c.upper.value());
    }
  const auto later = sequence(fixed_time(10s), timeout(exponential_time(60s), 20s, fixed_time(0s)));
  CHECK(certain_within(later, 30s).upper.value() == 1);
}

TEST_CASE("certain bounds of plans that nest, from their leaves") {
  if (!is_optimised) return;
  const auto inner =
      all_of(sequence(uniform_time(60s, 90s), weibull_time(0.7, 20s)),
             timeout(exponential_time(60s), 95s, shifted(uniform_time(5s, 10s), 20s)));
  const auto plan = sequence(first_of(inner, lognormal_time(400s, 0.8)),
                             retry(exponential_time(8s), 70_percent, fixed_time(4s), 3),
                             mixture(10_percent, fixed_time(60s), exponential_time(5s)));
  double width = 1;
  for (const std::size_t cells : {50u, 200u}) {
    for (const double t : {110.0, 160.0, 300.0}) {
      const auto b = certain_within(plan, seconds(t), cells);
      CHECK(b.contains(plan.cdf(seconds(t))));
      if (t == 160) {
        CHECK(b.upper.value() - b.lower.value() < width);
        width = (b.upper.value() - b.lower.value()) / 2;
      }
    }
    const auto q = certain_quantile(plan, 90_percent, cells);
    const auto exact = plan.quantile(90_percent);
    CHECK(q.lower <= exact);
    CHECK(exact <= q.upper);
    CHECK((q.upper - q.lower).count() < 1500.0 / double(cells) * 6);
  }
}

TEST_CASE("a bracket holds what the table says, and narrows") {
  if (!is_optimised) return;
  const std::vector<random_time<>> steps{uniform_time(60s, 90s), weibull_time(0.7, 20s),
                                         empirical_time({10s, 20s, 45s}), exponential_time(15s)};
  const auto sum = sequence(steps);
  for (const double t : {75.0, 130.0, 300.0}) {
    const auto p = sum.cdf(seconds(t));
    double width = 1;
    for (const std::size_t cells : {50u, 200u}) {
      const auto b = certain_within(steps, seconds(t), cells);
      CHECK(b.lower.value() <= p.value());
      CHECK(p.value() <= b.upper.value());
      CHECK(b.upper.complement() <= p.complement());
      CHECK(p.complement() <= b.lower.complement());
      const double now = b.upper.value() - b.lower.value();
      CHECK(now < width);
      width = now / 2;
    }
  }
}

TEST_CASE("what is rejected") {
  const std::vector<random_time<>> none;
  const std::vector<random_time<>> one{uniform_time(0s, 1s)};
  CHECK(message_of([&] { return percentile_contributions(none, 1s); }) ==
        "nines::percentile_contributions: needs at least one distribution");
  CHECK(message_of([&] { return compare(none, 99_percent); }) ==
        "nines::compare: needs at least one distribution");
  CHECK(message_of([&] { return certain_within(none, 1s); }) ==
        "nines::certain_within: needs at least one distribution");
  CHECK(message_of([&] { return certain_within(one, 0s); }) ==
        "nines::certain_within: t is 0, but must be more than 0");
  CHECK(message_of([&] { return certain_within(one, 1s, 0); }) ==
        "nines::certain_within: cells is 0, but must be 1 or more");
  CHECK(message_of([&] { return certain_within(given_completion(one[0]), 1s); }) ==
        "nines::certain_within: a distribution that is known by its table alone has no certain "
        "bounds");
  CHECK(message_of([&] { return certain_quantile(one, 100_percent); }) ==
        "nines::certain_quantile: probability is 1, but must be more than 0 and less than 1");
  CHECK(
      message_of(
          [&] { return certain_quantile(mixture(50_percent, never(), one[0]), 50_percent); }) ==
      "nines::certain_quantile: probability is 0.5, but must be less than the probability to end");
  const std::vector<random_time<>> two{uniform_time(0s, 1s), uniform_time(0s, 1s)};
  CHECK(message_of([&] { return percentile_contributions(two, 3s); }) ==
        "nines::percentile_contributions: t (s) is 3, but must be a time that the sum can take");
  CHECK(message_of([&] { return lognormal_match(seconds(1), 0.0); }) ==
        "nines::lognormal_match: variance is 0, but must be more than 0");
}
