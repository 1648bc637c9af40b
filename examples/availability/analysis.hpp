// SPDX-License-Identifier: BSL-1.0
// The figures of an architecture: what each path reaches, what it loses to which part, what it
// costs.
#pragma once

#include "system.hpp"

namespace availability {

/// What one part means to one path.
struct contribution {
  origin part;
  double saved = 0;  ///< the unavailability that would be gone if the part were perfect
  chance share = chance::never();  ///< the same as a share of the path's unavailability
  bool single_point = false;       ///< the path is surely down while the part is
};

struct path_figures {
  std::string name;
  chance up;
  std::optional<double> failures_per_hour = {};  ///< where every part of the path has an mttr
  std::string rate_unknown = {};                 ///< why there is none
  bool has_partial_outages = false;  ///< some meet a share of the requests, and count as that share
  std::optional<chance> objective = {};
  bool met = true;
  std::vector<contribution> parts = {};  ///< the largest first; empty unless asked for
  bool parts_left_out = false;           ///< they would have taken too much work
};

struct figures {
  std::vector<path_figures> paths;
  chance overall;           ///< of all requests: the paths weighed by their traffic
  double running_cost = 0;  ///< a year
  double outage_cost = 0;   ///< expected, a year

  [[nodiscard]] bool met() const;
  [[nodiscard]] double cost() const { return running_cost + outage_cost; }
};

/// Availability, objectives and costs: what a what-if compares. Throws input_error where the exact
/// figures take too much work.
figures summarise(const architecture& a, work& w);
figures summarise(const architecture& a);

/// The same with failure frequencies and the contribution of each part.
figures analyse(const architecture& a);

}  // namespace availability
