// SPDX-License-Identifier: BSL-1.0
// Outages of any distribution: against exponential ones in closed form, counts, certain bounds,
// simulation.
#include <doctest/doctest.h>

#include <boost/math/distributions/poisson.hpp>
#include <boost/math/special_functions/binomial.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>
#include <nines/duration/windows.hpp>
#include <nines/markov/chain/chain_builder.hpp>
#include <nines/markov/occupation/downtime_distribution.hpp>
#include <nines/probability/literals.hpp>
#include <nines/slo/breach/breach.hpp>
#include <nines/slo/downtime/compound_downtime.hpp>
#include <nines/slo/downtime/renewal_downtime.hpp>
#include <nines/timing.hpp>

#include "support/message.hpp"
#include "support/random.hpp"
#include "support/within.hpp"

using namespace nines;
using namespace nines::literals;
using namespace std::chrono_literals;
using nines_test::message_of;
using nines_test::within;
using hours = hours_in<double>;

namespace {

void check_sides(const probability<>& now, const probability<>& expected, double tolerance) {
  CHECK(now.value() == within(expected.value(), tolerance));
  CHECK(now.complement() == within(expected.complement(), tolerance));
}

}  // namespace

// Sums of distributions that are tabulated take seconds without optimisation.
#define OPTIMISED_TEST_CASE(name) TEST_CASE(name* doctest::skip(!nines_test::is_optimised))

TEST_CASE("exponential outages, all three starts") {
  for (const auto start :
       {initial_condition::up, initial_condition::down, initial_condition::stationary}) {
    if (start == initial_condition::stationary && !nines_test::is_optimised) break;
    const unit_downtime<> exact(hours(60), hours(2), hours(100), start);
    const renewal_downtime<> sums(hours(60), exponential_time(2h), hours(100), start);
    for (const double x : {0.001, 1.0, 10.0, 40.0}) {
      CAPTURE(x);
      check_sides(sums.cdf(hours(x)), exact.cdf(hours(x)), 1e-9);
    }
    const double none = exact.no_outage().value();
    CHECK(std::abs(sums.no_outage().value() - none) <= 1e-12 * none);
    CHECK(sums.mean().count() == within(exact.mean().count(), 1e-11));
    CHECK(sums.quantile(99_percent).count() == within(exact.quantile(99_percent).count(), 1e-8));
  }
}

TEST_CASE("outages of one length are counted") {
  const renewal_downtime<> dist(30h, fixed_time(1h), 100h);
  const boost::math::poisson count(97.5 / 30);
  check_sides(dist.cdf(hours(2.5)),
              {nines::unchecked, cdf(count, 2), cdf(boost::math::complement(count, 2))}, 1e-12);
  const renewal_downtime<> from_down(30h, fixed_time(1h), 100h, initial_condition::down);
  CHECK(from_down.cdf(hours(2.5)).value() == within(cdf(count, 1), 1e-12));
  CHECK(from_down.cdf(hours(0.5)).value() == 0);
  const renewal_downtime<> found(30h, fixed_time(1h), 100h, initial_condition::stationary);
  // Up with 30 of 31; else R + n h <= 2.5 h for n = 0, 1 surely and n = 2 with P(R <= 0.5 h).
  CHECK(found.cdf(hours(2.5)).value() ==
        within((30 * cdf(count, 2) + cdf(count, 1) + pdf(count, 2) / 2) / 31, 1e-11));
}

// In a long window the mean is t a / (1 + a) - b / (1 + a)^2, a = E[Y] / m and b = E[Y^2] / (2 m),
// by the transform of the probability to be down, but for what fades like exp(-t / m).
TEST_CASE("the mean of outages of one length in a long window") {
  const renewal_downtime<> dist(10h, fixed_time(1h), month_30d);
  CHECK(dist.mean().count() == within(720.0 / 11 - 5.0 / 121, 1e-13));
}

TEST_CASE("the mean with records of two lengths, term by term") {
  // The n-th outage begins after n - 1 others, k of them of 3 h, and n exponential up times.
  const double mttf = 20;
  const double window = 50;
  double mean = 0;
  for (unsigned n = 0; n < 60; ++n)
    for (unsigned k = 0; k <= n; ++k) {
      const double down = n + 2.0 * k;
      const double often = boost::math::binomial_coefficient<double>(n, k) * std::pow(0.5, n);
      const double shape = n + 1;
      const double left = std::max(0.0, window - down) / mttf;
      mean += mttf * often *
              (boost::math::gamma_p(shape, window / mttf) - boost::math::gamma_p(shape, left));
    }
  const empirical_time<double> records({1h, 3h});
  const renewal_downtime<> dist(hours(mttf), records, hours(window));
  CHECK(dist.mean().count() == within(mean, 1e-12));
  const renewal_downtime<> found(hours(mttf), records, hours(6), initial_condition::stationary);
  CHECK(found.mean().count() == within(6 * 2.0 / 22, 1e-10));
}

OPTIMISED_TEST_CASE("the mean of a year with nine records of outages") {
  std::vector<minutes_in<double>> records;
  for (const int quarters : {1, 1, 2, 3, 3, 4, 6, 11, 27}) records.emplace_back(15 * quarters);
  double first = 0;
  double second = 0;
  for (const auto& r : records) {
    const double length = hours(r).count();
    first += length / 9;
    second += length * length / 9;
  }
  const double a = first / 240;
  const double b = second / 480;
  const renewal_downtime<> dist(240h, empirical_time<double>(records), hours(7200));
  CHECK(dist.mean().count() == within(7200 * a / (1 + a) - b / ((1 + a) * (1 + a)), 1e-10));
}

TEST_CASE("the mean where outages are far shorter, or longer, than the rest") {
  for (const double mttr : {1e-7, 1e-2, 1e3}) {
    const unit_downtime<> exact(8760h, hours(mttr), 1h);
    const renewal_downtime<> dist(8760h, exponential_time(hours(mttr)), 1h);
    CHECK(dist.mean().count() == within(exact.mean().count(), 1e-11));
  }
}

OPTIMISED_TEST_CASE("in the long run the mean down time is its share of the window") {
  const renewal_downtime<> dist(40h, uniform_time(1h, 3h), 100h, initial_condition::stationary);
  CHECK(dist.mean().count() == within(100 * 2.0 / 42, 1e-11));
}

OPTIMISED_TEST_CASE("lognormal outages lie between certain bounds") {
  const auto outage = lognormal_time(20min, 1.2);
  const renewal_downtime<> dist(200h, outage, 720h);
  const compound_downtime bounds(200h, [&](hours t) { return outage.cdf(t); }, 720h, 400);
  for (const double x : {0.5, 2.0, 8.0}) {
    const auto now = dist.cdf(hours(x));
    const auto certain = bounds.cdf(hours(x));
    CHECK(certain.lower.value() <= now.value());
    CHECK(certain.lower.complement() >= now.complement());
    CHECK(certain.upper.value() >= now.value());
    CHECK(certain.upper.complement() <= now.complement());
  }
}

OPTIMISED_TEST_CASE("a breach is likelier the more often it fails, and is a cumulative_downtime") {
  const error_budget<> three_nines(99.9_percent, month_30d);
  const auto outage = lognormal_time<>::from_median(10min, 95_percent, 1h);
  double last = 0;
  for (const int mttf_days : {60, 30, 15}) {
    const renewal_downtime<> dist(hours(24 * mttf_days), outage, month_30d);
    const double now = breach_probability(dist, three_nines).value();
    CHECK(now > last);
    last = now;
  }
  const renewal_downtime<> dist(30h, outage, 100h);
  CHECK(exceedance_curve(dist, 5h, 3).front().probability == !dist.no_outage());
}

OPTIMISED_TEST_CASE("Weibull outages by simulation, from the long run") {
  const auto outage = weibull_time(0.7, 2h);
  const renewal_downtime<> dist(25h, outage, 100h, initial_condition::stationary);
  nines_test::random_source random(11);
  const int trials = nines_test::trials(100000, 50);
  const auto up = [&] { return -25 * std::log(random.unit()); };
  int over = 0;
  for (int i = 0; i < trials; ++i) {
    double now = -2000 - random.unit() * 100;  // long enough to forget the start
    double down = 0;
    while ((now += up()) < 100) {
      const double end = now + 2 * std::pow(-std::log(random.unit()), 1 / 0.7);
      down += std::max(0.0, std::min(end, 100.0) - std::max(now, 0.0));
      now = end;
    }
    over += down > 15 ? 1 : 0;
  }
  const double share = static_cast<double>(over) / trials;
  CHECK(dist.survival(15h).value() == within(share, 4.5 / std::sqrt(share * trials)));
}

TEST_CASE("the down time of exponential outages is a random time, as that of a unit") {
  for (const auto start :
       {initial_condition::up, initial_condition::down, initial_condition::stationary}) {
    const renewal_downtime<> d(100h, exponential_time(2h), 720h, start);
    const unit_downtime<> unit(100h, 2h, 720h, start);
    for (const double x : {0.5, 10.0, 60.0}) {
      CAPTURE(x);
      CHECK(cdf(d, hours(x)).value() == within(cdf(unit, hours(x)).value(), 1e-9));
      CHECK(survival(d, hours(x)).value() == within(survival(unit, hours(x)).value(), 1e-9));
      CHECK(pdf(d, hours(x)) == within(pdf(unit, hours(x)), 1e-9));
    }
    CHECK(quantile(d, 99_percent).count() == within(quantile(unit, 99_percent).count(), 1e-9));
    CHECK(mean(d).count() == within(mean(unit).count(), 1e-9));
    CHECK(standard_deviation(d).count() == within(standard_deviation(unit).count(), 1e-7));
  }
}

TEST_CASE("a duration is an outage that is always the same: a Poisson number of them") {
  const renewal_downtime<> d(100h, 2h, 500h);
  const renewal_downtime<> same(100h, fixed_time<>(2h), 500h);
  for (const double x : {0.0, 1.0, 2.0, 7.0, 12.0}) {
    CAPTURE(x);
    double expected = 0;
    for (int n = 0; 2 * n <= x; ++n)
      expected += std::exp(-(500 - x) / 100 + n * std::log((500 - x) / 100) - std::lgamma(n + 1));
    CHECK(cdf(d, hours(x)).value() == within(expected, 1e-12));
    CHECK(cdf(d, hours(x)) == cdf(same, hours(x)));
  }
  const auto outline = d.outline();
  CHECK(outline.atoms[1].mass == within(4.98 * std::exp(-4.98), 1e-12));
  CHECK(d.at(7200).cdf.value() - d.at(7200).before.value() == within(outline.atoms[1].mass, 1e-12));
}

TEST_CASE("one down time by three roads: means, a distribution of outages, a chain") {
  const auto unit = window_downtime(100h, 2h, 720h);
  const auto outages = window_downtime(100h, exponential_time(2h), 720h);
  const auto c =
      chain_builder<>().add("up", "down", 0.01).add("down", "up", 0.5).label("up", {"up"});
  const auto system = window_downtime(c.build(), 0, 720h);
  const auto part = window_downtime(repairable<>::from_hours(100, 2), 720h);
  for (const auto x : {0min, 30min, 600min, 3000min}) {
    CAPTURE(x.count());
    check_sides(cdf(outages, x), cdf(unit, x), 1e-9);
    check_sides(cdf(system, x), cdf(unit, x), 1e-9);
    check_sides(cdf(part, x), cdf(unit, x), 1e-13);
    check_sides(survival(system, x), survival(outages, x), 1e-9);
  }
  CHECK(quantile(system, 95_percent).count() == within(quantile(unit, 95_percent).count(), 1e-8));
  CHECK(mean(system).count() == within(mean(unit).count(), 1e-12));
  CHECK(standard_deviation(system).count() == within(standard_deviation(unit).count(), 1e-11));
}

OPTIMISED_TEST_CASE("a repair that is a plan lies between certain bounds") {
  const auto detect = uniform_time(0min, 5min);
  const auto fix = lognormal_time<>::from_median(20min, 95_percent, 2h);
  const auto plan = sequence(detect, 3min, fix);  // found, paged, repaired
  const renewal_downtime<> d(240h, plan, nines::month_30d);
  const compound_downtime bracket(
      240h, [&](hours t) { return cdf(plan, t); }, nines::month_30d, 2000);
  for (const auto down : {30min, 60min, 180min}) {
    const auto certain = bracket.cdf(down);
    CHECK(certain.lower <= cdf(d, down));
    CHECK(cdf(d, down) <= certain.upper);
  }
}

TEST_CASE("what is rejected") {
  CHECK(message_of([] { return renewal_downtime<>(0h, fixed_time(1h), 1h); }) ==
        "nines::renewal_downtime: mttf is 0, but must be more than 0");
  CHECK(message_of([] { return renewal_downtime<>(1h, fixed_time(1h), 0h); }) ==
        "nines::renewal_downtime: window is 0, but must be more than 0");
  CHECK(message_of([] { return renewal_downtime<>(1h, fixed_time(0h), 1h); }) ==
        "nines::renewal_downtime: the mean outage (in seconds) is 0, but must be more than 0, and "
        "finite");
  CHECK(message_of([] { return renewal_downtime<>(1h, fixed_time(1h), 501h); }) ==
        "nines::renewal_downtime: window / mttf is 501, but must be at most 500 (compound_downtime "
        "has bounds for more)");
  const renewal_downtime<> dist(1h, fixed_time(1h), 1h);
  CHECK(message_of([&] { return dist.cdf(-1h); }) ==
        "nines::renewal_downtime::cdf: down is -1, but must be 0 or more");
}
