// SPDX-License-Identifier: BSL-1.0
// Claim: a recovery plan of twelve mixed steps gives all its percentiles in under 20 ms.
//
// `plan_percentiles` builds the sum and takes p50 to p99.9; `percentile_alone` is one quantile of a
// plan that is built. `plain_monte_carlo` draws 1e6 plans: its `error_of_p99` is the relative
// standard error of that percentile, and `draws_for_1e-9` how many draws would bring it to what the
// sum promises; times of draw and plan give the ratio at equal accuracy (`seconds_for_1e-9`).
#include <benchmark/benchmark.h>

#include <cmath>
#include <nines/probability.hpp>
#include <nines/timing.hpp>
#include <random>

namespace {

using namespace nines;
using namespace std::chrono_literals;

std::vector<random_time<>> steps() {
  return {uniform_time(60s, 90s),
          fixed_time(30s),
          lognormal_time(120s, 0.5),
          weibull_time(1.5, 60s),
          gamma_time(2.5, 20s),
          triangular_time(10s, 20s, 60s),
          pert_time(30s, 60s, 300s),
          exponential_time(45s),
          erlang_time(3, 60s),
          uniform_time(0s, 60s),
          all_of(exponential_time(30s), uniform_time(10s, 50s)),
          weibull_time(0.7, 20s)};
}

double percentiles(const random_time<>& plan) {
  double sum = 0;
  for (const auto p : {50_percent, 75_percent, 90_percent, 95_percent, 99_percent, 99.9_percent})
    sum += plan.quantile(p).count();
  return sum;
}

void plan_percentiles(benchmark::State& state) {
  const auto parts = steps();
  for (auto _ : state) benchmark::DoNotOptimize(percentiles(sequence(parts)));
}
BENCHMARK(plan_percentiles)->Unit(benchmark::kMillisecond);

void percentile_alone(benchmark::State& state) {
  const auto plan = sequence(steps());
  for (auto _ : state) benchmark::DoNotOptimize(plan.quantile(99_percent));
}
BENCHMARK(percentile_alone)->Unit(benchmark::kMicrosecond);

/// One draw of the plan.
class sampler {
 public:
  double operator()() {
    const double triangular = std::sqrt(unit_(random_));
    double t = 30 + 60 + 30 * unit_(random_) + 60 * unit_(random_);
    t += lognormal_(random_) + weibull_(random_) + gamma_(random_) + early_(random_);
    t += unit_(random_) < 0.2 ? 10 + 10 * triangular : 60 - 40 * triangular;
    const double low = rise_(random_);
    t += 30 + 270 * low / (low + fall_(random_));
    t += 45 * exponential_(random_) + erlang_(random_);
    return t + std::max(30 * exponential_(random_), 10 + 40 * unit_(random_));
  }

 private:
  std::mt19937_64 random_{1};
  std::uniform_real_distribution<double> unit_;
  std::exponential_distribution<double> exponential_;
  std::lognormal_distribution<double> lognormal_{std::log(120.0), 0.5};
  std::weibull_distribution<double> weibull_{1.5, 60}, early_{0.7, 20};
  std::gamma_distribution<double> gamma_{2.5, 20}, erlang_{3, 20};
  std::gamma_distribution<double> rise_{1 + 4 * 30 / 270.0, 1}, fall_{1 + 4 * 240 / 270.0, 1};
};

void plain_monte_carlo(benchmark::State& state) {
  constexpr std::size_t draws = 1'000'000;
  const auto plan = sequence(steps());
  const auto p99 = plan.quantile(99_percent);
  sampler draw;
  std::vector<double> times(draws);
  for (auto _ : state) {
    for (double& t : times) t = draw();
    std::nth_element(times.begin(), times.begin() + draws / 100 * 99, times.end());
    benchmark::DoNotOptimize(times[draws / 100 * 99]);
  }
  // A quantile's standard error: sqrt(p (1 - p) / n) / density.
  const double of_one = std::sqrt(0.99 * 0.01) / plan.density(p99) / p99.count();
  state.counters["error_of_p99"] = of_one / std::sqrt(double(draws));
  state.counters["off_by"] = std::abs(times[draws / 100 * 99] / p99.count() - 1);
  state.counters["draws_for_1e-9"] = of_one * of_one * 1e18;
  state.counters["seconds_for_1e-9"] = benchmark::Counter(
      double(draws) / (of_one * of_one * 1e18),
      benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}
BENCHMARK(plain_monte_carlo)->Unit(benchmark::kMillisecond);

}  // namespace
