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

#include <nines/duration/downtime.hpp>
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

/// Outages of one kind: the share of all time that they take, and their mean length.
struct outage_kind {
  double down = 0;          ///< share of all time, 0 to 1
  hours_in<double> each{};  ///< mean length; infinite if they do not end
};

namespace detail {

/// Failures an hour of all parts together that are alike, at the first of them; 0 of what does not
/// change in time.
inline std::vector<double> rates_of_twins(const service_graph& of, std::size_t gate) {
  const auto used = of.parts_below(gate);
  std::vector<double> rate(of.parts.size(), 0);
  for (std::size_t i = 0; i < of.parts.size(); ++i)
    if (const model_part& part = of.parts[i]; used[i] && can_fail(of, part))
      rate[part.twin] += part.up.complement() * part.outages.value() / part.mttr->count();
  return rate;
}

/// The failovers that take time, below a gate.
inline std::vector<std::size_t> timed_failovers(const service_graph& of, std::size_t gate) {
  const auto below = of.gates_below(gate);
  std::vector<std::size_t> list;
  for (std::size_t g = 0; g <= gate; ++g)
    if (below[g] && of.gates[g].what == service_gate::kind::failover && of.gates[g].switching.time)
      list.push_back(g);
  return list;
}

/// The parts whose failure begins a failover that takes time.
inline std::vector<bool> parts_that_begin_failovers(const service_graph& of, std::size_t gate) {
  std::vector<bool> list(of.parts.size(), false);
  for (const std::size_t g : timed_failovers(of, gate)) {
    const auto first = of.parts_below(of.gates[g].inputs[0]);
    for (std::size_t i = 0; i < list.size(); ++i) list[i] = list[i] || first[i];
  }
  return list;
}

/// The rates of all parts times Birnbaum's importance in a coherent structure.
inline double coherent_frequency(const std::vector<double>& rates,
                                 const std::vector<double>& birnbaum) {
  double sum = 0;
  for (std::size_t i = 0; i < rates.size(); ++i)
    if (rates[i] > 0) sum += rates[i] * birnbaum[i];
  return sum;
}

/// The parts where failovers take no time.
inline std::vector<probability<double>> values_without_times(const service_graph& of) {
  auto values = of.part_values();
  for (const auto& gate : of.gates)
    if (gate.what == service_gate::kind::failover)
      values[of.gates[gate.inputs[1]].number] = gate.switching.success;
  return values;
}

}  // namespace detail

/// Failures an hour of a gate of which that is known (unknown_rate). *Throws* convergence_error
/// unless it is exact, and where that of the instant of a failure takes too much.
[[nodiscard]] inline double failures_per_hour(const gate_system& of) {
  const service_graph& graph = of.graph();
  auto rates = detail::rates_of_twins(graph, of.gate());
  const auto values = graph.part_values();
  const auto begins = detail::parts_that_begin_failovers(graph, of.gate());
  double sum = 0;
  for (std::size_t i = 0; i < rates.size(); ++i) {
    if (!begins[i] || rates[i] == 0) continue;
    const auto failing = compile(failure_structure(graph, of.gate(), i), of.options().compile);
    sum += rates[i] * evaluate(failing, values).value();
    rates[i] = 0;
  }
  return sum + detail::coherent_frequency(rates, birnbaum_importance(of.compiled(), values));
}

/// The share of all time that the outages of a gate take: its unavailability, without the requests
/// that fail by their luck though they are tried again. As the sum over the parts of what is gone
/// once they have no outages, one after the other: of positive terms, a pass for each where some
/// are tried again. *Throws* convergence_error unless it is exact.
[[nodiscard]] inline double down_in_outages(const gate_system& of) {
  const service_graph& graph = of.graph();
  auto values = graph.part_values();
  if (not_only_outages(graph, of.gate()).empty()) return of.up(values).complement();
  const auto used = graph.parts_below(of.gate());
  double sum = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const model_part& part = graph.parts[i];
    if (!used[i] || !can_fail(graph, part)) continue;
    const double down = part.up.complement();
    sum += down * part.outages.value() * birnbaum_importance(of.compiled(), values)[i];
    values[i] = probability<double>::from_complement(down * part.outages.complement());
  }
  return sum;
}

/// The outages of a gate: those that failovers end in time, by the failover, and all the others.
/// The mean lengths are infinite where it is down for ever; it must be known how often it fails.
/// *Throws* convergence_error unless it is exact.
[[nodiscard]] inline std::vector<outage_kind> kinds_of_outage(const gate_system& of) {
  const service_graph& graph = of.graph();
  const auto instant = detail::values_without_times(graph);
  const double down = of.up(instant).complement();
  const double often = detail::coherent_frequency(detail::rates_of_twins(graph, of.gate()),
                                                  birnbaum_importance(of.compiled(), instant));
  constexpr double endless = std::numeric_limits<double>::infinity();
  std::vector<outage_kind> kinds{{down, hours_in<double>(often > 0 ? down / often : endless)}};
  const auto settled = birnbaum_importance(of.compiled(), graph.part_values());
  for (const std::size_t g : detail::timed_failovers(graph, of.gate())) {
    const auto& [success, in_time, time] = graph.gates[g].switching;
    const std::size_t works = graph.gates[graph.gates[g].inputs[1]].number;
    const double share = settled[works] * success.value() * in_time.complement();
    if (share > 0) kinds.push_back({share, *time});
  }
  return kinds;
}

/// The share of the time in these outages that is left when each has lasted so long: of those of a
/// mean length m, 1 - time / m, or nothing where they are shorter.
[[nodiscard]] inline probability<double> share_after(hours_in<double> time,
                                                     const std::vector<outage_kind>& kinds) {
  double all = 0;
  double before = 0;
  double after = 0;
  for (const auto& each : kinds) {
    const bool is_endless = !is_finite(each.each.count());
    const auto rest = is_endless          ? probability<double>::always()
                      : time >= each.each ? probability<double>::never()
                                          : availability_from_downtime(time, each.each);
    all += each.down;
    before += each.down * rest.complement();
    after += each.down * rest.value();
  }
  return probability<double>::from_computed_sides(after / all, before / all);
}

}  // namespace nines
