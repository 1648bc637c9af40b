// SPDX-License-Identifier: BSL-1.0
// The figures of an architecture: what each path reaches, what it loses to which part, what it
// costs.
#pragma once

#include "system.hpp"

namespace availability {

/// What one part means to one path.
struct contribution {
  origin part;
  double saved = 0;           ///< the unavailability that would be gone if the part were perfect
  double share = 0;           ///< the same as a share of the path's unavailability
  bool single_point = false;  ///< the path is surely down while the part is
};

struct path_figures {
  std::string name;
  chance up;
  std::optional<double> failures_per_hour = {};  ///< where every part of the path has an mttr
  std::optional<chance> objective = {};
  bool met = true;
  std::vector<contribution> parts = {};  ///< the largest first; empty unless asked for
};

struct figures {
  std::vector<path_figures> paths;
  chance overall;           ///< of all requests: the paths weighed by their traffic
  double running_cost = 0;  ///< a year
  double outage_cost = 0;   ///< expected, a year

  [[nodiscard]] bool met() const;
  [[nodiscard]] double cost() const { return running_cost + outage_cost; }
};

/// Availability, objectives and costs: what a what-if compares.
figures summarise(const architecture& a);

/// The same with failure frequencies and the contribution of each part.
figures analyse(const architecture& a);

/// How often a node fails; nothing if a part below it has no mttr.
std::optional<double> failures_per_hour(const system& s, std::size_t root);
/// How long it is down on average when it fails; nothing also if it never does.
std::optional<hours> mean_down_time(const system& s, std::size_t root);

}  // namespace availability
