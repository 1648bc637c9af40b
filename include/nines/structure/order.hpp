// SPDX-License-Identifier: BSL-1.0
// Orders of the variables of a diagram, each from one walk through the gates.
//
// The size of a diagram hangs on the order in which it asks for its parts, and no single rule is
// the best. All of these put parts side by side that meet in a gate; they differ in which input
// of a gate a walk in depth takes first. Of equal inputs that comes first whose parts were named
// earlier, on average: who writes a model down names side by side what belongs together. O(edges
// log inputs) each, without recursion.
// Index: variable ordering.
#pragma once

#include <cstdint>
#include <nines/inline.hpp>
#include <nines/structure/gate_graph.hpp>
#include <vector>

namespace nines {

/// Which input of a gate comes first.
enum class variable_order : std::uint8_t {
  most_used,    ///< the input that most gates use
  gates_first,  ///< gates before parts, each by the number of gates that use them
  as_named,     ///< the input whose parts were named first, on average
  smallest,     ///< the input with the fewest parts and gates below
};
/// All of them, the best guess first.
inline constexpr variable_order variable_orders[] = {
    variable_order::most_used, variable_order::gates_first, variable_order::as_named,
    variable_order::smallest};

namespace detail {

/// A gate whose inputs lead to leaves: what is computed by one diagram.
class module_walk {
 public:
  module_walk(const gate_graph& graph, const std::vector<std::uint8_t>& is_leaf);

  /// The leaves below `root` in that order, and the gates, inputs first, the root last.
  struct walk {
    std::vector<std::uint32_t> leaves, gates;
  };
  [[nodiscard]] walk below(std::uint32_t root, variable_order order);

 private:
  void push_inputs(std::uint32_t node, variable_order order, std::vector<std::uint32_t>& gates);
  [[nodiscard]] double rank(std::uint32_t node, variable_order order) const;

  /// What the orders ask of a node: gates that use it, nodes below, and where its parts stand.
  struct summary {
    double users = 0, weight = 1, position = 0;
  };
  const gate_graph& graph_;
  const std::vector<std::uint8_t>& is_leaf_;
  std::vector<summary> below_;
  std::vector<std::uint8_t> seen_;
  std::vector<std::uint32_t> stack_;
};

}  // namespace detail
}  // namespace nines

#ifndef NINES_COMPILED
#include <nines/structure/impl/order.hpp>
#endif
