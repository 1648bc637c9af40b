// SPDX-License-Identifier: BSL-1.0
// A circuit of five parts: at least two of the first three, or both of the others.
#pragma once

#include <nines/structure/counting/circuit_state.hpp>

namespace nines_test {

/// Leaves 0 to 4; gate 5 is two of three, 6 both of the others, 7 that neither is true.
inline nines::detail::counting_circuit two_of_three_or_both() {
  nines::gate_graph graph;
  std::vector<nines::literal> p;
  for (std::uint32_t i = 0; i < 5; ++i) p.push_back(graph.part(i));
  const auto two = graph.at_least(2, {p[0], p[1], p[2]});
  const auto top = graph.any_of({two, graph.all_of({p[3], p[4]})});
  std::vector<std::uint8_t> is_leaf(graph.size());
  for (std::uint32_t i = 0; i < graph.size(); ++i) is_leaf[i] = graph.inputs(i).empty() ? 1 : 0;
  nines::detail::module_walk walks(graph, is_leaf);
  return {graph, walks.below(top.index(), nines::variable_order::most_used)};
}

}  // namespace nines_test
