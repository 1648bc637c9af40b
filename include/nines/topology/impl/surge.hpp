// SPDX-License-Identifier: BSL-1.0
// The bodies of topology/surge.hpp: phases of demand, each with its instances.
#pragma once

#include <algorithm>
#include <cmath>
#include <map>
#include <nines/topology/surge.hpp>

namespace nines {

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

NINES_INLINE std::vector<demand_phase> demand_phases(const std::vector<surge_level>& levels,
                                                     double capacity, std::size_t standing,
                                                     const std::optional<scaling_policy>& scaling,
                                                     const std::optional<update_policy>& update) {
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

NINES_INLINE overload_figures surge(const service_model& model, const std::string& of,
                                    double capacity, const std::vector<demand_phase>& phases,
                                    const part_states& known, const topology_options& options) {
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
