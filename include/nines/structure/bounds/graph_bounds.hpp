// SPDX-License-Identifier: BSL-1.0
// Bounds of the gates of a graph, from its parts up: the engine of certain_bounds.
//
// A module is exact if a small diagram holds it. Else each gate knows on which inputs of the module
// it depends, as they are or negated, in 64 to a word: its inputs are divided into components that
// share nothing, which are independent; in a component in which nothing is used both ways they are
// associated.
#pragma once

#include <nines/combine/bounds.hpp>
#include <nines/structure/bounds/dependent.hpp>
#include <nines/structure/module_diagram.hpp>
#include <nines/structure/modules.hpp>

namespace nines::detail {

/// Which leaves of a module a gate depends on, as they are and negated: a bit for each.
struct leaf_sets {
  std::vector<std::uint64_t> plain, negated;

  explicit leaf_sets(std::size_t leaves) : plain((leaves + 63) / 64), negated(plain.size()) {}
  void add(const leaf_sets& other, bool opposite) {
    for (std::size_t i = 0; i < plain.size(); ++i) {
      plain[i] |= opposite ? other.negated[i] : other.plain[i];
      negated[i] |= opposite ? other.plain[i] : other.negated[i];
    }
  }
  [[nodiscard]] bool shares(const leaf_sets& other) const {
    for (std::size_t i = 0; i < plain.size(); ++i)
      if (((plain[i] | negated[i]) & (other.plain[i] | other.negated[i])) != 0) return true;
    return false;
  }
  /// Whether no leaf is used both ways.
  [[nodiscard]] bool is_monotone() const {
    for (std::size_t i = 0; i < plain.size(); ++i)
      if ((plain[i] & negated[i]) != 0) return false;
    return true;
  }
};

/// Bounds of a graph of independent parts.
template <class T>
class graph_bounds {
  using A = algebra<bounds<T>>;

 public:
  graph_bounds(const rooted_graph& from, const std::vector<bounds<T>>& parts, std::size_t nodes)
      : graph_(from.graph),
        tree_(from.graph, from.top.index()),
        is_module_(modules(from.graph, tree_)),
        walks_(from.graph, is_module_),
        diagrams_(from.graph, diagram_),
        most_nodes_(nodes),
        value_(from.graph.size(), A::always()) {
    for (std::uint32_t node = 1; node < graph_.size(); ++node) {
      if (is_module_[node] == 0) continue;
      value_[node] =
          graph_[node].kind == gate_kind::part ? parts[graph_[node].number] : of_module(node);
    }
    top_ = at(from.top);
  }
  [[nodiscard]] const bounds<T>& top() const { return top_; }

 private:
  struct component {
    leaf_sets leaves;
    std::vector<bounds<T>> inputs;
  };

  [[nodiscard]] bounds<T> at(literal each) const {
    return each.negated() ? !value_[each.index()] : value_[each.index()];
  }
  bounds<T> of_module(std::uint32_t root) {
    const auto walk = walks_.below(root, variable_order::most_used);
    bounds<T> found = A::always();
    if (by_diagram(walk, found)) return found;
    std::vector<std::size_t> place(graph_.size());
    std::vector<leaf_sets> leaves;
    for (std::size_t i = 0; i < walk.leaves.size(); ++i) {
      place[walk.leaves[i]] = leaves.size();
      leaves.emplace_back(walk.leaves.size());
      leaves.back().plain[i / 64] |= std::uint64_t{1} << i % 64;
    }
    for (const std::uint32_t gate : walk.gates) {
      place[gate] = leaves.size();
      leaves.emplace_back(walk.leaves.size());
      value_[gate] = of_gate(gate, place, leaves);
    }
    return value_[root];
  }
  bool by_diagram(const module_walk::walk& walk, bounds<T>& found) {
    diagram_.limit(most_nodes_, 4 * static_cast<double>(most_nodes_));
    const literal root = diagrams_.build(walk);
    if (diagram_.exhausted()) return false;
    std::vector<bounds<T>> node(root.index() + 1, A::always());
    const auto side = [&node](literal l) {
      return l.negated() ? !node[l.index()] : node[l.index()];
    };
    for (std::uint32_t i = 1; i <= root.index(); ++i) {
      const bounds<T> high = side(diagram_[i].high);
      const bounds<T> low = side(diagram_[i].low);
      node[i] = A::pivot(value_[walk.leaves[diagram_[i].level]],
                         [&](const bounds<T>& up) { return up == A::always() ? high : low; });
    }
    found = side(root);
    return true;
  }
  /// Divides the inputs of a gate into components that share no leaves.
  std::vector<component> components(std::uint32_t gate, const std::vector<std::size_t>& place,
                                    std::vector<leaf_sets>& leaves) {
    std::vector<component> found;
    for (const literal each : graph_.inputs(gate)) {
      component now{leaf_sets(0), {at(each)}};
      now.leaves = leaves[place[each.index()]];
      if (each.negated()) std::swap(now.leaves.plain, now.leaves.negated);
      for (std::size_t i = found.size(); i-- > 0;) {
        if (!found[i].leaves.shares(now.leaves)) continue;
        now.leaves.add(found[i].leaves, false);
        now.inputs.insert(now.inputs.end(), found[i].inputs.begin(), found[i].inputs.end());
        found.erase(found.begin() + static_cast<std::ptrdiff_t>(i));
      }
      leaves[place[gate]].add(now.leaves, false);
      found.push_back(std::move(now));
    }
    return found;
  }
  bounds<T> of_gate(std::uint32_t gate, const std::vector<std::size_t>& place,
                    std::vector<leaf_sets>& leaves) {
    const auto parts = components(gate, place, leaves);
    const auto& node = graph_[gate];
    const bool apart = parts.size() == graph_.inputs(gate).size();
    if (node.kind == gate_kind::conjunction) return all_of(parts);
    if (node.kind == gate_kind::threshold) return at_least(gate, apart, leaves[place[gate]]);
    leaf_sets& mixed = leaves[place[gate]];
    mixed.add(leaf_sets(mixed), true);  // used both ways
    if (node.kind == gate_kind::parity) return parity(gate, apart);
    const auto inputs = graph_.inputs(gate);
    return mixture(at(inputs[0]), at(inputs[1]), at(inputs[2]), apart);
  }
  [[nodiscard]] bounds<T> all_of(const std::vector<component>& parts) const {
    bounds<T> all = A::always();
    for (const component& each : parts)
      all = A::both(all, each.inputs.size() == 1
                             ? each.inputs[0]
                             : all_of_dependent(each.inputs, each.leaves.is_monotone()));
    return all;
  }
  [[nodiscard]] bounds<T> at_least(std::uint32_t gate, bool apart, const leaf_sets& leaves) const {
    std::vector<bounds<T>> inputs;
    for (const literal each : graph_.inputs(gate)) inputs.push_back(at(each));
    const std::size_t k = graph_[gate].number;
    if (!apart) return at_least_dependent(k, inputs, leaves.is_monotone());
    return A::at_least(k, inputs.size(), [&inputs](std::size_t i) { return inputs[i]; });
  }
  [[nodiscard]] bounds<T> parity(std::uint32_t gate, bool apart) const {
    bounds<T> odd = A::never();
    for (const literal each : graph_.inputs(gate)) odd = mixture(at(each), !odd, odd, apart);
    return odd;
  }
  static bounds<T> mixture(const bounds<T>& condition, const bounds<T>& yes, const bounds<T>& no,
                           bool apart) {
    if (!apart) return choice_dependent(condition, yes, no);
    return A::pivot(condition, [&](const bounds<T>& up) { return up == A::always() ? yes : no; });
  }

  const gate_graph& graph_;
  dominator_tree tree_;
  std::vector<std::uint8_t> is_module_;
  module_walk walks_;
  decision_diagram diagram_;
  module_diagram diagrams_;
  std::size_t most_nodes_;
  std::vector<bounds<T>> value_;
  bounds<T> top_ = A::always();
};

}  // namespace nines::detail
