// SPDX-License-Identifier: BSL-1.0
// The walks through the gates.
#pragma once

#include <algorithm>
#include <nines/structure/order.hpp>

namespace nines::detail {

NINES_INLINE module_walk::module_walk(const gate_graph& graph,
                                      const std::vector<std::uint8_t>& is_leaf)
    : graph_(graph), is_leaf_(is_leaf), below_(graph.size()), seen_(graph.size()) {
  std::vector<double> parts(graph.size(), 1);  // counted once for each way to them
  for (std::uint32_t node = 1; node < graph.size(); ++node) {
    if (graph.inputs(node).empty()) below_[node].position = graph[node].number;
    double sum = 0;
    double count = 0;
    for (const literal each : graph.inputs(node)) {
      summary& input = below_[each.index()];
      input.users += 1;
      below_[node].weight = std::min(below_[node].weight + input.weight, 0x1p500);
      sum += parts[each.index()] * input.position;
      count += parts[each.index()];
    }
    if (count > 0) below_[node].position = sum / count;
    if (count > 0) parts[node] = std::min(count, 0x1p500);
  }
}
NINES_INLINE module_walk::walk module_walk::below(std::uint32_t root, variable_order order) {
  walk found;
  std::vector<std::uint32_t> visited;
  stack_ = {root};
  while (!stack_.empty()) {
    const std::uint32_t node = stack_.back();
    stack_.pop_back();
    if (seen_[node] != 0) continue;
    seen_[node] = 1;
    visited.push_back(node);
    if (node != root && is_leaf_[node] != 0)
      found.leaves.push_back(node);
    else
      push_inputs(node, order, found.gates);
  }
  for (const std::uint32_t node : visited) seen_[node] = 0;
  std::sort(found.gates.begin(), found.gates.end());
  return found;
}
NINES_INLINE void module_walk::push_inputs(std::uint32_t node, variable_order order,
                                           std::vector<std::uint32_t>& gates) {
  gates.push_back(node);
  const std::size_t begin = stack_.size();
  for (const literal each : graph_.inputs(node)) stack_.push_back(each.index());
  const auto first = stack_.begin() + static_cast<std::ptrdiff_t>(begin);
  std::sort(first, stack_.end(), [this, order](std::uint32_t a, std::uint32_t b) {
    const double difference[] = {rank(a, order) - rank(b, order),  // no digits are at stake
                                 below_[a].position - below_[b].position};
    return difference[0] != 0 ? difference[0] < 0 : difference[1] != 0 ? difference[1] < 0 : a < b;
  });
  std::reverse(first, stack_.end());  // the last one in is the first one out
}
NINES_INLINE double module_walk::rank(std::uint32_t node, variable_order order) const {
  switch (order) {
    case variable_order::most_used:
      return -below_[node].users;
    case variable_order::gates_first:
      return (is_leaf_[node] != 0 ? 0x1p40 : 0) - below_[node].users;
    case variable_order::smallest:
      return below_[node].weight;
    case variable_order::as_named:
      break;
  }
  return 0;
}

}  // namespace nines::detail
