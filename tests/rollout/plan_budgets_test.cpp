// SPDX-License-Identifier: BSL-1.0
// What rollouts may cost before they are refused: whole questions, not their steps.
#include <doctest/doctest.h>

#include <limits>
#include <nines/detection/tests/exact_tests.hpp>
#include <nines/probability/literals.hpp>
#include <nines/rollout/plan/bake_time.hpp>
#include <nines/rollout/plan/blast_radius.hpp>
#include <nines/rollout/plan/rolling_capacity.hpp>
#include <nines/rollout/risk/assess.hpp>
#include <nines/rollout/risk/assess_carried.hpp>
#include <nines/rollout/risk/assess_metrics.hpp>
#include <nines/rollout/risk/assess_with_baseline.hpp>
#include <nines/rollout/risk/paused_steps.hpp>
#include <nines/rollout/schedule/schedule.hpp>

#include "support/message.hpp"
#include "support/within.hpp"

using nines_test::message_of;
using nines_test::within;
using namespace nines;
using namespace nines::literals;
using namespace std::chrono_literals;

namespace {

const release risky_release({.good = 0.05_percent, .bad = 0.2_percent, .prior_bad = 5_percent});

schedule_search search_of(std::size_t stages, hours_in<double> step, hours_in<double> deadline) {
  schedule_search s{.shares = {}, .lag = reaction_lag(2min), .step = step, .deadline = deadline};
  for (std::size_t i = 1; i <= stages; ++i)
    s.shares.push_back(probability<>::from_value(static_cast<double>(i) / 100));
  return s;
}

}  // namespace

TEST_CASE("a search for the smallest bake time has one budget for all that it tries") {
  const bake_search search{.share = 100_percent,
                           .errors = {.false_rollback = 1e-9_percent, .missed = 1e-9_percent},
                           .step = 1min,
                           .longest = 10000h,
                           .interval = 1min};
  // None is ever found: good releases are rolled back at some look or other.
  CHECK(message_of([&] {
          return shortest_bake_time(search, request_rate(1e6, 1s), {0.05_percent, 0.0501_percent},
                                    ratio_above(0.0005));
        }) ==
        "nines::shortest_bake_time: takes more than 2e+10 products (max_products); try longer "
        "steps, or "
        "analysis less often");
  auto less = search;
  less.max_products = std::numeric_limits<double>::quiet_NaN();
  CHECK_THROWS_AS((void)shortest_bake_time(less, request_rate(1, 1s), {0.05_percent, 5_percent},
                                           ratio_above(0.001)),
                  convergence_error);
}

TEST_CASE("so has a search for a schedule, in its watches and in its tails") {
  const ratio_above rule(0.001);
  const request_rate traffic(100, 1s);
  auto fine = search_of(30, 1min, 9000min);
  CHECK(message_of([&] { return cheapest_schedule(fine, traffic, risky_release, rule); }) ==
        "nines::cheapest_schedule: takes more than 5e+08 tails (max_tails); take longer steps");
  auto large = search_of(2, 1min, 1000min);
  CHECK(message_of(
            [&] { return cheapest_schedule(large, request_rate(1e9, 1s), risky_release, rule); }) ==
        "nines::cheapest_schedule: takes more than 2e+10 products (max_products); take longer "
        "steps, or analysis less often");
  auto few = search_of(3, 10min, 300min);
  few.costs = {.bad_request = 1, .escape = 1e4, .hour = 10};
  const double cost = cheapest_schedule(few, traffic, risky_release, rule).cost;
  few.max_tails = 3000;  // more than the least, but not enough
  CHECK_THROWS_AS((void)cheapest_schedule(few, traffic, risky_release, rule), convergence_error);
  few.max_tails = 1e6;
  CHECK(cheapest_schedule(few, traffic, risky_release, rule).cost == cost);
}

TEST_CASE("memory is asked for before it is taken") {
  CHECK(message_of([] { return cell_stages(1000000000000, 30min); }).find("GiB") !=
        std::string::npos);
  const rollout_plan many({.stages = {{100_percent, 1000h, 900000000}}, .lag = reaction_lag(1min)});
  CHECK(message_of([&] {
          return assess(many, request_rate(1e6, 1s), risky_release, ratio_above(0.001));
        }) ==
        "nines::assess: a plan of 9e+08 analyses needs 214.57672 GiB, but memory_limit is 1 GiB");
  const rollout_plan some({.stages = {{100_percent, 10h, 100}}, .lag = reaction_lag(1min)});
  const request_rate busy(100, 1s);
  const stopping_options small{.memory_limit = 10000};
  const check_failure_probabilities known{1_percent, 50_percent};
  for (const auto& message :
       {message_of([&] { return assess(some, busy, risky_release, ratio_above(0.001), small); }),
        message_of(
            [&] { return assess_carried(some, busy, risky_release, ratio_above(0.001), small); }),
        message_of([&] { return assess_checks(some, busy, risky_release, known, {1}, small); }),
        message_of(
            [&] { return assess_checks_carried(some, busy, risky_release, known, {1}, small); }),
        message_of([&] {
          return assess_metrics(
              some, busy, risky_release, small, ratio_above(0.001),
              monitored_metric{rate_pair{1_percent, 2_percent}, ratio_above(0.1)});
        }),
        message_of([&] { return assess_paused(some, busy, risky_release, known, 1, small); }),
        message_of([&] {
          const rollout_plan half({.stages = {{50_percent, 10h, 100}}, .lag = reaction_lag(1min)});
          return assess_with_baseline(half, busy, risky_release,
                                      p_value_rule(fisher_test, 1_percent), 1,
                                      {.memory_limit = 10000});
        })})
    CHECK(message.find("GiB") != std::string::npos);
  CHECK(message_of([] {
          return rolling_capacity({.zones = {{1000000, 99_percent}}, .need = 1, .missing = 1000});
        }).find("nines::rolling_capacity: an update of 1000000 replicas needs") == 0);
}

TEST_CASE("a risk says whether its failed requests were counted, and why not") {
  const rollout_plan plan({.stages = {{50_percent, 10h, 100}}, .lag = reaction_lag(1min)});
  const auto uncounted = [&](const rollout_risk& risk) {
    const auto& bad = risk.bad_trajectories().front();
    CHECK(bad.excess.has_value() == bad.uncounted.empty());
    return bad.uncounted;
  };
  const failed_checks rule(ratio_above(0.001), {.allowed = 5});
  CHECK(uncounted(assess(plan, request_rate(1, 1s), risky_release, rule)).empty());
  CHECK(uncounted(assess(plan, request_rate(1, 1s), risky_release, rule, {.max_products = 2e4}))
            .find("takes more than 20000 products") != std::string::npos);
  CHECK(uncounted(assess(plan, request_rate(10000, 1s), risky_release, rule)) ==
        "more than 1e5 errors may come");
  CHECK(uncounted(assess_checks(plan, request_rate(1, 1s), risky_release, {1_percent, 9_percent},
                                {1})) == "checks of a known probability do not count errors");
  CHECK(uncounted(
            assess_metrics(plan, request_rate(1, 1s), risky_release, ratio_above(0.001),
                           monitored_metric{rate_pair{1_percent, 2_percent}, ratio_above(0.1)})) ==
        "with several metrics a rollback tells of others, too");
}

TEST_CASE("counts of many wide stages are refused by what they would take") {
  // Each stage adds some thousands of counts to those of all before it.
  std::vector<rollout_stage> stages(300, {.share = 100_percent, .bake = 1min});
  const rollout_plan plan({.stages = stages, .lag = reaction_lag(1min)});
  const release loud({.good = 40_percent, .bad = 50_percent, .prior_bad = 5_percent});
  const auto risk =
      assess(plan, request_rate(10, 1s), loud, ratio_above(0.9), {.max_products = 1e8});
  CHECK(risk.bad_trajectories().front().uncounted.find("takes more than 1e+08 products") !=
        std::string::npos);
}

TEST_CASE("shards are counted from the nearer side") {
  CHECK(shuffle_shard{.workers = 8, .shard = 2}.shards() == 28);
  CHECK(shuffle_shard{.workers = 8, .shard = 6}.shards() == 28);
  CHECK(shuffle_shard{.workers = 1000000000000, .shard = 999999999999}.shards() == 1e12);
  CHECK(shuffle_shard{.workers = 1000000000000, .shard = 500000000000}.shards() > 1e307);
}
