// SPDX-License-Identifier: BSL-1.0
// compile(structure): from gates to decisions, exactly, under a budget.
//
// The structure is simplified and divided into modules. A module of independent inputs becomes a
// chain (all of) or a lattice (k of n) at once; any other becomes a binary decision diagram, by the
// first of four orders of its parts that fits into few nodes, then into four times as many, and so
// on: no order is always the best. Cost: exponential at worst, and limited; in practice fault trees
// of hundreds of parts take milliseconds.
// Index: fault tree.
#pragma once

#include <nines/budget.hpp>
#include <nines/structure/coherence.hpp>
#include <nines/structure/decision_diagram.hpp>
#include <nines/structure/decision_graph.hpp>
#include <nines/structure/modules.hpp>
#include <nines/structure/order.hpp>

namespace nines {

/// What a compilation may take.
struct compile_options {
  double memory_limit = default_memory_limit;  ///< bytes
  double step_limit = 1e10;  ///< steps of decision diagrams, some 1e7 a second, in all
};

namespace detail {

/// The decisions of a compiled structure, as they are made.
class decision_list {
 public:
  explicit decision_list(std::size_t parts) : first_(static_cast<std::uint32_t>(parts + 1)) {}

  /// If `selector` then `high` else `low`.
  literal decide(literal selector, literal high, literal low) {
    if (high == low) return high;
    if (selector.negated()) std::swap(high, low);
    if (high == always_true && low == always_false) return selector.plain();
    if (high == always_false && low == always_true) return !selector.plain();
    decisions_.push_back({selector.index(), high, low});
    return literal(first_ + static_cast<std::uint32_t>(decisions_.size() - 1));
  }
  literal all_of(const std::vector<literal>& inputs) {
    literal rest = always_true;
    for (std::size_t i = inputs.size(); i-- > 0;) rest = decide(inputs[i], rest, always_false);
    return rest;
  }
  literal parity(const std::vector<literal>& inputs) {
    literal rest = always_false;
    for (std::size_t i = inputs.size(); i-- > 0;) rest = decide(inputs[i], !rest, rest);
    return rest;
  }
  /// enough[j]: that j of the inputs from the i-th on are true.
  literal at_least(std::size_t k, const std::vector<literal>& inputs) {
    std::vector<literal> enough(k + 1, always_false);
    enough[0] = always_true;
    for (std::size_t i = inputs.size(); i-- > 0;)  // a threshold that is out of reach is not asked
      for (std::size_t j = std::min(k, inputs.size() - i); j > 0 && j + i >= k; --j)
        enough[j] = decide(inputs[i], enough[j - 1], enough[j]);
    return enough[k];
  }
  /// The gate of inputs that are independent of each other.
  literal gate(const gate_graph::node& like, const std::vector<literal>& inputs) {
    switch (like.kind) {
      case gate_kind::conjunction:
        return all_of(inputs);
      case gate_kind::threshold:
        return at_least(like.number, inputs);
      case gate_kind::parity:
        return parity(inputs);
      default:
        return decide(inputs[0], inputs[1], inputs[2]);
    }
  }
  /// Says that a slot is asked at that place in the module that it selects in.
  void rank(literal selector, std::size_t place) {
    if (ranks_.size() <= selector.index())
      ranks_.resize(selector.index() + 1, compiled_structure::no_rank);
    ranks_[selector.index()] = static_cast<std::uint32_t>(place);
  }
  std::vector<compiled_structure::decision> release() { return std::move(decisions_); }
  std::vector<std::uint32_t> release_ranks() { return std::move(ranks_); }

 private:
  std::uint32_t first_;
  std::vector<std::uint32_t> ranks_;
  std::vector<compiled_structure::decision> decisions_;
};

/// Makes the diagram of one module in one order of its leaves.
class module_diagram {
 public:
  module_diagram(const gate_graph& graph, decision_diagram& diagram)
      : graph_(graph), diagram_(diagram), function_(graph.size()), users_(graph.size()) {}

  /// The function of the last gate of the walk; means nothing if the diagram is exhausted.
  literal build(const module_walk::walk& walk) {
    diagram_.reset();
    live_ = 0;
    for (const std::uint32_t gate : walk.gates) {
      function_[gate] = always_true;
      for (const literal each : graph_.inputs(gate)) ++users_[each.index()];
    }
    ++users_[walk.gates.back()];
    for (std::uint32_t i = 0; i < walk.leaves.size(); ++i)
      function_[walk.leaves[i]] = diagram_.variable(i);
    walk_ = &walk;
    done_ = 0;
    for (const std::uint32_t gate : walk.gates) {
      if (!diagram_.exhausted()) function_[gate] = made(gate);
      if (!diagram_.exhausted()) ++done_;
      for (const literal each : graph_.inputs(gate)) --users_[each.index()];
    }
    users_[walk.gates.back()] = 0;
    return function_[walk.gates.back()];
  }
  /// How many gates of the last walk have a diagram.
  [[nodiscard]] std::size_t gates_done() const { return done_; }

 private:
  static constexpr std::size_t least_garbage = std::size_t{1} << 18U;

  [[nodiscard]] literal made(std::uint32_t gate) {
    std::vector<literal> inputs;
    for (const literal each : graph_.inputs(gate))
      inputs.push_back(function_[each.index()] ^ each.negated());
    switch (graph_[gate].kind) {
      case gate_kind::conjunction:
        return folded(std::move(inputs), always_true,
                      [this](literal a, literal b) { return diagram_.both(a, b); });
      case gate_kind::parity:
        return folded(std::move(inputs), always_false,
                      [this](literal a, literal b) { return diagram_.exclusive(a, b); });
      case gate_kind::threshold:
        return at_least(graph_[gate].number, std::move(inputs));
      default:
        return diagram_.ite(inputs[0], inputs[1], inputs[2]);
    }
  }
  /// The inputs that are asked last come first: what is on top of them is only put there.
  void sort_from_below(std::vector<literal>& inputs) const {
    std::sort(inputs.begin(), inputs.end(), [this](literal a, literal b) {
      const auto first = diagram_.level(a);
      const auto second = diagram_.level(b);
      return first > second || (first == second && a < b);
    });
  }
  template <class Operation>
  literal folded(std::vector<literal> inputs, literal start, const Operation& combine) {
    sort_from_below(inputs);
    std::vector<literal> all(1, start);
    for (literal& each : inputs) {
      if (diagram_.exhausted()) break;
      all[0] = combine(each, all[0]);
      each = always_true;  // done with
      collect_garbage(inputs, all);
    }
    return all[0];
  }
  literal at_least(std::size_t k, std::vector<literal> inputs) {
    sort_from_below(inputs);
    std::vector<literal> enough(k + 1, always_false);
    enough[0] = always_true;
    for (std::size_t i = 0; i < inputs.size() && !diagram_.exhausted(); ++i) {
      for (std::size_t j = std::min(k, i + 1); j > 0; --j)
        enough[j] = diagram_.ite(inputs[i], enough[j - 1], enough[j]);
      collect_garbage(inputs, enough);
    }
    return enough[k];
  }
  void collect_garbage(std::vector<literal>& inputs, std::vector<literal>& results) {
    if (diagram_.size() < 2 * live_ + least_garbage) return;
    std::vector<literal*> needed;
    for (literal& each : inputs) needed.push_back(&each);
    for (literal& each : results) needed.push_back(&each);
    for (const auto* list : {&walk_->leaves, &walk_->gates})
      for (const std::uint32_t node : *list)
        if (users_[node] > 0)
          needed.push_back(&function_[node]);
        else
          function_[node] = always_true;
    diagram_.collect(needed);
    live_ = diagram_.size();
  }

  const gate_graph& graph_;
  decision_diagram& diagram_;
  const module_walk::walk* walk_ = nullptr;
  std::vector<literal> function_;
  std::vector<std::uint32_t> users_;
  std::size_t live_ = 0;
  std::size_t done_ = 0;
};

/// Compiles the modules of a graph, those that others contain first.
class structure_compiler {
 public:
  structure_compiler(const rooted_graph& from, std::size_t parts, const compile_options& options)
      : graph_(from.graph),
        tree_(from.graph, from.top.index()),
        is_module_(modules(from.graph, tree_)),
        walks_(from.graph, is_module_),
        diagrams_(from.graph, diagram_),
        decisions_(parts),
        value_(from.graph.size()),
        most_nodes_(static_cast<std::size_t>(options.memory_limit / bytes_a_node)),
        work_("compile", options.step_limit, "steps of decision diagrams",
              "allow more by compile_options, or ask for certain bounds") {
    for (std::uint32_t node = 1; node < graph_.size(); ++node)
      if (is_module_[node] != 0) value_[node] = compiled(node);
  }
  [[nodiscard]] literal value(literal of) const { return value_[of.index()] ^ of.negated(); }
  decision_list& decisions() { return decisions_; }

 private:
  static constexpr double bytes_a_node = 48;
  static constexpr double steps_a_node = 16;
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
  /// All orders with few nodes, then the two that came farthest with 16 times as many, and so on.
  literal by_diagram(std::uint32_t node) {
    std::vector<attempt> attempts;
    for (const variable_order order : variable_orders)
      attempts.push_back({walks_.below(node, order), 0});
    for (std::size_t nodes = first_nodes;; nodes *= 16) {
      const std::size_t count = nodes == first_nodes || nodes >= most_nodes_ ? attempts.size() : 2;
      for (std::size_t i = 0; i < count; ++i) {
        diagram_.limit(std::min(nodes, most_nodes_), steps_a_node * static_cast<double>(nodes));
        const literal root = diagrams_.build(attempts[i].walk);
        work_.spend(diagram_.steps());
        if (!diagram_.exhausted()) return exported(root, attempts[i].walk);
        attempts[i].gates_done = diagrams_.gates_done();
      }
      if (nodes >= most_nodes_)
        give_up("compile", "the decision diagram of a module with " +
                               describe(attempts[0].walk.leaves.size()) +
                               " inputs needs more than memory_limit allows");
      std::stable_sort(attempts.begin(), attempts.end(), [](const attempt& a, const attempt& b) {
        return a.gates_done > b.gates_done;
      });
    }
  }
  /// The nodes of the diagram that its root needs, as decisions.
  literal exported(literal root, const module_walk::walk& walk) {
    for (std::size_t i = 0; i < walk.leaves.size(); ++i) decisions_.rank(value_[walk.leaves[i]], i);
    std::vector<std::uint8_t> needed(root.index() + 1);
    needed[root.index()] = 1;
    for (std::uint32_t i = root.index(); i > 0; --i)
      if (needed[i] != 0) needed[diagram_[i].high.index()] = needed[diagram_[i].low.index()] = 1;
    std::vector<literal> place(root.index() + 1);
    for (std::uint32_t i = 1; i <= root.index(); ++i) {
      if (needed[i] == 0) continue;
      const auto& [level, high, low] = diagram_[i];
      place[i] = decisions_.decide(value_[walk.leaves[level]], place[high.index()] ^ high.negated(),
                                   place[low.index()] ^ low.negated());
    }
    return place[root.index()] ^ root.negated();
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
  work_budget work_;
  std::uint32_t previous_ = 0;
};

}  // namespace detail

/// The compiled form of a structure. *Throws* convergence_error where it takes more than `options`
/// allow.
[[nodiscard]] inline compiled_structure compile(const structure& from,
                                                const compile_options& options = {}) {
  const std::size_t parts = from.part_count();
  const rooted_graph simple =
      with_partial_modules(simplified({from.graph(), from.top()}, parts), parts);
  if (simple.top.is_constant()) return {from.part_names(), {}, {}, simple.top, true};
  detail::structure_compiler compiler(simple, parts, options);
  auto& made = compiler.decisions();
  return {from.part_names(), made.release(), made.release_ranks(), compiler.value(simple.top),
          is_coherent(simple.graph, simple.top)};
}

}  // namespace nines
