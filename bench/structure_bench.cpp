// SPDX-License-Identifier: BSL-1.0
// Structures of our own making: fault trees with shared events, a fleet of a million gates, a chain
// as long, a ring; from the model to the answer, importance, cut sets, scenarios in lanes.
#include <benchmark/benchmark.h>

#include <nines/repairable.hpp>
#include <nines/structure.hpp>

#include "fault_tree.hpp"

namespace {

using namespace nines;

/// Where `odd` the votes of two are exclusive ors.
structure fault_tree(std::size_t gates, std::size_t events, bool odd = false) {
  structure_builder b;
  return b.build(bench::random_fault_tree(b, gates, events,
                                          [&b, odd](const std::vector<literal>& inputs) {
                                            return odd ? b.exclusive_or(inputs)
                                                       : b.at_least(2, inputs);
                                          }),
                 logic::failure);
}
std::vector<probability<double>> parts_of(std::size_t count) {
  std::vector<probability<double>> parts;
  for (std::size_t i = 0; i < count; ++i)
    parts.push_back(probability<double>::from_complement(1e-3 * (1 + static_cast<double>(i % 17))));
  return parts;
}

/// Regions of zones of racks of hosts: a million hosts, and as many gates in a way.
structure fleet(std::size_t regions) {
  structure_builder b;
  std::vector<literal> all;
  std::size_t name = 0;
  const auto part = [&] { return b.part(std::to_string(name++)); };
  for (std::size_t region = 0; region < regions; ++region) {
    std::vector<literal> zones;
    for (int zone = 0; zone < 4; ++zone) {
      std::vector<literal> racks;
      for (int rack = 0; rack < 25; ++rack) {
        std::vector<literal> hosts;
        for (int host = 0; host < 10; ++host) hosts.push_back(b.all_of({part(), part()}));
        racks.push_back(b.all_of({part(), b.at_least(8, hosts)}));
      }
      zones.push_back(b.all_of({part(), b.at_least(20, racks)}));
    }
    all.push_back(b.at_least(3, zones));
  }
  return b.build(b.at_least(regions - regions / 10, all));
}

void compile_fault_tree(benchmark::State& state) {
  const auto gates = static_cast<std::size_t>(state.range(0));
  const structure tree = fault_tree(gates, gates / 2);
  std::size_t decisions = 0;
  for (auto _ : state) decisions = compile(tree).decisions().size();
  state.counters["decisions"] = static_cast<double>(decisions);
}
BENCHMARK(compile_fault_tree)
    ->Arg(30)
    ->Arg(100)
    ->Arg(300)
    ->Arg(1000)
    ->Unit(benchmark::kMillisecond);

void evaluate_fault_tree(benchmark::State& state) {
  const auto tree = compile(fault_tree(1000, 500));
  const auto parts = parts_of(tree.part_count());
  for (auto _ : state) benchmark::DoNotOptimize(evaluate(tree, parts));
  state.counters["ns/decision"] = benchmark::Counter(
      1e-9 * static_cast<double>(tree.decisions().size()),
      benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}
BENCHMARK(evaluate_fault_tree)->Unit(benchmark::kMicrosecond);

void importance_of_all_parts(benchmark::State& state) {
  const auto tree = compile(fault_tree(1000, 500));
  const auto parts = parts_of(tree.part_count());
  for (auto _ : state) benchmark::DoNotOptimize(importance(tree, parts));
}
BENCHMARK(importance_of_all_parts)->Unit(benchmark::kMicrosecond);

void birnbaum_of_all_parts(benchmark::State& state) {
  const auto tree = compile(fault_tree(1000, 500));
  const auto parts = parts_of(tree.part_count());
  for (auto _ : state) benchmark::DoNotOptimize(birnbaum_importance(tree, parts));
}
BENCHMARK(birnbaum_of_all_parts)->Unit(benchmark::kMicrosecond);

/// Of repairable events where every seventh gate is an exclusive or, so that repairs can bring the
/// system down, too.
void failure_frequency_without_coherence(benchmark::State& state) {
  const auto gates = static_cast<std::size_t>(state.range(0));
  const auto tree = compile(fault_tree(gates, gates / 2, true));
  const std::vector<repairable<double>> units(tree.part_count(),
                                              repairable<double>::from_hours(1000, 8));
  for (auto _ : state) benchmark::DoNotOptimize(evaluate(tree, units));
  state.counters["decisions"] = static_cast<double>(tree.decisions().size());
}
BENCHMARK(failure_frequency_without_coherence)->Arg(100)->Arg(300)->Unit(benchmark::kMicrosecond);

/// One by one, and in lanes.
void scenarios_one_by_one(benchmark::State& state) {
  const auto tree = compile(fault_tree(1000, 500));
  const auto parts = parts_of(tree.part_count());
  for (auto _ : state)
    for (int i = 0; i < 64; ++i) benchmark::DoNotOptimize(evaluate(tree, parts));
  state.SetItemsProcessed(state.iterations() * 64);
}
BENCHMARK(scenarios_one_by_one)->Unit(benchmark::kMicrosecond);
void scenarios_in_lanes(benchmark::State& state) {
  const auto tree = compile(fault_tree(1000, 500));
  const auto parts = parts_of(tree.part_count());
  std::vector<probability<double>> rows;
  for (int i = 0; i < 1024; ++i) rows.insert(rows.end(), parts.begin(), parts.end());
  for (auto _ : state) benchmark::DoNotOptimize(evaluate_rows(tree, rows));
  state.SetItemsProcessed(state.iterations() * 1024);
}
BENCHMARK(scenarios_in_lanes)->Unit(benchmark::kMicrosecond);

void cut_sets_without_a_list(benchmark::State& state) {
  const auto tree = compile(fault_tree(1000, 500));
  double sets = 0;
  for (auto _ : state) sets = count<double>(minimal_cut_sets(tree));
  state.counters["sets"] = sets;
}
BENCHMARK(cut_sets_without_a_list)->Unit(benchmark::kMillisecond);

void bounds_of_fault_tree(benchmark::State& state) {
  const structure tree = fault_tree(1000, 500);
  const auto parts = parts_of(tree.part_count());
  for (auto _ : state) benchmark::DoNotOptimize(certain_bounds<double>(tree, parts, 64).now());
}
BENCHMARK(bounds_of_fault_tree)->Unit(benchmark::kMillisecond);

/// From the first name to the answer: of 480 regions a million parts and half a million gates.
void fleet_of_regions(benchmark::State& state) {
  for (auto _ : state) {
    const auto compiled = compile(fleet(static_cast<std::size_t>(state.range(0))));
    benchmark::DoNotOptimize(evaluate(compiled, parts_of(compiled.part_count())));
    state.counters["parts"] = static_cast<double>(compiled.part_count());
    state.counters["decisions"] = static_cast<double>(compiled.decisions().size());
  }
}
BENCHMARK(fleet_of_regions)->Arg(1)->Arg(10)->Arg(100)->Arg(480)->Unit(benchmark::kMillisecond);

void chain_of_a_million_gates(benchmark::State& state) {
  for (auto _ : state) {
    structure_builder b;
    literal chain = b.part("0");
    for (int i = 1; i <= 1000000; ++i) {
      const literal next = b.part(std::to_string(i));
      chain = i % 2 == 0 ? b.all_of({chain, next}) : b.any_of({chain, next});
    }
    const auto compiled = compile(b.build(chain));
    benchmark::DoNotOptimize(evaluate(compiled, parts_of(compiled.part_count())));
  }
}
BENCHMARK(chain_of_a_million_gates)->Unit(benchmark::kMillisecond)->Iterations(1);

/// All partitions of a ring of brokers writable, each on two of three neighbours.
void ring_of_brokers(benchmark::State& state) {
  const auto brokers = static_cast<std::size_t>(state.range(0));
  for (auto _ : state) {
    structure_builder b;
    std::vector<literal> partitions;
    for (std::size_t i = 0; i < brokers; ++i) {
      std::vector<literal> replicas;
      for (std::size_t j = 0; j < 3; ++j)
        replicas.push_back(b.part(std::to_string((i + j) % brokers)));
      partitions.push_back(b.at_least(2, replicas));
    }
    const auto ring = compile(b.build(b.all_of(partitions)));
    benchmark::DoNotOptimize(evaluate(ring, parts_of(brokers)));
  }
}
BENCHMARK(ring_of_brokers)->Arg(24)->Arg(1000)->Unit(benchmark::kMicrosecond);

}  // namespace
