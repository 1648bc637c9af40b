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

#include <cmath>
#include <map>
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

namespace detail {

/// The instances that scaling wants for a demand: those that there are at the least.
inline std::size_t wanted_instances(double demand, double capacity, std::size_t standing,
                                    std::size_t most) {
  const double needed = std::ceil(demand / capacity);
  if (!(needed > static_cast<double>(standing))) return standing;
  return std::max(standing,
                  needed < static_cast<double>(most) ? static_cast<std::size_t>(needed) : most);
}
/// So many instances of a service, zone by zone as even as they go.
inline void set_instances(service& of, std::size_t count) {
  if (of.zones.empty()) {
    of.instances = count;
    return;
  }
  std::size_t now = of.instance_count();
  const auto by_count = [](const auto& a, const auto& b) { return a.count < b.count; };
  for (; now < count; ++now) ++std::min_element(of.zones.begin(), of.zones.end(), by_count)->count;
  for (; now > count; --now) --std::max_element(of.zones.begin(), of.zones.end(), by_count)->count;
  of.zones.erase(std::remove_if(of.zones.begin(), of.zones.end(),
                                [](const auto& each) { return each.count == 0; }),
                 of.zones.end());
}

}  // namespace detail

/// The phases of levels of demand for a service that has `standing` instances, each of a capacity,
/// with scaling and updates where they are stated. *Throws* domain_error unless capacity > 0, every
/// length is more than 0, and fewer instances are missing than there are.
[[nodiscard]] inline std::vector<demand_phase> demand_phases(
    const std::vector<surge_level>& levels, double capacity, std::size_t standing,
    const std::optional<scaling_policy>& scaling = {},
    const std::optional<update_policy>& update = {}) {
  require_positive_finite("demand_phases", "capacity of an instance", capacity);
  if (update && !(update->missing < standing))
    fail("demand_phases", "missing", update->missing,
         "less than the instances, " + describe(standing));
  std::vector<demand_phase> phases;
  const auto add = [&](const probability<double>& share, double demand, std::size_t instances) {
    if (share.value() == 0) return;
    if (!update) return phases.push_back({share, demand, instances});
    phases.push_back({both(share, !update->share_of_time), demand, instances});
    phases.push_back({both(share, update->share_of_time), demand, instances - update->missing});
  };
  for (const auto& each : levels) {
    require_nonnegative_finite("demand_phases", "demand", each.demand);
    if (each.lasts) require_positive_finite_duration("demand_phases", "lasts", *each.lasts);
    if (!scaling) {
      add(each.share_of_time, each.demand, standing);
      continue;
    }
    const double late = each.lasts ? std::min(scaling->takes / *each.lasts, 1.0) : 0;
    const auto before = probability<double>::from_value(late);
    add(both(each.share_of_time, before), each.demand, standing);
    add(both(each.share_of_time, !before), each.demand,
        detail::wanted_instances(each.demand, capacity, standing, scaling->most));
  }
  return phases;
}

/// Demand against the instances of a service that are up, phase by phase. *Throws* as overload
/// does. An evaluation for each instance of each number of them.
[[nodiscard]] inline overload_figures surge(const service_model& model, const std::string& of,
                                            double capacity,
                                            const std::vector<demand_phase>& phases,
                                            const part_states& known = {},
                                            const topology_options& options = {}) {
  std::vector<demand_level> levels;
  levels.reserve(phases.size());
  for (const auto& each : phases) levels.push_back({each.share_of_time, each.demand});
  detail::check_demand(levels, capacity);
  const std::size_t number = detail::service_with_instances(model, of);
  std::map<std::size_t, std::vector<probability<double>>> up;
  detail::overload_sums sums;
  for (const auto& each : phases) {
    auto [found, is_new] = up.try_emplace(each.instances);
    if (is_new) {
      service_model changed = model;
      detail::set_instances(changed.services[number], each.instances);
      found->second = each.instances == 0
                          ? std::vector<probability<double>>{probability<double>::always()}
                          : detail::instances_up(std::move(changed), number, known, options);
    }
    sums.add(found->second, capacity, {each.share_of_time, each.demand});
  }
  return sums.figures();
}

}  // namespace nines
