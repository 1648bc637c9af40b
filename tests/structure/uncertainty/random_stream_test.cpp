// SPDX-License-Identifier: BSL-1.0
// Random numbers against the distributions that they are drawn from, and against fixed values.
#include <doctest/doctest.h>

#include <boost/math/distributions/gamma.hpp>
#include <boost/math/distributions/normal.hpp>
#include <nines/structure/uncertainty/random_stream.hpp>

#include "structure/uncertainty/distance.hpp"

using namespace nines;
using namespace nines_test;

TEST_CASE("the normal quantile, to the last digits, on both sides") {
  const boost::math::normal_distribution<mp> normal;
  double worst = 0;
  for (double small = 0.499; small > 1e-300; small *= 0.93) {
    const double exact = static_cast<double>(quantile(normal, mp(small)));
    const auto p = probability<double>::from_value(small);
    worst = std::max(worst, std::abs(standard_normal_quantile(p) / exact - 1));
    worst = std::max(worst, std::abs(standard_normal_quantile(!p) / exact + 1));
  }
  CHECK(worst <= 2e-15);
  CHECK(standard_normal_quantile(probability<double>::from_value(0.5)) == 0);
  CHECK(standard_normal_quantile(probability<double>::from_value(0.95)) ==
        doctest::Approx(1.6448536269514722).epsilon(1e-15));
}

TEST_CASE("the normal quantile of certain events is refused") {
  CHECK_THROWS_WITH_AS((void)standard_normal_quantile(probability<double>::always()),
                       doctest::Contains("neither 0 nor 1"), domain_error);
  CHECK_THROWS_AS((void)standard_normal_quantile(probability<double>::never()), domain_error);
}

TEST_CASE("streams repeat, and those of another number or seed are others") {
  random_stream one(7, 3);
  random_stream again(7, 3);
  random_stream other(7, 4);
  random_stream another(8, 3);
  const auto bits = one.bits();
  CHECK(bits == again.bits());
  CHECK(bits != other.bits());
  CHECK(bits != another.bits());
  CHECK(one.uniform() == again.uniform());
}

TEST_CASE("uniform, normal and gamma numbers have their distributions") {
  random_stream random(1401);
  const auto draws = trials(100000);
  const auto samples = [&](const auto& draw) {
    std::vector<double> list;
    for (int i = 0; i < draws; ++i) list.push_back(draw());
    return list;
  };
  CHECK(distance_from(samples([&] { return random.uniform(); }), [](double x) { return x; }) < 2);
  const boost::math::normal normal;
  CHECK(distance_from(samples([&] { return random.normal(); }),
                      [&](double x) { return cdf(normal, x); }) < 2);
  for (const double shape : {0.05, 0.5, 1.0, 2.5, 40.0, 1e5}) {
    const boost::math::gamma_distribution<> gamma(shape);
    CHECK(distance_from(samples([&] { return random.log_gamma(shape); }),
                        [&](double x) { return cdf(gamma, std::exp(x)); }) < 2);
  }
}

TEST_CASE("a gamma number of a tiny shape keeps its logarithm") {
  random_stream random(1402);
  double lowest = 0;
  for (int i = 0; i < 100; ++i) lowest = std::min(lowest, random.log_gamma(1e-5));
  CHECK(lowest < -745);  // where its exponential is 0
  CHECK(std::isfinite(lowest));
  CHECK_THROWS_AS((void)random.log_gamma(0), domain_error);
  CHECK_THROWS_AS((void)random.log_gamma(std::numeric_limits<double>::quiet_NaN()), domain_error);
}
