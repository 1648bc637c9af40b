// SPDX-License-Identifier: BSL-1.0
#include "architecture.hpp"

namespace availability {

double architecture::running_cost() const {
  double sum = 0;
  for (const auto& r : regions) {
    sum += r.self.cost;
    for (const auto z : r.zones) sum += zones[z].self.cost;
  }
  for (const auto& s : services)
    if (s.own) sum += s.own->cost * static_cast<double>(s.instance_count());
  return sum;
}

bool architecture::has_costs() const {
  bool costs = running_cost() > 0;
  for (const auto& p : paths) costs = costs || p.outage_cost > 0;
  return costs;
}

}  // namespace availability
