// SPDX-License-Identifier: BSL-1.0
#include <doctest/doctest.h>

#include <boost/math/quadrature/gauss_kronrod.hpp>
#include <cmath>
#include <nines/combine/series.hpp>
#include <nines/markov/chain/chain_builder.hpp>
#include <nines/markov/occupation/downtime_distribution.hpp>
#include <nines/probability/literals.hpp>
#include <nines/slo/breach/breach.hpp>
#include <nines/slo/downtime/compound_downtime.hpp>

#include "slo/slo_test.hpp"
#include "support/message.hpp"
#include "support/one_unit.hpp"

using nines::breach_probability;
using nines::error_budget;
using nines::month_30d;
using nines::unit_downtime;
using nines_test::hours;
using nines_test::message_of;
using nines_test::promise;
using nines_test::within;
using namespace nines::literals;
using namespace std::chrono_literals;

namespace {

const nines::repairable monthly(month_30d, 15min);

}  // namespace

// Tijms, A First Course in Stochastic Models, section 8.3; the figures in 60 digits.
TEST_CASE("a mean that keeps a agreement, and a month that breaks it") {
  CHECK(monthly.availability() > 99.96_percent);
  CHECK(breach_probability(monthly, promise).value() == within(0.26191427780648998051, 1e-13));
  CHECK(breach_probability(monthly, {99.95_percent, month_30d}) ==
        breach_probability(monthly, promise));
}

TEST_CASE("a chain answers as a unit does") {
  const auto chain = nines_test::one_unit(1.0 / 720, 4.0);
  const nines::downtime_distribution<> dist(chain, 0, month_30d);
  const unit_downtime same(monthly, month_30d);
  const auto breach = breach_probability(dist, promise);
  CHECK(breach.value() == within(breach_probability(same, promise).value(), 1e-9));
  CHECK(breach.complement() == within(breach_probability(same, promise).complement(), 1e-9));
  const auto curve = exceedance_curve(dist, 30min, 3);
  for (const auto& point : curve)
    CHECK(point.probability.value() == within(same.survival(point.down).value(), 1e-9));
}

TEST_CASE("outages of two kinds: three answers, of which one is wrong") {
  // Every 200 h for 2 min, every 2000 h for 4 h; not both at once.
  const nines::downtime_distribution<> chain(nines::chain_builder<>()
                                                 .add("up", "short", 1.0 / 200)
                                                 .add("up", "long", 1.0 / 2000)
                                                 .add("short", "up", 30)
                                                 .add("long", "up", 0.25)
                                                 .label("up", {"up"})
                                                 .build(),
                                             0, month_30d);
  const double exact = chain.survival(1h).value();
  const auto either = [](hours t) {
    const double is_short = std::exp(-30 * t.count()) / 1.1;
    const double is_long = std::exp(-0.25 * t.count()) / 11;
    const double over = -std::expm1(-30 * t.count()) / 1.1 - std::expm1(-0.25 * t.count()) / 11;
    return nines::probability<>(nines::unchecked, over, is_short + is_long);
  };
  const hours mttf(1 / (1.0 / 200 + 1.0 / 2000));
  const auto bounds = nines::compound_downtime(mttf, either, month_30d, 400).survival(1h);
  CHECK(bounds.lower.value() < exact);
  CHECK(bounds.upper.value() > exact);
  CHECK(bounds.upper.value() < 1.01 * bounds.lower.value());
  // One exponential distribution of the same means: 64 % instead of 25 %.
  const auto both = nines::series(nines::repairable(200h, 2min), nines::repairable(2000h, 4h));
  CHECK(unit_downtime(both, month_30d).survival(1h).value() > 2.5 * exact);
}

TEST_CASE("an exceedance curve") {
  const unit_downtime dist(monthly, month_30d);
  const auto curve = exceedance_curve(dist, 8h, 1000);
  CHECK(curve.size() == 1000);
  CHECK(curve.front().probability == !dist.no_outage());
  CHECK(curve.back().down == 8h);
  for (std::size_t i = 1; i < curve.size(); ++i)
    CHECK(curve[i].probability < curve[i - 1].probability);
}

TEST_CASE("expected credits over tiers") {
  // Tiers as cloud compute agreements have them; 60 digits.
  const unit_downtime dist(month_30d, 30min, month_30d);
  const std::vector<nines::credit_tier<double>> tiers{
      {99.99_percent, 0.1}, {99_percent, 0.3}, {95_percent, 1.0}};
  CHECK(expected_credit(dist, month_30d, tiers) == within(0.058102145419003433086, 1e-13));
  // By the density and the atom: the credit as a function of the down time.
  const auto part = [&](double from, double to) {
    return boost::math::quadrature::gauss_kronrod<double, 31>::integrate(
        [&](double x) { return dist.density(hours(x)); }, from, to, 5);
  };
  CHECK(expected_credit(dist, month_30d, tiers) ==
        within(0.1 * part(0.072, 7.2) + 0.3 * part(7.2, 36) + part(36, 100), 1e-12));
}

TEST_CASE("a distribution of another window than the agreement is refused") {
  const unit_downtime month(monthly, month_30d);
  const error_budget<> year(99.95_percent, nines::year_365);
  CHECK(message_of([&] { return breach_probability(month, year); }) ==
        "nines::breach_probability: window (in hours) is 8760, but must be that of the "
        "distribution, 720");
  CHECK(message_of([&] { return expected_credit(month, nines::year_365, {{99_percent, 0.1}}); }) ==
        "nines::expected_credit: window (in hours) is 8760, but must be that of the distribution, "
        "720");
  const auto chain = nines_test::one_unit(1.0 / 720, 1.0);
  const nines::downtime_distribution<> system(chain, 0, month_30d);
  CHECK(message_of([&] { return breach_probability(system, year); }) ==
        "nines::breach_probability: window (in hours) is 8760, but must be that of the "
        "distribution, 720");
  CHECK_NOTHROW(static_cast<void>(breach_probability(system, promise)));
  // The same but for rounding.
  const unit_downtime third(monthly, hours(0.1 + 0.2));
  CHECK_NOTHROW(static_cast<void>(breach_probability(third, {99_percent, hours(0.3)})));
}

TEST_CASE("bad input is named") {
  const unit_downtime dist(monthly, month_30d);
  CHECK(message_of([&] { return expected_credit(dist, month_30d, {{99_percent, 10}}); }) ==
        "nines::expected_credit: tiers[0].credit is 10, but must be at most 1, all of the bill");
  CHECK(message_of([&] { return exceedance_curve(dist, 0h); }) ==
        "nines::exceedance_curve: longest is 0, but must be more than 0");
  CHECK(message_of([&] { return exceedance_curve(dist, 1h, 1); }) ==
        "nines::exceedance_curve: points is 1, but must be 2 or more");
  CHECK(message_of([&] {
          return expected_credit(dist, month_30d, std::vector<nines::credit_tier<double>>{});
        }) == "nines::expected_credit: there is no tier");
  CHECK(message_of([&] {
          return expected_credit(dist, month_30d, {{99_percent, 0.1}, {99.9_percent, 0.3}});
        }) ==
        "nines::expected_credit: tiers[1].below is 0.999, but must be less than that of the tier "
        "before");
  CHECK(message_of([&] {
          return expected_credit(dist, month_30d, {{99_percent, 0.1}, {95_percent, 0.05}});
        }) ==
        "nines::expected_credit: tiers[1].credit is 0.05, but must be at least that of the tier "
        "before");
  CHECK(
      message_of([&] { return expected_credit(dist, month_30d, {{99_percent, std::nan("")}}); }) ==
      "nines::expected_credit: tiers[0].credit is nan, but must be at least that of the tier "
      "before");
}
