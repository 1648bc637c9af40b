// SPDX-License-Identifier: BSL-1.0
// A question about a network as the engines take it: which nodes must be connected, and what may
// fail. It has no names, and what its terminals need to be up has been taken out where that is
// independent of all else.
//
// With terminals down the network is cut: they must be up, and connected by links and nodes that
// are. In a directed network the first terminal must reach the second.
#pragma once

#include <algorithm>
#include <cstdint>
#include <nines/algebra.hpp>
#include <nines/network/graph.hpp>

namespace nines::detail {

/// Whether a part never fails, in any lane.
template <class T>
bool is_certain(const probability<T>& p) {
  return scalar_traits<T>::all(p.complement() == zero<T>());
}

/// A node of a question.
template <class T>
struct problem_node {
  probability<T> up = probability<T>::always();
  bool is_terminal = false;
  std::vector<std::size_t> groups = {};
  std::size_t origin = 0;   ///< its index in the network; reductions do not keep it
  bool is_decided = false;  ///< in a step of its own, even if it never fails

  [[nodiscard]] bool can_fail() const { return is_decided || !groups.empty() || !is_certain(up); }
};
/// A link of a question.
template <class T>
struct problem_link {
  std::size_t from = 0, to = 0;
  probability<T> up = probability<T>::always();
  std::vector<std::size_t> groups = {};
  std::size_t origin = 0;
};

/// Are the terminals connected? In a directed network `source` is where the way begins.
template <class T>
struct connection_problem {
  bool is_directed = false;
  std::size_t source = 0;
  std::vector<problem_node<T>> nodes = {};
  std::vector<problem_link<T>> links = {};
  std::vector<probability<T>> groups = {};

  [[nodiscard]] std::size_t terminal_count() const {
    return static_cast<std::size_t>(
        std::count_if(nodes.begin(), nodes.end(), [](const auto& v) { return v.is_terminal; }));
  }
};

/// The reliability of a problem as a factor times that of each of the smaller ones that are left.
template <class T>
struct reduced_problem {
  probability<T> factor = probability<T>::always();
  std::vector<connection_problem<T>> rest = {};
};

/// Throws domain_error unless `terminals` are some nodes of the network, each once, and two of them
/// where it is directed.
template <class T>
void require_terminals(const char* function, const network<T>& net,
                       const std::vector<std::size_t>& terminals) {
  if (terminals.empty()) fail(function, "there is no terminal");
  std::vector<bool> seen(net.nodes().size(), false);
  for (const std::size_t t : terminals) {
    require_index(function, "terminal", t, net.nodes().size());
    if (seen[t]) fail(function, "terminal \"" + net.nodes()[t].name + "\" stands there twice");
    seen[t] = true;
  }
  if (net.is_directed() && terminals.size() != 2)
    fail(function, "number of terminals of a directed network", terminals.size(), "2");
}

/// The question whether these terminals are connected, of a network as it is. *Throws* as
/// require_terminals.
template <class T>
connection_problem<T> problem_of(const char* function, const network<T>& net,
                                 const std::vector<std::size_t>& terminals) {
  require_terminals(function, net, terminals);
  connection_problem<T> problem{net.is_directed(), terminals.front()};
  for (const auto& v : net.nodes())
    problem.nodes.push_back({v.up, false, v.groups, problem.nodes.size()});
  for (const auto& l : net.links())
    problem.links.push_back({l.from, l.to, l.up, l.groups, problem.links.size()});
  for (const auto& g : net.groups()) problem.groups.push_back(g.up);
  for (const std::size_t t : terminals) problem.nodes[t].is_terminal = true;
  return problem;
}

/// Which links are at each node; of a directed problem those in one direction where that is asked.
enum class link_ends { both, out, in };
template <class T>
std::vector<std::vector<std::size_t>> incident_links(const connection_problem<T>& problem,
                                                     link_ends ends = link_ends::both) {
  std::vector<std::vector<std::size_t>> incident(problem.nodes.size());
  for (std::size_t l = 0; l < problem.links.size(); ++l) {
    const auto& link = problem.links[l];
    if (ends != link_ends::in) incident[link.from].push_back(l);
    if (ends != link_ends::out && (ends == link_ends::in || link.to != link.from))
      incident[link.to].push_back(l);
  }
  return incident;
}

/// The nodes that can be reached from one: along links, or against them with link_ends::in.
template <class T>
std::vector<bool> reached_from(const connection_problem<T>& problem, std::size_t start,
                               link_ends ends = link_ends::both) {
  const auto incident = incident_links(problem, ends);
  std::vector<bool> reached(problem.nodes.size(), false);
  std::vector<std::size_t> stack = {start};
  reached[start] = true;
  while (!stack.empty()) {
    const std::size_t v = stack.back();
    stack.pop_back();
    for (const std::size_t l : incident[v]) {
      const auto& link = problem.links[l];
      const std::size_t w = link.from == v ? link.to : link.from;
      if (reached[w]) continue;
      reached[w] = true;
      stack.push_back(w);
    }
  }
  return reached;
}

/// Whether a path joins all terminals while everything is up.
template <class T>
bool is_connectable(const connection_problem<T>& problem) {
  const auto ends = problem.is_directed ? link_ends::out : link_ends::both;
  const auto reached = reached_from(problem, problem.source, ends);
  for (std::size_t v = 0; v < problem.nodes.size(); ++v)
    if (problem.nodes[v].is_terminal && !reached[v]) return false;
  return true;
}

/// The part of a problem made of some nodes and links: nodes that no link of them uses, and that
/// are not terminals, are left out.
template <class T>
connection_problem<T> part_of(const connection_problem<T>& problem,
                              const std::vector<std::size_t>& links,
                              const std::vector<bool>& is_terminal) {
  constexpr auto nowhere = static_cast<std::size_t>(-1);
  connection_problem<T> part{problem.is_directed, 0, {}, {}, problem.groups};
  std::vector<std::size_t> place(problem.nodes.size(), nowhere);
  const auto placed = [&](std::size_t v) {
    if (place[v] == nowhere) {
      place[v] = part.nodes.size();
      part.nodes.push_back(problem.nodes[v]);
      part.nodes.back().is_terminal = is_terminal[v];
    }
    return place[v];
  };
  for (const std::size_t l : links) {
    const auto& link = problem.links[l];
    const std::size_t from = placed(link.from), to = placed(link.to);
    part.links.push_back({from, to, link.up, link.groups, link.origin});
  }
  if (problem.is_directed) part.source = placed(problem.source);
  for (std::size_t v = 0; v < part.nodes.size() && !problem.is_directed; ++v)
    if (part.nodes[v].is_terminal) part.source = v;
  return part;
}

}  // namespace nines::detail
