// SPDX-License-Identifier: BSL-1.0
// How fast chains are made from structs and rules, and made smaller.
#include <benchmark/benchmark.h>

#include <nines/markov/lumping/coarsest_lumping.hpp>

#include "../tests/support/published_models.hpp"

namespace {

/// States and transitions found a second.
template <class Model>
void count(benchmark::State& state, const Model& model) {
  state.counters["states"] = static_cast<double>(model.size());
  state.counters["transitions"] = static_cast<double>(model.chain().transitions());
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(model.size()));
}

void explore_cluster(benchmark::State& state) {
  const int n = static_cast<int>(state.range(0));
  for (auto _ : state) benchmark::DoNotOptimize(nines_test::cluster(n));
  count(state, nines_test::cluster(n));
}
BENCHMARK(explore_cluster)->RangeMultiplier(2)->Range(16, 128)->Unit(benchmark::kMillisecond);

void explore_fms(benchmark::State& state) {
  const int n = static_cast<int>(state.range(0));
  for (auto _ : state) benchmark::DoNotOptimize(nines_test::fms(n));
  count(state, nines_test::fms(n));
}
BENCHMARK(explore_fms)->Arg(3)->Arg(6)->Unit(benchmark::kMillisecond);

void explore_poll(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(nines_test::poll(13));
  count(state, nines_test::poll(13));
}
BENCHMARK(explore_poll)->Unit(benchmark::kMillisecond);

void coarsest_lumping_of_cluster(benchmark::State& state) {
  const auto c = nines_test::cluster(static_cast<int>(state.range(0))).chain();
  std::size_t blocks = 0;
  for (auto _ : state) blocks = nines::coarsest_lumping(c).chain.size();
  state.counters["states"] = static_cast<double>(c.size());
  state.counters["blocks"] = static_cast<double>(blocks);
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(c.transitions()));
}
BENCHMARK(coarsest_lumping_of_cluster)
    ->RangeMultiplier(2)
    ->Range(16, 128)
    ->Unit(benchmark::kMillisecond);

}  // namespace
