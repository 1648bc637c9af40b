// SPDX-License-Identifier: BSL-1.0
// The last, the first, one of several: closed forms, atoms, defects.
#include <cmath>

#include "support/random.hpp"
#include "timing/distributions_test.hpp"

using namespace nines_test;

TEST_CASE("the last of two exponentials, and the first") {
  const auto last = all_of(exponential_time(10s), exponential_time(20s));
  const double a = std::exp(-3.0), b = std::exp(-1.5);  // at 30 s
  check_sides(last.cdf(30s), (1 - a) * (1 - b), a + b - a * b, 1e-14);
  CHECK(last.mean().count() == near(10 + 20 - 1 / (0.1 + 0.05), 1e-12));
  const auto first = first_of(exponential_time(10s), exponential_time(20s));
  check_sides(first.cdf(30s), -std::expm1(-4.5), a * b, 1e-14);
  CHECK(first.mean().count() == near(1 / 0.15, 1e-12));
  CHECK(first.standard_deviation().count() == near(1 / 0.15, 1e-12));
  CHECK(first.quantile(tail(1e-12)).count() == near(-std::log(1e-12) / 0.15, 1e-13));
}

TEST_CASE("atoms of a race and of a maximum") {
  const auto capped = first_of(exponential_time(10s), fixed_time(15s));
  CHECK(capped.max() == 15s);
  CHECK(capped.quantile(99_percent) == 15s);
  CHECK(capped.mean().count() == near(-10 * std::expm1(-1.5), 1e-12));
  const auto at_least = all_of(exponential_time(10s), fixed_time(15s));
  CHECK(at_least.cdf(15s).value() == near(-std::expm1(-1.5), 1e-14));
  CHECK(at_least.mean().count() == near(15 + 10 * std::exp(-1.5), 1e-12));
  const auto rolls = all_of(empirical_time({1s, 2s, 3s}), empirical_time({1s, 2s, 3s}));
  CHECK(rolls.mean().count() == near((1 + 2 * 3 + 3 * 5) / 9.0, 1e-14));
  const auto low = first_of(empirical_time({1s, 2s, 3s}), empirical_time({1s, 2s, 3s}));
  CHECK(low.mean().count() == near((5 + 2 * 3 + 3) / 9.0, 1e-14));
}

TEST_CASE("one of several: resolvers that ignore a TTL") {
  const auto stale = mixture(5_percent, uniform_time(0s, 1800s), uniform_time(0s, 60s));
  CHECK(stale.mean().count() == near(0.95 * 30 + 0.05 * 900, 1e-14));
  CHECK(stale.cdf(300s).complement() == near(0.05 * 1500 / 1800, 1e-14));
  const auto sum = sequence(stale, fixed_time(10s), exponential_time(20s));
  CHECK(sum.table().sum([](double t) { return t; }) + 10 == near(sum.mean().count(), 1e-12));
}

TEST_CASE("a timeout, a delay, and what ends at all") {
  const auto again = timeout(exponential_time(10s), 15s, uniform_time(5s, 10s));
  const double e = std::exp(-1.5);
  check_sides(again.cdf(22500ms), 1 - e / 2, e / 2, 1e-14);
  CHECK(again.mean().count() == near(10 * (1 - 2.5 * e) + 22.5 * e, 1e-12));
  const auto gives_up = timeout(exponential_time(10s), 15s);
  CHECK(gives_up.completion_probability().complement() == near(e, 1e-15));
  CHECK(std::isinf(gives_up.mean().count()));
  CHECK(std::isinf(gives_up.quantile(90_percent).count()));
  CHECK(gives_up.max() == 15s);
  const auto half = mixture(50_percent, exponential_time(1s), never());
  CHECK(std::isinf(half.quantile(50_percent).count()));  // it only comes close to that probability
  CHECK(half.quantile(49_percent).count() == near(std::log(50), 1e-13));
  CHECK(mixture(50_percent, fixed_time(9s), never()).quantile(50_percent) == 9s);
  const auto done = given_completion(gives_up);
  CHECK(done.mean().count() == near(10 * (1 - 2.5 * e) / (1 - e), 1e-12));
  check_sides(done.cdf(5s), -std::expm1(-0.5) / (1 - e), (std::exp(-0.5) - e) / (1 - e), 1e-12);
  const auto late = shifted(weibull_time(0.5, 3s), 7s);
  CHECK(late.cdf(10s).value() == near(-std::expm1(-1.0), 1e-14));
  CHECK(late.mean().count() == near(13, 1e-11));
  const auto rescued = first_of(gives_up, exponential_time(100s));
  CHECK(rescued.cdf(200s).complement() == near(e * std::exp(-2.0), 1e-14));
  CHECK(std::isinf(rescued.max().count()));
}

TEST_CASE("given that it ends, however rarely it does") {
  const auto of_value = [](double p) { return probability<double>::from_value(p); };
  for (const double chance : {1e-2, 1e-6, 1e-9, 1e-14, 1e-200}) {
    if (chance != 1e-9 && !is_optimised) continue;
    CAPTURE(chance);
    const auto dist = given_completion(mixture(of_value(chance), exponential_time(10s), never()));
    CHECK(dist.mean().count() == near(10, 1e-10));
    for (const double p : {1e-3, 1e-9, 1e-12}) {
      CHECK(dist.quantile(tail(p)).count() == near(-10 * std::log(p), 1e-10));
      CHECK(dist.quantile(!tail(p)).count() == near(-10 * std::log1p(-p), 1e-9));
    }
  }
  const auto early =
      given_completion(timeout(exponential_time(seconds(1e9)), 1s));  // all but uniform
  CHECK(early.cdf(seconds(0.25)).value() == near(0.25, 2e-9));
  CHECK(early.cdf(seconds(0.75)).complement() == near(0.25, 2e-9));
  const auto sum = sequence(lognormal_time(10s, 1.0), uniform_time(1s, 2s));
  const auto part = mixture(of_value(1e-5), lognormal_time(10s, 1.0), never());
  const auto ends = given_completion(sequence(part, uniform_time(1s, 2s)));
  for (const double p : {0.5, 1e-9, 1e-12})
    CHECK(ends.quantile(tail(p)).count() == near(sum.quantile(tail(p)).count(), 1e-9));
  const auto rarer = mixture(of_value(1e-9), exponential_time(9s), never());
  CHECK_THROWS_WITH_AS(
      (void)given_completion(sequence(rarer, uniform_time(1s, 2s))),
      "nines::given_completion: it ends with the probability 1e-09, for which the table of a "
      "sum has too few digits",
      convergence_error);
}

TEST_CASE("what is rejected") {
  using list = std::vector<weighted_time<double>>;
  const random_time<> dist = fixed_time(1s);
  CHECK(message_of([&] { return mixture(list{{0.5, dist}, {0.4, dist}}); }) ==
        "nines::mixture: sum of weights is 0.9, but must be 1");
  CHECK(message_of([&] { return mixture(list{{1.5, dist}, {-0.5, dist}}); }) ==
        "nines::mixture: weight 0 is 1.5, but must be in [0, 1]");
  CHECK(message_of([&] { return mixture(list{{std::nan(""), dist}, {0.5, dist}}); }) ==
        "nines::mixture: weight 0 is nan, but must be in [0, 1]");
  CHECK(message_of([&] { return mixture(list{}); }) ==
        "nines::mixture: needs at least one distribution");
  CHECK(message_of([&] { return all_of(std::vector<random_time<>>{}); }) ==
        "nines::all_of: needs at least one distribution");
  CHECK(message_of([&] { return first_of(std::vector<random_time<>>{}); }) ==
        "nines::first_of: needs at least one distribution");
  CHECK(message_of([&] { return timeout(dist, -1s); }) ==
        "nines::timeout: after is -1, but must be 0 or more");
  CHECK(message_of([&] { return shifted(dist, -1s); }) ==
        "nines::shifted: delay is -1, but must be 0 or more");
  CHECK(message_of([&] { return given_completion(never()); }) ==
        "nines::given_completion: probability to finish is 0, but must be more than 0");
  CHECK(message_of([&] { return empirical_time(std::vector<seconds>{}); }) ==
        "nines::empirical_time: needs at least one record");
  CHECK(message_of([&] { return empirical_time({1s, -2s}); }) ==
        "nines::empirical_time: record is -2, but must be 0 or more");
  CHECK(message_of([&] { return hypoexponential_time({1s, 0s}); }) ==
        "nines::hypoexponential_time: mean is 0, but must be more than 0");
}
