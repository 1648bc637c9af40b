// SPDX-License-Identifier: BSL-1.0
// What a question may cost is for all of it, and said before it is spent.
#include <doctest/doctest.h>

#include <nines/detection/counted_errors.hpp>
#include <nines/detection/incremental.hpp>
#include <nines/detection/mann_whitney/rule.hpp>
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
        "nines::watch: takes more than 5e+09 products; take fewer looks, a larger least_mass, "
        "z_test_looks, or more max_products");
  CHECK(message_of([] {
          return watch_checks(std::vector<probability<>>(100000, 1_percent),
                              {.allowed = 99998, .consecutive_allowed = 50});
        }).find("nines::watch_checks: takes more than 5e+09 products") == 0);
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

TEST_CASE("counting errors ends with its budget: then there is no count") {
  const failed_checks rule(ratio_above(0.021), {.allowed = 20});
  const auto looks = even_looks(60000, 60);
  const auto counted = [&](double most) {
    auto budget = detail::counting_budget(most);
    return detail::counted_within_budget(
        [&] { return std::optional(detail::watch_counts(rule, looks, 2_percent, budget)); });
  };
  CHECK(!counted(1e5).has_value());
  CHECK(counted(5e9).has_value());
}
