// SPDX-License-Identifier: BSL-1.0
// Coherent structures: a part that is repaired never brings the system down.
//
// Read from the gates: no part is used with a negation, under an exclusive or, or as a condition
// (after De Morgan). A structure that is coherent in a less visible way counts as non-coherent.
// Index: coherent system.
#pragma once

#include <nines/structure/gate_graph.hpp>

namespace nines {

/// Whether a literal is a monotone function of its parts, as far as its gates show. O(edges).
[[nodiscard]] inline bool is_coherent(const gate_graph& graph, literal top) {
  std::vector<std::uint8_t> used(top.index() + 1);  // bit 0: as it is, bit 1: negated
  used[top.index()] = top.negated() ? 2 : 1;
  for (std::uint32_t node = top.index(); node > 0; --node) {
    if (used[node] == 0) continue;
    if (graph[node].kind == gate_kind::part && used[node] != 1) return false;
    const auto inputs = graph.inputs(node);
    for (std::size_t i = 0; i < inputs.size(); ++i) {
      const bool mixes = graph[node].kind == gate_kind::parity ||
                         (graph[node].kind == gate_kind::if_then_else && i == 0);
      const unsigned opposite = (used[node] & 1U) << 1U | used[node] >> 1U;
      const unsigned through = mixes ? 3 : inputs[i].negated() ? opposite : used[node];
      used[inputs[i].index()] = static_cast<std::uint8_t>(used[inputs[i].index()] | through);
    }
  }
  return true;
}

}  // namespace nines
