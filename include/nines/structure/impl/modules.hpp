// SPDX-License-Identifier: BSL-1.0
// How modules are found, and partial ones made.
#pragma once

#include <algorithm>
#include <nines/structure/modules.hpp>
#include <utility>

namespace nines {

NINES_INLINE std::vector<std::uint8_t> modules(const gate_graph& graph,
                                               const dominator_tree& tree) {
  std::vector<std::uint32_t> leak(graph.size(), 0xffffffff);  // the least depth that it hangs on
  std::vector<std::uint8_t> is_module(graph.size());
  for (std::uint32_t node = 1; node < graph.size(); ++node) {
    if (!tree.reaches(node)) continue;
    for (const literal each : graph.inputs(node))
      leak[node] = std::min(leak[node], tree.depth(tree.dominator(each.index())));
    is_module[node] = leak[node] >= tree.depth(node);
    leak[tree.dominator(node)] = std::min(leak[tree.dominator(node)], leak[node]);
  }
  return is_module;
}

namespace detail {

/// Divides the inputs of gates into components that share parts.
class input_components {
 public:
  input_components(const gate_graph& graph, const dominator_tree& tree)
      : tree_(tree), root_(graph.size()), leak_(graph.size(), 0xffffffff) {
    for (std::uint32_t i = 0; i < root_.size(); ++i) root_[i] = i;
    std::vector<std::uint32_t> path;
    for (const std::uint32_t node : tree.preorder()) {
      path.resize(tree.depth(node));
      path.push_back(node);
      for (const literal each : graph.inputs(node)) join(node, each.index(), path);
    }
    for (std::uint32_t node = 1; node < graph.size(); ++node) {  // of all that it dominates
      if (!tree.reaches(node)) continue;
      const std::uint32_t up = tree.dominator(node);
      leak_[up] = std::min(leak_[up], leak_[node]);
    }
    leak_of_root_.assign(graph.size(), 0xffffffff);
    for (std::uint32_t node = 1; node < graph.size(); ++node) {
      std::uint32_t& least = leak_of_root_[find(node)];
      least = std::min(least, leak_[node]);
    }
  }
  /// Whether an input of `gate` shares parts with other inputs of it alone.
  [[nodiscard]] bool is_apart(std::uint32_t gate, std::uint32_t input) {
    return tree_.dominator(input) == gate && leak_of_root_[find(input)] >= tree_.depth(gate);
  }
  [[nodiscard]] std::uint32_t find(std::uint32_t node) {
    while (root_[node] != node) node = root_[node] = root_[root_[node]];
    return node;
  }

 private:
  void join(std::uint32_t node, std::uint32_t input, const std::vector<std::uint32_t>& path) {
    const std::uint32_t above = tree_.dominator(input);
    leak_[node] = std::min(leak_[node], tree_.depth(above));
    if (above != node) root_[find(path[tree_.depth(above) + 1])] = find(input);
  }

  const dominator_tree& tree_;
  std::vector<std::uint32_t> root_, leak_, leak_of_root_;
};

/// Makes a graph again with the components of each "all of" as gates of their own.
class grouping {
 public:
  grouping(const gate_graph& graph, const dominator_tree& tree, std::size_t parts)
      : graph_(graph), components_(graph, tree), copy_(graph.size()) {
    for (std::uint32_t i = 0; i < parts; ++i) made_.part(i);
    for (std::uint32_t node = 1; node < graph.size(); ++node) {
      if (!tree.reaches(node)) continue;
      copy_[node] = graph[node].kind == gate_kind::conjunction ? grouped(node) : copied(node);
    }
  }
  rooted_graph result(literal top) {
    return {std::move(made_), copy_[top.index()] ^ top.negated()};
  }

 private:
  [[nodiscard]] literal copied(std::uint32_t node) {
    std::vector<literal> inputs;
    for (const literal each : graph_.inputs(node))
      inputs.push_back(copy_[each.index()] ^ each.negated());
    return made_.same_gate(graph_[node], std::move(inputs));
  }
  literal grouped(std::uint32_t node) {
    std::vector<std::pair<std::uint32_t, literal>> apart;  // component, input
    std::vector<literal> rest;
    for (const literal each : graph_.inputs(node)) {
      const literal input = copy_[each.index()] ^ each.negated();
      if (components_.is_apart(node, each.index()))
        apart.emplace_back(components_.find(each.index()), input);
      else
        rest.push_back(input);
    }
    std::sort(apart.begin(), apart.end());
    std::vector<literal> groups = gates_of(apart);
    if (rest.empty()) return made_.all_of(std::move(groups));
    if (!groups.empty()) rest.push_back(made_.all_of(std::move(groups)));
    return made_.all_of(std::move(rest));
  }
  std::vector<literal> gates_of(const std::vector<std::pair<std::uint32_t, literal>>& apart) {
    std::vector<literal> gates;
    for (std::size_t begin = 0, end = 0; begin < apart.size(); begin = end) {
      std::vector<literal> group;
      for (; end < apart.size() && apart[end].first == apart[begin].first; ++end)
        group.push_back(apart[end].second);
      gates.push_back(made_.all_of(std::move(group)));
    }
    return gates;
  }

  const gate_graph& graph_;
  input_components components_;
  gate_graph made_;
  std::vector<literal> copy_;
};

}  // namespace detail

NINES_INLINE rooted_graph with_partial_modules(const rooted_graph& from, std::size_t parts) {
  if (from.top.is_constant()) return from;
  const dominator_tree tree(from.graph, from.top.index());
  return detail::grouping(from.graph, tree, parts).result(from.top);
}

}  // namespace nines
