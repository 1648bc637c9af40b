// SPDX-License-Identifier: BSL-1.0
#include <doctest/doctest.h>

#include <cmath>
#include <nines/duration/windows.hpp>
#include <nines/markov/chain/chain_builder.hpp>
#include <nines/markov/occupation/downtime_distribution.hpp>

#include "markov/takacs.hpp"
#include "support/one_unit.hpp"
#include "support/precise.hpp"
#include "support/within.hpp"

using doctest::Approx;
using nines_test::mp;
using namespace std::chrono_literals;
using nines_test::one_unit;
using nines_test::takacs;
using nines_test::within;
using hours = nines::hours_in<double>;

TEST_CASE("one unit against Takacs in 100 digits, both tails") {
  for (const double failure : {1e-9, 1e-4, 1e-2}) {
    const nines::downtime_distribution<> d(one_unit(failure, 0.5), 0, 8760h);
    for (const double s : {0.0, 0.01, 1.0, 8.76, 60.0, 300.0}) {
      CAPTURE(failure);
      CAPTURE(s);
      const auto exact = takacs(failure, 0.5, 8760, s);
      const auto p = d.cdf(hours(s));
      CHECK(p.value() == within(static_cast<double>(exact.value())));
      CHECK(p.complement() == within(static_cast<double>(exact.complement())));
      CHECK(d.survival(hours(s)).value() == p.complement());
    }
  }
}

TEST_CASE("stiff and rare: the same in 50 digits and at another resolution") {
  // Failover in seconds, repair in hours, faults of both kinds from 1e-9 to 1e-4 per hour.
  const auto build = [](auto zero) {
    using T = decltype(zero);
    return nines::chain_builder<T>()
        .add("both", "failing over", T(1e-4))
        .add("both", "crashed", T(1e-9))
        .add("failing over", "one", T(120))
        .add("failing over", "crashed", T(1e-4))
        .add("one", "both", T(0.25))
        .add("one", "crashed", T(1e-4))
        .add("crashed", "one", T(0.5))
        .label("up", {"both", "one"})
        .build();
  };
  using number = boost::multiprecision::number<boost::multiprecision::cpp_bin_float<50>,
                                               boost::multiprecision::et_off>;
  const nines::downtime_distribution<> d(build(0.0), 0, 730h);
  const nines::downtime_distribution<number> fine(build(number(0)), 0, 730h, "up",
                                                  {.tolerance = 1e-13});
  for (const double s : {0.0, 1e-3, 0.1}) {
    const auto p = d.cdf(hours(s));
    const auto exact = fine.cdf(nines::hours_in<number>(number(s)));
    CHECK(p.value() == within(static_cast<double>(exact.value())));
    CHECK(p.complement() == within(static_cast<double>(exact.complement())));
  }
}

TEST_CASE("quantiles of a year") {
  const nines::downtime_distribution<> d(one_unit(1e-3, 0.5), 0, nines::year_365);
  for (const double more : {0.3, 1e-3, 1e-9}) {
    const auto chance = nines::probability<>::from_complement(more);
    const hours s = d.quantile(chance);
    CHECK(d.survival(s).value() == within(more, 1e-8));
  }
  const auto rarely = nines::probability<>::from_value(1e-3);
  CHECK(d.cdf(d.quantile(rarely)).value() == within(1e-3, 1e-8));
  // No failure at all has a probability of 1.6e-4.
  CHECK(d.quantile(nines::probability<>::from_value(1e-4)).count() == 0);
  CHECK(d.quantile(nines::probability<>::always()).count() == 8760);
}
