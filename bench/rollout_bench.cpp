// SPDX-License-Identifier: BSL-1.0
// How long an operating characteristic, a schedule search and an observation take.
#include <benchmark/benchmark.h>

#include <nines/detection/judge.hpp>
#include <nines/detection/tests/exact_tests.hpp>
#include <nines/detection/tests/sprt.hpp>
#include <nines/detection/with_baseline.hpp>
#include <nines/probability/literals.hpp>
#include <nines/rollout/risk/assess.hpp>
#include <nines/rollout/schedule/schedule.hpp>

namespace {

using namespace nines;
using namespace nines::literals;
using namespace std::chrono_literals;

/// 10^6 requests and 30 looks, for a rate of errors of 1 in range(0), which the rule nearly spares;
/// with masses down to 1e-range(1).
void watch_million(benchmark::State& state) {
  const double rate = 1 / static_cast<double>(state.range(0));
  const stopping_options options{.least_mass =
                                     std::pow(10.0, -static_cast<double>(state.range(1)))};
  const auto analyses = even_analyses(1e6, 30);
  const ratio_above rule(rate * (1 + 4 / std::sqrt(1e6 / 30 * rate)));
  double chance = 0;
  for (auto _ : state)
    chance = stopping_distribution(rule, analyses, probability<>::from_value(rate), options)
                 .roll_back()
                 .value();
  state.counters["rolled back"] = chance;
}
BENCHMARK(watch_million)
    ->ArgsProduct({{10000, 1000, 500, 100, 20, 5}, {290, 40}})
    ->Unit(benchmark::kMillisecond);

/// Good and bad, by Wald's test.
void operate_million_sprt(benchmark::State& state) {
  const auto analyses = even_analyses(1e6, 30);
  const sprt rule(0.05_percent, 0.2_percent);
  for (auto _ : state)
    benchmark::DoNotOptimize(
        operating_characteristic(rule, analyses, {0.05_percent, 0.2_percent}).detection());
}
BENCHMARK(operate_million_sprt)->Unit(benchmark::kMillisecond);

/// A canary of 5 % beside a baseline as large, and beside all the rest, ten looks.
void watch_beside_hundred_thousand(benchmark::State& state) {
  const double baseline = 1e5 * static_cast<double>(state.range(0));
  const auto pairs = even_pairs(1e5, baseline, 10);
  const p_value_rule rule(conditional_test, 1_percent);
  double chance = 0;
  for (auto _ : state)
    chance = stopping_distribution_with_baseline(rule, pairs, {0.2_percent, 0.05_percent})
                 .roll_back()
                 .complement();
  state.counters["passes"] = chance;
}
BENCHMARK(watch_beside_hundred_thousand)->Arg(1)->Arg(19)->Unit(benchmark::kMillisecond);

/// The staged canary at 1000 requests a second: four stages, one look each.
void assess_staged_canary(benchmark::State& state) {
  const rollout_plan plan(
      {.stages = {{1_percent, 30min}, {5_percent, 30min}, {25_percent, 30min}, {50_percent, 30min}},
       .lag = reaction_lag(2min)});
  const release change({.good = 0.05_percent, .bad = 0.2_percent, .prior_bad = 5_percent});
  for (auto _ : state)
    benchmark::DoNotOptimize(
        assess(plan, request_rate(1000, 1s), change, ratio_above(0.001)).false_rollback());
}
BENCHMARK(assess_staged_canary)->Unit(benchmark::kMillisecond);

/// Four stages within four hours, to the minute.
void cheapest_schedule_four_hours(benchmark::State& state) {
  const schedule_search search{
      .shares = {1_percent, 5_percent, 25_percent, 50_percent},
      .lag = reaction_lag(2min),
      .step = 1min,
      .deadline = 4h,
      .costs = {.bad_request = 1, .escape = 1e5, .false_rollback = 1e3, .hour = 500}};
  const release change({.good = 0.05_percent, .bad = 0.2_percent, .prior_bad = 5_percent});
  double cost = 0;
  for (auto _ : state)
    cost = cheapest_schedule(search, request_rate(1000, 1s), change, ratio_above(0.001)).cost;
  state.counters["cost"] = cost;
}
BENCHMARK(cheapest_schedule_four_hours)->Unit(benchmark::kMillisecond);

/// The bank of the examples: three stages within five hours, a look a minute, for two appetites.
void schedules_of_a_bank(benchmark::State& state) {
  const rollout_costs costs{
      .bad_request = 100, .escape = 1e6, .false_rollback = 20000, .hour = 1000};
  const schedule_search search{.shares = {1_percent, 10_percent, 50_percent},
                               .lag = reaction_lag(95s),
                               .step = 5min,
                               .deadline = 5h,
                               .rollback = {1min},
                               .interval = 1min};
  const release change({.good = 0.05_percent, .bad = 0.2_percent, .prior_bad = 5_percent});
  double cost = 0;
  for (auto _ : state) {
    const schedule_solver watches(search, request_rate(100, 1s), change, ratio_above(0.001));
    cost = watches.cheapest(costs).cost + watches.cheapest(costs, 1e-4).cost;
  }
  state.counters["cost"] = cost;
}
BENCHMARK(schedules_of_a_bank)->Unit(benchmark::kMillisecond);

/// One observation: a good release, an error in 2000, begun anew before it is decided.
template <class Observer>
void observe(benchmark::State& state, const Observer& fresh) {
  Observer observer = fresh;
  unsigned n = 0;
  for (auto _ : state) {
    if (++n % 2000 == 0) observer = fresh;
    observer.observe(n % 2000 == 1000);
    benchmark::DoNotOptimize(observer);
  }
}
void judge_by_sprt(benchmark::State& state) {
  observe(state, rollout_judge(sprt(0.05_percent, 0.2_percent)));
}
BENCHMARK(judge_by_sprt);
void judge_by_ratio(benchmark::State& state) {
  observe(state, rollout_judge(after_requests(1000, ratio_above(0.001))));
}
BENCHMARK(judge_by_ratio);
void judge_by_e_value_each_100(benchmark::State& state) {
  observe(state, rollout_judge(e_value_rule(0.05_percent, {1, 2000}, 1_percent), 100));
}
BENCHMARK(judge_by_e_value_each_100);
void running_e_value_each(benchmark::State& state) {
  observe(state, running_e_value(0.05_percent, {1, 2000}));
}
BENCHMARK(running_e_value_each);

}  // namespace
