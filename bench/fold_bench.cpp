// SPDX-License-Identifier: BSL-1.0
// Claim: series and parallel of 1.6e7 parts run at the rate at which the machine sums the same
// array.
//
// The limit is measured beside them: the fastest plain sum of the same bytes that the compiler
// makes (eight chains, as the fold has). `sum_sides` reads the array of two-sided parts,
// `sum_numbers` that of bare unavailabilities. Compare bytes_per_second within one run;
// --benchmark_enable_random_interleaving=true.
#include <benchmark/benchmark.h>

#include <nines/combine.hpp>
#include <random>
#include <span>
#include <vector>

namespace {

constexpr std::size_t parts = 16'000'000;

const std::vector<double>& unavailabilities() {
  static const std::vector<double> q = [] {
    std::vector<double> numbers(parts);
    std::mt19937_64 random(1);
    std::uniform_real_distribution<double> exponent(-15, -8);
    for (double& x : numbers) x = std::pow(10, exponent(random));
    return numbers;
  }();
  return q;
}

/// Mostly up for series, mostly down for parallel, so that neither side is trivial.
const std::vector<nines::probability<>>& two_sided(bool up) {
  static const auto make = [](bool is_up) {
    std::vector<nines::probability<>> list;
    list.reserve(parts);
    for (const double q : unavailabilities()) {
      const auto p = nines::probability<>::from_complement(q);
      list.push_back(is_up ? p : !p);
    }
    return list;
  };
  static const auto good = make(true);
  static const auto bad = make(false);
  return up ? good : bad;
}

void set_bytes(benchmark::State& state, std::size_t bytes) {
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(bytes));
}

#define NINES_SIZES Arg(1000)->Arg(100000)->Arg(parts)

/// The first n parts of a list, n being the argument of the benchmark.
std::span<const nines::probability<>> first_of(const std::vector<nines::probability<>>& list,
                                               const benchmark::State& state) {
  return std::span(list).first(static_cast<std::size_t>(state.range(0)));
}

void sum_sides(benchmark::State& state) {
  const auto list = first_of(two_sided(true), state);
  for (auto _ : state) {
    constexpr std::size_t chains = 8;
    double value[chains] = {};
    double complement[chains] = {};
    for (std::size_t i = 0; i < list.size(); i += chains)
      for (std::size_t c = 0; c < chains; ++c) {
        value[c] += list[i + c].value();
        complement[c] += list[i + c].complement();
      }
    benchmark::DoNotOptimize(value);
    benchmark::DoNotOptimize(complement);
  }
  set_bytes(state, list.size() * 16);
}
BENCHMARK(sum_sides)->NINES_SIZES;

void series(benchmark::State& state) {
  const auto list = first_of(two_sided(true), state);
  for (auto _ : state) benchmark::DoNotOptimize(nines::series(list));
  set_bytes(state, list.size() * 16);
}
BENCHMARK(series)->NINES_SIZES;

void parallel(benchmark::State& state) {
  const auto list = first_of(two_sided(false), state);
  for (auto _ : state) benchmark::DoNotOptimize(nines::parallel(list));
  set_bytes(state, list.size() * 16);
}
BENCHMARK(parallel)->NINES_SIZES;

void sum_numbers(benchmark::State& state) {
  const auto& numbers = unavailabilities();
  for (auto _ : state) {
    constexpr std::size_t chains = 32;
    double sum[chains] = {};
    for (std::size_t i = 0; i < parts; i += chains)
      for (std::size_t c = 0; c < chains; ++c) sum[c] += numbers[i + c];
    benchmark::DoNotOptimize(sum);
  }
  set_bytes(state, parts * 8);
}
BENCHMARK(sum_numbers);

void series_of_numbers(benchmark::State& state) {
  const nines::number_view<double, true> list(unavailabilities());
  for (auto _ : state) benchmark::DoNotOptimize(nines::series(list));
  set_bytes(state, parts * 8);
}
BENCHMARK(series_of_numbers);

void parallel_of_numbers(benchmark::State& state) {
  const nines::number_view<double, false> list(unavailabilities());
  for (auto _ : state) benchmark::DoNotOptimize(nines::parallel(list));
  set_bytes(state, parts * 8);
}
BENCHMARK(parallel_of_numbers);

}  // namespace
