// SPDX-License-Identifier: BSL-1.0
// Markov chains through time: transitions a second of uniformization, on one thread and on two;
// long horizons; small chains beside the matrix exponential of Eigen.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <execution>
#include <nines/markov/chain/chain_builder.hpp>
#include <nines/markov/passage/passage_time.hpp>
#include <nines/markov/transient/execution.hpp>
#include <unsupported/Eigen/MatrixFunctions>

#include "../tests/support/published_models.hpp"

namespace {

double relative(double a, double b) { return a > b ? a / b - 1 : b / a - 1; }

/// Some 200 steps forward among all states; off-diagonal transitions gone through a second, all
/// preparations included. `carry` is transient(), by a policy or without.
template <class Carry>
void steps(benchmark::State& state, const nines::chain<>& c, const Carry& carry) {
  const auto exits = c.exit_rates();
  const double t = 98 / *std::max_element(exits.begin(), exits.end());
  const std::vector<double> v(c.size(), 1 / static_cast<double>(c.size()));
  std::size_t steps = 0;
  for (auto _ : state) {
    const auto result = carry(c, v, t);
    steps += result.report.iterations;
    benchmark::DoNotOptimize(result.mass.data());
  }
  state.counters["states"] = static_cast<double>(c.size());
  state.counters["transitions"] =
      benchmark::Counter(static_cast<double>(steps) * static_cast<double>(c.transitions()),
                         benchmark::Counter::kIsRate);
}
constexpr nines::transient_options by_steps{.method = nines::transient_method::uniformization};
void steps_alone(benchmark::State& state, const nines::chain<>& c) {
  steps(state, c, [](const auto& chain, const auto& v, double t) {
    return nines::transient(chain, v, t, by_steps);
  });
}
void steps_cluster(benchmark::State& state) {
  steps_alone(state, nines_test::cluster(static_cast<int>(state.range(0))).chain());
}
BENCHMARK(steps_cluster)->Arg(16)->Arg(64)->Arg(128)->Unit(benchmark::kMillisecond);
void steps_cluster_par(benchmark::State& state) {
  const auto model = nines_test::cluster(static_cast<int>(state.range(0)));
  steps(state, model.chain(), [](const auto& chain, const auto& v, double t) {
    return nines::transient(std::execution::par, chain, v, t, by_steps);
  });
}
BENCHMARK(steps_cluster_par)->Arg(64)->Arg(128)->UseRealTime()->Unit(benchmark::kMillisecond);
void steps_poll(benchmark::State& state) { steps_alone(state, nines_test::poll(13).chain()); }
BENCHMARK(steps_poll)->Unit(benchmark::kMillisecond);
void steps_tandem(benchmark::State& state) { steps_alone(state, nines_test::tandem(255).chain()); }
BENCHMARK(steps_tandem)->Unit(benchmark::kMillisecond);
void steps_stiff(benchmark::State& state) { steps_alone(state, nines_test::stiff(65).chain()); }
BENCHMARK(steps_stiff)->Unit(benchmark::kMillisecond);
void steps_fms(benchmark::State& state) { steps_alone(state, nines_test::fms(6).chain()); }
BENCHMARK(steps_fms)->Unit(benchmark::kMillisecond);

/// The probability that a cluster has been below its minimum by t hours, all preparations included.
void below_minimum(benchmark::State& state) {
  const auto model = nines_test::cluster(static_cast<int>(state.range(0)));
  const auto& c = model.chain();
  const auto down = !c.states("minimum");
  const auto start = nines::point_mass<double>(c.size(), 0);
  const double t = state.range(0) == 4 ? 2e6 : 1e9;
  nines::passage_time<double>::view view;
  for (auto _ : state) {
    view = nines::passage_time<double>(c, down, start).at(t);
    benchmark::DoNotOptimize(view);
  }
  state.SetLabel(std::string(view.report.method));
  state.counters["steps"] = static_cast<double>(view.report.iterations);
  // Uniformization in 80 bits; nobody has a reference for the other.
  if (state.range(0) == 4)
    state.counters["error"] = relative(view.reached.value(), 0.8394497085184668);
}
BENCHMARK(below_minimum)->Arg(4)->Arg(64)->Unit(benchmark::kMillisecond);

/// n - 1 units of which four may not be down at once; t = 1000 has settled, at 4e-14.
struct units {
  explicit units(std::int64_t states)
      : model(nines_test::k_of_n({static_cast<int>(states) - 1, static_cast<int>(states) - 4,
                                  1e-3 / static_cast<double>(states), 1, 4})),
        down(nines::steady_state(model.chain()).in(model.chain().states("up")).complement()) {}
  decltype(nines_test::k_of_n({})) model;
  double down;
};

void small_chain(benchmark::State& state) {
  const units u(state.range(0));
  const auto& c = u.model.chain();
  const auto start = nines::point_mass<double>(c.size(), 0);
  nines::solved_distribution<double> p;
  for (auto _ : state) {
    p = nines::transient(c, start, 1000);
    benchmark::DoNotOptimize(p.mass.data());
  }
  state.SetLabel(std::string(p.report.method));
  state.counters["error"] = relative(p.in(c.states("up")).complement(), u.down);
}
void small_chain_eigen(benchmark::State& state) {
  const units u(state.range(0));
  const auto& c = u.model.chain();
  Eigen::MatrixXd q(c.rates());
  for (Eigen::Index i = 0; i < q.rows(); ++i) q(i, i) = -q.row(i).sum();
  Eigen::VectorXd p;
  for (auto _ : state) {
    p = (q * 1000).exp().row(0);
    benchmark::DoNotOptimize(p.data());
  }
  double down = 0;
  for (const std::size_t s : (!c.states("up")).states()) down += p(static_cast<Eigen::Index>(s));
  state.counters["error"] = down > 0 ? relative(down, u.down) : 1;
}
BENCHMARK(small_chain)->Arg(6)->Arg(24)->Arg(64)->Arg(200)->Arg(820);
BENCHMARK(small_chain_eigen)->Arg(6)->Arg(24)->Arg(64)->Arg(200)->Arg(820);

}  // namespace
