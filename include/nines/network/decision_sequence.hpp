// SPDX-License-Identifier: BSL-1.0
// In which order a sweep decides links, nodes and shared-risk groups.
//
// Nodes are taken in an order; with each come its links to those before it, the ones that close a
// node first, or its links to those after it. The first keeps few nodes open; the second joins open
// nodes through few others, so that a dense graph has few states. A node that can fail is decided
// by itself before its first link, and so is a group before what it takes along.
// Index: order of the edges.
#pragma once

#include <nines/network/order.hpp>

namespace nines::detail {

/// Which links come with a node: those to nodes before it in the order, or to nodes after it.
enum class links_with_node { to_earlier, to_later };

/// What is decided in a step: a link, node or group of the problem.
struct sweep_decision {
  enum class kind { link, node, group };
  kind what;
  std::size_t index;
};

/// Of a connection_problem, which must outlive it.
template <class Problem>
class decision_sequence {
 public:
  /// `place[v]` is that of node v in the order.
  decision_sequence(const Problem& problem, const std::vector<std::size_t>& place,
                    links_with_node which)
      : problem_(problem), place_(place), which_(which) {}

  /// The links that come with each node, in the order in which they are decided.
  [[nodiscard]] std::vector<sweep_decision> of(const node_order& order) {
    std::vector<std::vector<std::size_t>> with(order.size());
    std::vector<std::size_t> last(order.size(), 0);  // the place of a node's last neighbour
    for (std::size_t l = 0; l < problem_.links.size(); ++l) {
      const auto& link = problem_.links[l];
      if (link.from == link.to) continue;
      const auto [earlier, later] = std::minmax(place_[link.from], place_[link.to]);
      with[order[which_ == links_with_node::to_earlier ? later : earlier]].push_back(l);
      last[link.from] = std::max(last[link.from], later);
      last[link.to] = std::max(last[link.to], later);
    }
    std::vector<sweep_decision> list;
    decided_.assign(problem_.nodes.size() + problem_.groups.size(), false);
    for (const std::size_t v : order) {
      const auto key = [&](std::size_t l) {
        const auto& link = problem_.links[l];
        const std::size_t w = link.from == v ? link.to : link.from;
        return std::pair(last[w], place_[w]);
      };
      std::sort(with[v].begin(), with[v].end(),
                [&](std::size_t a, std::size_t b) { return key(a) < key(b); });
      for (const std::size_t l : with[v]) add_link(list, l);
    }
    return list;
  }

 private:
  void add_groups(std::vector<sweep_decision>& list, const std::vector<std::size_t>& groups) {
    for (const std::size_t g : groups) {
      if (decided_[problem_.nodes.size() + g]) continue;
      decided_[problem_.nodes.size() + g] = true;
      list.push_back({sweep_decision::kind::group, g});
    }
  }
  void add_node(std::vector<sweep_decision>& list, std::size_t v) {
    if (decided_[v] || !problem_.nodes[v].can_fail()) return;
    decided_[v] = true;
    add_groups(list, problem_.nodes[v].groups);
    list.push_back({sweep_decision::kind::node, v});
  }
  void add_link(std::vector<sweep_decision>& list, std::size_t l) {
    const auto& link = problem_.links[l];
    const bool from_first = place_[link.from] < place_[link.to];
    add_node(list, from_first ? link.from : link.to);
    add_node(list, from_first ? link.to : link.from);
    add_groups(list, link.groups);
    list.push_back({sweep_decision::kind::link, l});
  }

  const Problem& problem_;
  const std::vector<std::size_t>& place_;
  links_with_node which_;
  std::vector<bool> decided_;
};

}  // namespace nines::detail
