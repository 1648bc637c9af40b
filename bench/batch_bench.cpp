// SPDX-License-Identifier: BSL-1.0
// Claim: N parts x T points, both sides kept, at a fraction of a nanosecond a part and point.
//
// The shapes of bench/NOTES.md. `points` counts T, `part_points` n T, both per second. The
// reliabilities are exp(-rate t) from 1 down to about 0.3, unlike for each part.
#include <benchmark/benchmark.h>

#include <cmath>
#include <nines/combine.hpp>
#include <nines/lanes.hpp>
#include <vector>

namespace {

using nines::part_matrix;

/// n rows of T reliabilities, and the place for the answers.
struct data {
  explicit data(benchmark::State& state, std::ptrdiff_t n)
      : parts(n), points(state.range(0)), numbers(static_cast<std::size_t>(parts * points)) {
    for (std::ptrdiff_t i = 0; i < parts; ++i) {
      const double spread = static_cast<double>(i) * 0.6180339887498949;
      const double rate = 0.5 + spread - std::floor(spread);
      for (std::ptrdiff_t j = 0; j < points; ++j)
        numbers[static_cast<std::size_t>(i * points + j)] =
            std::exp(-0.8 * rate * static_cast<double>(j + 1) / static_cast<double>(points));
    }
    value.resize(static_cast<std::size_t>(points));
    complement.resize(static_cast<std::size_t>(points));
  }
  [[nodiscard]] part_matrix matrix() const {
    return {part_matrix::side::value, parts, points, nines::strided(numbers.data(), points)};
  }

  std::ptrdiff_t parts;
  std::ptrdiff_t points;
  std::vector<double> numbers;
  std::vector<double> value;
  std::vector<double> complement;
};

template <class Compose>
void run(benchmark::State& state, std::ptrdiff_t rows, std::ptrdiff_t n, const Compose& compose) {
  data d(state, rows);
  for (auto _ : state) {
    nines::batch(d.matrix(), compose, {d.value, d.complement});
    benchmark::ClobberMemory();
  }
  const auto rate = benchmark::Counter::kIsIterationInvariantRate;
  state.counters["points"] = benchmark::Counter(static_cast<double>(d.points), rate);
  state.counters["part_points"] = benchmark::Counter(static_cast<double>(n * d.points), rate);
}

void series(benchmark::State& state, std::ptrdiff_t n) { run(state, n, n, nines::series); }
void parallel(benchmark::State& state, std::ptrdiff_t n) { run(state, n, n, nines::parallel); }
void at_least(benchmark::State& state, std::size_t k, std::ptrdiff_t n) {
  run(state, n, n, [k](const auto& parts) { return nines::at_least(k, parts); });
}
void identical_series(benchmark::State& state, std::size_t n) {
  run(state, 1, static_cast<std::ptrdiff_t>(n),
      [n](const auto& part) { return nines::series(nines::copies(n, part[0])); });
}
void identical_at_least(benchmark::State& state, std::size_t k, std::size_t n) {
  run(state, 1, static_cast<std::ptrdiff_t>(n), nines::identical_at_least(k, n));
}
void bridge(benchmark::State& state) {
  run(state, 5, 5, [](const auto& p) { return nines::bridge(p[0], p[1], p[2], p[3], p[4]); });
}

#define NINES_SHAPES Arg(100000)->Arg(131072)
BENCHMARK_CAPTURE(series, 10, 10)->NINES_SHAPES;
BENCHMARK_CAPTURE(series, 100, 100)->NINES_SHAPES;
BENCHMARK_CAPTURE(parallel, 10, 10)->NINES_SHAPES;
BENCHMARK_CAPTURE(parallel, 100, 100)->NINES_SHAPES;
BENCHMARK_CAPTURE(identical_series, 100, 100)->NINES_SHAPES;
BENCHMARK_CAPTURE(at_least, 5_of_10, 5, 10)->NINES_SHAPES;
BENCHMARK_CAPTURE(at_least, 8_of_15, 8, 15)->NINES_SHAPES;
BENCHMARK_CAPTURE(at_least, 10_of_20, 10, 20)->NINES_SHAPES;
BENCHMARK_CAPTURE(at_least, 32_of_64, 32, 64)->NINES_SHAPES;
BENCHMARK_CAPTURE(identical_at_least, 10_of_20, 10, 20)->NINES_SHAPES;
BENCHMARK_CAPTURE(identical_at_least, 32_of_64, 32, 64)->NINES_SHAPES;
BENCHMARK_CAPTURE(identical_at_least, 127_of_255, 127, 255)->NINES_SHAPES;
BENCHMARK(bridge)->NINES_SHAPES;

/// One evaluation, no batch: 32 of 64 unlike parts.
void at_least_once(benchmark::State& state) {
  std::vector<nines::probability<>> parts;
  for (int i = 0; i < 64; ++i) parts.push_back(nines::probability<>::from_value((i + 0.5) / 64));
  for (auto _ : state) benchmark::DoNotOptimize(nines::at_least(32, parts));
}
BENCHMARK(at_least_once);

}  // namespace
