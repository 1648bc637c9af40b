// SPDX-License-Identifier: BSL-1.0
// structure_counter: a structure module by module, each by what solves it.
//
// A gate of independent inputs is computed at once. Any other module becomes a decision diagram, if
// one of four orders gives one of few nodes, or the best guess one of a million; else its gates and
// leaves are counted (model_counter). Values are whatever a ring adds and multiplies.
#pragma once

#include <nines/structure/counting/model_counter.hpp>
#include <nines/structure/model.hpp>
#include <nines/structure/module_diagram.hpp>
#include <nines/structure/modules.hpp>

namespace nines {

/// What counting may take.
struct count_options {
  double memory_limit = default_memory_limit;  ///< bytes, most of them for what is remembered
  double step_limit = 1e8;                     ///< components that are counted
  std::size_t diagram_nodes = 1U << 20U;       ///< of a module that is not counted
};

namespace detail {

/// Both sides of a structure, and of all of its modules.
template <class Ring>
class structure_counter {
  using value = typename Ring::value;
  using sides = side_pair<value>;

 public:
  /// Diagrams have at most that many nodes; none are made where that is 0.
  structure_counter(Ring& ring, const rooted_graph& from, const std::vector<sides>& parts,
                    std::size_t diagram_nodes, double memory_limit, work_budget& work)
      : ring_(ring),
        graph_(from.graph),
        tree_(from.graph, from.top.index()),
        is_module_(modules(from.graph, tree_)),
        walks_(from.graph, is_module_),
        diagrams_(from.graph, diagram_),
        value_(from.graph.size(), always()),
        most_nodes_(diagram_nodes),
        memory_limit_(memory_limit),
        work_(work) {
    for (std::uint32_t node = 1; node < graph_.size(); ++node) {
      if (is_module_[node] == 0) continue;
      const bool is_part = graph_[node].kind == gate_kind::part;
      value_[node] = is_part ? parts[graph_[node].number] : of_module(node);
    }
  }
  [[nodiscard]] sides at(literal each) const { return value_of(value_[each.index()], each); }

 private:
  [[nodiscard]] sides always() const { return {ring_.one(), ring_.zero()}; }
  static sides value_of(const sides& plain, literal as) { return as.negated() ? !plain : plain; }
  /// If `condition` then `high` else `low`, which are independent of it.
  sides pivot(const sides& condition, const sides& high, const sides& low) {
    return {sum(condition, high.up, low.up), sum(condition, high.down, low.down)};
  }
  value sum(const sides& condition, const value& high, const value& low) {
    return ring_.plus(ring_.times(condition.up, high), ring_.times(condition.down, low));
  }

  sides of_module(std::uint32_t node) {
    std::vector<sides> inputs;
    std::uint32_t previous = 0;
    for (const literal each : graph_.inputs(node)) {
      const bool is_apart = is_module_[each.index()] != 0 &&
                            tree_.dominator(each.index()) == node && each.index() != previous;
      if (!is_apart) return of_dependent(node);
      previous = each.index();
      inputs.push_back(at(each));
    }
    return of_independent(graph_[node], inputs);
  }
  sides of_independent(const gate_graph::node& like, const std::vector<sides>& inputs) {
    if (like.kind == gate_kind::threshold) return at_least(like.number, inputs);
    if (like.kind == gate_kind::if_then_else) return pivot(inputs[0], inputs[1], inputs[2]);
    const bool all = like.kind == gate_kind::conjunction;
    sides rest = all ? always() : !always();
    for (std::size_t i = inputs.size(); i-- > 0;)
      rest = all ? pivot(inputs[i], rest, !always()) : pivot(inputs[i], !rest, rest);
    return rest;
  }
  /// enough[j]: that j of the inputs from the i-th on are true.
  sides at_least(std::size_t k, const std::vector<sides>& inputs) {
    std::vector<sides> enough(k + 1, !always());
    enough[0] = always();
    for (std::size_t i = inputs.size(); i-- > 0;)
      for (std::size_t j = std::min(k, inputs.size() - i); j > 0 && j + i >= k; --j)
        enough[j] = pivot(inputs[i], enough[j - 1], enough[j]);
    return enough[k];
  }
  sides of_dependent(std::uint32_t node) {
    sides found = always();
    for (const variable_order order : variable_orders)
      if (by_diagram(node, order, std::min(few_nodes, most_nodes_), found)) return found;
    if (most_nodes_ > few_nodes && by_diagram(node, variable_orders[0], most_nodes_, found))
      return found;
    const counting_circuit circuit(graph_, walks_.below(node, variable_orders[0]));
    std::vector<sides> leaves;
    for (const std::uint32_t leaf : circuit.leaves()) leaves.push_back(value_[leaf]);
    return model_counter<Ring>(ring_, circuit, leaves, memory_limit_, work_).both_sides();
  }
  bool by_diagram(std::uint32_t node, variable_order order, std::size_t nodes, sides& found) {
    if (nodes == 0) return false;
    constexpr double steps_a_node = 4;
    const auto walk = walks_.below(node, order);
    diagram_.limit(nodes, steps_a_node * static_cast<double>(nodes));
    const literal root = diagrams_.build(walk);
    if (diagram_.exhausted()) return false;
    std::vector<std::uint8_t> is_needed(root.index() + 1);
    is_needed[root.index()] = 1;
    for (std::uint32_t i = root.index(); i > 0; --i)
      if (is_needed[i] != 0)
        is_needed[diagram_[i].high.index()] = is_needed[diagram_[i].low.index()] = 1;
    std::vector<sides> worth(root.index() + 1, always());
    for (std::uint32_t i = 1; i <= root.index(); ++i)
      if (is_needed[i] != 0) {
        const auto [high, low] = std::pair(diagram_[i].high, diagram_[i].low);
        worth[i] = pivot(value_[walk.leaves[diagram_[i].level]],
                         value_of(worth[high.index()], high), value_of(worth[low.index()], low));
      }
    found = value_of(worth[root.index()], root);
    return true;
  }

  static constexpr std::size_t few_nodes = std::size_t{1} << 15U;
  Ring& ring_;
  const gate_graph& graph_;
  dominator_tree tree_;
  std::vector<std::uint8_t> is_module_;
  module_walk walks_;
  decision_diagram diagram_;
  module_diagram diagrams_;
  std::vector<sides> value_;
  std::size_t most_nodes_;
  double memory_limit_;
  work_budget& work_;
};

/// Numbers, as they are added and multiplied.
template <class T>
struct number_ring {
  using value = T;
  [[nodiscard]] T one() const { return nines::one<T>(); }
  [[nodiscard]] T zero() const { return nines::zero<T>(); }
  [[nodiscard]] T times(const T& a, const T& b) const { return T(a * b); }
  [[nodiscard]] T plus(const T& a, const T& b) const { return T(a + b); }
  [[nodiscard]] bool is_zero(const T& a) const { return scalar_traits<T>::all(a == zero()); }
};

/// Both sides of a structure whose parts are worth so much.
template <class Ring>
side_pair<typename Ring::value> sides_by_counting(
    Ring& ring, const structure& of, const std::vector<side_pair<typename Ring::value>>& parts,
    const count_options& options) {
  work_budget work("counting", options.step_limit, "components",
                   "allow more by count_options, or ask for certain bounds");
  const std::size_t count = of.part_count();
  const rooted_graph simple = nines::simplified({of.graph(), of.top()}, count);
  const rooted_graph grouped = with_partial_modules(with_common_factors(simple, count), count);
  const side_pair<typename Ring::value> always{ring.one(), ring.zero()};
  if (grouped.top.is_constant()) return grouped.top.negated() ? !always : always;
  const structure_counter<Ring> counter(ring, grouped, parts, options.diagram_nodes,
                                        options.memory_limit, work);
  return counter.at(grouped.top);
}

}  // namespace detail
}  // namespace nines

#ifdef NINES_COMPILED
extern template nines::detail::side_pair<double> nines::detail::sides_by_counting(
    nines::detail::number_ring<double>&, const nines::structure&,
    const std::vector<nines::detail::side_pair<double>>&, const nines::count_options&);
#endif
