// SPDX-License-Identifier: BSL-1.0
// A lifetime at an instant: distributions against closed forms, callables of both kinds,
// compositions.
#include <doctest/doctest.h>

#include <boost/math/distributions/exponential.hpp>
#include <boost/math/distributions/gamma.hpp>
#include <boost/math/distributions/lognormal.hpp>
#include <boost/math/distributions/weibull.hpp>
#include <cmath>
#include <nines/combine.hpp>
#include <nines/distribution.hpp>
#include <nines/duration.hpp>
#include <nines/probability.hpp>
#include <vector>

#include "support/enumerate.hpp"
#include "support/message.hpp"
#include "support/relative.hpp"

using namespace nines;
using namespace nines_test;
using namespace std::chrono_literals;
using in_hours = hours_in<double>;

namespace {

/// exp(-t / mean) as a callable that tells the survival only, or the density, too.
auto survival_only(double mean) {
  return [mean](double t) {
    return probability<double>(nines::unchecked, std::exp(-t / mean), -std::expm1(-t / mean));
  };
}
auto with_density(double mean) {
  return [mean](double t) {
    return reliability_at<double>{{nines::unchecked, std::exp(-t / mean), -std::expm1(-t / mean)},
                                  std::exp(-t / mean) / mean};
  };
}

bool same(const reliability_at<double>& a, const reliability_at<double>& b) {
  return a.survival.value() == b.survival.value() &&
         a.survival.complement() == b.survival.complement() && a.density == b.density;
}

}  // namespace

TEST_CASE("exponential: survival, its complement, and a constant hazard") {
  const lifetime disk(boost::math::exponential(1e-5));
  for (const double t : {1e-12, 1e-3, 1.0, 1e5, 1e7}) {
    CAPTURE(t);
    const auto p = survival(disk, in_hours(t));
    CHECK(epsilons_apart(p.value(), std::exp(-1e-5 * t)) <= 2);
    CHECK(epsilons_apart(p.complement(), -std::expm1(-1e-5 * t)) <= 2);
    CHECK(epsilons_apart(hazard(disk, in_hours(t)), 1e-5) <= 4);
  }
  CHECK(survival(disk, 0h) == probability<double>::always());
}

TEST_CASE("Weibull: survival, its complement, and the hazard") {
  const double shape = 1.3;
  const double scale = 8e4;
  const lifetime disk(boost::math::weibull(shape, scale));
  for (const double t : {1e-3, 10.0, 8760.0, 8e4, 1e6}) {
    CAPTURE(t);
    const double power = std::pow(t / scale, shape);
    const auto p = survival(disk, in_hours(t));
    CHECK(epsilons_apart(p.value(), std::exp(-power)) <= 4 + 2 * power);
    CHECK(epsilons_apart(p.complement(), -std::expm1(-power)) <= 4);
    const double rate = shape / scale * std::pow(t / scale, shape - 1);
    CHECK(epsilons_apart(hazard(disk, in_hours(t)), rate) <= 64);
  }
}

TEST_CASE("lognormal and gamma: both sides from the error function and in closed form") {
  const lifetime repair(boost::math::lognormal(2.0, 0.5));
  for (const double t : {0.5, 1.0, 7.0, 40.0, 300.0}) {
    CAPTURE(t);
    const double z = (std::log(t) - 2) / 0.5 / std::sqrt(2.0);
    const auto p = survival(repair, in_hours(t));
    CHECK(epsilons_apart(p.value(), std::erfc(z) / 2) <= 64);
    CHECK(epsilons_apart(p.complement(), std::erfc(-z) / 2) <= 64);
  }
  const lifetime two_stages(boost::math::gamma_distribution<>(2, 100));
  for (const double t : {50.0, 100.0, 1000.0, 5000.0}) {
    CAPTURE(t);
    const double x = t / 100;
    CHECK(epsilons_apart(survival(two_stages, in_hours(t)).value(), (1 + x) * std::exp(-x)) <= 16);
    CHECK(epsilons_apart(hazard(two_stages, in_hours(t)), x / (1 + x) / 100) <= 64);
  }
}

TEST_CASE("a unit other than the hour, and a rate per something else") {
  const lifetime disk(boost::math::exponential(0.2), year_365);
  CHECK(epsilons_apart(survival(disk, 5 * year_365).value(), std::exp(-1.0)) <= 2);
  CHECK(epsilons_apart(hazard(disk, year_365), 0.2 / 8760) <= 4);
  CHECK(epsilons_apart(hazard(disk, year_365, year_365), 0.2) <= 4);
  CHECK(disk.distribution().lambda() == 0.2);
}

TEST_CASE("a callable with its density is taken as it is") {
  const lifetime by_call(with_density(1e4));
  for (const double t : {0.0, 1.0, 1e4, 1e5})
    CHECK(same(by_call.at(in_hours(t)), with_density(1e4)(t)));
}

TEST_CASE("a callable without density: the slope is right to 1e-9, whatever the scale") {
  for (const double mean : {1e-9, 1e-3, 1.0, 1e4, 1e9}) {
    const lifetime by_call(survival_only(mean));
    for (const double share : {1e-6, 1e-3, 0.1, 1.0, 3.0}) {
      CAPTURE(mean);
      CAPTURE(share);
      CHECK(std::abs(hazard(by_call, in_hours(share * mean)) * mean - 1) <= 1e-9);
    }
    CAPTURE(mean);
    CHECK(std::abs(hazard(by_call, in_hours(0)) * mean - 1) <= 1e-5);  // just after 0
  }
}

TEST_CASE("a callable without density is as good as the distribution it copies") {
  const boost::math::weibull dist(2.5, 3e4);
  const lifetime by_distribution(dist);
  const lifetime by_call([dist](double t) {
    return probability<double>(nines::unchecked, cdf(boost::math::complement(dist, t)),
                               cdf(dist, t));
  });
  for (const double t : {1.0, 100.0, 1e4, 3e4, 6e4}) {
    CAPTURE(t);
    CHECK(survival(by_call, in_hours(t)) == survival(by_distribution, in_hours(t)));
    CHECK(std::abs(hazard(by_call, in_hours(t)) / hazard(by_distribution, in_hours(t)) - 1) <=
          1e-9);
  }
}

TEST_CASE("a composition is the composition of its parts at each instant") {
  const lifetime disk(boost::math::weibull(1.3, 8e4));
  const lifetime fan(boost::math::exponential(1e-5));
  const in_hours t(20000);
  const auto d = disk.at(t);
  const auto f = fan.at(t);
  CHECK(same(series(disk, fan).at(t), series(d, f)));
  CHECK(same(parallel(disk, fan).at(t), parallel(d, f)));
  CHECK(same(at_least(2, disk, fan, disk).at(t), at_least(2, d, f, d)));
  CHECK(same(series(copies(3, disk)).at(t), series(copies(3, d))));
  CHECK(same(parallel(copies(3, disk)).at(t), parallel(copies(3, d))));
  CHECK(same(at_least(7, copies(8, disk)).at(t), at_least(7, copies(8, d))));
  const std::vector disks(4, disk);
  CHECK(same(series(disks).at(t), series(std::vector(4, d))));
  CHECK(same(at_least(3, disks).at(t), at_least(3, std::vector(4, d))));
}

TEST_CASE("compositions compose: of compositions, of lists and copies of them") {
  const lifetime disk(boost::math::exponential(1e-5));
  const lifetime fan(boost::math::exponential(3e-5));
  const auto node = series(disk, fan);
  const auto rack = at_least(2, copies(3, node));
  const auto site = parallel(rack, std::vector(2, rack).front());
  const in_hours t(1e4);
  const double up = std::exp(-0.4);
  const double rack_up = up * up * (3 - 2 * up);
  CHECK(epsilons_apart(survival(node, t).value(), up) <= 4);
  CHECK(epsilons_apart(survival(rack, t).value(), rack_up) <= 16);
  CHECK(epsilons_apart(survival(site, t).complement(), (1 - rack_up) * (1 - rack_up)) <= 64);
  CHECK(epsilons_apart(survival(parallel(std::vector(2, rack)), t).complement(),
                       survival(site, t).complement()) <= 8);
  CHECK(epsilons_apart(survival(parallel(copies(2, rack)), t).complement(),
                       survival(site, t).complement()) <= 8);
}

TEST_CASE("the hazard of a series is the sum of the hazards; the density of k of n is the slope") {
  const lifetime disk(boost::math::weibull(1.3, 8e4));
  const lifetime fan(boost::math::exponential(1e-5));
  const in_hours t(2e4);
  CHECK(epsilons_apart(hazard(series(disk, fan), t), hazard(disk, t) + hazard(fan, t)) <= 8);
  const auto array = at_least(2, disk, fan, disk);
  const lifetime slope([array](double x) { return array.at(in_hours(x)).survival; });
  CHECK(std::abs(array.at(t).density / slope.at(t).density - 1) <= 1e-9);
}

TEST_CASE("the hazard of a series where no number is left of its survival") {
  const lifetime disk(boost::math::weibull(2, 100));
  const lifetime fan(boost::math::exponential(0.5));
  const in_hours t(1e6);
  CHECK(survival(series(disk, fan), t).value() == 0);
  const double both_hazards = 200 + 0.5;
  CHECK(epsilons_apart(hazard(series(disk, fan), t), both_hazards) <= 8);
  CHECK(epsilons_apart(hazard(series(series(disk, fan), fan), t), both_hazards + 0.5) <= 8);
  CHECK(epsilons_apart(hazard(series(series(copies(3, fan)), disk), t), both_hazards + 1) <= 8);
  CHECK(epsilons_apart(hazard(series(std::vector(4, fan)), t), 2.0) <= 8);
  CHECK(hazard(series(copies(0, fan)), t) == 0);
  // Of others a wider scalar goes further out: at t the two are as the one that lives longer.
  CHECK(message_of([&] { return hazard(parallel(fan, fan), t); }).starts_with("nines::hazard: "));
  const lifetime wide(boost::math::exponential_distribution<long double>(0.5L));
  const hours_in<long double> far(2000.0L);
  CHECK(std::abs(hazard(parallel(wide, wide), far) - 0.5L) < 1e-15L);
}

TEST_CASE("bad ages and units") {
  const lifetime disk(boost::math::exponential(1e-5));
  const lifetime by_call(survival_only(1e5));
  CHECK(message_of([&] { return survival(disk, -1h); }) ==
        "nines::survival: t is -1, but must be 0 or more");
  CHECK(message_of([&] { return survival(by_call, in_hours(std::nan(""))); }) ==
        "nines::survival: t is nan, but must be 0 or more");
  CHECK(message_of([] { return lifetime(boost::math::exponential(1), 0h); }) ==
        "nines::lifetime: unit is 0, but must be more than 0, and finite");
  CHECK(message_of([&] { return survival(at_least(3, disk, disk), 1h); }) ==
        "nines::at_least: k is 3, but must be at most the number of parts, 2");
}
