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
  const auto analyses = even_analyses(100000, 10);
  const ratio_above rule(0.02);
  auto budget = budget_of("watch", {});
  (void)stopping_distribution<double>(rule, analyses, 1_percent, {}, budget);
  const double good = budget.spent();
  CHECK(good > 0);
  (void)stopping_distribution(rule, analyses, 1_percent, {.max_products = good});
  CHECK_THROWS_AS((void)operating_characteristic(rule, analyses, {1_percent, 3_percent},
                                                 {.max_products = good}),
                  convergence_error);
}

TEST_CASE("watches of billions of requests are refused at once, with the way out") {
  CHECK(message_of([] {
          return stopping_distribution(ratio_above(0.3), even_analyses(1e12, 10), 5_percent);
        }) ==
        "nines::stopping_distribution: takes more than 2e+09 products; take fewer analyses, a "
        "larger least_mass, "
        "repeated_z_test, or more max_products");
  CHECK(message_of([] {
          return stopping_distribution_of_checks(std::vector<probability<>>(100000, 1_percent),
                                                 {.allowed = 99998, .consecutive_allowed = 50});
        }).find("nines::stopping_distribution_of_checks: takes more than 2e+09 products") == 0);
  CHECK(
      message_of([] { return even_analyses(1e14, 1000000000); }) ==
      "nines::even_analyses: the list of analyses needs 7.4505806 GiB, but memory_limit is 1 GiB");
}

TEST_CASE("all intervals of a Mann-Whitney watch have one budget") {
  const failed_checks rule(mann_whitney_rule(5_percent), {.allowed = 1});
  const std::vector<series_sizes> intervals = {{20, 20}, {21, 20}};
  const mann_whitney_options options{.max_products = 2e5};
  (void)stopping_distribution(rule, {{20, 20}}, 60_percent, options);
  CHECK(message_of([&] {
          return stopping_distribution(rule, intervals, 60_percent, options);
        }).find("nines::stopping_distribution: takes more than 2e+05 products") == 0);
}

TEST_CASE("failed checks take two products for each state of the walk over them") {
  auto budget = budget_of("stopping_distribution_of_checks", {});
  (void)stopping_distribution_of_checks(std::vector<probability<>>(50, 1_percent),
                                        {.allowed = 3, .consecutive_allowed = 2}, 1e9, budget);
  CHECK(budget.spent() == 2 * 50 * (3 + 1) * (2 + 1));
}

TEST_CASE("all bake times of a search have one budget") {
  const ratio_above rule(0.02);
  incremental_analysis<ratio_above> grows(rule, 1_percent, {.max_products = 1e6});
  CHECK_THROWS_AS(
      [&] {
        for (std::size_t analyses = 1; analyses < 200; ++analyses)
          (void)grows.dist(std::vector<std::size_t>(analyses, 10000));
      }(),
      convergence_error);
}

TEST_CASE("counting errors ends with its budget, of work and of memory") {
  const failed_checks rule(ratio_above(0.021), {.allowed = 20});
  const auto analyses = even_analyses(60000, 60);
  const auto count = [&](double most, double memory) {
    auto budget = counting_budget(most);
    return stopping_counts(rule, analyses, 2_percent, budget, memory);
  };
  CHECK(message_of([&] { return count(1e5, 1e9); }) ==
        "nines::stopping_counts: takes more than 1e+05 products; fewer analyses or errors take "
        "less, more "
        "max_products allows it");
  CHECK(message_of([&] { return count(2e9, 1e5); })
            .find("nines::stopping_distribution_of_checks: the walk over "
                  "failures needs") == 0);
  CHECK(count(2e9, 1e9).analyses() == 60);
}

TEST_CASE("pairs of counts have one budget, and deeper cuts leave some of it") {
  const auto rule = p_value_rule(conditional_test, 1_percent);
  const auto pairs = even_pairs(1500, 1500, 2);
  const rates_with_baseline rates{20_percent, 1_percent};
  auto all = budget_of_pairs("stopping_distribution_with_baseline", 1e9);
  const auto exact = stopping_distribution_with_baseline<double>(rule, pairs, rates, {}, all);
  auto first = budget_of_pairs("stopping_distribution_with_baseline", 1e9);
  (void)detail::stopping_with_cut<double>(rule, pairs, rates, default_memory_limit, 1e-30, first);
  CHECK(first.spent() < all.spent());  // it went deeper
  // With little more than the first cut takes the smaller side is a bound, and something is left.
  auto little = budget_of_pairs("stopping_distribution_with_baseline", 1.5 * first.spent());
  const auto bound = stopping_distribution_with_baseline<double>(rule, pairs, rates, {}, little);
  CHECK(little.left() > 0);
  CHECK(bound.roll_back().complement() >= exact.roll_back().complement());
  CHECK(message_of([&] {
          return stopping_distribution_with_baseline(rule, pairs, rates,
                                                     {.max_products = first.spent() / 2});
        }).find("nines::stopping_distribution_with_baseline: takes more than ") == 0);
}
