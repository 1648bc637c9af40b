// SPDX-License-Identifier: BSL-1.0
#include <doctest/doctest.h>

#include <nines/detection/windows/window_walk.hpp>
#include <nines/probability/literals.hpp>

#include "support/message.hpp"
#include "support/within.hpp"

using nines_test::message_of;
using nines_test::within;
using namespace nines;
using namespace nines::literals;
using detail::bound_side;

TEST_CASE("rare counts stand together, on the side of the bound") {
  for (const auto side : {bound_side::lower, bound_side::upper}) {
    const bool is_lower = side == bound_side::lower;
    const auto masses = detail::likely_masses<double>(1_percent, 3000, 1e-6, side);
    double all = 0;
    for (const auto& each : masses) all += each.mass;
    CHECK(all == within(1, 1e-14));
    CHECK(masses.size() < 70);
    CHECK((masses.front().count == 0) == is_lower);
    CHECK((masses.back().count == detail::surely_fails) == !is_lower);
    CHECK(masses.back().mass < 1e-6);
  }
  // All of few requests are likely.
  const auto all = detail::likely_masses<double>(50_percent, 3, 1e-6, bound_side::upper);
  REQUIRE(all.size() == 4);
  CHECK(all[3].mass == within(0.125, 1e-15));
}

TEST_CASE("windows of two intervals, by hand") {
  // Two of two requests that fail are 1/4; windows fail from three on: (2, 1), (1, 2), (2, 2).
  const std::vector<double> means(2, 1.0);
  const std::vector<std::size_t> levels = {no_error_limit, 3};
  const detail::pending_sums sums(levels, means, 2, 1e-30, bound_side::lower);
  auto budget = budget_of("watch", {.max_products = 1e4});
  const detail::failure_counter failures(0, 0, 2);
  detail::window_walk<double> walk(failures, sums.before(0), 0, 1e6, budget);
  const auto counts = detail::likely_masses<double>(50_percent, 2, 1e-30, bound_side::lower);
  const auto first = walk.step(counts, sums.before(1), bound_side::lower);
  CHECK(first.rolled_back == 0);
  CHECK(first.continuing == within(1, 1e-15));
  const auto second = walk.step(counts, sums.before(2), bound_side::lower);
  CHECK(second.rolled_back == within(5.0 / 16, 1e-15));
  CHECK(second.continuing == within(11.0 / 16, 1e-15));
  CHECK(budget.spent() > 0);
}

TEST_CASE("work and memory have limits") {
  const std::vector<double> means(9, 30.0);
  const std::vector<std::size_t> levels(9, 150);
  const detail::pending_sums sums(levels, means, 4, 1e-9, bound_side::lower);
  const auto counts = detail::likely_masses<double>(1_percent, 3000, 1e-9, bound_side::lower);
  const auto of = [&](double products, double memory) {
    return message_of([&] {
      auto budget = budget_of("watch", {.max_products = products});
      const detail::failure_counter failures(0, 0, 9);
      detail::window_walk<double> walk(failures, sums.before(0), 0, memory, budget);
      for (std::size_t j = 0; j < 9; ++j)
        (void)walk.step(counts, sums.before(j + 1), bound_side::lower);
    });
  };
  CHECK(of(1e4, 1e9).find("takes more than 10000 products; take") != std::string::npos);
  CHECK(of(1e9, 1e4).find("the walk over sums of a window needs") != std::string::npos);
}
