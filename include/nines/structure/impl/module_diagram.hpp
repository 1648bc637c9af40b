// SPDX-License-Identifier: BSL-1.0
// How the diagram of a module is made, gate by gate.
#pragma once

#include <algorithm>
#include <nines/structure/module_diagram.hpp>

namespace nines::detail {

NINES_INLINE module_diagram::module_diagram(const gate_graph& graph, decision_diagram& diagram)
    : graph_(graph), diagram_(diagram), function_(graph.size()), users_(graph.size()) {}
NINES_INLINE literal module_diagram::build(const module_walk::walk& walk) {
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
NINES_INLINE literal module_diagram::made(std::uint32_t gate) {
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
NINES_INLINE void module_diagram::sort_from_below(std::vector<literal>& inputs) const {
  std::sort(inputs.begin(), inputs.end(), [this](literal a, literal b) {
    const auto first = diagram_.level(a);
    const auto second = diagram_.level(b);
    return first > second || (first == second && a < b);
  });
}
NINES_INLINE literal module_diagram::at_least(std::size_t k, std::vector<literal> inputs) {
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
NINES_INLINE void module_diagram::collect_garbage(std::vector<literal>& inputs,
                                                  std::vector<literal>& results) {
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

}  // namespace nines::detail
