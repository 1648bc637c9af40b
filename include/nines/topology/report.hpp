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

#include <nines/inline.hpp>
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
  [[nodiscard]] bool met() const;
  /// What it costs a year, outages included.
  [[nodiscard]] double cost() const { return running_cost + outage_cost; }
};

/// The availability of one path and its objective: without failures.
[[nodiscard]] path_figures path_availability(const gate_system& of, const request_path& path);

/// How often a path fails, added to its figures, where it is known and does not take too much.
void add_failures(const gate_system& of, path_figures& to);

/// The whole of paths that are known: weighed by their traffic, and what it costs.
[[nodiscard]] model_figures whole_of(const service_model& model, std::vector<path_figures> paths);

/// The availability and the objective of each path, and costs: what designs are compared by.
/// *Throws* as compile does.
[[nodiscard]] model_figures summarise(const service_model& model, const part_states& known = {},
                                      const topology_options& options = {});

/// The same, with how often each path fails. With parts of known states it is a conditional report:
/// what a game day would find. *Throws* as compile does.
[[nodiscard]] model_figures assess(const service_model& model, const part_states& known = {},
                                   const topology_options& options = {});

}  // namespace nines

#ifndef NINES_COMPILED
#include <nines/topology/impl/report.hpp>
#endif
