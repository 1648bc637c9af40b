// SPDX-License-Identifier: BSL-1.0
// Claim: the mean times to a set of states take seconds where elimination would take minutes and
// gigabytes, and each comes with a proven error.
//
// `cascade` is a biochemical one (C.-Y. Huang and J. Ferrell, "Ultrasensitivity in the
// mitogen-activated protein kinase cascade", PNAS 93, 1996): n molecules of each of three kinases,
// each activated by the one before and deactivated by a phosphatase, until all of the last kind are
// active. Elimination of its 98 074 states where n is 4 would take 3.9e12 operations and 7 GB.
#include <benchmark/benchmark.h>

#include <array>
#include <compare>
#include <nines/markov/chain/explore.hpp>
#include <nines/markov/measures/availability.hpp>

#include "../tests/support/published_models.hpp"

namespace {

/// A substrate is bound by an enzyme, and then let go as it was or changed.
struct reaction {
  std::size_t substrate, enzyme, product;
};
struct cascade_state {
  std::array<std::int8_t, 22> count{};  // 12 species, then what each reaction has bound
  auto operator<=>(const cascade_state&) const = default;
};

/// Species: 0 to 3 the activator of kinase 1 and the three phosphatases, 4 and 5 kinase 1 without
/// and with a phosphate, 6 to 8 kinase 2 with none, one and two, 9 to 11 kinase 3.
auto cascade(int n) {
  static constexpr std::array<reaction, 10> reactions{{{4, 0, 5},
                                                       {5, 1, 4},
                                                       {6, 5, 7},
                                                       {7, 2, 6},
                                                       {7, 5, 8},
                                                       {8, 2, 7},
                                                       {9, 8, 10},
                                                       {10, 3, 9},
                                                       {10, 8, 11},
                                                       {11, 3, 10}}};
  cascade_state start;
  for (std::size_t enzyme = 0; enzyme < 4; ++enzyme) start.count[enzyme] = 1;
  for (const std::size_t kinase : {4U, 6U, 9U}) start.count[kinase] = static_cast<std::int8_t>(n);
  const auto rules = [n](const cascade_state& s, auto& emit) {
    for (std::size_t r = 0; r < reactions.size(); ++r) {
      const auto [substrate, enzyme, product] = reactions[r];
      cascade_state bound = s;
      --bound.count[substrate];
      --bound.count[enzyme];
      ++bound.count[12 + r];
      const int pairs = s.count[substrate] * s.count[enzyme];
      if (pairs > 0) emit(bound, 1.0 / n * pairs);
      if (s.count[12 + r] == 0) continue;
      for (const std::size_t freed : {substrate, product}) {
        cascade_state free = s;
        --free.count[12 + r];
        ++free.count[enzyme];
        ++free.count[freed];
        emit(free, 150.0 * s.count[12 + r]);
      }
    }
  };
  return nines::explore<double>(start, rules).label("active", [n](const cascade_state& s) {
    return s.count[11] == n;
  });
}

/// The mean time to `target` from state 0, and how it was found.
void passage(benchmark::State& state, const nines::chain<>& c, const nines::state_set& target,
             const nines::passage_options& options) {
  double time = 0;
  nines::solver_report report;
  for (auto _ : state) {
    const nines::first_passage<> way(c, target, options);
    time = way.mean_times()[0];
    report = way.report();
  }
  state.SetLabel(std::string(report.method));
  state.counters["states"] = static_cast<double>(c.size());
  state.counters["time"] = time;
  state.counters["sweeps"] = static_cast<double>(report.iterations);
}

void first_passage_cascade(benchmark::State& state) {
  const auto model = cascade(static_cast<int>(state.range(0)));
  passage(state, model.chain(), model.chain().states("active"), {});
}
void first_passage_cluster(benchmark::State& state) {
  const auto model = nines_test::cluster(static_cast<int>(state.range(0)));
  passage(state, model.chain(), !model.chain().states("minimum"),
          {.method = state.range(1) == 0 ? nines::passage_method::elimination
                                         : nines::passage_method::gauss_seidel});
}
/// Until all stations wait and the last one is served.
void first_passage_poll(benchmark::State& state) {
  const auto model = nines_test::poll(static_cast<int>(state.range(0)));
  passage(state, model.chain(), nines::state_set(model.size(), {model.size() - 1}), {});
}

BENCHMARK(first_passage_cascade)->Arg(2)->Arg(3)->Arg(4)->Unit(benchmark::kMillisecond);
BENCHMARK(first_passage_cluster)->ArgsProduct({{16, 64}, {0, 1}})->Unit(benchmark::kMillisecond);
BENCHMARK(first_passage_poll)->Arg(10)->Arg(13)->Unit(benchmark::kMillisecond);

}  // namespace
