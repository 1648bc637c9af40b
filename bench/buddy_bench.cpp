// SPDX-License-Identifier: BSL-1.0
// A peer, built where Debian's libbdd-dev is installed: BuDDy compiles the fault trees of
// structure_bench to decision diagrams, variables in the order in which the tree names them.
#include <bdd.h>
#include <benchmark/benchmark.h>

#include <map>

#include "fault_tree.hpp"

namespace {

class buddy_builder {
 public:
  explicit buddy_builder(std::size_t events) { bdd_setvarnum(static_cast<int>(events)); }

  bdd part(const std::string& name) {
    const auto [known, is_new] = variables_.try_emplace(name, variables_.size());
    return bdd_ithvar(static_cast<int>(known->second));
  }
  bdd all_of(const std::vector<bdd>& inputs) {
    bdd result = bddtrue;
    for (const auto& input : inputs) result &= input;
    return result;
  }
  bdd any_of(const std::vector<bdd>& inputs) {
    bdd result = bddfalse;
    for (const auto& input : inputs) result |= input;
    return result;
  }
  /// By how many of the inputs so far hold.
  bdd at_least(std::size_t k, const std::vector<bdd>& inputs) {
    std::vector<bdd> counted(k + 1, bddfalse);
    counted[0] = bddtrue;
    for (const auto& input : inputs)
      for (std::size_t n = k; n > 0; --n) counted[n] |= counted[n - 1] & input;
    return counted[k];
  }

 private:
  std::map<std::string, std::size_t> variables_;
};

void compile_fault_tree_buddy(benchmark::State& state) {
  const auto gates = static_cast<std::size_t>(state.range(0));
  int nodes = 0;
  for (auto _ : state) {
    bdd_init(1 << 20, 1 << 16);
    bdd_gbc_hook(nullptr);
    {
      buddy_builder b(gates / 2);
      const auto vote = [&b](const std::vector<bdd>& inputs) { return b.at_least(2, inputs); };
      nodes = bdd_nodecount(bench::random_fault_tree(b, gates, gates / 2, vote));
    }
    bdd_done();
  }
  state.counters["decisions"] = nodes;
}
BENCHMARK(compile_fault_tree_buddy)->Arg(30)->Arg(100)->Arg(300)->Unit(benchmark::kMillisecond);

}  // namespace
