// SPDX-License-Identifier: BSL-1.0
// The blocks of a network (its biconnected components) that paths between terminals use.
//
// A depth-first search from a terminal finds the blocks. One is relevant where a terminal lies at
// or below it on the side that is away from the root; the node at which it hangs then is a terminal
// of both blocks that meet there. The reliability is the product over the relevant blocks. Cost:
// linear. Source: Hopcroft & Tarjan 1973.
// Index: biconnected component, articulation point.
#pragma once

#include <nines/network/problem.hpp>

namespace nines::detail {

/// The depth-first search: calls `block(top, links, has_terminal)` for each block.
template <class T>
class block_search {
 public:
  explicit block_search(const connection_problem<T>& problem)
      : problem_(problem),
        incident_(incident_links(problem)),
        next_(problem.nodes.size(), 0),
        order_(problem.nodes.size(), 0),
        low_(problem.nodes.size(), 0),
        terminals_below_(problem.nodes.size(), 0) {}

  template <class Block>
  void run(std::size_t root, const Block& block) {
    enter(root, none);
    while (!path_.empty()) {
      const visit here = path_.back();
      if (next_[here.node] < incident_[here.node].size())
        follow(here, incident_[here.node][next_[here.node]++]);
      else
        leave(here, block);
    }
  }

 private:
  static constexpr auto none = static_cast<std::size_t>(-1);
  struct visit {
    std::size_t node, by_link;
  };

  void enter(std::size_t v, std::size_t by_link) {
    order_[v] = low_[v] = ++clock_;
    terminals_below_[v] = problem_.nodes[v].is_terminal ? 1 : 0;
    path_.push_back({v, by_link});
  }
  void follow(const visit& here, std::size_t l) {
    const auto& link = problem_.links[l];
    const std::size_t w = link.from == here.node ? link.to : link.from;
    if (l == here.by_link || w == here.node) return;
    if (order_[w] == 0) {
      links_.push_back(l);
      enter(w, l);
    } else if (order_[w] < order_[here.node]) {  // to a node above: a link that closes a circle
      links_.push_back(l);
      low_[here.node] = std::min(low_[here.node], order_[w]);
    }
  }
  template <class Block>
  void leave(const visit& here, const Block& block) {
    path_.pop_back();
    if (path_.empty()) return;
    const std::size_t above = path_.back().node;
    low_[above] = std::min(low_[above], low_[here.node]);
    terminals_below_[above] += terminals_below_[here.node];
    if (low_[here.node] < order_[above]) return;
    auto first = links_.end();
    do --first;
    while (*first != here.by_link);
    block(above, std::vector<std::size_t>(first, links_.end()), terminals_below_[here.node] > 0);
    links_.erase(first, links_.end());
  }

  const connection_problem<T>& problem_;
  std::vector<std::vector<std::size_t>> incident_;
  std::vector<std::size_t> next_, order_, low_, terminals_below_;
  std::vector<visit> path_;
  std::vector<std::size_t> links_;  // those that no block has yet
  std::size_t clock_ = 0;
};

/// Whether any node or link is in a shared-risk group.
template <class T>
bool has_groups(const connection_problem<T>& problem) {
  const auto grouped = [](const auto& part) { return !part.groups.empty(); };
  return std::any_of(problem.nodes.begin(), problem.nodes.end(), grouped) ||
         std::any_of(problem.links.begin(), problem.links.end(), grouped);
}

/// The links of the component in which the terminals are.
template <class T>
std::vector<std::size_t> links_in_reach(const connection_problem<T>& problem) {
  const auto reached = reached_from(problem, problem.source);
  std::vector<std::size_t> links;
  for (std::size_t l = 0; l < problem.links.size(); ++l)
    if (reached[problem.links[l].from]) links.push_back(l);
  return links;
}

/// The relevant blocks of an undirected problem of two terminals or more, which a path can join;
/// and as a factor what the nodes between blocks need to be up. With shared-risk groups the blocks
/// are not independent: then there is one, of all that can be reached.
template <class T>
reduced_problem<T> relevant_blocks(connection_problem<T> problem) {
  reduced_problem<T> result;
  std::vector<bool> is_terminal;
  for (const auto& v : problem.nodes) is_terminal.push_back(v.is_terminal);
  std::vector<std::vector<std::size_t>> blocks;
  if (has_groups(problem)) {
    blocks.push_back(links_in_reach(problem));
  } else {
    block_search<T>(problem).run(problem.source, [&](std::size_t top, auto links, bool relevant) {
      if (!relevant) return;
      is_terminal[top] = true;
      blocks.push_back(std::move(links));
    });
  }
  for (std::size_t v = 0; v < problem.nodes.size(); ++v) {
    auto& node = problem.nodes[v];
    if (!is_terminal[v] || node.is_terminal) continue;
    result.factor = both(result.factor, node.up);
    node.up = probability<T>::always();
  }
  for (const auto& links : blocks) result.rest.push_back(part_of(problem, links, is_terminal));
  return result;
}

}  // namespace nines::detail
