// SPDX-License-Identifier: BSL-1.0
// surge(model, service, capacity, phases): demand against capacity where both change together: a
// peak, the time that scaling takes, an update that goes on.
//
//   a peak of length L that scaling follows after T is min(T / L, 1) of its time without, and the
//   rest of it with the instances that it wants
//
// A phase is a share of the time, its demand, and the instances that there are meanwhile; each
// number of instances is evaluated once, exactly, with zones, regions and common causes as
// overload() does. Instances are added where the fewest stand, and taken where the most do.
// Index: autoscaling.
#pragma once

#include <nines/inline.hpp>
#include <nines/topology/overload.hpp>

namespace nines {

/// A level of demand, and how long it lasts each time.
struct surge_level {
  probability<double> share_of_time;           ///< at that level
  double demand = 0;                           ///< in the unit of the capacity
  std::optional<hours_in<double>> lasts = {};  ///< none: scaling has always caught up with it
};

/// Scaling with the demand.
struct scaling_policy {
  std::size_t most = 0;       ///< instances, all zones together
  hours_in<double> takes{0};  ///< from the beginning of a level until they serve
};

/// A rolling update.
struct update_policy {
  std::size_t missing = 0;            ///< instances that are taken out while it goes on
  probability<double> share_of_time;  ///< for which one goes on
};

/// A share of the time, with its demand and the instances that there are.
struct demand_phase {
  probability<double> share_of_time;  ///< of all
  double demand = 0;                  ///< in the unit of the capacity
  std::size_t instances = 0;          ///< in all, up or down; 0: none
};

/// The phases of levels of demand for a service that has `standing` instances, each of a capacity,
/// with scaling and updates where they are stated. *Throws* domain_error unless capacity > 0, every
/// length is more than 0, and fewer instances are missing than there are.
[[nodiscard]] std::vector<demand_phase> demand_phases(
    const std::vector<surge_level>& levels, double capacity, std::size_t standing,
    const std::optional<scaling_policy>& scaling = {},
    const std::optional<update_policy>& update = {});

/// Demand against the instances of a service that are up, phase by phase. *Throws* as overload
/// does. An evaluation for each instance of each number of them.
[[nodiscard]] overload_figures surge(const service_model& model, const std::string& of,
                                     double capacity, const std::vector<demand_phase>& phases,
                                     const part_states& known = {},
                                     const topology_options& options = {});

}  // namespace nines

#ifndef NINES_COMPILED
#include <nines/topology/impl/surge.hpp>
#endif
