// SPDX-License-Identifier: BSL-1.0
// assess(model): what each path reaches, how often it fails, and what everything costs.
//
// Each path is one exact evaluation of all that it needs, shared parts included; where that takes
// too much it lies between certain bounds, and an objective between them is neither met nor missed.
//
// Example:
//   const service_model site{
//       .services = {{.name = "web", .own = repaired(500h, 1h)}},
//       .paths = {{.name = "home", .needs = {{"web"}}, .objective = 99.9_percent}}};
//   const path_figures home = assess(site).paths[0];
// Index: availability of a request path.
#pragma once

#include <nines/distribution/singularities.hpp>
#include <nines/duration/windows.hpp>
#include <nines/topology/compile.hpp>

namespace nines {

/// What one path reaches.
struct path_figures {
  std::string name;                              ///< of the path
  bounds<double> up;                             ///< one and the same where it is exact
  bool is_exact = true;                          ///< whether `up` is one number; if not, bounds
  std::optional<double> failures_per_hour = {};  ///< where every part of the path has an mttr
  std::string rate_unknown = {};                 ///< why there is none
  /// The share of all time in outages, where the rate is known: less than the unavailability where
  /// requests are tried again.
  double down_in_outages = 0;
  bool has_partial_outages = false;  ///< some meet a share of the requests, and count as that share
  std::optional<probability<double>> objective = {};  ///< for its availability, if one is set
  std::optional<bool> met =
      true;  ///< true without an objective; nothing where bounds leave it open
};

/// What a service as a whole reaches.
struct model_figures {
  std::vector<path_figures> paths;  ///< in the order of the model
  bounds<double> overall;           ///< of all requests: the paths weighed by their traffic
  double running_cost = 0;          ///< a year
  double outage_cost = 0;           ///< expected, a year of 365 d; where it is not exact, at most

  /// Whether every objective is surely met.
  [[nodiscard]] bool met() const {
    return std::all_of(paths.begin(), paths.end(),
                       [](const auto& each) { return each.met.value_or(false); });
  }
  /// What it costs a year, outages included.
  [[nodiscard]] double cost() const { return running_cost + outage_cost; }
};

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

/// The availability of one path and its objective: without failures.
[[nodiscard]] inline path_figures path_availability(const gate_system& of,
                                                    const request_path& path) {
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

/// How often a path fails, added to its figures, where it is known and does not take too much.
inline void add_failures(const gate_system& of, path_figures& to) {
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

/// The whole of paths that are known: weighed by their traffic, and what it costs.
[[nodiscard]] inline model_figures whole_of(const service_model& model,
                                            std::vector<path_figures> paths) {
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

/// The availability and the objective of each path, and costs: what designs are compared by.
/// *Throws* as compile does.
[[nodiscard]] inline model_figures summarise(const service_model& model,
                                             const part_states& known = {},
                                             const topology_options& options = {}) {
  return detail::figures_of(model, known, options, [](const gate_system&, path_figures&) {});
}

/// The same, with how often each path fails. With parts of known states it is a conditional report:
/// what a game day would find. *Throws* as compile does.
[[nodiscard]] inline model_figures assess(const service_model& model, const part_states& known = {},
                                          const topology_options& options = {}) {
  return detail::figures_of(model, known, options, add_failures);
}

}  // namespace nines
