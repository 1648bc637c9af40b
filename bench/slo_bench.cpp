// SPDX-License-Identifier: BSL-1.0
// Claim: the whole distribution of a year's down time, 1000 points on both tails, takes about a
// millisecond; a plain simulation needs far longer for one point to a thousandth.
#include <benchmark/benchmark.h>

#include <cmath>
#include <nines/duration/windows.hpp>
#include <nines/probability/literals.hpp>
#include <nines/slo/breach.hpp>
#include <nines/slo/compound_downtime.hpp>
#include <nines/slo/false_pages.hpp>
#include <nines/slo/required.hpp>
#include <random>

namespace {

using namespace nines::literals;
using namespace std::chrono_literals;
using hours = nines::hours_in<double>;

const nines::error_budget promise(99.95_percent, nines::year_365);

/// 1000 points of the exceedance curve; outages once in so many hours.
void yearly_downtime_curve(benchmark::State& state) {
  const nines::unit_downtime law(hours(static_cast<double>(state.range(0))), 15min,
                                 nines::year_365);
  for (auto _ : state) benchmark::DoNotOptimize(exceedance_curve(law, 4 * law.mean(), 1000));
}
BENCHMARK(yearly_downtime_curve)->Arg(720)->Arg(24)->Arg(1)->Unit(benchmark::kMillisecond);

/// One chance of a breach by simulation, to a thousandth of itself: the time beside it.
void breach_by_simulation(benchmark::State& state) {
  std::mt19937_64 engine(1);
  std::exponential_distribution<double> up(1.0 / 720);
  std::exponential_distribution<double> down(4);
  const double allowed = promise.time().count();
  long broken = 0;
  for (auto _ : state) {
    double lost = 0;
    for (double now = up(engine); now < 8760; now += up(engine)) {
      const double outage = down(engine);
      lost += outage;
      now += outage;
    }
    broken += lost > allowed ? 1 : 0;
  }
  const double p = static_cast<double>(broken) / static_cast<double>(state.iterations());
  state.counters["windows_for_1e-3"] = (1 - p) / p * 1e6;
}
BENCHMARK(breach_by_simulation);

void breach(benchmark::State& state) {
  const nines::repairable unit(720h, 15min);
  for (auto _ : state) benchmark::DoNotOptimize(chance_of_breach(unit, promise));
}
BENCHMARK(breach);

void required_mttr_of_a_breach(benchmark::State& state) {
  for (auto _ : state)
    benchmark::DoNotOptimize(nines::required_mttr(promise, 5_percent, nines::month_30d));
}
BENCHMARK(required_mttr_of_a_breach)->Unit(benchmark::kMicrosecond);

/// Certain bounds for outages of any law: one point, by the number of cells.
void compound_bounds(benchmark::State& state) {
  const auto law = [](hours t) {
    return nines::probability<>(nines::detail::unchecked, -std::expm1(-4 * t.count()),
                                std::exp(-4 * t.count()));
  };
  const nines::compound_downtime d(720h, law, nines::year_365,
                                   static_cast<std::size_t>(state.range(0)));
  for (auto _ : state) benchmark::DoNotOptimize(d.chance_of_more_than(promise.time()));
}
BENCHMARK(compound_bounds)->Arg(250)->Arg(1000)->Unit(benchmark::kMillisecond);

void false_pages_in_a_month(benchmark::State& state) {
  const nines::burn_rate_alert alert(nines::error_budget(99.9_percent, nines::rolling_30d),
                                     {14.4, 1h, 5min});
  const nines::service_traffic<> t{static_cast<double>(state.range(0)), 0.05_percent};
  for (auto _ : state) benchmark::DoNotOptimize(chance_of_page(alert, t, nines::month_30d, 1min));
}
BENCHMARK(false_pages_in_a_month)->Arg(100)->Arg(100000)->Unit(benchmark::kMicrosecond);

}  // namespace
