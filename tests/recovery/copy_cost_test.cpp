// SPDX-License-Identifier: BSL-1.0
// The cost of copies: worked figures after Rule 6 of AWS, "Availability and Beyond", and a search.
#include <doctest/doctest.h>

#include <cmath>
#include <nines/combine/common_cause.hpp>
#include <nines/probability/literals.hpp>
#include <nines/recovery/copy_cost.hpp>

#include "support/message.hpp"
#include "support/within.hpp"

using namespace nines;
using namespace nines::literals;
using nines_test::message_of;
using nines_test::within;
using nines_test::within_epsilons;
using copy_costs = cost_of_copies<double>;
using price_list = copy_prices<double>;

namespace {
constexpr price_list example{.copy = 10000, .outage_hour = 100000};
constexpr auto zone = 99.5_percent;
}  // namespace

TEST_CASE("copies that fail independently") {
  const copy_costs cost(example, zone);
  const double expected[] = {4390000, 41900, 30109.5, 40000.5475};
  for (std::size_t n = 1; n <= 4; ++n) {
    CHECK(cost.total(n) == within(expected[n - 1], 1e-12));
    CHECK(yearly_cost(n, std::pow(0.005, double(n)), example) == within(expected[n - 1], 1e-12));
    CHECK(cost.running(n) == 10000.0 * double(n));
  }
  CHECK(cost.best() == 3);
  CHECK(cost.floor() == 0);
  CHECK(cost.total(0) == 876e6);
}

TEST_CASE("a common cause sets a floor") {
  const auto rare = [](std::size_t n) {
    return yearly_cost(n, beta_factor_rare_event(1, copies(n, zone), 1.5_percent), example);
  };
  CHECK(rare(2) == within(106947.9275, 1e-12));
  CHECK(rare(3) == within(95804.6460429375, 1e-12));
  const copy_costs cost(example, zone, 1.5_percent);  // the exact union: less by beta q x^n
  for (std::size_t n = 1; n <= 5; ++n)
    CHECK(cost.outages(n) ==
          within(876e6 * (7.5e-5 + std::pow(0.004925, double(n)) * (1 - 7.5e-5)), 1e-13));
  CHECK(cost.floor() == within_epsilons(65700));
  CHECK(cost.outages(40) == within_epsilons(65700));
  CHECK(cost.best() == 3);
  CHECK(cost.saved_by_next(2) == within(cost.outages(2) - cost.outages(3), 1e-10));
}

TEST_CASE("the best number against a search") {
  for (const double q : {1e-9, 1e-3, 0.2, 0.9, 0.99})
    for (const double beta : {0.0, 0.05, 1.0})
      for (const double price : {1.0, 1e4, 1e9}) {
        CAPTURE(q);
        CAPTURE(beta);
        CAPTURE(price);
        const copy_costs cost({price, 1e5}, probability<double>::from_complement(q),
                              probability<double>::from_value(beta));
        std::size_t best = 1;
        for (std::size_t n = 2; n <= 2000; ++n)
          if (cost.total(n) < cost.total(best) * (1 - 1e-14)) best = n;
        const auto found = cost.best();
        // Near the minimum totals differ by less than their rounding.
        CHECK(cost.total(found) == within(cost.total(best), 1e-13));
      }
}

TEST_CASE("where one more copy just pays") {
  const auto half = 50_percent;  // a second saves L 8760 / 4
  CHECK(copy_costs({2190.0, 1.0}, half).best() == 1);
  CHECK(copy_costs({2189.0, 1.0}, half).best() == 2);
}

// Gartner's figure of 5,600 $ a minute, as it is commonly cited.
TEST_CASE("the value of a nine") {
  CHECK(value_of_improvement(99.9_percent, 99.99_percent, 5600.0 * 60) == within(2649024, 1e-12));
  CHECK(value_of_improvement(99.9_percent, 99.9_percent, 1.0) == 0);
}

TEST_CASE("what is rejected") {
  CHECK(message_of([] { return copy_costs({-1, 1}, zone).floor(); }) ==
        "nines::cost_of_copies: copy is -1, but must be 0 or more, and finite");
  CHECK(message_of([] { return copy_costs({1, std::nan("")}, zone).floor(); }) ==
        "nines::cost_of_copies: outage_hour is nan, but must be 0 or more, and finite");
  CHECK(message_of([] { return copy_costs({0, 1}, zone).best(); }) ==
        "nines::cost_of_copies::best: copy is 0, but must be more than 0");
  CHECK(message_of([] {
          return copy_costs({1e-9, 1e9}, probability<double>::from_value(1e-12)).best();
        }).find("nines::cost_of_copies::best: count is ") == 0);
  CHECK(message_of([] { return yearly_cost(1, 1.5, example); }) ==
        "nines::yearly_cost: unavailability is 1.5, but must be in [0, 1]");
  CHECK(message_of([] { return value_of_improvement(99_percent, 98_percent, 1.0); }) ==
        "nines::value_of_improvement: after is 0.98, but must be no less than before");
}
