// SPDX-License-Identifier: BSL-1.0
// gate_system: a gate of a service graph, compiled once and asked many questions.
//
// Exact where the diagram fits into the budget, with both sides of each probability; where it does
// not, between certain bounds. Both are the structure room's.
//
// How often a gate of a service graph fails, and for how long.
//
//   failures an hour = sum over the parts of q / MTTR * P(up just before it fails, down just after)
//
// A failover that takes time begins when its first alternative fails, so each such failure is an
// outage, if only of that length. What is down for ever, or never down, does not fail. An outage
// that only a share of the requests meets counts as that share of one: the figures are means over
// requests. Of a service whose requests are tried again, q is what outlasts all retries while they
// would succeed; what does not is no outage. Exact: one pass for what is below no such failover
// (Birnbaum), and a structure of its own for each kind of part that is. Source: Vesely 1970.
// Index: outage frequency.
#pragma once

#include <nines/inline.hpp>
#include <nines/probability/bounds.hpp>
#include <nines/structure/compile.hpp>
#include <nines/structure/evaluate.hpp>
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
  gate_system(const service_graph& of, std::size_t gate, const topology_options& options = {});

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
  [[nodiscard]] probability<T> up(const std::vector<probability<T>>& parts) const;
  /// The same, of the parts as they are.
  template <class T = double>
  [[nodiscard]] probability<T> up() const;
  /// Between which probabilities that is: one and the same where it is exact.
  [[nodiscard]] bounds<double> up_bounds() const;

 private:
  const service_graph* graph_;
  std::size_t gate_;
  topology_options options_;
  structure structure_;
  std::optional<compiled_structure> compiled_;
};

template <class T>
probability<T> gate_system::up(const std::vector<probability<T>>& parts) const {
  return evaluate(compiled(), parts);
}

template <class T>
probability<T> gate_system::up() const {
  return up(graph_->part_values<T>());
}

/// Outages of one kind: the share of all time that they take, and their mean length.
struct outage_kind {
  double down = 0;          ///< share of all time, 0 to 1
  hours_in<double> each{};  ///< mean length; infinite if they do not end
};

namespace detail {

/// The failovers that take time, below a gate.
std::vector<std::size_t> timed_failovers(const service_graph& of, std::size_t gate);

}  // namespace detail

/// Failures an hour of a gate of which that is known (unknown_rate). *Throws* convergence_error
/// unless it is exact, and where that of the instant of a failure takes too much.
[[nodiscard]] double failures_per_hour(const gate_system& of);

/// The share of all time that the outages of a gate take: its unavailability, without the requests
/// that fail by their luck though they are tried again. As the sum over the parts of what is gone
/// once they have no outages, one after the other: of positive terms, a pass for each where some
/// are tried again. *Throws* convergence_error unless it is exact.
[[nodiscard]] double down_in_outages(const gate_system& of);

/// The outages of a gate: those that failovers end in time, by the failover, and all the others.
/// The mean lengths are infinite where it is down for ever; it must be known how often it fails.
/// *Throws* convergence_error unless it is exact.
[[nodiscard]] std::vector<outage_kind> kinds_of_outage(const gate_system& of);

/// The share of the time in these outages that is left when each has lasted so long: of those of a
/// mean length m, 1 - time / m, or nothing where they are shorter.
[[nodiscard]] probability<double> share_after(hours_in<double> time,
                                              const std::vector<outage_kind>& kinds);

}  // namespace nines

#ifdef NINES_COMPILED
extern template nines::probability<double> nines::gate_system::up(
    const std::vector<nines::probability<double>>&) const;
extern template nines::probability<double> nines::gate_system::up<double>() const;
#else
#include <nines/topology/impl/gate_system.hpp>
#endif
