// SPDX-License-Identifier: BSL-1.0
// By which part the widest case is divided.
#pragma once

#include <algorithm>
#include <nines/structure/bounds/certain_bounds.hpp>
#include <nines/structure/dominators.hpp>

namespace nines::detail {

NINES_INLINE std::uint32_t most_used_part(const rooted_graph& from, std::uint32_t parts) {
  const dominator_tree tree(from.graph, from.top.index());
  std::vector<std::uint32_t> users(from.graph.size());
  for (const std::uint32_t node : tree.preorder())
    for (const literal each : from.graph.inputs(node)) ++users[each.index()];
  const auto begin = users.begin() + 1;
  auto best = std::max_element(begin, begin + static_cast<std::ptrdiff_t>(parts));
  if (best == begin + static_cast<std::ptrdiff_t>(parts) || *best < 2)
    best = std::max_element(begin, users.end());
  if (best == users.end() || *best < 2) return parts;
  auto node = static_cast<std::uint32_t>(best - users.begin());
  while (node > parts) node = from.graph.inputs(node)[0].index();
  return node - 1;
}

NINES_INLINE rooted_graph with_part(const rooted_graph& from, std::uint32_t part, bool up,
                                    std::uint32_t parts) {
  gate_graph made;
  for (std::uint32_t i = 0; i < parts; ++i) made.part(i);
  const dominator_tree tree(from.graph, from.top.index());
  std::vector<literal> copy(from.graph.size());
  for (std::uint32_t node = 1; node < from.graph.size(); ++node) {
    if (!tree.reaches(node)) continue;
    std::vector<literal> inputs;
    for (const literal each : from.graph.inputs(node))
      inputs.push_back(copy[each.index()] ^ each.negated());
    copy[node] =
        node == part + 1 ? always_false ^ up : made.same_gate(from.graph[node], std::move(inputs));
  }
  return {std::move(made), copy[from.top.index()] ^ from.top.negated()};
}

}  // namespace nines::detail
