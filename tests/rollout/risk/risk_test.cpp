// SPDX-License-Identifier: BSL-1.0
// Plans, courses and risks: plan, strategies, course, risk, memoryless.
#include <doctest/doctest.h>

#include <bit>
#include <nines/detection/tests/exact_tests.hpp>
#include <nines/detection/tests/sprt.hpp>
#include <nines/probability/literals.hpp>
#include <nines/rollout/plan/strategies.hpp>
#include <nines/rollout/risk/assess.hpp>
#include <nines/rollout/risk/assess_carried.hpp>
#include <nines/rollout/risk/assess_metrics.hpp>
#include <nines/rollout/risk/assess_with_baseline.hpp>
#include <nines/rollout/risk/memoryless_detection.hpp>
#include <nines/rollout/risk/paused_steps.hpp>

#include "support/message.hpp"
#include "support/within.hpp"

using nines_test::message_of;
using nines_test::within;
using namespace nines;
using namespace nines::literals;
using namespace std::chrono_literals;

namespace {

double minutes_of(hours_in<double> t) { return t.count() * 60; }

const release risky({.good = 0.05_percent, .bad = 0.2_percent, .prior_bad = 5_percent});
const request_rate moderate(100, 1s);

rollout_plan two_stages() {
  return canary({.stages = {{10_percent, 30min, 3}, {100_percent, 60min, 2, 10min}},
                 .lag = reaction_lag(2min),
                 .rollback = {4min, rollback_shape::linear}});
}

}  // namespace

static_assert(!std::is_default_constructible_v<reaction_lag>);
static_assert(!std::is_default_constructible_v<event_rate>);

TEST_CASE("shares and exposure over time, by hand") {
  const auto plan = two_stages();
  CHECK(minutes_of(plan.duration()) == within(100, 1e-12));
  CHECK(plan.share_at(hours_in<double>(0.25)) == 0.1);
  CHECK(plan.share_at(hours_in<double>(35.0 / 60)) == within(0.55, 1e-12));  // half way up
  CHECK(plan.share_at(hours_in<double>(99)) == 1);
  CHECK(minutes_of(plan.exposed_time()) == within(3 + 5.5 + 60, 1e-12));
  CHECK(minutes_of(plan.exposed_time(20min)) == within(2 + 0.1 * (2 + 2), 1e-12));
  CHECK(minutes_of(plan.exposed_time(35min)) == within(3 + 5 * (0.1 + 0.55) / 2 + 0.55 * 4, 1e-12));
}

TEST_CASE("a course by hand: probabilities, times, exposure") {
  const stopping_probabilities<> first{{0.5, 0, 0.2}, {0, 0, 0}, {0.5, 0.5, 0.3}};
  const stopping_probabilities<> second{{0.1, 0.4}, {0, 0}, {0.9, 0.5}};
  const auto trajectory = trace(two_stages(), {first, second});
  CHECK(trajectory.stages()[1].reached.value() == within(0.3, 1e-12));
  CHECK(trajectory.reaches_everyone().value() == within(0.3, 1e-12));
  CHECK(trajectory.reaches_everyone().complement() == within(0.7, 1e-12));
  CHECK(trajectory.passes().value() == within(0.15, 1e-12));
  CHECK(trajectory.passes().complement() == within(0.85, 1e-12));
  // Verdicts at 10, 30, 70 and 100 min.
  CHECK(minutes_of(trajectory.mean_time_to_verdict()) ==
        within((0.5 * 10 + 0.2 * 30 + 0.03 * 70 + 0.12 * 100) / 0.85, 1e-12));
  CHECK(minutes_of(trajectory.mean_time_to_rollback()) ==
        within((0.5 * 10 + 0.2 * 30 + 0.03 * 70 + 0.12 * 100) / 0.85 + 6, 1e-12));
  CHECK(minutes_of(trajectory.exposed_before_verdict()) ==
        within(1 + 0.5 * 2 + 0.3 * (5.5 + 30) + 0.27 * 30, 1e-12));
  CHECK(minutes_of(trajectory.exposed_in_reaction()) == within(0.7 * 0.1 * 4 + 0.15 * 4, 1e-12));
  CHECK(minutes_of(trajectory.exposed_by(hours_in<double>(1.0 / 6))) == within(1, 1e-12));
  CHECK(minutes_of(trajectory.exposed_by(hours_in<double>(13.0 / 60))) ==
        within(1 + 0.5 * 0.3 + 0.5 * 0.1 * 3 * 4 / 6, 1e-12));
  CHECK(trajectory.live_at(hours_in<double>(12.0 / 60)).value() == 1);
  CHECK(trajectory.live_at(hours_in<double>(20.0 / 60)).value() == within(0.5, 1e-12));
  CHECK(trajectory.live_at(hours_in<double>(24)).value() == within(0.15, 1e-12));
  CHECK(trajectory.exposure_survival(hours_in<double>(3.5 / 60)).value() == within(0.3, 1e-12));
  // The ends hold the same exposure as the stretches.
  hours_in<double> sum{0};
  double chance = 0;
  for (const auto& end : trajectory.ends()) {
    sum += end.probability * end.exposed;
    chance += end.probability;
  }
  CHECK(chance == within(1, 1e-12));
  CHECK(sum.count() == within(trajectory.exposed().count(), 1e-12));
}

TEST_CASE("early promotion moves what follows forward") {
  const stopping_probabilities<> first{{0, 0, 0.2}, {0.4, 0.3, 0}, {0.6, 0.3, 0.1}};
  const stopping_probabilities<> second{{0.1, 0.4}, {0, 0}, {0.9, 0.5}};
  const auto trajectory = trace(two_stages(), {first, second});
  CHECK(trajectory.stages()[1].reached.value() == within(0.8, 1e-12));
  // The second stage begins at 10, 20 or 30 min; its looks are 40 and 70 min later.
  const double at_first = 0.4 * 50 + 0.3 * 60 + 0.1 * 70;
  const double at_second = 0.4 * 80 + 0.3 * 90 + 0.1 * 100;
  CHECK(minutes_of(trajectory.mean_time_to_verdict()) ==
        within((0.2 * 30 + 0.1 * at_first + 0.4 * at_second) / (0.2 + 0.8 * 0.5), 1e-12));
  hours_in<double> sum{0};
  for (const auto& end : trajectory.ends()) sum += end.probability * end.exposed;
  CHECK(sum.count() == within(trajectory.exposed().count(), 1e-12));
}

TEST_CASE("too many early promotions are refused before they are held") {
  const std::size_t analyses = 2000;
  const stopping_probabilities<> dist{std::vector<double>(analyses, 0),
                                      std::vector<double>(analyses, 0.5 / analyses),
                                      std::vector<double>(analyses, 0.5)};
  CHECK_THROWS_WITH_AS(
      (void)trace(two_stages(), {dist, dist}),
      "nines::trace: takes more than 2e+06 analyses, each at all times at which it can "
      "be; promote early at fewer analyses, or analysis less often",
      convergence_error);
}

TEST_CASE("a risk is the mix of its courses") {
  const auto plan = two_stages();
  const ratio_above rule(0.001);
  const auto risk = assess(plan, moderate, risky, rule);
  const auto dist = stopping_distribution(rule, even_analyses(18000, 3), 0.2_percent);
  CHECK(risk.bad().stages()[0].rolled_back.value() == within(dist.roll_back().value(), 1e-12));
  CHECK(risk.bad_trajectories().front().excess_errors_per_hour == within(360000 * 0.0015, 1e-12));
  CHECK(risk.excess_errors_if_bad() == within(540 * risk.bad().exposed().count(), 1e-12));
  CHECK(risk.expected_excess_errors() == within(0.05 * risk.excess_errors_if_bad(), 1e-12));
  CHECK(risk.excess_errors_if_bad_by(hours_in<double>(99)) ==
        within(risk.excess_errors_if_bad(), 1e-12));
  CHECK(risk.live_at(hours_in<double>(0)).value() == within(1, 1e-12));
  const auto t = hours_in<double>(0.5);
  CHECK(
      risk.live_at(t).value() ==
      within(0.05 * risk.bad().live_at(t).value() + 0.95 * risk.good().live_at(t).value(), 1e-12));
  // The curve and its quantiles.
  CHECK(risk.excess_errors_survival_if_bad(0).complement() < 1e-3);
  CHECK(risk.excess_errors_survival(1e9).value() == 0);
  CHECK(risk.excess_errors_survival(20).value() ==
        within(0.05 * risk.excess_errors_survival_if_bad(20).value(), 1e-12));
  CHECK(risk.excess_errors_quantile(90_percent) == 0);
  const double x = risk.excess_errors_quantile(99.9_percent);
  CHECK(risk.excess_errors_survival(x).value() <= 0.001);
  CHECK(risk.excess_errors_survival(x - 1).value() > 0.001);
  CHECK(message_of([&] { return risk.excess_errors_quantile(100_percent); }) ==
        "nines::rollout_risk::excess_errors_quantile: not_exceeded is 1, but must be less than 1");
  const double if_bad = risk.excess_errors_quantile_if_bad(99_percent);
  CHECK(risk.excess_errors_survival_if_bad(if_bad).value() <= 0.01);
  CHECK(risk.excess_errors_survival_if_bad(if_bad - 1).value() > 0.01);
}

TEST_CASE("a release of which nobody says how likely it is bad") {
  const auto plan =
      canary({.stages = {{10_percent, 30min, 3}, {100_percent, 30min}}, .lag = reaction_lag(2min)});
  const request_rate few(2, 1s);
  const release unsaid({.good = 0.05_percent, .bad = 0.2_percent});
  const auto without = assess(plan, few, unsaid, ratio_above(0.003));
  const auto with = assess(plan, few, risky, ratio_above(0.003));
  // What is given that it is bad, or good, is the same.
  CHECK(!without.stated_prior());
  CHECK(without.detection() == with.detection());
  CHECK(without.false_rollback() == with.false_rollback());
  CHECK(without.bad_reaches_everyone() == with.bad_reaches_everyone());
  CHECK(without.excess_errors_if_bad() == with.excess_errors_if_bad());
  CHECK(without.excess_errors_quantile_if_bad(99_percent) ==
        with.excess_errors_quantile_if_bad(99_percent));
  // What mixes both says what is missing.
  const std::string missing =
      "nines::rollout_risk: prior_bad is not stated: without it there are the figures of a bad "
      "release and of a good one, but none of any release";
  CHECK(message_of([&] { return without.expected_excess_errors(); }) == missing);
  CHECK(message_of([&] { return without.bad_given_passed(); }) == missing);
  CHECK(message_of([&] { return without.bad_given_rolled_back(); }) == missing);
  CHECK(message_of([&] { return without.excess_errors_survival(1); }) == missing);
  CHECK(message_of([&] { return without.excess_errors_quantile(99_percent); }) == missing);
  CHECK(message_of([&] { return without.live_at(hours_in<double>(1)); }) == missing);
  CHECK(message_of([&] { return unsaid.prior_bad(); }).find("nines::release: prior_bad") == 0);
}

TEST_CASE("the sides of a curve do not contradict each other") {
  const auto plan = canary(
      {.stages = {{10_percent, 30min, 30}, {100_percent, 60min, 60}}, .lag = reaction_lag(2min)});
  const auto risk = assess_carried(plan, request_rate(20, 1s), risky,
                                   failed_checks(ratio_above(0.002), {.allowed = 3}));
  for (double x = 0; x < 400; x += 7) {
    const auto more = risk.excess_errors_survival_if_bad(x);
    CHECK(more.value() <= 1);
    CHECK(more.complement() <= 1);
    CHECK(more.value() + more.complement() == within(1, 1e-15));
  }
}

namespace {

/// E N = P(N > 0) + P(N > 1) + ...
double mean_excess(const rollout_risk& risk) {
  double sum = 0;
  for (double x = 0; risk.excess_errors_survival_if_bad(x).value() > 1e-30; ++x)
    sum += risk.excess_errors_survival_if_bad(x).value();
  return sum;
}
/// The same of the Poisson mixture.
rollout_risk uncounted(const rollout_risk& risk) {
  auto bad = risk.bad_trajectories();
  for (auto& each : bad) each.excess.reset();
  return {risk.good(), std::move(bad), risk.prior_bad()};
}

}  // namespace

TEST_CASE("the number of excess requests has the mean of Wald's identity") {
  const auto plan = canary({.stages = {{10_percent, 30min, 3}, {100_percent, 60min, 2, 10min}},
                            .lag = reaction_lag(2min),
                            .rollback = {4min, rollback_shape::linear}});
  const request_rate few(2, 1s);
  const auto check = [&](const rollout_risk& risk) {
    REQUIRE(risk.bad_trajectories().front().excess);
    CHECK(mean_excess(risk) == within(risk.excess_errors_if_bad(), 1e-10));
    CHECK(mean_excess(uncounted(risk)) == within(risk.excess_errors_if_bad(), 1e-10));
    const auto more = risk.excess_errors_survival_if_bad(3);
    CHECK(more.value() + more.complement() == within(1, 1e-12));
  };
  check(assess(plan, few, risky, ratio_above(0.003)));
  check(assess(plan, few, risky, sprt(0.05_percent, 0.2_percent)));
  check(assess(plan, few, risky, failed_checks(ratio_above(0.003), {.allowed = 1})));
  check(assess_carried(plan, few, risky, ratio_above(0.003)));
  check(assess_carried(plan, few, risky, failed_checks(ratio_above(0.003), {.allowed = 1})));
  const auto half = canary({.stages = {{10_percent, 30min, 3}, {50_percent, 60min, 2, 10min}},
                            .lag = reaction_lag(2min)});
  check(assess_with_baseline(half, few, risky, p_value_rule(conditional_test, 30_percent)));
  const auto steps = canary(
      {.stages = {{10_percent, 10min}, {20_percent, 10min, 1, 5min}}, .lag = reaction_lag(2min)});
  check(assess_paused(steps, few, risky, failed_checks(ratio_above(0.003), {.allowed = 2})));
  const release poisson(
      {event_rate::per_request(0.0005), event_rate::per_request(0.002), 5_percent});
  check(assess(plan, few, poisson, ratio_above(0.003)));
  // For large counts both are one.
  const release coarse({.good = 1_percent, .bad = 2_percent, .prior_bad = 5_percent});
  const auto many = assess(plan, moderate, coarse, ratio_above(0.05));
  const double x = many.excess_errors_if_bad();
  CHECK(many.excess_errors_survival_if_bad(x).value() ==
        within(uncounted(many).excess_errors_survival_if_bad(x).value(), 1e-3));
}

TEST_CASE("the number of excess requests against all paths, by hand") {
  // Six requests a stage; one look each; back at the second error; the reaction sees 4 of them.
  const auto plan =
      canary({.stages = {{50_percent, 6h}, {100_percent, 3h}}, .lag = reaction_lag(1h)});
  const release awful({.good = 10_percent, .bad = 40_percent, .prior_bad = 50_percent});
  const auto risk = assess(plan, request_rate(2, 1h), awful, ratio_above(0.2));
  const auto binomial = [](int n, int k, double p) {
    double mass = 1;
    for (int i = 1; i <= k; ++i) mass *= p * (n - i + 1) / i;
    return mass * std::pow(1 - p, n - k);
  };
  const auto poisson = [](int k, double mean) {
    double mass = std::exp(-mean);
    for (int i = 1; i <= k; ++i) mass *= mean / i;
    return mass;
  };
  for (const int most : {0, 1, 3, 6}) {
    CAPTURE(most);
    double chance = 0;  // of no more than that
    const auto end = [&](double path, int errors, double reaction) {
      for (int e = 0; e <= errors; ++e)
        for (int r = 0; e + r <= most; ++r)
          chance += path * binomial(errors, e, 0.75) * poisson(r, reaction);
    };
    for (int a = 0; a <= 6; ++a) {
      const double first = binomial(6, a, 0.4);
      if (a >= 2) end(first, a, 0.3 * 1);
      for (int b = 0; a < 2 && b <= 6; ++b)
        end(first * binomial(6, b, 0.4), a + b, b >= 2 ? 0.3 * 2 : 0);
    }
    CHECK(risk.excess_errors_survival_if_bad(most).complement() == within(chance, 1e-12));
    CHECK(risk.excess_errors_survival_if_bad(most + 0.5).complement() == within(chance, 1e-12));
  }
}

TEST_CASE("a prior over the size of the regression") {
  const auto plan = two_stages();
  const ratio_above rule(0.001);
  const release sizes(0.05_percent, {{0.1_percent, 3}, {0.2_percent, 1}}, 5_percent);
  const auto risk = assess(plan, moderate, sizes, rule);
  const auto small = assess(plan, moderate, release({0.05_percent, 0.1_percent, 5_percent}), rule);
  const auto large = assess(plan, moderate, risky, rule);
  CHECK(risk.detection().value() ==
        within(0.75 * small.detection().value() + 0.25 * large.detection().value(), 1e-12));
  CHECK(risk.excess_errors_if_bad() ==
        within(0.75 * small.excess_errors_if_bad() + 0.25 * large.excess_errors_if_bad(), 1e-12));
  CHECK(risk.bad_given_passed().value() > large.bad_given_passed().value());
}

TEST_CASE("rules that promote, and baselines side by side, go through a plan") {
  const auto plan = canary(
      {.stages = {{1_percent, 60min, 6}, {10_percent, 60min, 6}}, .lag = reaction_lag(2min)});
  const sprt wald(0.05_percent, 0.2_percent);
  const auto risk = assess(plan, request_rate(1000, 1s), risky, wald);
  CHECK(risk.false_rollback().value() < 0.03);
  CHECK(risk.detection().value() > 0.99);
  const auto waiting = assess(plan, request_rate(1000, 1s), risky, at_the_end(wald));
  CHECK(risk.excess_errors_if_bad() < waiting.excess_errors_if_bad());
  const auto beside =
      assess_with_baseline(plan, moderate, risky, p_value_rule(conditional_test, 1_percent));
  const auto known = assess(plan, moderate, risky, exact_rule(0.05_percent, 1_percent));
  CHECK(beside.detection() < known.detection());  // a known baseline tells more
}

TEST_CASE("several metrics: any of them rolls back") {
  const auto plan = two_stages();
  const request_rate few(2, 1s);
  const ratio_above rule(0.001);
  const monitored_metric slow{rate_pair{1_percent, 3_percent}, ratio_above(0.015)};
  const auto both = assess_metrics(plan, few, risky, rule, slow);
  const auto one = assess(plan, few, risky, rule);
  const auto other = assess(plan, few, release({1_percent, 3_percent, 5_percent}), slow.rule);
  CHECK(both.false_rollback().complement() ==
        within(one.false_rollback().complement() * other.false_rollback().complement(), 1e-12));
  CHECK(both.detection().complement() ==
        within(one.detection().complement() * other.detection().complement(), 1e-12));
  CHECK(both.bad().mean_time_to_verdict() < one.bad().mean_time_to_verdict());
  const monitored_metric wrong{rate_pair{3_percent, 1_percent}, ratio_above(0.015)};
  CHECK(message_of([&] { return assess_metrics(plan, few, risky, rule, wrong); }) ==
        "nines::assess_metrics: the good rate is 0.03, but must be less than the bad one, 0.01");
}

TEST_CASE("evidence that is carried on: the watch of all looks at once") {
  const auto plan = canary(
      {.stages = {{10_percent, 30min, 3}, {20_percent, 30min, 2}}, .lag = reaction_lag(2min)});
  const auto rule = exact_rule(0.05_percent, 0.1_percent);
  const auto risk = assess_carried(plan, moderate, risky, rule);
  const auto dist = stopping_distribution(rule, {6000, 6000, 6000, 18000, 18000}, 0.2_percent);
  CHECK(risk.detection().value() == within(dist.roll_back().value(), 1e-12));
  CHECK(risk.detection().complement() == within(dist.roll_back().complement(), 1e-12));
  CHECK(risk.bad().stages()[1].reached.value() == within(dist.continuing[2], 1e-12));
  CHECK(risk.bad().stages()[1].dist.rolled_back[1] ==
        within(dist.rolled_back[4] / dist.continuing[2], 1e-12));
  CHECK(message_of([&] {
          return assess_carried(plan, moderate, risky, sprt(0.05_percent, 0.2_percent));
        }) == "nines::assess_carried: a rule that promotes cannot carry its evidence on");
}

TEST_CASE("failed checks of all stages are counted, against all ways to fail") {
  const auto plan = canary(
      {.stages = {{10_percent, 30min, 3}, {20_percent, 30min, 2}}, .lag = reaction_lag(2min)});
  const ratio_above check(0.0006);
  const auto risk = assess_carried(plan, moderate, risky, failed_checks(check, {.allowed = 1}));
  const auto first = failure_probability(check, 6000, 0.2_percent);
  const auto second = failure_probability(check, 18000, 0.2_percent);
  double passes = 0;
  for (unsigned failed = 0; failed < 32; ++failed) {
    if (std::popcount(failed) > 1) continue;
    double chance = 1;
    for (unsigned j = 0; j < 5; ++j) {
      const auto& fails = j < 3 ? first : second;
      chance *= (failed >> j & 1U) != 0 ? fails.value() : fails.complement();
    }
    passes += chance;
  }
  CHECK(risk.bad().passes().value() == within(passes, 1e-12));
  CHECK(risk.detection().value() < 1);
}

TEST_CASE("strategies are plans, and their capacity is computed") {
  const auto c = canary({.stages = {{1_percent, 30min}, {50_percent, 30min}, {100_percent, 30min}},
                         .lag = reaction_lag(1min),
                         .replicas = 10});
  CHECK(c.peak_capacity() == within(1.5, 1e-12));
  CHECK(canary({.stages = {{1_percent, 30min}}, .lag = reaction_lag(1min), .replicas = 10})
            .peak_capacity() == within(1.1, 1e-12));
  const auto b = blue_green(
      {.preparation = 30min, .switch_time = 5min, .bake = 24h, .lag = reaction_lag(1min)});
  CHECK(b.peak_capacity() == 2);
  CHECK(b.preparation() == hours_in<double>(0.5));
  CHECK(minutes_of(b.duration()) == within(24 * 60 + 5, 1e-12));
  CHECK(minutes_of(b.exposed_after(1)) == within(1 + 2.5, 1e-12));
  const rolling_settings ten{.replicas = 10, .batch_time = 2min, .lag = reaction_lag(1min)};
  CHECK(batches_of(ten).surge == 3);
  CHECK(batches_of(ten).unavailable == 2);
  CHECK(batches_of(ten).batches == 2);
  const auto r = rolling(ten);
  CHECK(r.peak_capacity() == within(1.3, 1e-12));
  CHECK(r.least_capacity() == within(0.8, 1e-12));
  CHECK(r.stages().front().share.value() == 0.5);
  CHECK(minutes_of(r.gone_after(0.5)) == within(1 + 2, 1e-12));
  const rolling_settings one{.replicas = 3,
                             .max_surge = 0_percent,
                             .max_unavailable = 10_percent,
                             .batch_time = 2min,
                             .lag = reaction_lag(1min)};
  CHECK(batches_of(one).unavailable == 1);
  CHECK(rolling(one).stages().size() == 3);
  auto watched = one;
  watched.bake = 30min;
  watched.analyses_per_batch = 2;
  CHECK(rolling(watched).stages().back().analyses == 2);
  watched.bake_analyses = 30;
  CHECK(rolling(watched).stages().back().analyses == 30);
  CHECK(rolling(watched).stages().front().analyses == 2);
  const auto a = all_at_once({.bake = 1h, .rollback_time = 10min, .lag = reaction_lag(1min)});
  CHECK(a.least_capacity() == 0);
  CHECK(minutes_of(a.exposed_after(1)) == within(1, 1e-12));  // then nobody serves
  CHECK(minutes_of(a.way_back(1)) == within(10, 1e-12));
  CHECK(minutes_of(a.deploying_before()) == within(10, 1e-12));
}

TEST_CASE("without a lag and memory the schedule does not matter") {
  const auto harm = [&](std::vector<rollout_stage> stages) {
    const rollout_plan plan({.stages = std::move(stages), .lag = reaction_lag::none()});
    return constant_hazard_detection(plan, moderate, 0.01, 0.5_percent).bad_requests;
  };
  const double at_once = harm({{100_percent, 1h}});
  CHECK(harm({{50_percent, 1h}, {100_percent, 30min}}) == within(at_once, 1e-12));
  CHECK(harm({{1_percent, 10h}, {90_percent, 1h}}) == within(at_once, 1e-12));
  CHECK(at_once == within((1 - std::exp(-0.005 * 3600)) / 0.005, 1e-12));
}

TEST_CASE("the best watch of a single stage is a minimum of its cost") {
  const single_stage s{.mean_detection = 30min,
                       .harm_per_hour = 100,
                       .escape = 5000,
                       .delay_per_hour = 40,
                       .prior_bad = 5_percent};
  const double best = best_bake_time(s).count();
  const auto cost = [&](double t) {
    return 0.05 * (100 * (1 - std::exp(-2 * t)) / 2 + 5000 * std::exp(-2 * t)) + 0.95 * 40 * t;
  };
  CHECK(best == within(std::log(0.05 * (2 * 5000 - 100) / (0.95 * 40)) / 2, 1e-12));
  for (const double step : {-0.01, 0.01}) CHECK(cost(best) < cost(best + step));
  single_stage harmless = s;
  harmless.escape = 10;
  CHECK(best_bake_time(harmless).count() == 0);
  harmless.delay_per_hour = 0;
  CHECK(message_of([&] { return best_bake_time(harmless); }) ==
        "nines::best_bake_time: delay_per_hour is 0, but must be more than 0");
}

TEST_CASE("what they refuse") {
  CHECK(message_of([] { return reaction_lag(0s); }) ==
        "nines::reaction_lag: lag (in hours) is 0, but must be more than 0, and finite; nobody "
        "reacts "
        "at once");
  const auto whole = [](plan_settings settings) {
    settings.stages = {{5_percent, 1min}};
    return message_of([&] { return rollout_plan(settings); });
  };
  const hours_in<double> forever(HUGE_VAL);
  CHECK(whole({.stages = {}, .lag = reaction_lag(1min), .rollback = {forever}}) ==
        "nines::rollout_plan: rollback.time (in hours) is inf, but must be finite");
  CHECK(whole({.stages = {}, .lag = reaction_lag(1min), .preparation = forever}) ==
        "nines::rollout_plan: preparation (in hours) is inf, but must be finite");
  CHECK(whole({.stages = {}, .lag = reaction_lag(1min), .peak_capacity = -3}) ==
        "nines::rollout_plan: peak_capacity is -3, but must be at least least_capacity, 1, and "
        "finite");
  CHECK(whole({.stages = {}, .lag = reaction_lag(1min), .least_capacity = -1}) ==
        "nines::rollout_plan: least_capacity is -1, but must be 0 or more");
  const auto plan_of = [](std::vector<rollout_stage> stages) {
    return rollout_plan({.stages = std::move(stages), .lag = reaction_lag(1min)});
  };
  CHECK(message_of([&] { return plan_of({}); }) ==
        "nines::rollout_plan: the number of stages is 0, but must be 1 or more");
  CHECK(plan_of({{5_percent, 1min}, {5_percent, 1min}}).stages().size() == 2);  // on and on
  CHECK(
      message_of([&] { return plan_of({{5_percent, 1min}, {4_percent, 1min}}); }) ==
      "nines::rollout_plan: the share of a stage is 0.04, but must be at least that before, 0.05");
  CHECK(message_of([&] { return plan_of({{0_percent, 1min}}); }) ==
        "nines::rollout_plan: the share of a stage is 0, but must be more than 0");
  CHECK(message_of([&] { return plan_of({{probability<>::from_value(1.2), 1min}}); }) ==
        "nines::probability::from_value: value is 1.2, but must be in [0, 1]");
  CHECK(message_of([&] { return plan_of({{5_percent, 0min}}); }) ==
        "nines::rollout_plan: bake (in hours) is 0, but must be more than 0");
  CHECK(message_of([&] { return plan_of({{5_percent, 1min, 0}}); }) ==
        "nines::rollout_plan: analyses is 0, but must be 1 or more");
  CHECK(message_of([&] { return plan_of({{5_percent, 1min, 1, -1min}}); }).find("ramp") !=
        std::string::npos);
  CHECK(message_of([] { return request_rate(0, 1s); }) ==
        "nines::request_rate: requests is 0, but must be more than 0, and finite");
  CHECK(message_of([] { return request_rate(1, 0s); }) ==
        "nines::request_rate: per is 0, but must be more than 0");
  CHECK(message_of([] { return request_rate(1, 1s).time_for(5, 0_percent); }) ==
        "nines::request_rate::time_for: share is 0, but must be more than 0");
  CHECK(message_of([] { return release({0.2_percent, 0.05_percent, 5_percent}); }) ==
        "nines::release: the good rate is 0.002, but must be less than the bad one, 5e-04");
  CHECK(message_of([] { return release(1_percent, {}, 5_percent); }) ==
        "nines::release: the number of bad rates is 0, but must be 1 or more");
  CHECK(message_of([] { return release(1_percent, {{2_percent, 0}}, 5_percent); }) ==
        "nines::release: weight is 0, but must be more than 0, and finite");
  CHECK(message_of([] { return trace(two_stages(), {}); }) ==
        "nines::trace: the number of distributions is 0, but must be that of the stages, 2");
  CHECK(
      message_of([] { return assess(two_stages(), request_rate(1, 1h), risky, ratio_above(0)); }) ==
      "nines::even_analyses: requests is 0.05, but must be one for each analysis at least, 3");
  CHECK(message_of(
            [] { return assess_with_baseline(two_stages(), moderate, risky, ratio_above(0)); }) ==
        "nines::assess_with_baseline: baseline times the share of a stage is 1, but must be at "
        "most what is "
        "left, 0");
  CHECK(message_of([] { return rolling({.replicas = 0, .lag = reaction_lag(1min)}); }) ==
        "nines::rolling: replicas is 0, but must be 1 or more");
  CHECK(message_of([] {
          return rolling({.replicas = 3,
                          .max_surge = 0_percent,
                          .max_unavailable = 0_percent,
                          .batch_time = 1min,
                          .lag = reaction_lag(1min)});
        }) == "nines::rolling: max_surge and max_unavailable must not both be 0");
  CHECK(message_of([] {
          return constant_hazard_detection(two_stages(), moderate, 0.001, 0_percent);
        }) == "nines::constant_hazard_detection: noticed is 0, but must be more than 0");
  CHECK(message_of([] { return any_of<double>({}); }) ==
        "nines::any_of: the number of metrics is 0, but must be 1 or more");
}
