// SPDX-License-Identifier: BSL-1.0
// The figures of an architecture: what each path reaches, what it loses to which part, which parts
// bring it down together, what it costs. All of it is computed by the library's service model.
#pragma once

#include <nines/error.hpp>

#include "architecture.hpp"
#include "common/report.hpp"

namespace availability {

/// The work that changes may take together: decisions of diagrams, and what is given up.
using work = nines::work_budget;

/// The work for all changes that a report looks at: some seconds.
work usual_work();

/// What an event belongs to: the unit of the report ("app" is one, whatever its number of
/// instances).
struct origin {
  enum class source { region, region_common, zone, service, service_common, failover, request };
  source what = source::service;
  std::size_t index = 0;  ///< of the region, zone or service
  std::string name;
};

/// What one part means to one path, or to all requests together.
struct contribution {
  origin part;
  double saved = 0;  ///< the unavailability that would be gone if the part were perfect
  chance share = chance::never();  ///< the same as a share of the path's unavailability
  bool single_point = false;       ///< the path is surely down while the part is
};

/// Parts that bring a path down together; like sets are one.
struct cut {
  std::string parts;       ///< "zone a + zone b"
  std::size_t order = 0;   ///< how many they are
  double sets = 0;         ///< how many minimal cut sets it stands for
  double probability = 0;  ///< that all of its parts are down, summed over the sets
};

struct path_figures {
  std::string name;
  chance up;                                     ///< where it is not exact: at least
  std::optional<chance> up_at_most = {};         ///< where it is not exact
  std::optional<double> failures_per_hour = {};  ///< where every part of the path has an mttr
  std::string rate_unknown = {};                 ///< why there is none
  double down_in_outages = 0;                    ///< share of all time, where the rate is known
  bool has_partial_outages = false;  ///< some meet a share of the requests, and count as that share
  std::optional<chance> objective = {};
  calculator::standing met = true;
  std::vector<contribution> parts = {};  ///< the largest first; empty unless asked for
  bool parts_left_out = false;           ///< they would have taken too much work
  double cut_sets = 0;                   ///< how many minimal ones there are
  std::vector<cut> cuts = {};            ///< the likeliest
};

struct figures {
  std::vector<path_figures> paths;
  chance overall;                        ///< of all requests: the paths weighed by their traffic
  double running_cost = 0;               ///< a year
  double outage_cost = 0;                ///< expected, a year
  std::vector<contribution> parts = {};  ///< of all requests; empty unless asked for

  [[nodiscard]] double cost() const { return running_cost + outage_cost; }
};

/// Availability, objectives and costs: what a what-if compares. Throws input_error where the work
/// is spent.
figures summarise(const architecture& a, work& w);
figures summarise(const architecture& a);

/// The same with failure frequencies, the contribution of each part and cut sets.
figures analyse(const architecture& a);

}  // namespace availability
