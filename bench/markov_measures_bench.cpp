// SPDX-License-Identifier: BSL-1.0
// What the measures of a chain cost: the distribution of the down time of a year, and the
// sensitivities of all rates beside one steady state.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cmath>
#include <nines/duration/windows.hpp>
#include <nines/markov/chain/chain_builder.hpp>
#include <nines/markov/measures/sensitivity.hpp>
#include <nines/markov/occupation/downtime_distribution.hpp>
#include <random>

#include "../tests/support/published_models.hpp"

namespace {

/// 49 units with so many crews, 50 states, by the number of failed units.
nines::chain<> units(int needed, int crews) {
  constexpr int n = 49;
  nines::chain_builder<> b(n + 1);
  for (int i = 0; i < n; ++i) {
    const auto failed = static_cast<std::size_t>(i);
    b.add(failed, failed + 1, (n - i) * 1e-3);
    b.add(failed + 1, failed, std::min(i + 1, crews) * 0.25);
  }
  return b
      .label("up", nines::state_set::where(
                       n + 1, [&](std::size_t i) { return static_cast<int>(i) <= n - needed; }))
      .build();
}

/// 35 up and 15 down states, some 200 transitions at random: repairs and reconfigurations from 0.04
/// to 2 per hour, failures of about 1e-4.
nines::chain<> random_chain() {
  std::mt19937_64 engine(3);
  const auto unit = [&] { return static_cast<double>(engine() >> 11) / 9007199254740992.0; };
  constexpr std::size_t n = 50;
  constexpr std::size_t up = 35;
  nines::chain_builder<> b(n);
  for (std::size_t i = 0; i < n; ++i) {
    for (int k = 0; k < 4; ++k) {
      const std::size_t j = engine() % n;
      const double middle = i >= up ? 0.5 : j >= up ? 1e-4 : 0.3;
      b.add(i, j, middle * std::exp(3 * (unit() - 0.5)));
    }
    b.add(i, (i + 1) % n, i >= up ? 0.3 : i == up - 1 ? 1e-4 : 0.1);
  }
  return b.label("up", nines::state_set::where(n, [](auto i) { return i < up; })).build();
}

/// Two pools of n units that share a crew.
nines::chain<> pools(std::size_t n) {
  nines::chain_builder<> b(n * n);
  nines::state_set up(n * n);
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j) {
      const std::size_t here = i * n + j;
      if (i + 1 < n) b.add(here, here + n, 1e-3 * static_cast<double>(n - 1 - i));
      if (j + 1 < n) b.add(here, here + 1, 2e-4 * static_cast<double>(n - 1 - j));
      if (i > 0) b.add(here, here - n, 0.5);
      if (i == 0 && j > 0) b.add(here, here - 1, 0.25);
      if (2 * i < n && 2 * j < n) up.insert(here);
    }
  return b.label("up", up).build();
}

void downtime_of_a_year(benchmark::State& state, const nines::chain<>& c) {
  const double hours = static_cast<double>(state.range(0)) / 1000;
  const nines::downtime_distribution<> d(c, 0, nines::year_365, "up", {.tolerance = 1e-8});
  nines::probability<> p;
  for (auto _ : state) benchmark::DoNotOptimize(p = d.cdf(nines::hours_in<double>(hours)));
  state.counters["more"] = p.complement();
}
void downtime_of_a_year_quantile(benchmark::State& state, const nines::chain<>& c) {
  const nines::downtime_distribution<> d(c, 0, nines::year_365, "up", {.tolerance = 1e-8});
  const auto chance = nines::probability<>::from_complement(1e-3);
  for (auto _ : state) benchmark::DoNotOptimize(d.quantile(chance));
}
void steady_state(benchmark::State& state) {
  const auto c = pools(static_cast<std::size_t>(state.range(0)));
  for (auto _ : state)
    benchmark::DoNotOptimize(nines::steady_state(c, {.method = nines::steady_method::elimination}));
}
void unavailability_sensitivity(benchmark::State& state) {
  const auto c = pools(static_cast<std::size_t>(state.range(0)));
  for (auto _ : state) benchmark::DoNotOptimize(nines::unavailability_sensitivity(c));
}
void mttf(benchmark::State& state) {
  const auto c = pools(static_cast<std::size_t>(state.range(0)));
  for (auto _ : state) benchmark::DoNotOptimize(nines::mttf(c, 0));
}
void mttf_sensitivity(benchmark::State& state) {
  const auto c = pools(static_cast<std::size_t>(state.range(0)));
  for (auto _ : state) benchmark::DoNotOptimize(nines::mttf_sensitivity(c, 0));
}

/// Of the workstation cluster, from all up to below minimum quality.
void mttf_cluster(benchmark::State& state) {
  const auto model = nines_test::cluster(static_cast<int>(state.range(0)));
  nines::hours_in<double> time{0};
  for (auto _ : state) time = nines::mttf(model.chain(), 0, "minimum");
  state.counters["states"] = static_cast<double>(model.size());
  state.counters["hours"] = time.count();
}

BENCHMARK_CAPTURE(downtime_of_a_year, 40_of_49, units(40, 4))->Arg(0)->Arg(876)->Arg(8760);
BENCHMARK_CAPTURE(downtime_of_a_year, 46_of_49, units(46, 49))->Arg(0)->Arg(876)->Arg(8760);
BENCHMARK_CAPTURE(downtime_of_a_year, random_35_15, random_chain())->Arg(0)->Arg(876)->Arg(8760);
BENCHMARK_CAPTURE(downtime_of_a_year_quantile, 46_of_49, units(46, 49));
BENCHMARK(steady_state)->Arg(7)->Arg(32)->Arg(100)->Unit(benchmark::kMillisecond);
BENCHMARK(unavailability_sensitivity)->Arg(7)->Arg(32)->Arg(100)->Unit(benchmark::kMillisecond);
BENCHMARK(mttf)->Arg(7)->Arg(32)->Arg(100)->Unit(benchmark::kMillisecond);
BENCHMARK(mttf_sensitivity)->Arg(7)->Arg(32)->Arg(100)->Unit(benchmark::kMillisecond);
BENCHMARK(mttf_cluster)->Arg(16)->Arg(64)->Arg(128)->Unit(benchmark::kMillisecond);

}  // namespace
