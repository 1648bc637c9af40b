// SPDX-License-Identifier: BSL-1.0
// Long-run distributions of published models, some with their states sorted, by the method that
// steady_state chooses.
#include <benchmark/benchmark.h>

#include <nines/markov/chain/chain_builder.hpp>
#include <nines/markov/chain/sort_states.hpp>
#include <nines/markov/steady/steady_state.hpp>

#include "../tests/support/published_models.hpp"

namespace {

/// Solves, and reports sweeps, the error that the solver vouches for and that of a measure whose
/// reference is given (elimination in quadruple precision, or sweeps in 80 bits).
template <class Measure>
void solve(benchmark::State& state, const nines::chain<>& c, const Measure& measure,
           double reference) {
  nines::solved_distribution<double> pi;
  for (auto _ : state) {
    pi = nines::steady_state(c);
    benchmark::DoNotOptimize(pi.mass.data());
  }
  const double ratio = measure(pi) / reference;
  state.SetLabel(std::string(pi.report.method));
  state.counters["states"] = static_cast<double>(c.size());
  state.counters["sweeps"] = static_cast<double>(pi.report.iterations);
  state.counters["error"] = pi.report.error;
  state.counters["true_error"] = ratio > 1 ? ratio - 1 : 1 - ratio;
}

void steady_state_cluster(benchmark::State& state) {
  const int n = static_cast<int>(state.range(0));
  const double reference = n == 16   ? 2.1126482189014025e-06
                           : n == 64 ? 2.1184335141596694e-06
                                     : 2.185521010099653e-06;
  const auto model = nines::sort_states(nines_test::cluster(n));
  const auto& up = model.chain().states("minimum");
  solve(state, model.chain(), [&](const auto& pi) { return pi.in(up).complement(); }, reference);
}
BENCHMARK(steady_state_cluster)->Arg(16)->Arg(64)->Arg(128)->Unit(benchmark::kMillisecond);

void steady_state_fms(benchmark::State& state) {
  const int n = static_cast<int>(state.range(0));
  const auto model = nines_test::fms(n);
  const auto reward = model.chain().reward("productivity");
  solve(
      state, model.chain(), [&](const auto& pi) { return pi.mean(reward); },
      n == 3 ? 44.443669957052274 : 88.851913574361921);
}
BENCHMARK(steady_state_fms)->Arg(3)->Arg(6)->Unit(benchmark::kMillisecond);

void steady_state_kanban(benchmark::State& state) {
  const auto model = nines_test::kanban(3);
  const auto reward = model.chain().reward("throughput");
  solve(state, model.chain(), [&](const auto& pi) { return pi.mean(reward); }, 0.23307116600980055);
}
BENCHMARK(steady_state_kanban)->Unit(benchmark::kMillisecond);

void steady_state_poll(benchmark::State& state) {
  const auto model = nines::sort_states(nines_test::poll(13), [](const auto& a, const auto& b) {
    return std::tie(a.server, a.serving, a.waiting) < std::tie(b.server, b.serving, b.waiting);
  });
  const auto& waits = model.chain().states("s1w");
  solve(
      state, model.chain(), [&](const auto& pi) { return pi.in(waits).value(); },
      0.134412369378998);
}
BENCHMARK(steady_state_poll)->Unit(benchmark::kMillisecond);

void steady_state_stiff(benchmark::State& state) {
  const auto model = nines_test::stiff(65);
  const auto& up = model.chain().states("up");
  solve(
      state, model.chain(), [&](const auto& pi) { return pi.in(up).complement(); },
      2.3126323576830002e-12);
}
BENCHMARK(steady_state_stiff)->Unit(benchmark::kMillisecond);

void steady_state_tandem(benchmark::State& state) {
  const auto model = nines_test::tandem(255);
  const auto reward = model.chain().reward("customers");
  solve(state, model.chain(), [&](const auto& pi) { return pi.mean(reward); }, 255.82809698041934);
}
BENCHMARK(steady_state_tandem)->Unit(benchmark::kMillisecond);

/// Two kanban lines, one twice as fast, which change places every 1e10 hours: the second has 1/4.
void steady_state_slow_environments(benchmark::State& state) {
  const auto line = nines_test::kanban(3);
  const auto& rates = line.chain().rates();
  const Eigen::Index n = rates.rows();
  nines::rate_matrix<double> both(2 * n, 2 * n);
  both.reserve(2 * rates.nonZeros() + 2 * n);
  for (Eigen::Index i = 0; i < 2 * n; ++i) {
    const bool second = i >= n;
    both.startVec(i);
    if (second) both.insertBack(i, i - n) = 3e-10;
    for (nines::rate_matrix<double>::InnerIterator to(rates, second ? i - n : i); to; ++to)
      both.insertBack(i, second ? n + to.col() : to.col()) = second ? 2 * to.value() : to.value();
    if (!second) both.insertBack(i, i + n) = 1e-10;
  }
  both.finalize();
  const auto c = nines::chain_builder<>(std::move(both)).build();
  const auto second =
      nines::state_set::where(c.size(), [&](auto i) { return i >= static_cast<std::size_t>(n); });
  solve(state, c, [&](const auto& pi) { return pi.in(second).value(); }, 0.25);
}
BENCHMARK(steady_state_slow_environments)->Unit(benchmark::kMillisecond);

}  // namespace
