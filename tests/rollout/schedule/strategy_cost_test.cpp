// SPDX-License-Identifier: BSL-1.0
#include "nines/rollout/schedule/strategy_cost.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <nines/probability/literals.hpp>
#include <nines/rollout/plan/strategies.hpp>
#include <nines/rollout/risk/assess.hpp>
#include <nines/rollout/schedule/schedule.hpp>

namespace {

using namespace nines::literals;
using namespace std::chrono_literals;
using doctest::Approx;

const nines::request_rate some_traffic(20, 1s);
const nines::release doubtful({.good = 0.1_percent, .bad = 1_percent, .prior_bad = 10_percent});
const nines::rollout_costs all_costs{
    .bad_request = 1, .escape = 3000, .false_rollback = 200, .rollback = 10, .hour = 100};

}  // namespace

TEST_CASE("the schedule that the search finds costs what the search says, at any appetite") {
  for (const double aversion : {0.0, 1e-6, 1e-3}) {
    const nines::schedule_search search{.shares = {5_percent, 25_percent},
                                        .lag = nines::reaction_lag(2min),
                                        .step = 5min,
                                        .deadline = 60min,
                                        .rollback = {3min},
                                        .costs = all_costs,
                                        .aversion = aversion};
    const nines::ratio_above rule(0.004);
    const auto best = nines::cheapest_schedule(search, some_traffic, doubtful, rule);
    const auto risk = nines::assess(best.plan, some_traffic, doubtful, rule);
    CHECK(nines::strategy_cost(risk, all_costs, aversion) == Approx(best.cost).epsilon(1e-10));
  }
}

TEST_CASE("a certain cost is added to each end; an aversion pays more than the mean") {
  const nines::rollout_plan plan(
      {.stages = {{.share = 25_percent, .bake = 30min}}, .lag = nines::reaction_lag(2min)});
  const auto risk = nines::assess(plan, some_traffic, doubtful, nines::ratio_above(0.004));
  const double mean = nines::strategy_cost(risk, all_costs);
  const double averse = nines::strategy_cost(risk, all_costs, 1e-3);
  CHECK(averse > mean);
  for (const double aversion : {0.0, 1e-3})
    CHECK(nines::strategy_cost(risk, all_costs, aversion, {50, 50}) ==
          Approx(nines::strategy_cost(risk, all_costs, aversion) + 50).epsilon(1e-12));
  CHECK(nines::strategy_cost(risk, all_costs, 0, {0, 70}) == Approx(mean + 7).epsilon(1e-12));
}

TEST_CASE("what has no price") {
  const nines::rollout_plan plan(
      {.stages = {{.share = 25_percent, .bake = 30min}}, .lag = nines::reaction_lag(2min)});
  const auto risk = nines::assess(plan, some_traffic, doubtful, nines::ratio_above(0.004));
  CHECK_THROWS_AS((void)nines::strategy_cost(risk, {.escape = -1}), nines::domain_error);
  CHECK_THROWS_AS((void)nines::strategy_cost(risk, all_costs, -1), nines::domain_error);
  CHECK_THROWS_AS((void)nines::strategy_cost(risk, all_costs, 0, {-1, 0}), nines::domain_error);
  CHECK_THROWS_AS((void)nines::strategy_cost(risk, all_costs, 10), nines::convergence_error);
}
