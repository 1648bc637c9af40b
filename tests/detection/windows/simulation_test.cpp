// SPDX-License-Identifier: BSL-1.0
#include <doctest/doctest.h>

#include <nines/detection/windows/bounds.hpp>
#include <nines/detection/windows/simulation.hpp>
#include <nines/probability/literals.hpp>

#include "support/message.hpp"
#include "support/within.hpp"

using nines_test::message_of;
using nines_test::within;
using namespace nines;
using namespace nines::literals;

TEST_CASE("an estimate is near the exact distribution, at each check") {
  const sliding_window_checks rule(ratio_above(0.05), {.allowed = 2, .consecutive_allowed = 1}, 4);
  for (const checked_intervals& seen :
       {checked_intervals{std::vector<std::size_t>(20, 50)},
        checked_intervals{{20, 20, 20, 90, 90, 90, 90, 40, 40}, 2, {5}}}) {
    const auto exact = bound_stopping(rule, seen, 3_percent);
    REQUIRE(exact.is_exact());
    const auto found = simulate_stopping(rule, seen, 3_percent, {.runs = 200000, .seed = 3});
    const double distance = found.roll_back().value() - exact.roll_back().lower.value();
    CHECK(std::abs(distance) < 4 * found.standard_error());
    CHECK(found.standard_error() < 0.5 / std::sqrt(2e5));
    for (std::size_t j = 0; j < seen.checks(); ++j) {
      CAPTURE(j);
      CHECK(std::abs(found.distribution.rolled_back[j] - exact.lower.rolled_back[j]) <
            4.5 * 0.5 / std::sqrt(2e5));
    }
  }
}

TEST_CASE("what the bounds cannot follow has an estimate between wide ones") {
  const sliding_window_checks rule(ratio_above(0.01), {.allowed = 2}, 4);
  const checked_intervals seen{std::vector<std::size_t>(30, 12000)};
  const auto bound = bound_stopping(rule, seen, 0.93_percent, {.max_products = 3e8});
  const auto found = simulate_stopping(rule, seen, 0.93_percent, {.runs = 100000});
  CHECK(found.roll_back().value() + 4 * found.standard_error() > bound.roll_back().lower.value());
  CHECK(found.roll_back().value() - 4 * found.standard_error() < bound.roll_back().upper.value());
}

TEST_CASE("the same seed gives the same estimate, another another") {
  const sliding_window_checks rule(ratio_above(0.05), {}, 3);
  const auto of = [&](std::uint64_t seed) {
    return simulate_stopping(rule, {{30, 30, 30, 30}}, 4_percent, {.runs = 1000, .seed = seed})
        .roll_back();
  };
  CHECK(of(1) == of(1));
  CHECK(of(1) != of(2));
}

TEST_CASE("no hit at all is not an error of 0") {
  const sliding_window_checks rule(ratio_above(0.9), {}, 2);
  const auto found = simulate_stopping(rule, {{30, 30}}, 1_percent, {.runs = 1000});
  CHECK(found.roll_back().value() == 0);
  CHECK(found.standard_error() == within(1e-3, 1e-2));
}

TEST_CASE("draws have a limit, and runs a least number") {
  const sliding_window_checks rule(ratio_above(0.9), {}, 2);
  const auto of = [&](const simulation_options& options) {
    return message_of([&] { (void)simulate_stopping(rule, {{30, 30}}, 1_percent, options); });
  };
  CHECK(of({.runs = 0}).find("runs is 0") != std::string::npos);
  CHECK(of({.runs = 100, .max_draws = 199}).find("takes more than 199 draws") != std::string::npos);
  CHECK(of({.runs = 100, .max_draws = -1}).find("max_draws") != std::string::npos);
  CHECK(of({.runs = 100, .memory_limit = 10}).find("the tables of counts") != std::string::npos);
  CHECK(of({.runs = 100, .max_draws = 200}) == "no error");
}
