// SPDX-License-Identifier: BSL-1.0
// When a plan is looked at, and what each look sees: stage, looks, whole replicas, deployments.
#include <doctest/doctest.h>

#include <cmath>
#include <map>
#include <nines/probability/literals.hpp>
#include <nines/rollout/plan/change_failures.hpp>
#include <nines/rollout/plan/rolling_capacity.hpp>
#include <nines/rollout/plan/whole_replicas.hpp>
#include <nines/rollout/risk/assess.hpp>
#include <nines/rollout/risk/assess_carried.hpp>
#include <nines/rollout/risk/paused_steps.hpp>
#include <nines/rollout/schedule/schedule.hpp>

#include "rollout/brute_force.hpp"
#include "support/message.hpp"
#include "support/random.hpp"
#include "support/within.hpp"

using nines_test::count_mass;
using nines_test::message_of;
using nines_test::within;
using namespace nines;
using namespace nines::literals;
using namespace std::chrono_literals;

namespace {

double minutes_of_analysis(hours_in<double> t) { return t.count() * 60; }

/// Every path of counts through a plan that one clock looks at: errors by look, and what is unseen.
struct brute_rollout {
  std::vector<std::size_t> requests;  ///< before each look, and after the last
  std::vector<std::size_t> stage_of;  ///< of each look
  event_rate rate;
  double limit;
  std::size_t allowed;
  std::size_t most;
  double passed = 0;
  std::map<std::size_t, double> by_stage;  ///< rolled back there
  std::map<std::size_t, double> errors;    ///< seen until the verdict, and unseen after it
  std::vector<std::size_t> unseen_at_the_end = {0};  ///< requests

  void go(std::size_t analysis, std::size_t failures, std::size_t seen, double chance) {
    if (analysis == stage_of.size()) {
      passed += chance;
      for (std::size_t k = 0; k <= most; ++k)
        errors[seen + k] += chance * count_mass<double>(rate, unseen_at_the_end[0], k);
      return;
    }
    for (std::size_t k = 0; k <= most; ++k) {
      const double mass = chance * count_mass<double>(rate, requests[analysis], k);
      const bool fails =
          static_cast<double>(k) > limit * static_cast<double>(requests[analysis]) * (1 + 1e-12);
      if (fails && failures == allowed) {
        by_stage[stage_of[analysis]] += mass;
        errors[seen + k] += mass;
      } else {
        go(analysis + 1, failures + (fails ? 1 : 0), seen + k, mass);
      }
    }
  }
};

}  // namespace

TEST_CASE("an interval that does not divide the bake time leaves the rest unmonitored") {
  const auto stage = analysed_every({.share = 5_percent, .bake = 19min}, 10min);
  CHECK(stage.analyses == 1);
  CHECK(minutes_of_analysis(stage.to_first_analysis()) == within(10, 1e-12));
  CHECK(minutes_of_analysis(stage.unmonitored()) == within(9, 1e-12));
  const auto longer = analysed_every({.share = 50_percent, .bake = 35min}, 10min);
  CHECK(longer.analyses == 3);
  CHECK(minutes_of_analysis(longer.unmonitored()) == within(5, 1e-12));
  const auto even = analysed_every({.share = 5_percent, .bake = 30min}, 10min);
  CHECK(even.analyses == 3);
  CHECK(even.unmonitored().count() == 0);
  CHECK(analysed_every({.share = 5_percent, .bake = 3min}, 10min).analyses == 1);  // at its end

  const rollout_plan plan({.stages = {stage, longer}, .lag = reaction_lag(2min)});
  const request_rate traffic(10, 1s);
  const auto analyses = analyses_by_stage(plan, traffic);
  CHECK(analyses.seen == std::vector<std::vector<std::size_t>>{{300}, {3000, 3000, 3000}});
  CHECK(analyses.unseen == std::vector<std::size_t>{270, 1500});
  // A bad release is found at 10 min or at 29, 39, 49 min, and passes at 54 min.
  const stopping_probabilities<> first{{0.5}, {0}, {0.5}};
  const stopping_probabilities<> second{{0.1, 0, 0.2}, {0, 0, 0}, {0.9, 0.9, 0.7}};
  const auto trajectory = trace(plan, {first, second});
  CHECK(minutes_of_analysis(trajectory.mean_time_to_verdict()) ==
        within((0.5 * 10 + 0.05 * 29 + 0.1 * 49) / 0.65, 1e-12));
  CHECK(minutes_of_analysis(trajectory.mean_time_to_pass()) == within(54, 1e-12));
  CHECK(minutes_of_analysis(trajectory.exposed_before_verdict()) ==
        within(0.05 * (10 + 0.5 * 9) + 0.5 * (0.5 * 10 + 0.45 * 20 + 0.35 * 5), 1e-12));
  hours_in<double> sum{0};
  for (const auto& end : trajectory.ends()) sum += end.probability * end.exposed;
  CHECK(sum.count() == within(trajectory.exposed().count(), 1e-12));
}

TEST_CASE("one clock over all stages: short ones go by between two analyses") {
  const std::vector<rollout_stage> stages = {{.share = 1_percent, .bake = 30s},
                                             {.share = 35_percent, .bake = 5min},
                                             {.share = 50_percent, .bake = 20s},
                                             {.share = 60_percent, .bake = 3min + 40s}};
  const auto analyses_of = [&](const analysis_times& times) {
    std::vector<std::size_t> analyses;
    for (const auto& each : analysed_throughout(stages, times)) analyses.push_back(each.analyses);
    return analyses;
  };
  using counts = std::vector<std::size_t>;
  CHECK(analyses_of({.interval = 1min}) == counts{0, 5, 0, 4});
  CHECK(analyses_of({.interval = 1min, .first = 30s}) == counts{1, 5, 0, 4});
  CHECK(analyses_of({.interval = 1min, .first = -hours_in<double>(0.01)}) == counts{1, 5, 0, 4});
  // The first measurement is at once, and sees nothing: of three, two do.
  CHECK(analyses_of({.interval = 1min, .most = 3}) == counts{0, 2, 0, 0});
  CHECK(analyses_of({.interval = 1min, .first = 2min, .most = 3}) == counts{0, 3, 0, 0});
  CHECK(analyses_of({.interval = 1min, .first = 1h}) == counts{0, 0, 0, 0});
  // What they see: of the first minute 30 s at 1 % and 30 s at 35 %.
  const rollout_plan plan(
      {.stages = analysed_throughout(stages, {.interval = 1min}), .lag = reaction_lag(1min)});
  const request_rate traffic(100, 1s);
  const auto analyses = analyses_throughout(plan, traffic, {.by_intervals = true});
  CHECK(analyses.seen ==
        std::vector<std::vector<std::size_t>>{
            {}, {1080, 2100, 2100, 2100, 2100}, {}, {1050 + 1000 + 600, 3600, 3600, 3600}});
  CHECK(analyses.unseen == std::vector<std::size_t>{0, 0, 0, 1800});
  // A first look after two minutes judges one of them, where checks are by intervals.
  const rollout_plan late({.stages = analysed_throughout(stages, {.interval = 1min, .first = 2min}),
                           .lag = reaction_lag(1min)});
  const auto by_interval = analyses_throughout(late, traffic, {.by_intervals = true});
  CHECK(by_interval.unseen_before == 1080);
  CHECK(by_interval.seen[1].front() == 2100);
  const auto since = analyses_throughout(late, traffic);
  CHECK(since.unseen_before == 0);
  CHECK(since.seen[1].front() == 3180);
}

TEST_CASE("passing and reaching everyone are two events: all paths") {
  const request_rate traffic(1, 1s);
  const std::vector<rollout_stage> stages = analysed_throughout(
      {{.share = 10_percent, .bake = 50s}, {.share = 100_percent, .bake = 15s}}, {.interval = 10s});
  const rollout_plan plan({.stages = stages, .lag = reaction_lag(1s)});
  const release change({.good = 5_percent, .bad = 30_percent, .prior_bad = 5_percent});
  const failed_checks rule(ratio_above(0.2), {.allowed = 1});
  const auto risk = assess_carried(plan, traffic, change, rule);
  brute_rollout paths{.requests = {1, 1, 1, 1, 1, 10},
                      .stage_of = {0, 0, 0, 0, 0, 1},
                      .rate = 30_percent,
                      .limit = 0.2,
                      .allowed = 1,
                      .most = 12,
                      .by_stage = {},
                      .errors = {}};
  paths.unseen_at_the_end = {5};
  paths.go(0, 0, 0, 1);
  CHECK(risk.bad().passes().value() == within(paths.passed, 1e-12));
  CHECK(risk.detection().complement() == within(paths.passed, 1e-12));
  const double everyone = 1 - paths.by_stage[0];
  CHECK(everyone > 1.5 * paths.passed);  // two figures
  CHECK(risk.bad_reaches_everyone().value() == within(everyone, 1e-12));
  CHECK(risk.bad_reaches_everyone().complement() == within(paths.by_stage[0], 1e-12));
  // The mean of all errors is the rate times the requests that were served.
  double errors = 0;
  for (const auto& [n, chance] : paths.errors) errors += static_cast<double>(n) * chance;
  CHECK(errors == within(0.3 * traffic.in(risk.bad().exposed_before_verdict()), 1e-9));
}

TEST_CASE("checks of intervals that begin late in their stage see one interval: all paths") {
  // As the analysis in a step of Argo's: a pause of 50 s, then three checks 10 s apart, then 15 s
  // that nobody watches. Each stage counts its own failures.
  const request_rate traffic(1, 1s);
  const std::vector<rollout_stage> stages = {{.share = 40_percent,
                                              .bake = 85s,
                                              .analyses = 3,
                                              .interval = hours_in<double>(10s),
                                              .first = hours_in<double>(50s)},
                                             {.share = 100_percent,
                                              .bake = 10s,
                                              .analyses = 1,
                                              .interval = hours_in<double>(5s),
                                              .first = hours_in<double>(8s)}};
  const rollout_plan plan({.stages = stages, .lag = reaction_lag(1s)});
  const auto analyses = analyses_by_stage(plan, traffic, {.by_intervals = true});
  CHECK(analyses.unseen_first == std::vector<std::size_t>{16, 3});
  CHECK(analyses.seen == std::vector<std::vector<std::size_t>>{{4, 4, 4}, {5}});
  CHECK(analyses.unseen == std::vector<std::size_t>{6, 2});

  const release change({.good = 5_percent, .bad = 30_percent, .prior_bad = 5_percent});
  const auto risk = assess(plan, traffic, change, failed_checks(ratio_above(0.3), {.allowed = 1}));
  brute_rollout first{.requests = {4, 4, 4},
                      .stage_of = {0, 0, 0},
                      .rate = 30_percent,
                      .limit = 0.3,
                      .allowed = 1,
                      .most = 8,
                      .by_stage = {},
                      .errors = {}};
  first.go(0, 0, 0, 1);
  CHECK(risk.bad().stages()[0].rolled_back.value() == within(first.by_stage[0], 1e-12));
  CHECK(risk.bad().stages()[0].rolled_back.complement() == within(first.passed, 1e-12));
  // One check of the second stage, of which one failure is allowed, never rolls back.
  CHECK(risk.bad().stages()[1].rolled_back.value() == 0);
  CHECK(risk.bad_reaches_everyone().value() == within(first.passed, 1e-12));
  // The errors of a release that is rolled back include those before its first check.
  double mean = 0;
  for (int n = 0; n < 400; ++n) mean += risk.excess_errors_survival_if_bad(n).value();
  CHECK(mean == within(risk.excess_errors_if_bad(), 1e-9));
}

TEST_CASE("the errors that no analysis sees are counted") {
  const request_rate traffic(1, 1s);
  const release change({.good = 5_percent, .bad = 30_percent, .prior_bad = 5_percent});
  const ratio_above rule(0.3);
  const auto mean_of_distribution = [](const rollout_risk& risk) {
    double mean = 0;
    for (int n = 0; n < 400; ++n) mean += risk.excess_errors_survival_if_bad(n).value();
    return mean;
  };
  const std::vector<rollout_stage> two = {{.share = 10_percent, .bake = 53s},
                                          {.share = 50_percent, .bake = 33s}};
  auto each = two;
  for (auto& stage : each) stage = analysed_every(stage, 20s);
  const rollout_plan by_stage({.stages = each, .lag = reaction_lag(1s)});
  // Requests are rounded: 2, 2 and 1 that is unseen; 10 and 6 or 7.
  const auto stage_risk = assess(by_stage, traffic, change, rule);
  CHECK(mean_of_distribution(stage_risk) == within(stage_risk.excess_errors_if_bad(), 0.03));
  const auto once = [&](const auto& any_rule) {
    const rollout_plan plan({.stages = analysed_throughout(two, {.interval = 25s, .first = 40s}),
                             .lag = reaction_lag(1s)});
    const auto risk = assess_carried(plan, traffic, change, any_rule);
    CHECK(mean_of_distribution(risk) == within(risk.excess_errors_if_bad(), 0.03));
  };
  once(rule);
  once(failed_checks(rule, {.allowed = 0}));
}

TEST_CASE("whole replicas: the share that is nearest") {
  // Worked by hand from the rules that the header states.
  const auto split = [](double percent, std::size_t n, const probability<>& surge,
                        const probability<>& missing) {
    const auto s = replicas_for(probability<>::from_value(percent / 100),
                                {.replicas = n, .max_surge = surge, .max_unavailable = missing});
    return std::pair(s.fresh, s.stable);
  };
  using pair = std::pair<std::size_t, std::size_t>;
  CHECK(split(1, 10, 25_percent, 25_percent) == pair(1, 10));  // 1/11 is nearer to 1 % than 1/10
  CHECK(split(1, 10, 0_percent, 25_percent) == pair(1, 9));
  CHECK(split(10, 10, 25_percent, 25_percent) == pair(1, 9));
  CHECK(split(5, 10, 10_percent, 10_percent) == pair(1, 10));
  CHECK(split(50, 3, 0_percent, 34_percent) == pair(2, 1));   // a tie: the larger
  CHECK(split(50, 3, 25_percent, 25_percent) == pair(2, 2));  // of 4 it is none
  CHECK(split(99, 10, 0_percent, 10_percent) == pair(9, 1));  // never all
  CHECK(split(99, 10, 10_percent, 10_percent) == pair(10, 1));
  CHECK(split(5, 1, 100_percent, 0_percent) == pair(1, 1));
  CHECK(split(95, 1, 100_percent, 0_percent) == pair(1, 1));
  CHECK(split(5, 1, 0_percent, 100_percent) == pair(0, 1));
  CHECK(split(100, 10, 25_percent, 25_percent) == pair(10, 0));
  CHECK(split(0, 10, 25_percent, 25_percent) == pair(0, 10));
  // No other split that is allowed is nearer.
  for (std::size_t n = 2; n <= 25; ++n)
    for (int percent = 1; percent < 100; ++percent)
      for (const bool surges : {false, true}) {
        const auto s = replicas_for(probability<>::from_value(percent / 100.0),
                                    {.replicas = n,
                                     .max_surge = surges ? 1_percent : 0_percent,
                                     .max_unavailable = 100_percent});
        if (s.fresh == 0) {  // a tie of all and one less, of which neither is allowed
          CHECK(!surges);
          CHECK(2 * static_cast<int>(n) * (100 - percent) == 100);
          continue;
        }
        const auto apart = [&](std::size_t fresh, std::size_t all) {
          return std::abs(100.0 * static_cast<double>(fresh) / static_cast<double>(all) - percent);
        };
        CHECK(s.fresh >= 1);
        CHECK(s.stable >= 1);
        for (std::size_t all = n; all <= n + (surges ? 1 : 0); ++all)
          for (std::size_t fresh = 1; fresh < all; ++fresh)
            CHECK(apart(s.fresh, s.all()) <= apart(fresh, all) + 1e-9);
      }
}

TEST_CASE("a canary of whole replicas: its shares, and what runs meanwhile") {
  const auto plan = [](std::size_t n, const probability<>& surge, const probability<>& missing) {
    return canary_by_replicas(
        {.stages = {{1_percent, 30min}, {25_percent, 30min}}, .lag = reaction_lag(1min)},
        {.replicas = n, .max_surge = surge, .max_unavailable = missing});
  };
  const auto ten = plan(10, 25_percent, 0_percent);
  CHECK(ten.stages()[0].share.value() == within(1.0 / 11, 1e-15));
  CHECK(ten.stages()[0].share.complement() == within(10.0 / 11, 1e-15));
  CHECK(ten.stages()[1].share.value() == within(3.0 / 11, 1e-15));  // 27.3 %: 2 of 10 is 5 % away
  CHECK(ten.peak_capacity() == within(1.3, 1e-12));  // from 3 and 8 two more are started at once
  CHECK(ten.least_capacity() == 1);
  const auto without_surge = plan(10, 0_percent, 20_percent);
  CHECK(without_surge.peak_capacity() == 1);
  CHECK(without_surge.least_capacity() == within(0.8, 1e-12));
  CHECK(message_of([&] { return plan(0, 0_percent, 0_percent); }) ==
        "nines::rolling: replicas is 0, but must be 1 or more");
}

TEST_CASE("a canary of whole replicas: one release is scaled at a time") {
  const auto check = [](std::size_t n, const probability<>& surge, const probability<>& missing,
                        const probability<>& weight, std::size_t most, std::size_t least) {
    const auto plan =
        canary_by_replicas({.stages = {{weight, 30min}}, .lag = reaction_lag(1min)},
                           {.replicas = n, .max_surge = surge, .max_unavailable = missing});
    CHECK(plan.peak_capacity() * static_cast<double>(n) ==
          within(static_cast<double>(most), 1e-12));
    CHECK(plan.least_capacity() * static_cast<double>(n) ==
          within(static_cast<double>(least), 1e-12));
  };
  // To 5 of 10: three old ones go (7 serve), five new ones start within 13. To all: the five old go
  // down to three as eight serve, five new ones start: 13.
  check(10, 30_percent, 20_percent, 50_percent, 13, 8);
  check(10, 25_percent, 25_percent, 50_percent, 13, 8);
  check(10, 25_percent, 25_percent, 1_percent, 13, 8);
  check(10, 0_percent, 20_percent, 25_percent, 10, 8);
  check(10, 100_percent, 0_percent, 10_percent, 19, 10);
  // A quarter of three is none, rounded down, and so is the surge: then one may be missing.
  check(3, 0_percent, 25_percent, 34_percent, 3, 2);
  check(4, 0_percent, 100_percent, 50_percent, 4, 2);
  // A half of one and a half: neither none nor all, so Argo runs none.
  CHECK_THROWS_AS(check(2, 0_percent, 100_percent, 75_percent, 0, 0), domain_error);
}

TEST_CASE("what is down while a release is deployed") {
  const reaction_lag lag(1min);
  // Recreate: ten minutes there, and ten back if it is rolled back.
  const auto recreate = all_at_once({.bake = 30min, .rollback_time = 10min, .lag = lag});
  const stopping_probabilities<> half{{0.5}, {0}, {0.5}};
  CHECK(minutes_of_analysis(time_at_least_capacity(recreate, trace(recreate, {half}))) ==
        within(10 + 0.5 * 10, 1e-12));
  // Rolling in four batches of 2 min: found after 2 min at half of it, 1 min of lag, half of 4
  // back.
  const auto roll = rolling({.replicas = 4,
                             .max_surge = 0_percent,
                             .max_unavailable = 25_percent,
                             .batch_time = 2min,
                             .lag = lag});
  CHECK(roll.stages().size() == 4);
  const stopping_probabilities<> all{{1}, {0}, {0}};
  const stopping_probabilities<> none{{0}, {0}, {1}};
  CHECK(minutes_of_analysis(time_at_least_capacity(roll, trace(roll, {none, none, none, none}))) ==
        within(8, 1e-12));
  CHECK(minutes_of_analysis(time_at_least_capacity(roll, trace(roll, {none, all, none, none}))) ==
        within(2 + 4 + 1 + 0.5 * 8, 1e-12));
  CHECK(time_at_least_capacity(canary({.stages = {{5_percent, 30min}}, .lag = lag}),
                               trace(canary({.stages = {{5_percent, 30min}}, .lag = lag}), {half}))
            .count() == 0);
  // Of two replicas up with 0.9 each, where 2 are needed: E (2 - K)/2 = 0.1; one missing: 0.55.
  const std::vector<replica_zone> zone = {{2, 90_percent}};
  CHECK(load_lost_evenly(zone, 2, 0) == within(0.1, 1e-14));
  CHECK(load_lost_evenly(zone, 2, 1) == within(0.55, 1e-14));
  CHECK(load_lost_evenly(zone, 2, 2) == 1);
  CHECK(load_lost_evenly({{1, 90_percent, 99_percent}, {1, 90_percent, 99_percent}}, 1, 0) ==
        within(0.109 * 0.109, 1e-13));
  CHECK(message_of([&] { return load_lost_evenly(zone, 0, 0); }) ==
        "nines::load_lost_evenly: need is 0, but must be 1 or more");
  CHECK(message_of([&] { return load_lost_evenly(zone, 1, 3); }) ==
        "nines::load_lost_evenly: missing is 3, but must be at most the replicas, 2");
}

TEST_CASE("analyses that a plan cannot have are refused") {
  const auto plan_of = [](rollout_stage stage) {
    return rollout_plan({.stages = {stage}, .lag = reaction_lag(1min)});
  };
  CHECK(
      message_of([&] {
        return plan_of({.share = 5_percent, .bake = 10min, .analyses = 2, .interval = 6min});
      }) ==
      "nines::rollout_plan: the last analysis (in hours) is 0.2, but must be within the bake time, "
      "0.16666666666666666");
  CHECK(message_of([&] {
          return plan_of({.share = 5_percent, .bake = 10min, .analyses = 0, .interval = 60min});
        }) == "nines::rollout_plan: the number of analyses is 0, but must be 1 or more");
  CHECK(message_of([] {
          return analysed_throughout({{.share = 5_percent, .bake = 10min}}, {.interval = 0min});
        }) == "nines::analysed_throughout: interval (in hours) is 0, but must be more than 0");
  CHECK(message_of([] {
          return analysed_throughout({{.share = 5_percent, .bake = 1000h}}, {.interval = 1us});
        }) == "nines::analysed_throughout: analyses is 3600000000004, but must be at most 1e9");
  // Ten looks of which each would see half a request.
  const rollout_plan sparse(
      {.stages = analysed_throughout({{.share = 5_percent, .bake = 100s}}, {.interval = 10s}),
       .lag = reaction_lag(1min)});
  CHECK(message_of([&] {
          return assess_carried(
              sparse, request_rate(1, 1s),
              release({.good = 1_percent, .bad = 5_percent, .prior_bad = 5_percent}),
              ratio_above(0.02));
        }) ==
        "nines::assess: the requests that an analysis sees is 0, but must be 1 or more; analysis "
        "less often");
}

TEST_CASE("equal weights one after the other: everyone is served from the first on") {
  const rollout_plan plan(
      {.stages = {{100_percent, 1min}, {100_percent, 1min}}, .lag = reaction_lag(1min)});
  CHECK(trace_paused(plan, {50_percent, 50_percent}, 0).reaches_everyone().value() == 1);
  const stopping_probabilities<> half{{0.5}, {0}, {0.5}};
  CHECK(trace(plan, {half, half}).reaches_everyone().value() == 1);
  CHECK(trace(plan, {half, half}).passes().value() == 0.25);
}
