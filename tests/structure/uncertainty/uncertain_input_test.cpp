// SPDX-License-Identifier: BSL-1.0
// Uncertain inputs: distributions of draws, moments, and what is refused.
#include <doctest/doctest.h>

#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/gamma.hpp>
#include <boost/math/distributions/lognormal.hpp>
#include <boost/math/distributions/normal.hpp>
#include <nines/structure/uncertainty/uncertain_input.hpp>

#include "structure/uncertainty/distance.hpp"

using namespace nines;
using namespace nines_test;

namespace {

std::vector<double> drawn_from(const uncertain_input& input) {
  random_stream random(1411);
  std::vector<double> list;
  for (int i = 0; i < trials(100000); ++i) list.push_back(draw(input, random).value);
  return list;
}
/// Moments as stated, and draws as the cdf says.
template <class Input, class D>
void compare(const Input& kind, const D& exact) {
  const std::vector<uncertain_input> one = {kind};
  const uncertain_input& input = one[0];
  CHECK(mean(input).value == doctest::Approx(boost::math::mean(exact)).epsilon(1e-13));
  CHECK(variance(input) == doctest::Approx(boost::math::variance(exact)).epsilon(1e-12));
  CHECK(distance_from(drawn_from(input), [&](double x) { return cdf(exact, x); }) < 2);
}

}  // namespace

TEST_CASE("draws and moments of each kind agree with Boost.Math") {
  const double deviation = std::log(3) / 1.6448536269514722;
  compare(lognormal_input::from_median(1e-3, 3), boost::math::lognormal(std::log(1e-3), deviation));
  compare(lognormal_input::from_mean(1e-3, 3),
          boost::math::lognormal(std::log(1e-3) - deviation * deviation / 2, deviation));
  compare(lognormal_input::from_logarithm(-7, 0.8), boost::math::lognormal(-7, 0.8));
  compare(beta_input(1.5, 98.5), boost::math::beta_distribution<>(1.5, 98.5));
  compare(gamma_input(2.5, 4e-6), boost::math::gamma_distribution<>(2.5, 4e-6));
  compare(normal_input(0.2, 0.03), boost::math::normal(0.2, 0.03));
}

TEST_CASE("uniform numbers, and histograms") {
  const uncertain_input flat = uniform_input(2e-4, 6e-4);
  CHECK(mean(flat).value == doctest::Approx(4e-4));
  CHECK(variance(flat) == doctest::Approx(16e-8 / 12));
  CHECK(distance_from(drawn_from(flat), [](double x) { return (x - 2e-4) / 4e-4; }) < 2);
  const uncertain_input classes = histogram_input({0, 1, 3, 4}, {2, 0, 6});
  CHECK(mean(classes).value == doctest::Approx(0.25 * 0.5 + 0.75 * 3.5));
  CHECK(variance(classes) == doctest::Approx(0.25 * 0.75 * 9 + 1.0 / 12));
  CHECK(distance_from(drawn_from(classes), [](double x) {
          return x < 1 ? x / 4 : x < 3 ? 0.25 : 0.25 + 0.75 * (x - 3);
        }) < 2);
}

TEST_CASE("the error factor is the quantile over the median, at its level") {
  const auto level = probability<double>::from_value(0.9);
  const auto of_90 = lognormal_input::from_median(0.01, 4, level);
  const auto of_95 =
      lognormal_input::from_median(0.01, std::pow(4, 1.6448536269514722 / 1.2815515655446004));
  CHECK(of_90.mean().value == doctest::Approx(of_95.mean().value).epsilon(1e-14));
}

TEST_CASE("a beta number near 1 keeps the digits of its complement") {
  random_stream random(1412);
  const beta_input nearly_certain(1e4, 0.05);
  double smallest = 1;
  for (int i = 0; i < 200; ++i) {
    const auto found = nearly_certain.draw(random);
    CHECK(found.is_probability());
    smallest = std::min(smallest, found.complement);
  }
  CHECK(smallest > 0);
  CHECK(smallest < 1e-30);
  CHECK(nearly_certain.mean().complement == doctest::Approx(5e-6).epsilon(1e-5));
}

TEST_CASE("what is no probability becomes the nearest one") {
  CHECK(two_sided_value::of(-0.5).nearest_probability() == probability<double>::never());
  CHECK(two_sided_value::of(1.5).nearest_probability() == probability<double>::always());
  CHECK(two_sided_value::of(0.25).nearest_probability().value() == 0.25);
  CHECK(!two_sided_value::of(1.5).is_probability());
  const double nan = std::numeric_limits<double>::quiet_NaN();
  CHECK_THROWS_AS((void)two_sided_value::of(nan).nearest_probability(), domain_error);
}

TEST_CASE("each kind refuses what it cannot be") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  CHECK_THROWS_WITH_AS((void)lognormal_input::from_mean(1e-3, 1), doctest::Contains("error factor"),
                       domain_error);
  CHECK_THROWS_AS((void)lognormal_input::from_mean(0, 3), domain_error);
  CHECK_THROWS_AS((void)lognormal_input::from_median(1, nan), domain_error);
  CHECK_THROWS_AS((void)lognormal_input::from_median(1, 3, probability<double>::from_value(0.5)),
                  domain_error);
  CHECK_THROWS_AS((void)lognormal_input::from_logarithm(0, 0), domain_error);
  CHECK_THROWS_AS((void)beta_input(0, 1), domain_error);
  CHECK_THROWS_AS((void)beta_input(1, nan), domain_error);
  CHECK_THROWS_AS((void)gamma_input(1, -1), domain_error);
  CHECK_THROWS_AS((void)uniform_input(1, 1), domain_error);
  CHECK_THROWS_AS((void)normal_input(0, 0), domain_error);
  CHECK_THROWS_AS((void)histogram_input({0, 1}, {}), domain_error);
  CHECK_THROWS_AS((void)histogram_input({0, 1, 1}, {1, 1}), domain_error);
  CHECK_THROWS_AS((void)histogram_input({0, 1, 2}, {1, -1}), domain_error);
  CHECK_THROWS_AS((void)histogram_input({0, 1, 2}, {0, 0}), domain_error);
  CHECK_THROWS_AS((void)histogram_input({0, 1, 2}, {1}), domain_error);
}
