// SPDX-License-Identifier: BSL-1.0
// Sweeps in circles, and greedy ones.
#pragma once

#include <algorithm>
#include <nines/network/order.hpp>

namespace nines::detail {

/// A greedy sweep from one root.
class order_maker::greedy_sweep {
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

NINES_INLINE order_maker::order_maker(std::vector<std::vector<std::size_t>> neighbours)
    : neighbours_(std::move(neighbours)) {}
NINES_INLINE node_order order_maker::breadth_first(std::size_t root) const {
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
NINES_INLINE node_order order_maker::greedy(std::size_t root, preference by) const {
  return greedy_sweep(*this, by).run(root);
}

}  // namespace nines::detail
