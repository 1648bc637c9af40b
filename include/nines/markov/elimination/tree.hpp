// SPDX-License-Identifier: BSL-1.0
// The elimination tree of an order, and how much fill the order makes.
//
// The parent of a state is the first of the later states that its elimination links it to. A state
// is linked only to its ancestors, so branches are independent, and its count of later neighbours
// follows without forming them, in nearly linear time.
// Sources: Liu 1990; Gilbert, Ng & Peyton 1994; Davis, Direct Methods for Sparse
// Linear Systems 2006.
// Index: elimination tree.
#pragma once

#include <nines/markov/elimination/graph.hpp>

namespace nines::detail {

/// An order of elimination, each subtree of its tree contiguous: order[k] is the k-th to go.
struct elimination_tree {
  std::vector<state_number> order;
  std::vector<state_number> parent;  ///< of each position; no_state for a root
  std::vector<state_number> later;   ///< how many later states each is linked to when it goes

  [[nodiscard]] double operations() const {
    double sum = 0;
    for (const state_number r : later) sum += 2. * r * r + 3. * r;
    return sum;
  }
};

/// Children before parents, each subtree contiguous, for a forest given by its parents.
inline std::vector<state_number> postorder(std::span<const state_number> parent) {
  const std::size_t n = parent.size();
  std::vector<state_number> first(n + 1, no_state);  // child; the roots are those of number n
  std::vector<state_number> next(n, no_state);       // sibling
  for (auto i = static_cast<state_number>(n); i-- > 0;) {
    const std::size_t above = parent[i] == no_state ? n : parent[i];
    next[i] = first[above];
    first[above] = i;
  }
  std::vector<state_number> result, path;
  result.reserve(n);
  for (state_number root = first[n]; root != no_state; root = next[root]) {
    path.push_back(root);
    while (!path.empty()) {
      const state_number top = path.back();
      if (const state_number child = first[top]; child != no_state) {
        first[top] = next[child];
        path.push_back(child);
      } else {
        result.push_back(top);
        path.pop_back();
      }
    }
  }
  return result;
}

/// The parents of an order's positions.
inline std::vector<state_number> parents(const state_graph& graph,
                                         std::span<const state_number> order,
                                         std::span<const state_number> position) {
  std::vector<state_number> parent(order.size(), no_state);
  std::vector<state_number> ancestor(order.size(), no_state);  // shortcuts toward the root
  for (state_number k = 0; k < order.size(); ++k)
    for (const state_number neighbour : graph[order[k]])
      for (state_number i = position[neighbour]; i != no_state && i < k;) {
        const state_number above = ancestor[i];
        ancestor[i] = k;
        if (above == no_state) parent[i] = k;
        i = above;
      }
  return parent;
}

/// Counts the later neighbours of each position of a postordered tree, by the leaves of the
/// subtrees that rows of the factor are (Gilbert, Ng & Peyton).
class fill_count {
 public:
  fill_count(const state_graph& graph, std::span<const state_number> order,
             std::span<const state_number> position, std::span<const state_number> parent)
      : parent_(parent), ancestor_(order.size()), count_(order.size(), 0) {
    const auto n = static_cast<state_number>(order.size());
    first_.assign(n, no_state);
    latest_.assign(n, no_state);
    previous_leaf_.assign(n, no_state);
    for (state_number k = 0; k < n; ++k) {
      ancestor_[k] = k;
      if (first_[k] == no_state) count_[k] = 1;
      for (state_number i = k; i != no_state && first_[i] == no_state; i = parent_[i])
        first_[i] = k;
    }
    for (state_number k = 0; k < n; ++k) {
      if (parent_[k] != no_state) --count_[parent_[k]];
      for (const state_number neighbour : graph[order[k]])
        if (const state_number row = position[neighbour]; row > k) visit(row, k);
      if (parent_[k] != no_state) ancestor_[k] = parent_[k];
    }
    for (state_number k = 0; k < n; ++k)
      if (parent_[k] != no_state) count_[parent_[k]] += count_[k];
  }
  /// The later neighbours only, each state itself not counted.
  [[nodiscard]] std::vector<state_number> take() const {
    std::vector<state_number> later;
    later.reserve(count_.size());
    for (const std::int64_t c : count_) later.push_back(static_cast<state_number>(c - 1));
    return later;
  }

 private:
  /// Position k is in the row subtree of `row`: count it if it is a leaf there.
  void visit(state_number row, state_number k) {
    if (latest_[row] != no_state && first_[k] <= latest_[row]) return;
    latest_[row] = first_[k];
    const state_number previous = previous_leaf_[row];
    previous_leaf_[row] = k;
    ++count_[k];
    if (previous == no_state) return;
    state_number common = previous;  // the least common ancestor of the two leaves
    while (common != ancestor_[common]) common = ancestor_[common];
    for (state_number i = previous; i != common;) {
      const state_number above = ancestor_[i];
      ancestor_[i] = common;
      i = above;
    }
    --count_[common];
  }

  std::span<const state_number> parent_;
  std::vector<state_number> first_, latest_, previous_leaf_, ancestor_;
  std::vector<std::int64_t> count_;
};

/// The tree of an order, its positions renumbered so that subtrees are contiguous.
inline elimination_tree tree_of(const state_graph& graph, std::span<const state_number> order) {
  elimination_tree tree;
  const auto parent = parents(graph, order, positions(order));
  const auto post = postorder(parent);
  const auto new_number = positions(post);
  tree.order.reserve(order.size());
  tree.parent.reserve(order.size());
  for (const state_number k : post) {
    tree.order.push_back(order[k]);
    tree.parent.push_back(parent[k] == no_state ? no_state : new_number[parent[k]]);
  }
  tree.later = fill_count(graph, tree.order, positions(tree.order), tree.parent).take();
  return tree;
}

}  // namespace nines::detail
