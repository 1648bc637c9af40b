// SPDX-License-Identifier: BSL-1.0
// Claim: the mean times to absorption of a chain of 1e5 states take a second or so, ordering
// included, and every entry is right.
//
// `mean_times` runs on a square grid of counters with four levels of repair each (the shape of most
// state spaces); `ordering` is its part that depends on the links only, `stationary` keeps one
// state instead of leaving; `dense` is one dense matrix. Beside the time: operations a second and,
// for the cost of the rates that a program repeats, what fraction of it the ordering is.
#include <benchmark/benchmark.h>

#include <nines/markov/elimination.hpp>
#include <nines/markov/elimination/stationary.hpp>
#include <random>

namespace {

/// side x side x 4 states, neighbours linked both ways; the first state leaves rarely.
nines::rate_matrix<double> grid(int side) {
  std::mt19937_64 random(1);
  std::uniform_real_distribution<double> order_of(-3, 1);
  std::vector<Eigen::Triplet<double>> transitions;
  const int n = side * side * 4;
  const auto link = [&](int i, int j) {
    transitions.emplace_back(i, j, std::pow(10, order_of(random)));
    transitions.emplace_back(j, i, std::pow(10, order_of(random)));
  };
  for (int i = 0; i < n; ++i) {
    if (i % 4 < 3) link(i, i + 1);
    if (i / 4 % side < side - 1) link(i, i + 4);
    if (i / 4 / side < side - 1) link(i, i + 4 * side);
  }
  nines::rate_matrix<double> rates(n, n);
  rates.setFromTriplets(transitions.begin(), transitions.end());
  return rates;
}

std::vector<double> rare_exit(const nines::rate_matrix<double>& rates) {
  std::vector<double> exits(static_cast<std::size_t>(rates.rows()), 0);
  exits[0] = 1e-6;
  return exits;
}

void report(benchmark::State& state, const nines::elimination_plan& plan) {
  state.counters["states"] = static_cast<double>(plan.size());
  state.counters["operations"] =
      benchmark::Counter(plan.cost().operations, benchmark::Counter::kIsIterationInvariantRate);
  state.counters["MB"] = plan.cost().entries * sizeof(double) * 1e-6;
}

void ordering(benchmark::State& state) {
  const auto rates = grid(static_cast<int>(state.range(0)));
  for (auto _ : state) benchmark::DoNotOptimize(nines::elimination_plan(rates));
}
BENCHMARK(ordering)->RangeMultiplier(2)->Range(8, 128)->Unit(benchmark::kMillisecond);

void mean_times(benchmark::State& state) {
  const auto rates = grid(static_cast<int>(state.range(0)));
  const auto exits = rare_exit(rates);
  std::vector<double> x;
  for (auto _ : state) {
    x.assign(exits.size(), 1);
    nines::elimination<double>(rates, exits).solve(x);
    benchmark::DoNotOptimize(x.data());
  }
  report(state, nines::elimination_plan(rates));
}
BENCHMARK(mean_times)->RangeMultiplier(2)->Range(8, 128)->Unit(benchmark::kMillisecond);

void stationary(benchmark::State& state) {
  const auto rates = grid(static_cast<int>(state.range(0)));
  for (auto _ : state) benchmark::DoNotOptimize(nines::stationary_masses(rates));
  report(state, nines::elimination_plan(rates, true));
}
BENCHMARK(stationary)->RangeMultiplier(2)->Range(8, 64)->Unit(benchmark::kMillisecond);

void dense(benchmark::State& state) {
  const auto rates = grid(static_cast<int>(state.range(0)));
  const auto exits = rare_exit(rates);
  const nines::elimination_plan plan(rates, false, exits.size());
  for (auto _ : state) benchmark::DoNotOptimize(nines::elimination<double>(rates, exits, plan));
  report(state, plan);
}
BENCHMARK(dense)->RangeMultiplier(2)->Range(2, 16)->Unit(benchmark::kMillisecond);

}  // namespace
