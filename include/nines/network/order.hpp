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
#include <nines/inline.hpp>
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
  explicit order_maker(std::vector<std::vector<std::size_t>> neighbours);

  [[nodiscard]] std::size_t size() const { return neighbours_.size(); }
  [[nodiscard]] std::size_t degree(std::size_t v) const { return neighbours_[v].size(); }

  /// In circles around the root; of one circle, those of a small degree first.
  [[nodiscard]] node_order breadth_first(std::size_t root) const;

  /// What a greedy sweep looks at first: how many nodes a step leaves open, or how many neighbours
  /// of the node are taken already.
  enum class preference { fewest_open, most_taken };
  /// Greedy from the root; of equal ones that which has been a candidate for longest.
  [[nodiscard]] node_order greedy(std::size_t root, preference by) const;

 private:
  class greedy_sweep;

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

#ifndef NINES_COMPILED
#include <nines/network/impl/order.hpp>
#endif
