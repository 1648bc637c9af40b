// SPDX-License-Identifier: BSL-1.0
// Lives as distributions of a time: moments and quantiles against Boost.Math and closed forms.
#include <doctest/doctest.h>

#include <boost/math/distributions/exponential.hpp>
#include <boost/math/distributions/lognormal.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/pareto.hpp>
#include <boost/math/distributions/uniform.hpp>
#include <boost/math/distributions/weibull.hpp>
#include <cmath>
#include <nines/combine.hpp>
#include <nines/distribution.hpp>

#include "support/within.hpp"

using namespace nines;
using namespace std::chrono_literals;
using nines_test::within;

namespace {

template <class Distribution>
void check_seen(const Distribution& expected) {
  const auto seen = distribution_of(lifetime(expected));
  CHECK(seen.mean().count() == within(3600 * mean(expected), 1e-11));
  CHECK(variance(seen) == within(3600.0 * 3600 * variance(expected), 1e-9));
  for (const double p : {1e-9, 0.1, 0.5, 0.99}) {
    CAPTURE(p);
    const auto chance = probability<>::from_value(p);
    CHECK(seen.quantile(chance).count() == within(3600 * quantile(expected, p), 1e-12));
    // Near an earliest age that is not 0 a probability has the digits that the distance from it
    // has.
    CHECK(cdf(seen, seen.quantile(chance)).value() == within(p, p < 0.1 ? 1e-5 : 1e-11));
  }
}

}  // namespace

TEST_CASE("a life seen as a distribution has its moments and its quantiles") {
  check_seen(boost::math::exponential(1e-5));
  for (const double shape : {0.5, 0.9, 1.3, 3.0}) check_seen(boost::math::weibull(shape, 1000));
  check_seen(boost::math::lognormal(8, 1));
  check_seen(boost::math::uniform(100, 500));
  check_seen(boost::math::pareto(10, 5));
}

TEST_CASE("where a life begins and ends, and how its density begins") {
  const auto outline = [](const auto& life) { return distribution_of(life).outline(); };
  const lifetime early(boost::math::weibull(0.7, 1000));
  CHECK(outline(early).breakpoints.front().order == within(-0.3, 1e-6));
  CHECK(outline(series(early, early)).breakpoints.front().order == within(-0.3, 1e-6));
  CHECK(outline(parallel(early, early)).breakpoints.front().order == within(0.4, 1e-6));
  CHECK(outline(lifetime(boost::math::exponential(0.1))).breakpoints.front().order == 0);
  CHECK(std::isinf(outline(lifetime(boost::math::lognormal(1, 1))).breakpoints.front().order));
  const auto bounded = outline(lifetime(boost::math::uniform(100, 500)));
  CHECK(bounded.min == 100 * 3600);
  CHECK(bounded.max == 500 * 3600);
}

TEST_CASE("dead on arrival, and for ever") {
  const lifetime some([](double t) {  // a tenth never begin, a fifth never end
    return reliability_at<double>{probability<>::from_value(0.2 + 0.7 * std::exp(-t)),
                                  0.7 * std::exp(-t)};
  });
  const auto seen = distribution_of(some);
  CHECK(cdf(seen, 0s).value() == within(0.1, 1e-15));
  CHECK(seen.outline().atoms.at(0).mass == within(0.1, 1e-15));
  CHECK(completion_probability(some).value() == within(0.8, 1e-15));
  CHECK(std::isinf(seen.mean().count()));
  CHECK(std::isinf(variance(some)));
  const auto arrived = distribution_of(lifetime(boost::math::normal(10, 10)));
  CHECK(arrived.outline().atoms.at(0).mass == within(0.15865525393145705, 1e-14));
}
