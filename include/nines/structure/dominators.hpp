// SPDX-License-Identifier: BSL-1.0
// dominator_tree: through which gates every path from the top to a node goes.
//
// A node is dominated by a gate if the top depends on it through that gate alone. Inputs have
// smaller indices than gates, so one pass from the top finds for each node the nearest dominator:
// the lowest common ancestor of all gates that use it. O(edges log depth), without recursion.
// Source: Cooper, Harvey & Kennedy 2001 on an acyclic graph; Myers 1983 for the jumps.
// Index: dominator tree.
#pragma once

#include <nines/inline.hpp>
#include <nines/structure/gate_graph.hpp>

namespace nines {

/// The dominators of all nodes that a top depends on.
class dominator_tree {
 public:
  /// Marks a node that the top does not depend on.
  static constexpr std::uint32_t nobody = 0xffffffff;

  /// Of all that the node `top` depends on.
  dominator_tree(const gate_graph& graph, std::uint32_t top);

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
  void attach(std::uint32_t node);
  [[nodiscard]] std::uint32_t meet(std::uint32_t a, std::uint32_t b) const;
  void order_from(std::uint32_t top);

  std::vector<std::uint32_t> parent_, depth_, jump_, preorder_;
};

}  // namespace nines

#ifndef NINES_COMPILED
#include <nines/structure/impl/dominators.hpp>
#endif
