// SPDX-License-Identifier: BSL-1.0
#include <doctest/doctest.h>

#include <nines/detection/tests/sprt.hpp>
#include <nines/probability/literals.hpp>
#include <nines/rollout/plan/bake_time.hpp>
#include <nines/rollout/risk/assess.hpp>
#include <nines/rollout/schedule/schedule.hpp>

#include "support/message.hpp"
#include "support/random.hpp"
#include "support/within.hpp"

using nines_test::message_of;
using nines_test::within;
using namespace nines;
using namespace nines::literals;
using namespace std::chrono_literals;

namespace {

const request_rate little(20, 1s);
const release suspect({.good = 0.1_percent, .bad = 1_percent, .prior_bad = 10_percent});

schedule_search search(double aversion) {
  return {.shares = {5_percent, 25_percent},
          .lag = reaction_lag(2min),
          .step = 5min,
          .deadline = 60min,
          .rollback = {3min},
          .costs = {.bad_request = 1,
                    .escape = 3000,
                    .false_rollback = 200,
                    .rollback = 10,
                    .hour = 100},
          .aversion = aversion};
}

/// The cost of each way that the rollout ends, from the course itself.
double cost_of(const rollout_plan& plan, const schedule_search& s) {
  const auto risk = assess(plan, little, suspect, ratio_above(0.004));
  const auto measure = [&](double cost) {
    return s.aversion > 0 ? std::expm1(s.aversion * cost) / s.aversion : cost;
  };
  const auto total = [&](const rollout_trajectory& trajectory, double harm, double back,
                         double passed) {
    double sum = 0;
    for (const auto& end : trajectory.ends())
      sum += end.probability *
             measure(harm * end.exposed.count() + s.costs.hour * end.verdict.count() +
                     (end.is_rolled_back ? back : passed));
    return sum;
  };
  const double harm = s.costs.bad_request * risk.bad_trajectories().front().excess_errors_per_hour;
  const double all = 0.1 * total(risk.bad(), harm, s.costs.rollback, s.costs.escape) +
                     0.9 * total(risk.good(), 0, s.costs.false_rollback, 0);
  return s.aversion > 0 ? std::log1p(s.aversion * all) / s.aversion : all;
}

}  // namespace

TEST_CASE("the cheapest schedule against all of them, for two appetites") {
  double before = 0;
  for (const double aversion : {0.0, 1e-3}) {
    const auto s = search(aversion);
    const auto best = cheapest_schedule(s, little, suspect, ratio_above(0.004));
    CHECK(best.cost == within(cost_of(best.plan, s), 1e-12));
    double least = 1e300;
    for (std::size_t a = 1; a < 12; ++a)
      for (std::size_t b = 1; a + b <= 12; ++b)
        least = std::min(least, cost_of(detail::plan_of(s, {a, b}), s));
    CHECK(best.cost == within(least, 1e-12));
    CHECK(best.cost > before);  // who is averse to risk, takes it for more than its mean
    before = best.cost;
  }
}

TEST_CASE("small appetites: the expected cost and half the variance times the aversion") {
  const auto plain = cheapest_schedule(search(0), little, suspect, ratio_above(0.004));
  for (const double aversion : {1e-300, 1e-18, 1e-12, 1e-9}) {
    CAPTURE(aversion);
    const auto best = cheapest_schedule(search(aversion), little, suspect, ratio_above(0.004));
    CHECK(best.plan.stages()[0].bake == plain.plan.stages()[0].bake);
    CHECK(best.plan.stages()[1].bake == plain.plan.stages()[1].bake);
    CHECK(best.cost == within(cost_of(best.plan, search(aversion)), 1e-14));
    CHECK(best.cost >= plain.cost);
    CHECK(best.cost <= plain.cost * (1 + aversion * 3000));
  }
}

TEST_CASE("one set of watches for several costs") {
  const schedule_solver watches(search(0), little, suspect, ratio_above(0.004));
  for (const double aversion : {0.0, 1e-3}) {
    const auto s = search(aversion);
    CHECK(watches.cheapest(s.costs, aversion).cost ==
          cheapest_schedule(s, little, suspect, ratio_above(0.004)).cost);
  }
}

TEST_CASE("watches that grow are the watches, to the last bit") {
  const event_rate rate = 1_percent;
  const auto check = [&](const auto& rule, std::size_t stretch) {
    incremental_analysis grows(rule, rate);
    for (std::size_t analyses = 1; analyses <= 12; ++analyses) {
      const auto requests = even_analyses(static_cast<double>(100 * analyses + stretch), analyses);
      const auto dist = grows.dist(requests);
      const auto whole = stopping_distribution(rule, requests, rate);
      CHECK(dist.rolled_back == whole.rolled_back);
      CHECK(dist.promoted == whole.promoted);
      CHECK(dist.continuing == whole.continuing);
    }
  };
  for (const std::size_t stretch : {0U, 7U}) {
    check(ratio_above(0.02), stretch);
    check(sprt(0.1_percent, 1_percent), stretch);
    check(at_the_end(sprt(0.1_percent, 1_percent)), stretch);
    check(failed_checks(ratio_above(0.02), {.allowed = 2}), stretch);
  }
}

TEST_CASE("no analysis is lost to a floor") {
  for (int k = 1; k <= 600; ++k) {
    CAPTURE(k);
    const hours_in<double> minute = 1min;
    CHECK(analyses_in(k * minute, minute) == static_cast<std::size_t>(k));
    CHECK(analyses_in(k * minute, 1s) == static_cast<std::size_t>(60 * k));
    CHECK(whole_steps(std::chrono::minutes(k), minute) == k);
  }
  CHECK(analyses_in(5min, 2min) == 2);
  CHECK(analyses_in(1min, 2min) == 1);
  CHECK(analyses_in(1min, 0min) == 1);
  CHECK(message_of([] { return analyses_in(0min, 1min); }) ==
        "nines::analyses_in: bake (in hours) is 0, but must be more than 0");
  CHECK(message_of([] { return analyses_in(1h, 1ns); }) ==
        "nines::analyses_in: bake (in intervals) is 3.6e+12, but must be at most 1e9");
  auto s = search(0);
  s.interval = 1min;
  const auto plan = detail::plan_of(s, {5, 7});
  CHECK(plan.stages()[0].analyses == 25);
  CHECK(plan.stages()[1].analyses == 35);
}

TEST_CASE("analyses within the stages, and rules that promote") {
  auto s = search(0);
  s.interval = 5min;
  const auto at_end = cheapest_schedule(search(0), little, suspect, sprt(0.1_percent, 1_percent));
  const auto analyses = cheapest_schedule(s, little, suspect, sprt(0.1_percent, 1_percent));
  CHECK(analyses.plan.stages().front().analyses ==
        static_cast<std::size_t>(std::floor(analyses.plan.stages().front().bake / 5min + 0.5)));
  CHECK(analyses.cost < at_end.cost);
}

TEST_CASE("a longer deadline is never worse; a bank waits longer than a game") {
  auto s = search(0);
  s.step = 1min;
  const double an_hour = cheapest_schedule(s, little, suspect, ratio_above(0.004)).cost;
  s.deadline = 90min;
  const auto more = cheapest_schedule(s, little, suspect, ratio_above(0.004));
  CHECK(more.cost <= an_hour);
  s.costs.escape = 1e6;
  const auto bank = cheapest_schedule(s, little, suspect, ratio_above(0.004));
  CHECK(bank.plan.duration() > more.plan.duration());
  s.costs = {.bad_request = 1, .escape = 10, .hour = 1000};
  const auto game = cheapest_schedule(s, little, suspect, ratio_above(0.004));
  CHECK(game.plan.duration() < more.plan.duration());
}

TEST_CASE("the smallest bake time is the first that works") {
  const bake_search wanted{.share = 5_percent,
                           .errors = {.false_rollback = 5_percent, .missed = 5_percent},
                           .step = 1min,
                           .longest = 24h};
  const rate_pair rates{0.1_percent, 1_percent};
  const auto bake = shortest_bake_time(wanted, little, rates, ratio_above(0.004));
  const auto fits = [&](double minutes) {
    const auto oc = operating_characteristic(ratio_above(0.004), even_analyses(minutes * 60, 1),
                                             rates);  // 1 request a second
    return oc.false_rollback() <= 5_percent && (!oc.detection()) <= 5_percent;
  };
  CHECK(fits(bake.count() * 60));
  for (double m = 1; m < bake.count() * 60 - 0.5; ++m) CHECK_FALSE(fits(m));
}

TEST_CASE("what they refuse") {
  const ratio_above rule(0.004);
  const auto refuses = [&](const schedule_search& s) {
    return message_of([&] { return cheapest_schedule(s, little, suspect, rule); });
  };
  auto s = search(0);
  s.shares = {};
  CHECK(refuses(s) == "nines::cheapest_schedule: the number of shares is 0, but must be 1 or more");
  s = search(0);
  s.step = 0min;
  CHECK(refuses(s) == "nines::cheapest_schedule: step (in hours) is 0, but must be more than 0");
  s = search(0);
  s.deadline = 5min;
  CHECK(refuses(s) ==
        "nines::cheapest_schedule: deadline (in steps) is 1, but must be at least the number of "
        "stages, 2");
  s = search(0);
  s.costs.hour = -1;
  CHECK(refuses(s) == "nines::cheapest_schedule: a cost is -1, but must be 0 or more, and finite");
  s = search(0);
  s.shares = {25_percent, 5_percent};
  CHECK(
      refuses(s) ==
      "nines::rollout_plan: the share of a stage is 0.05, but must be at least that before, 0.25");
  s = search(10);
  CHECK_THROWS_WITH_AS((void)cheapest_schedule(s, little, suspect, rule),
                       "nines::cheapest_schedule: exp(aversion * cost) overflows",
                       convergence_error);
  CHECK_THROWS_WITH_AS((void)cheapest_schedule(search(0), request_rate(1, 1h), suspect, rule),
                       "nines::cheapest_schedule: no schedule within the deadline sees a request "
                       "before each analysis",
                       convergence_error);
  const release two(0.1_percent, {{0.5_percent, 1}, {1_percent, 1}}, 10_percent);
  CHECK(message_of([&] { return cheapest_schedule(search(0), little, two, rule); }) ==
        "nines::cheapest_schedule: the number of bad rates is 2, but must be 1");
  CHECK_THROWS_WITH_AS((void)shortest_bake_time({.share = 1_percent, .step = 1min, .longest = 5min},
                                                little, {0.1_percent, 0.2_percent}, rule),
                       doctest::Contains("no bake time up to the longest"), convergence_error);
  const auto bakes = [&](hours_in<double> longest) {
    return message_of([&] {
      return shortest_bake_time({.share = 1_percent, .step = 1min, .longest = longest}, little,
                                {0.1_percent, 0.2_percent}, rule);
    });
  };
  CHECK(bakes(hours_in<double>(INFINITY)) ==
        "nines::shortest_bake_time: longest (in steps) is inf, but must be at most 1e6");
  CHECK(bakes(hours_in<double>(NAN)) ==
        "nines::shortest_bake_time: longest (in hours) is nan, but must be 0 or more");
}
