// SPDX-License-Identifier: BSL-1.0
// What rollouts may cost before they are refused: whole questions, not their steps.
#include <doctest/doctest.h>

#include <limits>
#include <nines/probability/literals.hpp>
#include <nines/rollout/plan/bake_time.hpp>
#include <nines/rollout/plan/blast_radius.hpp>
#include <nines/rollout/plan/rolling_capacity.hpp>
#include <nines/rollout/risk/assess.hpp>
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
          return smallest_bake(search, request_rate(1e6, 1s), {0.05_percent, 0.0501_percent},
                               ratio_above(0.0005));
        }) ==
        "nines::smallest_bake: takes more than 2e+10 products (max_products); try longer steps, or "
        "look less often");
  auto less = search;
  less.max_products = std::numeric_limits<double>::quiet_NaN();
  CHECK_THROWS_AS(
      (void)smallest_bake(less, request_rate(1, 1s), {0.05_percent, 5_percent}, ratio_above(0.001)),
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
        "steps, or look less often");
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
        "nines::assess: a plan of 9e+08 looks needs 214.57672 GiB, but memory_limit is 1 GiB");
  CHECK(message_of([] {
          return rolling_capacity({.zones = {{1000000, 99_percent}}, .need = 1, .missing = 1000});
        }).find("nines::rolling_capacity: so many replicas needs") == 0);
}

TEST_CASE("shards are counted from the nearer side") {
  CHECK(shuffle_shard{.workers = 8, .shard = 2}.shards() == 28);
  CHECK(shuffle_shard{.workers = 8, .shard = 6}.shards() == 28);
  CHECK(shuffle_shard{.workers = 1000000000000, .shard = 999999999999}.shards() == 1e12);
  CHECK(shuffle_shard{.workers = 1000000000000, .shard = 500000000000}.shards() > 1e307);
}
