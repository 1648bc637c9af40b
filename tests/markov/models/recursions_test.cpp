// SPDX-License-Identifier: BSL-1.0
// The recursions of processes that go up and down, where a product of rates and times is more, or
// less, than a double holds and its quotient is not; against 100 digits.
#include <doctest/doctest.h>

#include <nines/markov/models.hpp>
#include <nines/markov/models/recursions.hpp>

#include "support/models.hpp"
#include "support/within.hpp"

using nines_test::mp;
using nines_test::within_epsilons;
using namespace nines;
using detail::product_over;

TEST_CASE("a b / c where a b alone is too large or too small") {
  CHECK(product_over(1e200, 1e200, 1e150) == within_epsilons(1e250, 8));
  CHECK(product_over(1e-200, 1e-200, 1e-150) == within_epsilons(1e-250, 8));
  CHECK(product_over(1e10, 1e300, 1e20) == within_epsilons(1e290, 8));
  CHECK(product_over(3.0, 4.0, 6.0) == 2);
  CHECK(product_over(0.0, 4.0, 6.0) == 0);
  CHECK(std::isinf(product_over(1e200, 1e200, 1e50)));
  CHECK(product_over(1e-200, 1e-200, 1e50) == 0);
}

TEST_CASE("the mean time to the failure of k of n near the largest number") {
  // 31 of which 3 are needed, 35 of which 6: rates of 1e18 an hour, a mean time of some 1e303 h.
  const k_of_n_units<> groups[] = {{.units = 31,
                                    .needed = 3,
                                    .mttf = hours_in<double>(3.43504e-08),
                                    .mttr = hours_in<double>(1.81948e-19),
                                    .crews = 18},
                                   {.units = 35,
                                    .needed = 6,
                                    .mttf = hours_in<double>(4.84521e-08),
                                    .mttr = hours_in<double>(3.55815e-19),
                                    .crews = 10}};
  for (const auto& g : groups) {
    const k_of_n_units<mp> exact{.units = g.units,
                                 .needed = g.needed,
                                 .mttf = hours_in<double>(g.mttf.hours),
                                 .mttr = hours_in<double>(g.mttr.hours),
                                 .crews = g.crews};
    const double right = nines::mttf(exact).count().convert_to<double>();
    CHECK(std::isfinite(right));
    CHECK(nines::mttf(g).count() == within_epsilons(right, 4 * 37));
  }
}

TEST_CASE("the time to leave where hardly any way leads on, and what it leads to is long") {
  const auto leave = [](const std::vector<double>& births, const std::vector<double>& deaths,
                        const std::vector<double>& exits) {
    return detail::time_to_leave<double>(births, deaths, exits);
  };
  // On in 1e-200 / 1e150, which no double holds, to where it stays 1e200 h: half of the mean.
  CHECK(leave({1e-200, 1e-200}, {0}, {1e150, 0}) == within_epsilons(2e-150, 8));
  // Back and forth 1e300 times, at rates of 1e20.
  CHECK(leave({1e20, 1e-280}, {1e20}, {0, 0}) == within_epsilons(2e280, 8));
  CHECK(std::isinf(leave({1, 0}, {1}, {0, 0})));
  CHECK(leave({0, 1}, {1}, {4, 0}) == 0.25);
}

TEST_CASE("maintenance that makes a unit new from each phase: it hardly ever gets to the last") {
  const auto model = [](auto scalar) {
    using T = decltype(scalar);
    return maintained_unit<T>{.phases = 62,
                              .mttf = hours_in<double>(6200),
                              .mttr = hours_in<double>(10),
                              .interval = hours_in<double>(0.001)};
  };
  const double right = nines::mttf(model(mp())).count().convert_to<double>();
  CHECK(std::isfinite(right));
  CHECK(right > 1e306);  // the last is reached with 1e-310
  CHECK(nines::mttf(model(0.0)).count() == within_epsilons(right, 500));
}
