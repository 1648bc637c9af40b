// SPDX-License-Identifier: BSL-1.0
// The gates of one module as one decision diagram, in a given order of its leaves.
//
// Gates are made inputs first. Inputs that are asked last are combined first, so that what is asked
// earlier is only put on top. Functions that no gate needs any more are garbage, which is collected
// when it is more than half.
#pragma once

#include <nines/inline.hpp>
#include <nines/structure/decision_diagram.hpp>
#include <nines/structure/order.hpp>

namespace nines::detail {

/// Makes the diagram of one module in one order of its leaves.
class module_diagram {
 public:
  module_diagram(const gate_graph& graph, decision_diagram& diagram);

  /// The function of the last gate of the walk; means nothing if the diagram is exhausted.
  literal build(const module_walk::walk& walk);
  /// How many gates of the last walk have a diagram.
  [[nodiscard]] std::size_t gates_done() const { return done_; }

 private:
  static constexpr std::size_t least_garbage = std::size_t{1} << 16U;

  [[nodiscard]] literal made(std::uint32_t gate);
  /// The inputs that are asked last come first: what is on top of them is only put there.
  void sort_from_below(std::vector<literal>& inputs) const;
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
  literal at_least(std::size_t k, std::vector<literal> inputs);
  void collect_garbage(std::vector<literal>& inputs, std::vector<literal>& results);

  const gate_graph& graph_;
  decision_diagram& diagram_;
  const module_walk::walk* walk_ = nullptr;
  std::vector<literal> function_;
  std::vector<std::uint32_t> users_;
  std::size_t live_ = 0;
  std::size_t done_ = 0;
};

}  // namespace nines::detail

#ifndef NINES_COMPILED
#include <nines/structure/impl/module_diagram.hpp>
#endif
