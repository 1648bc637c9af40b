// SPDX-License-Identifier: BSL-1.0
// Fronts from the tree of an elimination: groups that share a border, merged while that adds few
// zeros.
#pragma once

#include <nines/inline.hpp>
#include <nines/markov/elimination/fronts.hpp>
#include <nines/markov/elimination/ordering.hpp>

namespace nines::detail {

/// Groups the positions of a tree into fronts.
class front_builder {
 public:
  /// `keep_last`: the last state gets a front of its own, that it may be left alone.
  front_builder(const state_graph& graph, const elimination_tree& tree, bool keep_last)
      : keep_last_(keep_last) {
    find_groups(tree);
    merge_groups();
    number(tree);
    find_borders(graph);
  }
  [[nodiscard]] elimination_fronts take() { return std::move(result_); }

 private:
  /// Positions of the tree that go together, from `first` on.
  struct group {
    state_number first;
    double pivots, outside;        // those merged into it included
    state_number parent;           // group
    double zeros = 0;              // entries that merging has added
    state_number into = no_state;  // the group that it was merged into
  };

  void find_groups(const elimination_tree& tree) {
    const auto n = static_cast<state_number>(tree.order.size());
    std::vector<state_number> group_of(n);
    for (state_number k = 0; k < n; ++k) {
      const bool joins = k > 0 && tree.parent[k - 1] == k &&
                         tree.later[k - 1] == tree.later[k] + 1 && !(keep_last_ && k + 1 == n);
      if (!joins) groups_.push_back({k, 0, 0, no_state});
      group_of[k] = static_cast<state_number>(groups_.size() - 1);
      ++groups_.back().pivots;
      groups_.back().outside = tree.later[k];
    }
    for (group& g : groups_) {
      const auto last = g.first + static_cast<state_number>(g.pivots) - 1;
      if (tree.parent[last] != no_state) g.parent = group_of[tree.parent[last]];
    }
    size_ = n;
  }

  /// Merges groups into their parents where that adds few zeros.
  void merge_groups() {
    std::vector<std::vector<state_number>> children(groups_.size());
    for (state_number g = 0; g < groups_.size(); ++g)
      if (groups_[g].parent != no_state) children[groups_[g].parent].push_back(g);
    for (state_number p = 0; p < groups_.size(); ++p) {
      if (keep_last_ && p + 1 == groups_.size()) break;
      for (const state_number c : children[p]) merge(groups_[c], groups_[p], p);
    }
  }
  static void merge(group& child, group& parent, state_number into) {
    const double size = child.pivots + parent.pivots + parent.outside;
    const double pivots = child.pivots + parent.pivots;
    const double added = child.pivots * (parent.pivots + parent.outside - child.outside);
    const double zeros = child.zeros + parent.zeros + added;
    const double share = zeros / (pivots * (size - pivots / 2));
    if (!(share < (pivots <= 8 ? 0.6 : pivots <= 32 ? 0.2 : 0.05))) return;
    child.into = into;
    parent.pivots = pivots;
    parent.zeros = zeros;
  }

  /// Puts the groups that are left into postorder, with the positions of those merged into them.
  void number(const elimination_tree& tree) {
    const std::size_t n = groups_.size();
    std::vector<state_number> head(n);  // the group that each has ended in; parents first
    for (std::size_t g = n; g-- > 0;)
      head[g] = groups_[g].into == no_state ? static_cast<state_number>(g) : head[groups_[g].into];
    std::vector<state_number> parent(n, no_state);
    std::vector<std::vector<state_number>> members(n);
    for (state_number g = 0; g < n; ++g) {
      members[head[g]].push_back(g);
      if (groups_[g].into != no_state)
        parent[g] = head[g];  // out of the way: right before its head, without members
      else if (groups_[g].parent != no_state)
        parent[g] = head[groups_[g].parent];
    }
    std::vector<state_number> front_of(n, no_state);
    result_.order.reserve(size_);
    for (const state_number g : postorder(parent)) {
      if (head[g] != g) continue;
      front_of[g] = static_cast<state_number>(result_.fronts.size());
      const auto first = static_cast<state_number>(result_.order.size());
      for (const state_number m : members[g]) append(tree, m);
      const auto pivots = static_cast<state_number>(result_.order.size()) - first;
      result_.fronts.push_back({first, pivots, parent[g], 0, 0, 0});
    }
    for (auto& f : result_.fronts)
      if (f.parent != no_state) {
        f.parent = front_of[f.parent];
        ++result_.fronts[f.parent].children;
      }
  }
  void append(const elimination_tree& tree, state_number g) {
    const std::size_t end = g + std::size_t{1} < groups_.size() ? groups_[g + 1].first : size_;
    for (std::size_t k = groups_[g].first; k < end; ++k) result_.order.push_back(tree.order[k]);
  }

  /// The border of a front: what its pivots are linked to, by themselves or by its children.
  void find_borders(const state_graph& graph) {
    const auto position = positions(result_.order);
    std::vector<state_number> seen_by(size_, no_state);
    std::vector<state_number> waiting;  // fronts whose parents are still to come
    for (state_number f = 0; f < result_.fronts.size(); ++f) {
      auto& here = result_.fronts[f];
      here.border = result_.borders.size();
      const state_number end = here.first + here.pivots;
      const auto see = [&](state_number k) {
        if (k < end || seen_by[k] == f) return;
        seen_by[k] = f;
        result_.borders.push_back(k);
      };
      for (state_number k = here.first; k < end; ++k)
        for (const state_number s : graph[result_.order[k]]) see(position[s]);
      for (state_number c = 0; c < here.children; ++c) {
        const auto& child = result_.fronts[waiting.back()];
        waiting.pop_back();
        for (std::size_t b = 0; b < child.outside; ++b) see(result_.borders[child.border + b]);
      }
      std::sort(result_.borders.begin() + static_cast<std::ptrdiff_t>(here.border),
                result_.borders.end());
      here.outside = static_cast<state_number>(result_.borders.size() - here.border);
      if (here.parent != no_state) waiting.push_back(f);
    }
  }

  bool keep_last_;
  std::size_t size_ = 0;
  std::vector<group> groups_;
  elimination_fronts result_;
};

NINES_INLINE elimination_fronts planned_fronts(const state_graph& graph, bool keep_last) {
  return front_builder(graph, best_tree(graph), keep_last).take();
}

NINES_INLINE std::size_t separator_size(const state_graph& graph) {
  const auto sides = separator_search(graph).take();
  return static_cast<std::size_t>(std::count(sides.begin(), sides.end(), side::border));
}

}  // namespace nines::detail
