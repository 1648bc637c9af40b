// SPDX-License-Identifier: BSL-1.0
// static_stability(model): does what is left carry the load when a zone is lost, without a change?
//
//   in n zones alike each has to hold need / (n - 1): n / (n - 1) of the load in all
//
// The load of a service is `need`, in instances. A service is statically stable if its instances
// outside any one zone, and outside any one region, are enough: then nothing has to be started
// while the zone is down. Source: Weiss & Furr, "Static stability using availability zones" (AWS,
// 2019).
// Index: static stability, N + 1 redundancy.
#pragma once

#include <nines/topology/resolve.hpp>

namespace nines {

/// The capacity of a service that stands in zones.
struct zone_capacity {
  std::string service;        ///< its name
  std::size_t load = 0;       ///< instances that must be up
  std::size_t instances = 0;  ///< all of them
  /// The fewest that are left when one zone is lost, and which.
  std::size_t without_a_zone = 0;
  std::string worst_zone = {};  ///< where most instances stand; the first of several
  /// The fewest that are left when one region is lost.
  std::size_t without_a_region = 0;
  /// Instances that each of its zones must hold so that any one of them may be lost; 0 where it
  /// stands in one zone alone, and no number is enough.
  std::size_t needed_in_each_zone = 0;

  /// Whether the load is carried without any one zone.
  [[nodiscard]] bool survives_a_zone() const { return without_a_zone >= load; }
  /// Whether the load is carried without any one region.
  [[nodiscard]] bool survives_a_region() const { return without_a_region >= load; }
  /// The capacity as a multiple of the load.
  [[nodiscard]] double provisioned() const {
    return static_cast<double>(instances) / static_cast<double>(load);
  }
};

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

/// The capacity of each service whose instances stand in zones, in the order of the model. *Throws*
/// model_error as resolved_model does. O(size).
[[nodiscard]] inline std::vector<zone_capacity> static_stability(const service_model& model) {
  const resolved_model resolved(model);
  std::vector<zone_capacity> list;
  for (const auto& each : model.services)
    if (each.own && !each.zones.empty()) list.push_back(detail::capacity_of(resolved, each));
  return list;
}

}  // namespace nines
