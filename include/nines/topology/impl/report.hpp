// SPDX-License-Identifier: BSL-1.0
// The bodies of topology/report.hpp: the figures of each path, and of the whole.
#pragma once

#include <algorithm>
#include <nines/distribution/singularities.hpp>
#include <nines/duration/downtime.hpp>
#include <nines/topology/report.hpp>

namespace nines {

NINES_INLINE bool model_figures::met() const {
  return std::all_of(paths.begin(), paths.end(),
                     [](const auto& each) { return each.met.value_or(false); });
}

namespace detail {

/// The paths weighed by their traffic, the lower or the upper ends: sums on both sides.
inline probability<double> weighed(const service_model& model,
                                   const std::vector<path_figures>& paths, bool lower) {
  double total = 0;
  for (const auto& each : model.paths) total += each.traffic;
  double value = 0;
  double complement = 0;
  for (std::size_t i = 0; i < paths.size(); ++i) {
    const auto& end = lower ? paths[i].up.lower : paths[i].up.upper;
    value += model.paths[i].traffic / total * end.value();
    complement += model.paths[i].traffic / total * end.complement();
  }
  return larger_follows(value, complement);
}

/// Whether there are parts that only some of the requests need.
inline bool depends_on_luck(const service_graph& of, std::size_t gate) {
  const auto used = of.parts_below(gate);
  for (std::size_t i = 0; i < used.size(); ++i)
    if (used[i] && of.units[of.parts[i].unit].what == model_unit::kind::request) return true;
  return false;
}

}  // namespace detail

NINES_INLINE path_figures path_availability(const gate_system& of, const request_path& path) {
  path_figures made{.name = path.name,
                    .up = of.up_bounds(),
                    .is_exact = of.is_exact(),
                    .objective = path.objective};
  if (!path.objective) return made;
  const bool surely = reaches(made.up.lower, *path.objective);
  const bool maybe = reaches(made.up.upper, *path.objective);
  made.met = surely == maybe ? std::optional<bool>(surely) : std::nullopt;
  return made;
}

NINES_INLINE void add_failures(const gate_system& of, path_figures& to) {
  to.rate_unknown = unknown_rate(of.graph(), of.gate());
  to.has_partial_outages = detail::depends_on_luck(of.graph(), of.gate());
  if (!to.rate_unknown.empty()) return;
  if (!of.is_exact()) {
    to.rate_unknown = "that takes too much work";
    return;
  }
  try {
    to.down_in_outages = down_in_outages(of);
    to.failures_per_hour = failures_per_hour(of);
  } catch (const convergence_error&) {
    to.rate_unknown = "that takes too much work";
  }
}

NINES_INLINE model_figures whole_of(const service_model& model, std::vector<path_figures> paths) {
  model_figures made{std::move(paths), {}, nines::running_cost(model)};
  for (std::size_t i = 0; i < made.paths.size(); ++i)
    made.outage_cost +=
        model.paths[i].outage_cost * downtime(made.paths[i].up.lower, year_365).count();
  made.overall = {detail::weighed(model, made.paths, true),
                  detail::weighed(model, made.paths, false)};
  return made;
}

namespace detail {

/// The figures of each path, with what `add(system, figures)` adds to them, and of the whole.
template <class Add>
model_figures figures_of(const service_model& model, const part_states& known,
                         const topology_options& options, const Add& add) {
  const service_graph graph = compile(model, known, options);
  std::vector<path_figures> paths;
  for (std::size_t i = 0; i < model.paths.size(); ++i) {
    const gate_system system(graph, graph.paths[i], options);
    paths.push_back(path_availability(system, model.paths[i]));
    add(system, paths.back());
  }
  return whole_of(model, std::move(paths));
}

}  // namespace detail

NINES_INLINE model_figures summarise(const service_model& model, const part_states& known,
                                     const topology_options& options) {
  return detail::figures_of(model, known, options, [](const gate_system&, path_figures&) {});
}

NINES_INLINE model_figures assess(const service_model& model, const part_states& known,
                                  const topology_options& options) {
  return detail::figures_of(model, known, options, add_failures);
}

}  // namespace nines
