// SPDX-License-Identifier: BSL-1.0
// Claim: exact reliabilities of grids, fabrics and dense graphs in seconds, certain bounds of
// networks of ten thousand nodes, and counts of failures among a million parts in milliseconds.
//
// Counters: the unreliability that was found, and of bounds the width relative to it.
#include <benchmark/benchmark.h>

#include <cmath>
#include <nines/discrete/poisson_binomial.hpp>
#include <nines/network.hpp>

namespace {

using nines::network;
using nines::probability;

std::size_t size_of(const benchmark::State& state) {
  return static_cast<std::size_t>(state.range(0));
}
std::string corner(std::size_t n) {
  std::string name = std::to_string(n - 1);
  name += ",";
  name += std::to_string(n - 1);
  return name;
}
std::string edge_of_last_pod(std::size_t k) {
  std::string name = "e";
  name += std::to_string(k - 1);
  name += "_0";
  return name;
}
nines::network_parts<> links_of(double unavailability) {
  return {probability<>::from_complement(unavailability)};
}

template <class Ask>
void exact(benchmark::State& state, const network<>& net, const Ask& ask) {
  probability<> r;
  for (auto _ : state) benchmark::DoNotOptimize(r = ask(net));
  state.counters["U"] = r.complement();
}
template <class Ask>
void bracket(benchmark::State& state, const network<>& net, const Ask& ask) {
  nines::bounds<> r;
  for (auto _ : state) benchmark::DoNotOptimize(r = ask(net));
  const double least = r.upper.complement();
  state.counters["U"] = least;
  state.counters["width"] = (r.lower.complement() - least) / least;
}

void two_terminal_grid(benchmark::State& state) {
  exact(state, nines::grid(size_of(state), size_of(state), links_of(0.1)), [&](const auto& net) {
    return nines::two_terminal_reliability(net, "0,0", corner(size_of(state)));
  });
}
void all_terminal_grid(benchmark::State& state) {
  exact(state, nines::grid(size_of(state), size_of(state), links_of(0.1)),
        [](const auto& net) { return nines::all_terminal_reliability(net); });
}
void two_terminal_complete(benchmark::State& state) {
  exact(state, nines::complete(size_of(state), links_of(0.1)),
        [](const auto& net) { return nines::two_terminal_reliability(net, "0", "1"); });
}
void two_terminal_fat_tree(benchmark::State& state) {
  exact(state, nines::fat_tree(size_of(state), links_of(0.1)), [&](const auto& net) {
    return nines::two_terminal_reliability(net, "e0_0", edge_of_last_pod(size_of(state)));
  });
}
void all_terminal_fat_tree(benchmark::State& state) {
  exact(state, nines::fat_tree(size_of(state), links_of(0.1)),
        [](const auto& net) { return nines::all_terminal_reliability(net); });
}
void two_terminal_leaf_spine(benchmark::State& state) {
  exact(state, nines::leaf_spine(size_of(state), 8, links_of(0.1)),
        [](const auto& net) { return nines::two_terminal_reliability(net, "l0", "l1"); });
}
BENCHMARK(two_terminal_grid)->DenseRange(8, 12)->Unit(benchmark::kMillisecond);
BENCHMARK(all_terminal_grid)->DenseRange(8, 12)->Unit(benchmark::kMillisecond);
BENCHMARK(two_terminal_complete)->DenseRange(8, 12)->Unit(benchmark::kMillisecond);
BENCHMARK(two_terminal_fat_tree)->Arg(4)->Arg(6)->Unit(benchmark::kMillisecond);
BENCHMARK(all_terminal_fat_tree)->Arg(4)->Arg(6)->Unit(benchmark::kMillisecond);
BENCHMARK(two_terminal_leaf_spine)->Arg(16)->Arg(32)->Unit(benchmark::kMillisecond);

void bounds_of_grid(benchmark::State& state) {
  bracket(state, nines::grid(size_of(state), size_of(state), links_of(1e-3)), [&](const auto& net) {
    return nines::two_terminal_reliability_bounds(net, "0,0", corner(size_of(state)),
                                                  {.relative_width = 3e-3});
  });
}
void bounds_of_fat_tree(benchmark::State& state) {
  bracket(state, nines::fat_tree(size_of(state), links_of(1e-2)), [&](const auto& net) {
    return nines::two_terminal_reliability_bounds(net, "e0_0", edge_of_last_pod(size_of(state)),
                                                  {.relative_width = 1e-3});
  });
}
void bounds_of_random_regular(benchmark::State& state) {
  bracket(state, nines::random_regular(size_of(state), 4, 1, links_of(1e-2)), [](const auto& net) {
    return nines::two_terminal_reliability_bounds(net, "0", "1",
                                                  {.relative_width = 1e-2, .work_limit = 3e7});
  });
}
BENCHMARK(bounds_of_grid)->Arg(12)->Arg(40)->Arg(100)->Unit(benchmark::kMillisecond);
BENCHMARK(bounds_of_fat_tree)->Arg(8)->Arg(16)->Unit(benchmark::kMillisecond);
BENCHMARK(bounds_of_random_regular)->Arg(100)->Arg(200)->Unit(benchmark::kMillisecond);

/// What each digit of a bracket costs: a width of 10^-k.
void digits_of_grid(benchmark::State& state) {
  const double width = std::pow(10.0, -static_cast<double>(state.range(0)));
  bracket(state, nines::grid(40, 40, links_of(1e-3)), [width](const auto& net) {
    return nines::two_terminal_reliability_bounds(net, "0,0", corner(40),
                                                  {.relative_width = width});
  });
}
BENCHMARK(digits_of_grid)->DenseRange(1, 6)->Unit(benchmark::kMillisecond);

template <class Ask>
void estimate(benchmark::State& state, const network<>& net, const Ask& ask) {
  nines::network_estimate<> e;
  for (auto _ : state) benchmark::DoNotOptimize(e = ask(net));
  const double least = e.interval.upper.complement();
  state.counters["U"] = e.reliability.complement();
  state.counters["width"] = (e.interval.lower.complement() - least) / least;
  state.counters["trials"] = e.trials;
}
void estimate_of_random_regular(benchmark::State& state) {
  const double q = 1 / static_cast<double>(state.range(1));
  estimate(state, nines::random_regular(size_of(state), 4, 1, links_of(q)), [](const auto& net) {
    return nines::two_terminal_reliability_estimate(net, "0", "1", {.relative_error = 1e-2});
  });
}
void estimate_of_fat_tree(benchmark::State& state) {
  estimate(state, nines::fat_tree(size_of(state), links_of(1e-3)), [&](const auto& net) {
    return nines::two_terminal_reliability_estimate(net, "e0_0", edge_of_last_pod(size_of(state)),
                                                    {.relative_error = 1e-2});
  });
}
BENCHMARK(estimate_of_random_regular)
    ->Args({200, 100})
    ->Args({200, 10})
    ->Args({500, 100})
    ->Unit(benchmark::kMillisecond);
BENCHMARK(estimate_of_fat_tree)->Arg(24)->Unit(benchmark::kMillisecond);

void importance_of_grid(benchmark::State& state) {
  const auto net = nines::grid(size_of(state), size_of(state), links_of(0.1));
  for (auto _ : state)
    benchmark::DoNotOptimize(
        nines::two_terminal_importance(net, "0,0", corner(size_of(state))).links);
}
BENCHMARK(importance_of_grid)->DenseRange(6, 8)->Unit(benchmark::kMillisecond);

/// A fleet of parts from 0.99 to 0.9999, or of any availability.
std::vector<probability<>> fleet(std::size_t n, double least, double range) {
  std::vector<probability<>> parts;
  for (std::size_t i = 0; i < n; ++i) {
    const double u = std::fmod(static_cast<double>(i + 1) * 0.6180339887498949, 1.0);
    parts.push_back(probability<>::from_value(least + range * u));
  }
  return parts;
}

void tolerated_failures(benchmark::State& state) {
  const auto parts = fleet(size_of(state), 0.99, 0.0099);
  for (auto _ : state)
    benchmark::DoNotOptimize(
        nines::at_most_failures(static_cast<std::size_t>(state.range(1)), parts));
}
void whole_distribution(benchmark::State& state) {
  const auto parts = fleet(size_of(state), 0, 1);
  for (auto _ : state) benchmark::DoNotOptimize(nines::poisson_binomial(parts));
}
BENCHMARK(tolerated_failures)
    ->Args({1000, 50})
    ->Args({100000, 200})
    ->Args({1000000, 1000})
    ->Unit(benchmark::kMillisecond);
BENCHMARK(whole_distribution)->Arg(1000)->Arg(10000)->Unit(benchmark::kMillisecond);

}  // namespace
