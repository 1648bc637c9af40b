// SPDX-License-Identifier: BSL-1.0
// What a question may cost is for all of it, and said before it is spent.
#include <doctest/doctest.h>

#include <nines/detection/counted_errors.hpp>
#include <nines/detection/incremental.hpp>
#include <nines/detection/mann_whitney/rule.hpp>
#include <nines/detection/tests/exact_tests.hpp>
#include <nines/probability/literals.hpp>

#include "support/message.hpp"

using nines_test::message_of;
using namespace nines;
using namespace nines::literals;

TEST_CASE("a good and a bad release have one budget") {
  const auto looks = even_looks(100000, 10);
  const ratio_above rule(0.02);
  auto budget = detail::budget_of("watch", {});
  (void)detail::watch_within<double>(rule, looks, 1_percent, {}, budget);
  const double good = budget.spent();
  CHECK(good > 0);
  (void)watch(rule, looks, 1_percent, {.max_products = good});
  CHECK_THROWS_AS((void)operate(rule, looks, {1_percent, 3_percent}, {.max_products = good}),
                  convergence_error);
}

TEST_CASE("watches of billions of requests are refused at once, with the way out") {
  CHECK(message_of([] { return watch(ratio_above(0.3), even_looks(1e12, 10), 5_percent); }) ==
        "nines::watch: takes more than 2e+09 products; take fewer looks, a larger least_mass, "
        "z_test_looks, or more max_products");
  CHECK(message_of([] {
          return watch_checks(std::vector<probability<>>(100000, 1_percent),
                              {.allowed = 99998, .consecutive_allowed = 50});
        }).find("nines::watch_checks: takes more than 2e+09 products") == 0);
  CHECK(message_of([] { return even_looks(1e14, 1000000000); }) ==
        "nines::even_looks: the list of looks needs 7.4505806 GiB, but memory_limit is 1 GiB");
}

TEST_CASE("all intervals of a Mann-Whitney watch have one budget") {
  const failed_checks rule(mann_whitney_rule(5_percent), {.allowed = 1});
  const std::vector<series_sizes> intervals = {{20, 20}, {21, 20}};
  const mann_whitney_options options{.max_products = 2e5};
  (void)watch(rule, {{20, 20}}, 60_percent, options);
  CHECK(message_of([&] {
          return watch(rule, intervals, 60_percent, options);
        }).find("nines::watch: takes more than 2e+05 products") == 0);
}

TEST_CASE("failed checks take two products for each state of the walk over them") {
  auto budget = detail::budget_of("watch_checks", {});
  (void)detail::watch_checks_within(std::vector<probability<>>(50, 1_percent),
                                    {.allowed = 3, .consecutive_allowed = 2}, 1e9, budget);
  CHECK(budget.spent() == 2 * 50 * (3 + 1) * (2 + 1));
}

TEST_CASE("all bake times of a search have one budget") {
  const ratio_above rule(0.02);
  detail::growing_watch<ratio_above> grows(rule, 1_percent, {.max_products = 1e6});
  CHECK_THROWS_AS(
      [&] {
        for (std::size_t looks = 1; looks < 200; ++looks)
          (void)grows.law(std::vector<std::size_t>(looks, 10000));
      }(),
      convergence_error);
}

TEST_CASE("counting errors ends with its budget, of work and of memory") {
  const failed_checks rule(ratio_above(0.021), {.allowed = 20});
  const auto looks = even_looks(60000, 60);
  const auto count = [&](double most, double memory) {
    auto budget = detail::counting_budget(most);
    return detail::watch_counts(rule, looks, 2_percent, budget, memory);
  };
  CHECK(
      message_of([&] { return count(1e5, 1e9); }) ==
      "nines::watch_counts: takes more than 1e+05 products; fewer looks or errors take less, more "
      "max_products allows it");
  CHECK(message_of([&] { return count(2e9, 1e5); })
            .find("nines::watch_checks: the walk over "
                  "failures needs") == 0);
  CHECK(count(2e9, 1e9).looks() == 60);
}

TEST_CASE("pairs of counts have one budget, and deeper cuts leave some of it") {
  const auto rule = p_value_rule(conditional_test, 1_percent);
  const auto pairs = even_pairs(1500, 1500, 2);
  const rates_beside rates{20_percent, 1_percent};
  auto all = detail::budget_of_pairs("watch_beside", 1e9);
  const auto exact = detail::watch_beside_within<double>(rule, pairs, rates, {}, all);
  auto first = detail::budget_of_pairs("watch_beside", 1e9);
  (void)detail::watch_with_cut<double>(rule, pairs, rates, default_memory_limit, 1e-30, first);
  CHECK(first.spent() < all.spent());  // it went deeper
  // With little more than the first cut takes the smaller side is a bound, and something is left.
  auto little = detail::budget_of_pairs("watch_beside", 1.5 * first.spent());
  const auto bound = detail::watch_beside_within<double>(rule, pairs, rates, {}, little);
  CHECK(little.left() > 0);
  CHECK(bound.roll_back().complement() >= exact.roll_back().complement());
  CHECK(message_of([&] {
          return watch_beside(rule, pairs, rates, {.max_products = first.spent() / 2});
        }).find("nines::watch_beside: takes more than ") == 0);
}
