// SPDX-License-Identifier: BSL-1.0
// gate_system: a gate of a service graph, compiled once and asked many questions.
//
// Exact where the diagram fits into the budget, with both sides of each probability; where it does
// not, between certain bounds. Both are the structure room's.
#pragma once

#include <nines/structure/bounds/certain_bounds.hpp>
#include <nines/structure/compile.hpp>
#include <nines/structure/frequency.hpp>
#include <nines/topology/service_graph.hpp>

namespace nines {

/// What the evaluation of a service model may take.
struct topology_options {
  /// For each diagram: some 500 000 nodes, a second or two; what takes more gets bounds.
  compile_options compile = {.memory_limit = 2.6e7, .step_limit = 1.5e6};
  /// How much work goes into bounds that are not exact: nodes of structures, 1e6 in some seconds.
  double bounds_work = 1e6;
};

/// A gate as a compiled structure, or, where that takes too much, as one that has bounds. It refers
/// to the graph, which must outlive it.
class gate_system {
 public:
  /// Of a gate of a graph. *Throws* domain_error unless there is such a gate.
  gate_system(const service_graph& of, std::size_t gate, const topology_options& options = {})
      : graph_(&of), gate_(gate), options_(options), structure_(structure_of(of, gate)) {
    try {
      compiled_ = nines::compile(structure_, options.compile);
    } catch (const convergence_error&) {
      compiled_.reset();
    }
  }

  /// The graph.
  [[nodiscard]] const service_graph& graph() const { return *graph_; }
  /// The index of the gate in the graph.
  [[nodiscard]] std::size_t gate() const { return gate_; }
  /// What may be spent.
  [[nodiscard]] const topology_options& options() const { return options_; }
  /// Whether it is exact.
  [[nodiscard]] bool is_exact() const { return compiled_.has_value(); }
  /// The compiled structure. *Throws* convergence_error where there is none.
  [[nodiscard]] const compiled_structure& compiled() const {
    if (!compiled_)
      give_up("gate_system", "its services share too many parts with one another to be exact");
    return *compiled_;
  }
  /// That the gate is up, of parts with those values. *Throws* convergence_error unless exact.
  template <class T>
  [[nodiscard]] probability<T> up(const std::vector<probability<T>>& parts) const {
    return evaluate(compiled(), parts);
  }
  /// The same, of the parts as they are.
  template <class T = double>
  [[nodiscard]] probability<T> up() const {
    return up(graph_->part_values<T>());
  }
  /// Between which probabilities that is: one and the same where it is exact.
  [[nodiscard]] bounds<double> up_bounds() const {
    if (compiled_) {
      const auto exact = up();
      return {exact, exact};
    }
    certain_bounds<double> found(structure_, graph_->part_values());
    const double cost = 1 + static_cast<double>(structure_.graph().size());
    for (double work = 2 * cost; work < options_.bounds_work; work += 2 * cost)
      if (!found.narrow()) break;
    return found.now();
  }

 private:
  const service_graph* graph_;
  std::size_t gate_;
  topology_options options_;
  structure structure_;
  std::optional<compiled_structure> compiled_;
};

}  // namespace nines
