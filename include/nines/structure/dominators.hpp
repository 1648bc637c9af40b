// SPDX-License-Identifier: BSL-1.0
// dominator_tree: through which gates every path from the top to a node goes.
//
// A node is dominated by a gate if the top depends on it through that gate alone. Inputs have
// smaller indices than gates, so one pass from the top finds for each node the nearest dominator:
// the lowest common ancestor of all gates that use it. O(edges log depth), without recursion.
// Source: Cooper, Harvey & Kennedy 2001 on an acyclic graph; Myers 1983 for the jumps.
// Index: dominator tree.
#pragma once

#include <nines/structure/gate_graph.hpp>

namespace nines {

/// The dominators of all nodes that a top depends on.
class dominator_tree {
 public:
  /// Marks a node that the top does not depend on.
  static constexpr std::uint32_t nobody = 0xffffffff;

  /// Of all that the node `top` depends on.
  dominator_tree(const gate_graph& graph, std::uint32_t top)
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

  /// Whether the top depends on the node at all.
  [[nodiscard]] bool reaches(std::uint32_t node) const { return parent_[node] != nobody; }
  /// The nearest gate through which the top depends on the node; the top itself of the top.
  [[nodiscard]] std::uint32_t dominator(std::uint32_t node) const { return parent_[node]; }
  /// How many dominators a node has.
  [[nodiscard]] std::uint32_t depth(std::uint32_t node) const { return depth_[node]; }
  /// The nodes, each before those that it dominates, which follow it at once.
  [[nodiscard]] const std::vector<std::uint32_t>& preorder() const { return preorder_; }

 private:
  /// Its depth, and a jump that makes any walk to an ancestor logarithmic.
  void attach(std::uint32_t node) {
    const std::uint32_t up = parent_[node];
    depth_[node] = depth_[up] + 1;
    const std::uint32_t far = jump_[up];
    const bool equal_jumps = depth_[up] - depth_[far] == depth_[far] - depth_[jump_[far]];
    jump_[node] = equal_jumps ? jump_[far] : up;
  }
  [[nodiscard]] std::uint32_t meet(std::uint32_t a, std::uint32_t b) const {
    if (depth_[a] < depth_[b]) std::swap(a, b);
    while (depth_[a] > depth_[b]) a = depth_[jump_[a]] >= depth_[b] ? jump_[a] : parent_[a];
    while (a != b) {
      const bool far = jump_[a] != jump_[b];
      a = far ? jump_[a] : parent_[a];
      b = far ? jump_[b] : parent_[b];
    }
    return a;
  }
  void order_from(std::uint32_t top) {
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

  std::vector<std::uint32_t> parent_, depth_, jump_, preorder_;
};

}  // namespace nines
