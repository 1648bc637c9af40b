// SPDX-License-Identifier: BSL-1.0
// The body of topology/model.hpp: what a model costs.
#pragma once

#include <nines/topology/model.hpp>

namespace nines {

NINES_INLINE double running_cost(const service_model& of) {
  double sum = 0;
  for (const auto& each : of.regions) {
    sum += each.self.cost;
    for (const auto& zone : each.zones) sum += zone.self.cost;
  }
  for (const auto& each : of.services)
    if (each.own) sum += each.own->cost * static_cast<double>(each.instance_count());
  return sum;
}

}  // namespace nines
