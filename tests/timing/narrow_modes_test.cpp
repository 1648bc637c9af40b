// SPDX-License-Identifier: BSL-1.0
// Narrow modes far from the rest, which a few nodes cannot see: found, or refused, but never lost.
#include <cmath>

#include "support/random.hpp"
#include "timing/distributions_test.hpp"

using namespace nines_test;

TEST_CASE("a distribution that is nearly fixed") {
  const auto sum = sequence(lognormal_time(120s, 1e-3), lognormal_time(60s, 1e-3));
  const double deviation = std::sqrt(sum.variance());
  CHECK(sum.quantile(50_percent).count() == near(180, 1e-5));
  CHECK(sum.quantile(99_percent).count() ==
        near(sum.mean().count() + 2.3263478740408408 * deviation, 1e-5));
  CHECK(sum.table().origin + sum.table().sum([](double t) { return t; }) ==
        near(sum.mean().count(), 1e-11));
  const gamma_time many(1e6, seconds(1e-4));
  const auto later = sequence(many, lognormal_time(1s, 0.5));
  CHECK(later.table().sum([](double t) { return t; }) == near(later.mean().count(), 1e-11));
}

TEST_CASE("a rare slow step: of two modes, each seen") {
  for (const double rare : {1e-2, 1e-6, 1e-11}) {
    if (rare != 1e-6 && !is_optimised) continue;
    CAPTURE(rare);
    const auto chance = probability<double>::from_value(rare);
    const auto mixed = mixture(chance, lognormal_time(1000s, 1e-3), exponential_time(10s));
    const auto sum = sequence(mixed, lognormal_time(20s, 0.3));
    CHECK(sum.cdf(900s).complement() == near(rare, 1e-9));
  }
}

TEST_CASE("two rare slow steps: the mode where both are slow") {
  const auto chance = probability<double>::from_value(1e-4);
  const auto a = mixture(chance, lognormal_time(1000s, 1e-3), exponential_time(5s));
  const auto b = mixture(chance, lognormal_time(3000s, 1e-3), exponential_time(8s));
  const auto sum = sequence(a, b);
  CHECK(sum.cdf(3500s).complement() == near(1e-8, 1e-9));  // 4000 s, with the probability 1e-8
  CHECK(sum.cdf(2000s).complement() == near(1e-4, 1e-9));
  CHECK(sum.cdf(seconds(3999)).complement() <= 1e-8);
  CHECK(sum.cdf(seconds(4030)).complement() < 1e-13);
}

TEST_CASE("a mode near 0, far from the rest") {
  const auto chance = probability<double>::from_value(1e-9);
  const auto early = mixture(chance, lognormal_time(1s, 1e-3), lognormal_time(1000s, 0.01));
  const auto sum = sequence(early, exponential_time(1s));
  CHECK(sum.cdf(100s).value() == near(1e-9, 1e-9));
}
