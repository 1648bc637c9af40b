// SPDX-License-Identifier: BSL-1.0
// The gates of one module as one decision diagram, in a given order of its leaves.
//
// Gates are made inputs first. Inputs that are asked last are combined first, so that what is asked
// earlier is only put on top. Functions that no gate needs any more are garbage, which is collected
// when it is more than half.
#pragma once

#include <nines/structure/decision_diagram.hpp>
#include <nines/structure/order.hpp>

namespace nines::detail {

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
  static constexpr std::size_t least_garbage = std::size_t{1} << 16U;

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
    needed.reserve(inputs.size() + results.size());
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

}  // namespace nines::detail
