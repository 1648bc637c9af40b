// SPDX-License-Identifier: BSL-1.0
// The bodies of topology/static_stability.hpp: zones are counted.
#pragma once

#include <algorithm>
#include <map>
#include <nines/topology/static_stability.hpp>

namespace nines {

namespace detail {

/// The capacity of one service.
inline zone_capacity capacity_of(const resolved_model& model, const service& of) {
  zone_capacity made{of.name, of.need, of.instance_count(), of.instance_count()};
  std::map<std::string, std::size_t> in_region;
  std::map<std::string, std::string> region_of;
  for (const auto& region : model.model().regions)
    for (const auto& zone : region.zones) region_of[zone.name] = region.name;
  std::size_t largest = 0;
  for (const auto& each : of.zones) {
    in_region[region_of[each.zone]] += each.count;
    if (each.count <= largest) continue;
    largest = each.count;
    made.worst_zone = each.zone;
  }
  std::size_t largest_region = 0;
  for (const auto& each : in_region) largest_region = std::max(largest_region, each.second);
  made.without_a_zone = made.instances - largest;
  made.without_a_region = made.instances - largest_region;
  const std::size_t others = of.zones.size() - 1;
  if (others > 0) made.needed_in_each_zone = (of.need + others - 1) / others;
  return made;
}

}  // namespace detail

NINES_INLINE std::vector<zone_capacity> static_stability(const service_model& model) {
  const resolved_model resolved(model);
  std::vector<zone_capacity> list;
  for (const auto& each : model.services)
    if (each.own && !each.zones.empty()) list.push_back(detail::capacity_of(resolved, each));
  return list;
}

}  // namespace nines
