// SPDX-License-Identifier: BSL-1.0
// Distributions with closed forms: both sides, moments and quantiles by hand; what they reject.
#include <cmath>

#include "timing/distributions_test.hpp"

using namespace nines_test;

TEST_CASE("a fixed time is an atom") {
  const fixed_time dist(30s);
  CHECK(dist.cdf(29s).value() == 0);
  CHECK(dist.cdf(30s).value() == 1);
  CHECK(dist.quantile(50_percent) == 30s);
  CHECK(dist.quantile(tail(1e-300)) == 30s);
  CHECK(dist.mean() == 30s);
  CHECK(dist.max() == 30s);
}

TEST_CASE("a uniform time, on both sides") {
  const uniform_time dist(60s, 90s);
  check_sides(dist.cdf(75s), 0.5, 0.5, 1e-15);
  check_sides(dist.cdf(seconds(90 - 0x1p-30)), 1 - 0x1p-30 / 30, 0x1p-30 / 30, 1e-15);
  CHECK(dist.cdf(60s).value() == 0);
  CHECK(dist.cdf(1h).complement() == 0);
  CHECK(dist.quantile(90_percent).count() == near(87, 1e-15));
  CHECK(dist.variance() == near(75, 1e-15));
  CHECK(dist.density(70s) == near(1.0 / 30, 1e-15));
  const auto grid = dist.density(100s, 5);  // 60, 70, 80, 90, 100 s
  CHECK(grid[1] == near(1.0 / 30, 1e-15));
  CHECK(grid[4] == 0);
}

TEST_CASE("a triangular time: by hand on both sides of the mode") {
  const triangular_time dist(10s, 20s, 60s);
  check_sides(dist.cdf(15s), 25.0 / 500, 475.0 / 500, 1e-15);
  check_sides(dist.cdf(40s), 1 - 400.0 / 2000, 400.0 / 2000, 1e-15);
  check_sides(dist.cdf(seconds(60 - 0x1p-20)), 1 - 0x1p-40 / 2000, 0x1p-40 / 2000, 1e-15);
  CHECK(dist.mean().count() == near(30, 1e-15));
  CHECK(dist.variance() == near((100 + 400 + 1600) / 18.0, 1e-15));
  const triangular_time falling(10s, 10s, 60s);  // the mode at an end
  check_sides(falling.cdf(20s), 1 - 1600.0 / 2500, 1600.0 / 2500, 1e-15);
}

TEST_CASE("an exponential time: quantiles far out on both sides") {
  const exponential_time dist(45s);
  check_sides(dist.cdf(90s), -std::expm1(-2.0), std::exp(-2.0), 1e-15);
  for (const double p : {1e-300, 1e-12, 1e-3}) {
    CHECK(dist.quantile(tail(p)).count() == near(-45 * std::log(p), 1e-14));
    CHECK(dist.quantile(!tail(p)).count() == near(-45 * std::log1p(-p), 1e-14));
  }
  CHECK(std::isinf(dist.max().count()));
}

TEST_CASE("a distribution held as a value is the same distribution") {
  const random_time<> held = exponential_time(45s);
  CHECK(held.cdf(90s) == exponential_time(45s).cdf(90s));
  CHECK(held.mean() == 45s);
}

TEST_CASE("bad input") {
  CHECK(message_of([] { return fixed_time(-1s); }) ==
        "nines::fixed_time: time is -1, but must be 0 or more");
  CHECK(message_of([] { return fixed_time(seconds(INFINITY)); }) ==
        "nines::fixed_time: time is inf, but must be finite");
  CHECK(message_of([] { return uniform_time(90s, 60s); }) ==
        "nines::uniform_time: most (s) is 60, but must be more than least");
  CHECK(message_of([] { return uniform_time(seconds(NAN), 60s); }) ==
        "nines::uniform_time: least is nan, but must be 0 or more");
  CHECK(message_of([] { return triangular_time(10s, 70s, 60s); }) ==
        "nines::triangular_time: mode (s) is 70, but must be from least to most");
  CHECK(message_of([] { return triangular_time(10s, 10s, 10s); }) ==
        "nines::triangular_time: most (s) is 10, but must be more than least");
  CHECK(message_of([] { return exponential_time(0s); }) ==
        "nines::exponential_time: mean is 0, but must be more than 0");
  const exponential_time dist(1s);
  CHECK(message_of([&] { return dist.cdf(-1s); }) == "nines::cdf: t is -1, but must be 0 or more");
  CHECK(message_of([&] { return dist.cdf(seconds(NAN)); }) ==
        "nines::cdf: t is nan, but must be 0 or more");
  CHECK(dist.cdf(seconds(INFINITY)).complement() == 0);
  CHECK(message_of([&] { return dist.quantile(probability<double>::always()); }) ==
        "nines::quantile: probability is 1, but must be more than 0 and less than 1");
  CHECK(message_of([&] { return dist.quantile(probability<double>::never()); }) ==
        "nines::quantile: probability is 0, but must be more than 0 and less than 1");
  CHECK(message_of([&] { return dist.density(10s, 1); }) ==
        "nines::density: points is 1, but must be 2 or more");
  CHECK(message_of([&] { return uniform_time(60s, 90s).density(50s, 5); }) ==
        "nines::density: until is 50, but must be after the shortest time");
  CHECK(message_of([&] { return dist.density(seconds(INFINITY), 5); }) ==
        "nines::density: until is inf, but must be finite");
}
