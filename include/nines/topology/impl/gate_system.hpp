// SPDX-License-Identifier: BSL-1.0
// The bodies of topology/gate_system.hpp: bounds, outages and how often they begin.
#pragma once

#include <limits>
#include <nines/duration/downtime.hpp>
#include <nines/structure/bounds/certain_bounds.hpp>
#include <nines/structure/importance.hpp>
#include <nines/topology/gate_system.hpp>

namespace nines {

NINES_INLINE gate_system::gate_system(const service_graph& of, std::size_t gate,
                                      const topology_options& options)
    : graph_(&of), gate_(gate), options_(options), structure_(structure_of(of, gate)) {
  try {
    compiled_ = nines::compile(structure_, options.compile);
  } catch (const convergence_error&) {
    compiled_.reset();
  }
}

NINES_INLINE bounds<double> gate_system::up_bounds() const {
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

NINES_INLINE std::vector<std::size_t> timed_failovers(const service_graph& of, std::size_t gate) {
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

NINES_INLINE double failures_per_hour(const gate_system& of) {
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

NINES_INLINE double down_in_outages(const gate_system& of) {
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

NINES_INLINE std::vector<outage_kind> kinds_of_outage(const gate_system& of) {
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

NINES_INLINE probability<double> share_after(hours_in<double> time,
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
