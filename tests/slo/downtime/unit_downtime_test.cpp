// SPDX-License-Identifier: BSL-1.0
#include <doctest/doctest.h>

#include <boost/math/distributions/non_central_chi_squared.hpp>
#include <boost/math/quadrature/gauss_kronrod.hpp>
#include <boost/math/special_functions/bessel.hpp>
#include <cmath>
#include <nines/duration.hpp>
#include <nines/probability/literals.hpp>
#include <nines/slo/downtime/unit_downtime.hpp>

#include "slo/slo_test.hpp"
#include "support/message.hpp"

using nines::hours_in;
using nines::initial_condition;
using nines::month_30d;
using nines::unit_downtime;
using nines_test::hours;
using nines_test::message_of;
using nines_test::minutes;
using nines_test::starts;
using nines_test::within;
using namespace nines::literals;
using namespace std::chrono_literals;

namespace {

/// The integral over [from, to], in so many pieces.
template <class F>
double integral(const F& f, double from, double to, int pieces = 16) {
  double sum = 0;
  for (int i = 0; i < pieces; ++i)
    sum += boost::math::quadrature::gauss_kronrod<double, 31>::integrate(
        f, from + (to - from) * i / pieces, from + (to - from) * (i + 1) / pieces, 0);
  return sum;
}

}  // namespace

// Tijms, A First Course in Stochastic Models, section 8.3; the figures in 60 digits.
TEST_CASE("published and worked figures") {
  const unit_downtime half_hour(month_30d, 30min, month_30d);
  CHECK(half_hour.cdf(minutes(43.2)).value() == within(0.73821861961427053626, 1e-14));
  const unit_downtime quarter_hour(month_30d, 15min, month_30d);
  CHECK(quarter_hour.survival(minutes(21.6)).value() == within(0.26191427780648998051, 1e-14));
  const unit_downtime found(month_30d, 30min, month_30d, initial_condition::stationary);
  CHECK(found.cdf(minutes(43.2)).value() == within(0.73803416355708167538, 1e-14));
  const hours two_months(8760.0 / 6);  // six outages a year of up time
  const unit_downtime year(two_months, 5min, nines::year_365);
  CHECK(year.cdf(minutes(52.56)).value() == within(0.89393310504358967399, 1e-14));
}

TEST_CASE("against the non-central chi-squared distribution") {
  // P(N < M) is its cdf at 2 b with two degrees of freedom and non-centrality 2 a.
  for (const double a : {0.1, 3.0, 40.0, 200.0})
    for (const double b : {0.2, 5.0, 60.0, 250.0}) {
      CAPTURE(a);
      CAPTURE(b);
      const auto c = nines::compare_counts(a, b);
      const boost::math::non_central_chi_squared dist(2, 2 * a);
      CHECK(c.fewer == within(cdf(dist, 2 * b), 1e-10));
      CHECK(c.equal + c.more == within(cdf(boost::math::complement(dist, 2 * b)), 1e-10));
      const double z = 2 * std::sqrt(a * b);
      const double common = std::exp(-a - b);
      CHECK(c.equal == within(common * boost::math::cyl_bessel_i(0, z), 1e-12));
      const double next = common * boost::math::cyl_bessel_i(1, z);
      CHECK(c.one_more == within(next * std::sqrt(a / b), 1e-12));
      CHECK(c.one_fewer == within(next * std::sqrt(b / a), 1e-12));
    }
}

TEST_CASE("against the integral over the Bessel function") {
  // P(N < M) is the integral of P(N = M) over the mean of M.
  for (const double a : {0.5, 10.0, 100.0})
    for (const double b : {1.0, 20.0, 90.0}) {
      const auto equal = [a](double v) {
        return std::exp(-a - v) * boost::math::cyl_bessel_i(0, 2 * std::sqrt(a * v));
      };
      CHECK(nines::compare_counts(a, b).fewer == within(integral(equal, 0, b), 1e-11));
    }
}

TEST_CASE("density, mean and variance are those of the distribution") {
  for (const auto start : starts)
    for (const double window : {0.01, 3.0, 200.0}) {
      CAPTURE(window);
      const unit_downtime d(hours(40), hours(2), hours(window), start);
      const auto density = [&](double x) { return d.density(hours(x)); };
      CHECK(d.no_outage().value() + integral(density, 0, window / 3) ==
            within(d.cdf(hours(window / 3)).value(), 1e-12));
      const auto more = [&](double x) { return d.survival(hours(x)).value(); };
      CHECK(d.mean().count() == within(integral(more, 0, window), 1e-12));
      const double mean = d.mean().count();
      const auto off = [&](double x) { return 2 * (x - mean) * more(x); };
      CHECK(d.variance() == within(mean * mean + integral(off, 0, window), 1e-9));
      CHECK(d.standard_deviation().count() == within(std::sqrt(d.variance()), 1e-15));
    }
}

TEST_CASE("mean and variance keep their digits in a window much shorter than an outage") {
  const hours window(1e-6);
  const double x = 1e-6;
  const unit_downtime up(hours(100), hours(1), window);
  CHECK(up.mean().count() == within(x * x / 200, 1e-6));  // to first order
  CHECK(up.variance() == within(x * x * x / 300, 1e-6));
  const unit_downtime down(hours(100), hours(1), window, initial_condition::down);
  CHECK(down.mean().count() == within(x, 1e-6));
  CHECK(down.variance() == within(x * x * x / 3, 1e-5));
  const unit_downtime found(hours(100), hours(1), window, initial_condition::stationary);
  CHECK(found.mean().count() == within(x / 101, 1e-15));
}

TEST_CASE("the stationary start is a mix of the others") {
  const auto at = [](initial_condition s) {
    return unit_downtime(hours(40), hours(10), hours(90), s).cdf(5h);
  };
  const auto found = at(initial_condition::stationary);
  const auto up = at(initial_condition::up);
  const auto down = at(initial_condition::down);
  CHECK(found.value() == within(0.8 * up.value() + 0.2 * down.value(), 1e-15));
  CHECK(found.complement() == within(0.8 * up.complement() + 0.2 * down.complement(), 1e-15));
}

TEST_CASE("the ends of the window") {
  for (const auto start : starts) {
    const unit_downtime d(hours(40), hours(10), hours(90), start);
    CHECK(d.cdf(90h) == nines::probability<>::always());
    CHECK(d.cdf(100h) == nines::probability<>::always());
    CHECK(d.density(0h) == 0);
    CHECK(d.density(91h) == 0);
  }
  const unit_downtime up(hours(40), hours(10), hours(90));
  CHECK(up.no_outage().value() == within(std::exp(-90.0 / 40), 1e-15));
  CHECK(up.no_outage().complement() == within(-std::expm1(-90.0 / 40), 1e-15));
  CHECK(up.cdf(0h) == up.no_outage());
  const unit_downtime down(hours(40), hours(10), hours(90), initial_condition::down);
  CHECK(down.no_outage() == nines::probability<>::never());
  // Never up: exp(-9).
  CHECK(down.survival(hours(90 * (1 - 1e-15))).value() == within(std::exp(-9), 1e-12));
}

TEST_CASE("quantiles go back to their probability") {
  for (const auto start : starts) {
    const unit_downtime d(month_30d, 15min, month_30d, start);
    for (const auto p : {50_percent, 90_percent, 99.99_percent, 12_nines, 200_nines}) {
      const auto again = d.cdf(d.quantile(p));
      CAPTURE(nines::number_of_nines(p));
      if (p > d.no_outage()) CHECK(again.complement() == within(p.complement(), 1e-11));
    }
    const auto rare =
        unit_downtime(1h, 1h, 900h, start).quantile(nines::probability<>::from_value(1e-100));
    CHECK(unit_downtime(1h, 1h, 900h, start).cdf(rare).value() == within(1e-100, 1e-11));
  }
  const unit_downtime d(month_30d, 15min, month_30d);
  CHECK(d.quantile(10_percent).count() == 0);
  CHECK(d.quantile(nines::probability<>::always()).count() == 720);
  const unit_downtime down(40h, 10h, 90h, initial_condition::down);
  CHECK(down.quantile(99.99_percent).count() == 90);  // never up: exp(-9) is 0.000123
}

TEST_CASE("a quantile where the mean is 0, and the probability below the range") {
  const unit_downtime never(hours(1.7e308), hours(1e-20), month_30d);
  CHECK(never.mean().count() == 0);
  const auto longest = never.quantile(nines::probability<>::from_complement(1e-315));
  CHECK(longest.count() > 0);
  CHECK(longest.count() < 1e-17);
}

TEST_CASE("units that never fail, and systems") {
  const unit_downtime never(hours(std::numeric_limits<double>::infinity()), 1h, 100h);
  CHECK(never.no_outage() == nines::probability<>::always());
  CHECK(never.mean().count() == 0);
  const nines::repairable pair = nines::repairable(720h, 30min);
  CHECK(unit_downtime(pair, 720h).cdf(minutes(43.2)).value() ==
        within(0.73821861961427053626, 1e-13));
  const nines::repairable eternal(hours(std::numeric_limits<double>::infinity()), 1h);
  CHECK(unit_downtime(eternal, 720h).no_outage() == nines::probability<>::always());
}

TEST_CASE("bad input is named") {
  CHECK(message_of([] { return unit_downtime(0h, 1h, 1h); }) ==
        "nines::unit_downtime: mttf (in hours) is 0, but must be more than 0");
  CHECK(message_of([] { return unit_downtime(hours(std::nan("")), 1h, 1h); }) ==
        "nines::unit_downtime: mttf (in hours) is nan, but must be more than 0");
  CHECK(message_of([] { return unit_downtime(1h, 0h, 1h); }) ==
        "nines::unit_downtime: mttr (in hours) is 0, but must be more than 0, and finite");
  CHECK(message_of([] { return unit_downtime(1h, 1h, -1h); }) ==
        "nines::unit_downtime: window (in hours) is -1, but must be more than 0, and finite");
  const unit_downtime d(1h, 1h, 1h);
  CHECK(message_of([&] { return d.cdf(-1h); }) ==
        "nines::unit_downtime::cdf: down is -1, but must be 0 or more");
  CHECK(message_of([&] { return d.density(hours(std::nan(""))); }) ==
        "nines::unit_downtime::density: down is nan, but must be 0 or more");
  CHECK_THROWS_AS(static_cast<void>(nines::compare_counts(1e18, 1e18)), nines::convergence_error);
}

TEST_CASE("the down time in a window is asked like any other random time, and is a step") {
  for (const auto start : starts) {
    const unit_downtime d(100h, 2h, hours(720), start);
    CHECK(cdf(d, 0h) == d.no_outage());
    for (const double x : {0.5, 10.0, 100.0, 719.9}) {
      CAPTURE(x);
      CHECK(cdf(d, hours(x)).value() == within(d.cdf(hours(x)).value(), 1e-13));
      CHECK(survival(d, hours(x)).value() == within(d.survival(hours(x)).value(), 1e-12));
      CHECK(pdf(d, hours(x)) == within(d.density(hours(x)), 1e-12));
    }
    CHECK(cdf(d, 720h) == nines::probability<>::always());
    for (const double p : {0.3, 0.5, 0.99}) {
      const auto level = nines::probability<>::from_value(p);
      CHECK(hours(quantile(d, level)).count() == within(d.quantile(level).count(), 1e-12));
    }
    CHECK(hours(mean(d)).count() == within(d.mean().count(), 1e-15));
    CHECK(hours(standard_deviation(d)).count() == within(d.standard_deviation().count(), 1e-15));
  }
}

TEST_CASE("the atoms and the density of a down time are all of it") {
  for (const auto start : starts) {
    const unit_downtime d(100h, 2h, 5h, start);
    const auto outline = d.outline();
    double sum = 3600 * integral([&](double x) { return d.at(3600 * x).density; }, 0, 5);
    for (const auto& atom : outline.atoms) sum += atom.mass;
    CHECK(sum == within(1, 1e-12));
    CHECK(outline.atoms.size() == (start == initial_condition::stationary ? 2 : 1));
    const double never_up = start == initial_condition::up ? 0 : outline.atoms.back().mass;
    CHECK(std::abs(d.at(outline.max).before.complement() - never_up) <= 1e-13 * never_up);
  }
}
