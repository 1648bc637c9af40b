// SPDX-License-Identifier: BSL-1.0
// A circuit of thresholds alone is the structure that it was made of, in all states.
#include <doctest/doctest.h>

#include <nines/structure/counting/circuit.hpp>

#include "structure/random_structures.hpp"

using namespace nines;
using namespace nines::detail;
using namespace nines_test;

namespace {

bool holds(const counting_circuit& of, const gate_graph& graph, state s) {
  std::vector<bool> value;
  for (const std::uint32_t leaf : of.leaves()) value.push_back(is_up(s, graph[leaf].number));
  for (auto gate = static_cast<std::uint32_t>(value.size()); gate < of.size(); ++gate) {
    std::size_t count = 0;
    for (const literal each : of.inputs(gate)) {
      REQUIRE(each.index() < gate);
      count += value[each.index()] != each.negated() ? 1U : 0U;
    }
    value.push_back(count >= of.threshold(gate));
  }
  return value[of.top().index()] != of.top().negated();
}

}  // namespace

TEST_CASE("circuits of random structures hold where these do") {
  random_source random(1391);
  for (int run = 0; run < trials(300); ++run) {
    const auto drawn = draw_structure(random, 7, run % 3 == 0);
    const structure built = drawn.build();
    const auto& graph = built.graph();
    if (graph.inputs(built.top().index()).empty()) continue;  // a part, or constant
    std::vector<std::uint8_t> is_leaf(graph.size());
    for (std::uint32_t i = 0; i < graph.size(); ++i) is_leaf[i] = graph.inputs(i).empty() ? 1 : 0;
    module_walk walks(graph, is_leaf);
    const counting_circuit circuit(graph,
                                   walks.below(built.top().index(), variable_order::most_used));
    CHECK(circuit.top().index() + 1 == circuit.size());
    for (state s = 0; s < state{1} << drawn.parts; ++s)
      CHECK((holds(circuit, graph, s) != built.top().negated()) == drawn.is_system_up(s));
  }
}
