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

#include <nines/inline.hpp>
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

/// The capacity of each service whose instances stand in zones, in the order of the model. *Throws*
/// model_error as resolved_model does. O(size).
[[nodiscard]] std::vector<zone_capacity> static_stability(const service_model& model);

}  // namespace nines

#ifndef NINES_COMPILED
#include <nines/topology/impl/static_stability.hpp>
#endif
