// SPDX-License-Identifier: BSL-1.0
// Steps that a failed check holds up: by simulation, and the limit of the work.
#include <doctest/doctest.h>

#include <nines/probability/literals.hpp>
#include <nines/rollout/plan/strategies.hpp>
#include <nines/rollout/risk/paused_steps.hpp>

#include "support/random.hpp"

using namespace nines;
using namespace nines::literals;
using namespace std::chrono_literals;

TEST_CASE("held steps by simulation") {
  std::vector<rollout_stage> steps;
  for (int i = 1; i <= 6; ++i)
    steps.push_back({.share = probability<>::from_value(0.1 * i), .bake = 1min});
  const auto plan = canary({.stages = std::move(steps), .lag = reaction_lag(75s)});
  const request_rate traffic(10, 1s);
  const ratio_above check(0.02);
  const release change({.good = 1_percent, .bad = 2_percent, .prior_bad = 5_percent});
  const auto risk = assess_paused(plan, traffic, change, failed_checks(check, {.allowed = 3}));
  nines_test::random_source random(77);
  const int runs = 20000;
  double passed = 0;
  double minutes = 0;
  for (int run = 0; run < runs; ++run) {
    std::size_t step = 1;
    std::size_t failures = 0;
    double taken = 0;
    while (step <= 6 && failures <= 3) {
      evidence seen{.requests = 60 * static_cast<double>(step)};
      for (double i = 0; i < seen.requests; ++i) seen.errors += random.unit() < 0.02 ? 1 : 0;
      ++(check(seen) == verdict::roll_back ? failures : step);
      ++taken;
    }
    if (step <= 6) continue;
    ++passed;
    minutes += taken;
  }
  const auto& p = risk.bad().passes();
  CHECK(std::abs(passed / runs - p.value()) < 5 * std::sqrt(p.value() * p.complement() / runs));
  CHECK(std::abs(minutes / passed - 60 * risk.bad().mean_time_to_pass().count()) <
        5 * 1.2 / std::sqrt(passed));  // at most 3 minutes are added: a deviation below 1.2
}

TEST_CASE("too many different exposures") {
  std::vector<rollout_stage> steps;
  nines_test::random_source random(78);
  double share = 0;
  for (int i = 1; i <= 30; ++i) {
    share += 0.03 * random.unit();
    steps.push_back({.share = probability<>::from_value(share), .bake = 1min});
  }
  const auto plan = canary({.stages = std::move(steps), .lag = reaction_lag(75s)});
  CHECK_THROWS_WITH_AS((void)trace_paused(plan, std::vector<probability<>>(30, 50_percent), 9),
                       doctest::Contains("different exposures; allow fewer"), convergence_error);
}
