// SPDX-License-Identifier: BSL-1.0
// Orders in which a sweep over a network takes its nodes, so that few are open at a time.
//
// A node is open, on the frontier, from its first link to its last. A portfolio of orders is made:
// breadth-first sweeps, and greedy ones that add the node that leaves the fewest open, or the one
// that has the most neighbours already taken, each from several roots: terminals, nodes at the rim,
// nodes of the least degree. Which is best is decided by those who use them.
// A problem is anything with `nodes` and `links`, as problem.hpp has them.
// Index: vertex separation number, Cuthill-McKee order.
#pragma once

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

namespace nines::detail {

using node_order = std::vector<std::size_t>;

/// Neighbours of each node, without loops, each once.
template <class Problem>
std::vector<std::vector<std::size_t>> neighbours_of(const Problem& problem) {
  std::vector<std::vector<std::size_t>> lists(problem.nodes.size());
  for (const auto& link : problem.links)
    if (link.from != link.to) {
      lists[link.from].push_back(link.to);
      lists[link.to].push_back(link.from);
    }
  for (auto& list : lists) {
    std::sort(list.begin(), list.end());
    list.erase(std::unique(list.begin(), list.end()), list.end());
  }
  return lists;
}

/// Makes orders of the nodes of one connected graph.
class order_maker {
 public:
  explicit order_maker(std::vector<std::vector<std::size_t>> neighbours)
      : neighbours_(std::move(neighbours)) {}

  [[nodiscard]] std::size_t size() const { return neighbours_.size(); }
  [[nodiscard]] std::size_t degree(std::size_t v) const { return neighbours_[v].size(); }

  /// In circles around the root; of one circle, those of a small degree first.
  [[nodiscard]] node_order breadth_first(std::size_t root) const {
    node_order order = {root};
    std::vector<bool> taken(size(), false);
    taken[root] = true;
    for (std::size_t i = 0; i < order.size(); ++i) {
      const std::size_t begin = order.size();
      for (const std::size_t w : neighbours_[order[i]])
        if (!taken[w]) {
          taken[w] = true;
          order.push_back(w);
        }
      std::stable_sort(order.begin() + static_cast<std::ptrdiff_t>(begin), order.end(),
                       [this](std::size_t a, std::size_t b) { return degree(a) < degree(b); });
    }
    return order;
  }

  /// What a greedy sweep looks at first: how many nodes a step leaves open, or how many neighbours
  /// of the node are taken already.
  enum class preference { fewest_open, most_taken };
  /// Greedy from the root; of equal ones that which has been a candidate for longest.
  [[nodiscard]] node_order greedy(std::size_t root, preference by) const {
    return greedy_sweep(*this, by).run(root);
  }

 private:
  class greedy_sweep {
   public:
    greedy_sweep(const order_maker& graph, preference by)
        : graph_(graph), by_(by), taken_(graph.size(), false), closes_(graph.size(), 0) {
      for (std::size_t v = 0; v < graph.size(); ++v) left_.push_back(graph.degree(v));
    }
    node_order run(std::size_t root) {
      node_order order;
      candidates_.push_back(root);
      while (!candidates_.empty()) {
        const std::size_t v = take_best();
        order.push_back(v);
        for (const std::size_t w : graph_.neighbours_[v]) touch(v, w);
        if (left_[v] == 1) close_with_last_of(v);
      }
      return order;
    }

   private:
    std::size_t take_best() {
      std::size_t best = 0;
      for (std::size_t i = 1; i < candidates_.size(); ++i)
        if (is_better(candidates_[i], candidates_[best])) best = i;
      const std::size_t v = candidates_[best];
      candidates_.erase(candidates_.begin() + static_cast<std::ptrdiff_t>(best));
      taken_[v] = true;
      return v;
    }
    [[nodiscard]] bool is_better(std::size_t v, std::size_t w) const {
      const auto open = [this](std::size_t x) {
        return (left_[x] > 0 ? 1 : 0) - static_cast<int>(closes_[x]);
      };
      const auto taken = [this](std::size_t x) { return graph_.degree(x) - left_[x]; };
      if (by_ == preference::fewest_open)
        return open(v) != open(w) ? open(v) < open(w) : taken(v) > taken(w);
      return taken(v) != taken(w) ? taken(v) > taken(w) : open(v) < open(w);
    }
    /// v is taken now: its neighbour w has one neighbour less that is not.
    void touch(std::size_t v, std::size_t w) {
      const bool is_new = left_[w] == graph_.degree(w) && !taken_[w];
      if (is_new && w != v) candidates_.push_back(w);
      --left_[w];
      if (taken_[w] && left_[w] == 1) close_with_last_of(w);
    }
    /// v waits for one neighbour alone: to take that one closes v.
    void close_with_last_of(std::size_t v) {
      for (const std::size_t w : graph_.neighbours_[v])
        if (!taken_[w]) ++closes_[w];
    }

    const order_maker& graph_;
    preference by_;
    std::vector<bool> taken_;
    std::vector<std::size_t> left_;    // neighbours that are not taken
    std::vector<std::size_t> closes_;  // open nodes that wait for this one alone
    std::vector<std::size_t> candidates_;
  };

  std::vector<std::vector<std::size_t>> neighbours_;
};

/// The nodes from which sweeps begin, at most `most`: some terminals, one of the least degree, the
/// two ends of a long path, and then some spread over the list.
template <class Problem>
std::vector<std::size_t> sweep_roots(const Problem& problem, const order_maker& graph,
                                     std::size_t most) {
  std::vector<std::size_t> roots;
  const auto add = [&](std::size_t v) {
    if (roots.size() < most && std::find(roots.begin(), roots.end(), v) == roots.end())
      roots.push_back(v);
  };
  for (std::size_t v = 0; v < graph.size() && roots.size() < 3; ++v)
    if (problem.nodes[v].is_terminal) add(v);
  std::size_t least = 0;
  for (std::size_t v = 0; v < graph.size(); ++v)
    if (graph.degree(v) < graph.degree(least)) least = v;
  add(least);
  const std::size_t end = graph.breadth_first(least).back();
  add(end);
  add(graph.breadth_first(end).back());
  const std::size_t stride = graph.size() / most + 1;
  for (std::size_t v = stride / 2; v < graph.size(); v += stride) add(v);
  return roots;
}

/// The portfolio: orders of all nodes of a connected problem from at most `most_roots` roots,
/// breadth-first ones first.
template <class Problem>
std::vector<node_order> order_portfolio(const Problem& problem, std::size_t most_roots) {
  const order_maker graph(neighbours_of(problem));
  const auto roots = sweep_roots(problem, graph, most_roots);
  std::vector<node_order> orders;
  for (const std::size_t root : roots) orders.push_back(graph.breadth_first(root));
  for (const std::size_t root : roots)
    for (const auto by :
         {order_maker::preference::fewest_open, order_maker::preference::most_taken})
      orders.push_back(graph.greedy(root, by));
  return orders;
}

}  // namespace nines::detail
