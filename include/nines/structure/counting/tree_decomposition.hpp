// SPDX-License-Identifier: BSL-1.0
// tree_decomposition: bags of vertices in a tree, so that each bag separates what hangs on it.
//
// Vertices are eliminated one after the other, the one first whose neighbours miss the fewest edges
// among themselves (min-fill), ties at random; a bag is a vertex and the neighbours that it has by
// then. The best of several tries is kept. Decided from the middle of the tree outwards, the
// vertices of each bag leave parts that have nothing to do with each other: bag_depths() says how
// far from the middle a vertex is met first.
#pragma once

#include <algorithm>
#include <nines/structure/counting/bit_graph.hpp>
#include <utility>

namespace nines::detail {

/// A tree decomposition by one order of elimination.
class tree_decomposition {
 public:
  static constexpr std::uint32_t none = 0xffffffff;

  /// By min-fill; `seed` breaks ties.
  tree_decomposition(bit_graph graph, std::uint64_t seed)
      : graph_(std::move(graph)),
        fill_(graph_.size()),
        state_(graph_.size(), stale),
        bags_(graph_.size()),
        place_(graph_.size()),
        seed_(seed) {
    for (std::size_t i = 0; i < graph_.size(); ++i) eliminate(cheapest());
    find_owners();
  }
  /// The size of the largest bag, less one.
  [[nodiscard]] std::size_t width() const { return width_; }
  /// Words of bits that were looked at.
  [[nodiscard]] double work() const { return work_; }
  /// Whether it promises less work than another.
  [[nodiscard]] bool is_better_than(const tree_decomposition& other) const {
    return width_ != other.width_ ? width_ < other.width_ : cost_ < other.cost_;
  }
  /// For each vertex how far from the middle of the tree the nearest bag is that it is in.
  [[nodiscard]] std::vector<std::uint32_t> bag_depths() const {
    const auto tree = tree_of_bags();
    std::vector<std::uint32_t> depth(graph_.size(), none), nearest(graph_.size(), none);
    for (const std::uint32_t v : order_)
      if (depth[owner_[v]] == none) set_depths(tree, owner_[v], depth);
    for (const std::uint32_t v : order_)
      for (const std::uint32_t each : bags_[v])
        nearest[each] = std::min(nearest[each], depth[owner_[v]]);
    return nearest;
  }

 private:
  using adjacency = std::vector<std::vector<std::uint32_t>>;
  static constexpr std::uint8_t stale = 0, known = 1, gone = 2;

  std::uint64_t random() {
    seed_ += 0x9e3779b97f4a7c15;
    const std::uint64_t mixed = (seed_ ^ (seed_ >> 30U)) * 0xbf58476d1ce4e5b9;
    return mixed ^ (mixed >> 27U);
  }
  /// Edges that are missing among the neighbours.
  std::uint32_t missing(std::uint32_t vertex) {
    std::uint32_t twice = 0;
    const auto around = graph_.neighbours(vertex);
    for (const std::uint32_t each : around) twice += graph_.count_without(vertex, each) - 1;
    work_ += static_cast<double>(around.size() * graph_.words());
    return twice / 2;
  }
  std::uint32_t cheapest() {
    std::uint32_t best = none;
    std::uint64_t ties = 0;
    for (std::uint32_t v = 0; v < graph_.size(); ++v) {
      if (state_[v] == gone) continue;
      if (state_[v] == stale) fill_[v] = missing(v);
      state_[v] = known;
      if (best == none || fill_[v] < fill_[best]) {
        best = v;
        ties = 1;
      } else if (fill_[v] == fill_[best] && random() % ++ties == 0) {
        best = v;
      }
    }
    work_ += static_cast<double>(graph_.size());
    return best;
  }
  void eliminate(std::uint32_t v) {
    const auto around = graph_.neighbours(v);
    place_[v] = static_cast<std::uint32_t>(order_.size());
    order_.push_back(v);
    width_ = std::max(width_, around.size());
    double cost = 1;  // a decision halves, an implied value, too
    for (std::size_t i = 0; i < around.size(); i += 2) cost *= 2;
    cost_ += cost;
    if (fill_[v] == 0)
      for (const std::uint32_t each : around)  // pairs of v and what is not beside it
        fill_[each] -= graph_.count_without(each, v) - 1;
    else
      for (const std::uint32_t each : around) graph_.add_row(each, v);
    graph_.isolate(v);
    state_[v] = gone;
    if (fill_[v] > 0)
      for (const std::uint32_t each : around) {
        state_[each] = stale;
        for (const std::uint32_t next : graph_.neighbours(each)) state_[next] = stale;
      }
    bags_[v] = around;
    bags_[v].push_back(v);
  }
  /// The neighbour in the bag that is eliminated next.
  [[nodiscard]] std::uint32_t parent(std::uint32_t v) const {
    std::uint32_t first = none;
    for (const std::uint32_t each : bags_[v])
      if (each != v && (first == none || place_[each] < place_[first])) first = each;
    return first;
  }
  /// Whose bag the bag of each vertex lies in: not always its own.
  void find_owners() {
    owner_.resize(graph_.size());
    for (std::uint32_t v = 0; v < graph_.size(); ++v) owner_[v] = v;
    for (const std::uint32_t v : order_) {
      const std::uint32_t up = parent(v);
      if (up != none && owner_[up] == up && bags_[up].size() + 1 == bags_[v].size())
        owner_[up] = owner_[v];
    }
  }
  [[nodiscard]] adjacency tree_of_bags() const {
    adjacency tree(graph_.size());
    for (const std::uint32_t v : order_) {
      const std::uint32_t up = parent(v);
      if (up == none || owner_[up] == owner_[v]) continue;
      tree[owner_[v]].push_back(owner_[up]);
      tree[owner_[up]].push_back(owner_[v]);
    }
    return tree;
  }
  /// The depths of all bags of one tree, from the bag in its middle: none of the branches there has
  /// more than half of the vertices.
  void set_depths(const adjacency& tree, std::uint32_t from,
                  std::vector<std::uint32_t>& depth) const {
    std::vector<std::uint32_t> up;
    const auto walk = walk_from(tree, from, up);
    std::vector<std::size_t> below(graph_.size());
    for (const std::uint32_t v : order_) ++below[owner_[v]];
    for (std::size_t i = walk.size(); i-- > 1;) below[up[walk[i]]] += below[walk[i]];
    std::uint32_t middle = from;
    for (const std::uint32_t bag : walk)  // the last one that has half of all below
      if (2 * below[bag] >= below[from]) middle = bag;
    const auto outwards = walk_from(tree, middle, up);
    depth[middle] = 0;
    for (std::size_t i = 1; i < outwards.size(); ++i)
      depth[outwards[i]] = depth[up[outwards[i]]] + 1;
  }
  [[nodiscard]] std::vector<std::uint32_t> walk_from(const adjacency& tree, std::uint32_t from,
                                                     std::vector<std::uint32_t>& up) const {
    up.assign(graph_.size(), none);
    std::vector<std::uint32_t> walk = {from};
    for (std::size_t i = 0; i < walk.size(); ++i)
      for (const std::uint32_t next : tree[walk[i]])
        if (next != up[walk[i]]) {
          up[next] = walk[i];
          walk.push_back(next);
        }
    return walk;
  }

  bit_graph graph_;
  std::vector<std::uint32_t> fill_;
  std::vector<std::uint8_t> state_;
  adjacency bags_;
  std::vector<std::uint32_t> place_, order_, owner_;
  std::uint64_t seed_;
  std::size_t width_ = 0;
  double cost_ = 0, work_ = 0;
};

/// The best of so many decompositions, or of fewer where they take long.
inline tree_decomposition best_decomposition(const bit_graph& graph, std::uint64_t tries) {
  tree_decomposition best(graph, 0);
  constexpr double most_work = 3e8;
  double work = best.work();
  for (std::uint64_t seed = 1; seed < tries && work < most_work; ++seed) {
    tree_decomposition next(graph, seed);
    work += next.work();
    if (next.is_better_than(best)) best = std::move(next);
  }
  return best;
}

}  // namespace nines::detail
