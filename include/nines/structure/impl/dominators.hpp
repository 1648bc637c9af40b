// SPDX-License-Identifier: BSL-1.0
// How the dominators are found.
#pragma once

#include <nines/structure/dominators.hpp>
#include <utility>

namespace nines {

NINES_INLINE dominator_tree::dominator_tree(const gate_graph& graph, std::uint32_t top)
    : parent_(graph.size(), nobody), depth_(graph.size()), jump_(graph.size(), nobody) {
  parent_[top] = top;
  jump_[top] = top;
  for (std::uint32_t node = top + 1; node-- > 0;) {
    if (parent_[node] == nobody) continue;
    if (node != top) attach(node);
    for (const literal each : graph.inputs(node)) {
      std::uint32_t& dominator = parent_[each.index()];
      dominator = dominator == nobody ? node : meet(dominator, node);
    }
  }
  order_from(top);
}
NINES_INLINE void dominator_tree::attach(std::uint32_t node) {
  const std::uint32_t up = parent_[node];
  depth_[node] = depth_[up] + 1;
  const std::uint32_t far = jump_[up];
  const bool equal_jumps = depth_[up] - depth_[far] == depth_[far] - depth_[jump_[far]];
  jump_[node] = equal_jumps ? jump_[far] : up;
}
NINES_INLINE std::uint32_t dominator_tree::meet(std::uint32_t a, std::uint32_t b) const {
  if (depth_[a] < depth_[b]) std::swap(a, b);
  while (depth_[a] > depth_[b]) a = depth_[jump_[a]] >= depth_[b] ? jump_[a] : parent_[a];
  while (a != b) {
    const bool far = jump_[a] != jump_[b];
    a = far ? jump_[a] : parent_[a];
    b = far ? jump_[b] : parent_[b];
  }
  return a;
}
NINES_INLINE void dominator_tree::order_from(std::uint32_t top) {
  std::vector<std::uint32_t> end(parent_.size() + 1);  // of the children of each
  for (std::uint32_t node = 0; node < top; ++node)
    if (reaches(node)) ++end[parent_[node]];
  for (std::size_t i = 1; i < end.size(); ++i) end[i] += end[i - 1];
  std::vector<std::uint32_t> children(end.back());
  std::vector<std::uint32_t> begin = end;
  for (std::uint32_t node = 0; node < top; ++node)
    if (reaches(node)) children[--begin[parent_[node]]] = node;
  std::vector<std::uint32_t> stack = {top};
  while (!stack.empty()) {
    const std::uint32_t node = stack.back();
    stack.pop_back();
    preorder_.push_back(node);
    stack.insert(stack.end(), children.begin() + begin[node], children.begin() + end[node]);
  }
}

}  // namespace nines
