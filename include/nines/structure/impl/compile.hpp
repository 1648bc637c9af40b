// SPDX-License-Identifier: BSL-1.0
// The engine behind compile(structure).
//
// The structure is simplified and divided into modules. A module of independent inputs becomes a
// chain (all of) or a lattice (k of n) at once; any other becomes a binary decision diagram, by the
// first of four orders of its parts that fits into few nodes, then into many more, and so
// on: no order is always the best. Where a million nodes do not suffice, common factors are taken
// out before more is tried. Cost: exponential at worst, and limited; in practice fault trees
// of hundreds of parts take milliseconds.
#pragma once

#include <algorithm>
#include <nines/structure/coherence.hpp>
#include <nines/structure/compile.hpp>
#include <nines/structure/decision_list.hpp>
#include <nines/structure/module_diagram.hpp>
#include <nines/structure/modules.hpp>
#include <optional>

namespace nines {

namespace detail {

/// How many nodes that memory holds, and 31 bits can tell apart; none if it is NaN.
inline std::size_t diagram_nodes_within(double memory_limit) {
  constexpr double bytes_a_node = 48;
  const double nodes = memory_limit / bytes_a_node;
  return nodes >= 0x7ffffff0 ? 0x7ffffff0 : nodes > 0 ? static_cast<std::size_t>(nodes) : 0;
}

/// What is tried before common factors are taken out.
inline constexpr std::size_t few_nodes = std::size_t{1} << 20U;

/// Compiles the modules of a graph, those that others contain first.
class structure_compiler {
 public:
  structure_compiler(const rooted_graph& from, std::size_t parts, std::size_t most_nodes,
                     work_budget& work)
      : graph_(from.graph),
        tree_(from.graph, from.top.index()),
        is_module_(modules(from.graph, tree_)),
        walks_(from.graph, is_module_),
        diagrams_(from.graph, diagram_),
        decisions_(parts),
        value_(from.graph.size()),
        most_nodes_(most_nodes),
        work_(work) {
    for (std::uint32_t node = 1; node < graph_.size() && !failed(); ++node)
      if (is_module_[node] != 0) value_[node] = compiled(node);
  }
  /// Whether the diagram of a module needs more nodes.
  [[nodiscard]] bool failed() const { return failed_; }
  [[nodiscard]] literal value(literal of) const { return value_[of.index()] ^ of.negated(); }
  decision_list& decisions() { return decisions_; }

 private:
  static constexpr double steps_a_node = 4;
  static constexpr std::size_t first_nodes = std::size_t{1} << 15U;
  struct attempt {
    module_walk::walk walk;
    std::size_t gates_done;
  };

  literal compiled(std::uint32_t node) {
    if (graph_[node].kind == gate_kind::part) return literal(graph_[node].number + 1);
    std::vector<literal> inputs;
    for (const literal each : graph_.inputs(node)) {
      if (is_module_[each.index()] == 0 || tree_.dominator(each.index()) != node)
        return by_diagram(node);
      if (!inputs.empty() && previous_ == each.index()) return by_diagram(node);
      previous_ = each.index();
      inputs.push_back(value(each));
    }
    for (std::size_t i = 0; i < inputs.size(); ++i) decisions_.rank(inputs[i], i);
    return decisions_.gate(graph_[node], inputs);
  }
  /// All orders with few nodes, then the best guess, or one that came a sixth of the gates farther,
  /// with 32 times as many. Where that has failed before: the two that came farthest with 256 times
  /// as many, then with 8 times as many as those, and so on.
  literal by_diagram(std::uint32_t node) {
    std::vector<attempt> attempts;
    for (const variable_order order : variable_orders)
      attempts.push_back({walks_.below(node, order), 0});
    const bool is_hard = most_nodes_ > few_nodes;
    for (std::size_t nodes = first_nodes;; nodes *= nodes > first_nodes ? 8 : is_hard ? 256 : 32) {
      const bool all = nodes == first_nodes || (is_hard && nodes >= most_nodes_);
      const std::size_t count = all ? attempts.size() : is_hard ? 2 : 1;
      for (std::size_t i = 0; i < count; ++i) {
        diagram_.limit(std::min(nodes, most_nodes_), steps_a_node * static_cast<double>(nodes));
        const literal root = diagrams_.build(attempts[i].walk);
        work_.spend(diagram_.steps());
        if (!diagram_.exhausted()) return exported(root, attempts[i].walk);
        attempts[i].gates_done = diagrams_.gates_done();
      }
      if (nodes >= most_nodes_) {
        failed_ = true;
        return always_true;
      }
      put_first(attempts, is_hard ? 0 : attempts[0].walk.gates.size() / 6);
    }
  }
  /// The attempts that came farthest first; a better guess stands before what is `ahead` of it by
  /// no more gates than that.
  static void put_first(std::vector<attempt>& attempts, std::size_t ahead) {
    const auto lags = [](const attempt& a, const attempt& b) {
      return a.gates_done < b.gates_done;
    };
    if (ahead == 0)
      std::stable_sort(attempts.begin(), attempts.end(),
                       [&lags](const attempt& a, const attempt& b) { return lags(b, a); });
    const auto farthest = std::max_element(attempts.begin(), attempts.end(), lags);
    if (farthest->gates_done > attempts.front().gates_done + ahead)
      std::rotate(attempts.begin(), farthest, farthest + 1);
  }
  /// The nodes of the diagram that its root needs, as decisions: those that are asked last first,
  /// so that neighbours do not wait for each other.
  literal exported(literal root, const module_walk::walk& walk) {
    for (std::size_t i = 0; i < walk.leaves.size(); ++i) decisions_.rank(value_[walk.leaves[i]], i);
    std::vector<std::uint8_t> needed(root.index() + 1);
    needed[root.index()] = 1;
    std::vector<std::vector<std::uint32_t>> nodes(walk.leaves.size());
    for (std::uint32_t i = root.index(); i > 0; --i) {
      if (needed[i] == 0) continue;
      needed[diagram_[i].high.index()] = needed[diagram_[i].low.index()] = 1;
      nodes[diagram_[i].level].push_back(i);
    }
    std::vector<literal> place(root.index() + 1);
    const auto placed = [&place](literal l) { return place[l.index()] ^ l.negated(); };
    for (std::size_t level = nodes.size(); level-- > 0;)
      for (const std::uint32_t i : nodes[level])
        place[i] = decisions_.decide(value_[walk.leaves[level]], placed(diagram_[i].high),
                                     placed(diagram_[i].low));
    return placed(root);
  }

  const gate_graph& graph_;
  dominator_tree tree_;
  std::vector<std::uint8_t> is_module_;
  module_walk walks_;
  decision_diagram diagram_;
  module_diagram diagrams_;
  decision_list decisions_;
  std::vector<literal> value_;
  std::size_t most_nodes_;
  work_budget& work_;
  std::uint32_t previous_ = 0;
  bool failed_ = false;
};

/// The compiled form of a structure that was simplified to `simple`; nothing where the diagram of a
/// module needs more nodes.
inline std::optional<compiled_structure> compiled_within(const structure& from,
                                                         const rooted_graph& simple,
                                                         std::size_t nodes, work_budget& work) {
  const rooted_graph grouped = with_partial_modules(simple, from.part_count());
  const auto& names = from.part_names();
  if (grouped.top.is_constant()) return compiled_structure(names, {}, {}, grouped.top, true);
  structure_compiler compiler(grouped, from.part_count(), nodes, work);
  if (compiler.failed()) return std::nullopt;
  auto& made = compiler.decisions();
  return compiled_structure(names, made.release(), made.release_ranks(),
                            compiler.value(grouped.top), is_coherent(grouped.graph, grouped.top));
}

}  // namespace detail

NINES_INLINE compiled_structure compile(const structure& from, const compile_options& options) {
  const std::size_t parts = from.part_count();
  const std::size_t nodes = detail::diagram_nodes_within(options.memory_limit);
  work_budget work("compile", options.step_limit, "steps of decision diagrams",
                   "allow more by compile_options, or ask for certain bounds");
  const rooted_graph simple = simplified({from.graph(), from.top()}, parts);
  auto found = detail::compiled_within(from, simple, std::min(detail::few_nodes, nodes), work);
  if (!found)  // factors help the hardest structures, and may hinder others
    found = detail::compiled_within(from, with_common_factors(simple, parts), nodes, work);
  if (!found)
    give_up("compile", "the decision diagram of a module needs more than memory_limit allows");
  return *std::move(found);
}

}  // namespace nines
