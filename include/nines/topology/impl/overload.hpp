// SPDX-License-Identifier: BSL-1.0
// The bodies of topology/overload.hpp: instances that are up against levels of demand.
#pragma once

#include <algorithm>
#include <nines/topology/overload.hpp>

namespace nines {

namespace detail {

NINES_INLINE std::vector<probability<double>> instances_up(service_model model, std::size_t number,
                                                           const part_states& known,
                                                           const topology_options& options) {
  service& of = model.services[number];
  const std::size_t count = of.instance_count();
  of.any.reset();
  of.needs.clear();
  model.paths = {{.name = "capacity", .needs = {{of.name}}}};
  std::vector<probability<double>> at_least(count + 1, probability<double>::always());
  for (std::size_t k = 1; k <= count; ++k) {
    model.services[number].need = k;
    const service_graph graph = compile(model, known, options);
    at_least[k] = gate_system(graph, graph.paths[0], options).up();
  }
  return at_least;
}
/// That enough instances are up for a demand.
inline probability<double> carries(const std::vector<probability<double>>& up, double capacity,
                                   double demand) {
  for (std::size_t k = 0; k < up.size(); ++k)
    if (demand <= static_cast<double>(k) * capacity) return up[k];
  return probability<double>::never();
}
/// The mean of the demand beyond what is up: the slice of each instance is lost while it is not.
inline double lost_demand(const std::vector<probability<double>>& up, double capacity,
                          double demand) {
  double lost = 0;
  double left = demand;
  for (std::size_t k = 1; k < up.size() && left > 0; ++k) {
    lost += std::min(capacity, left) * up[k].complement();
    left -= capacity;  // of the demand, in its own unit
  }
  return lost + std::max(left, 0.0);
}
NINES_INLINE void check_demand(const std::vector<demand_level>& demand, double each) {
  require_positive_finite("overload", "capacity of an instance", each);
  if (demand.empty()) fail("overload", "there are no levels of demand");
  double sum = 0;
  for (const auto& level : demand) {
    require_nonnegative_finite("overload", "demand", level.demand);
    sum += level.share_of_time.value();
  }
  if (!(sum > 1 - 1e-9 && sum < 1 + 1e-9))
    fail("overload", "the sum of the probabilities of all levels", sum, "1");
}
NINES_INLINE std::size_t service_with_instances(const service_model& model,
                                                const std::string& name) {
  const resolved_model resolved(model);
  const auto* found = resolved.find(name);
  if (found == nullptr || found->what != resolved_model::kind::service ||
      !model.services[found->number].own)
    fail("overload", "no service with instances is called \"" + name + "\"");
  return found->number;
}
NINES_INLINE void overload_sums::add(const std::vector<probability<double>>& up, double capacity,
                                     const demand_level& level) {
  const double p = level.share_of_time.value();
  const auto carried = carries(up, capacity, level.demand);
  sides_[0] += p * carried.value();
  sides_[1] += p * carried.complement();
  lost_ += p * lost_demand(up, capacity, level.demand);
  all_ += p * level.demand;
}
NINES_INLINE overload_figures overload_sums::figures() const {
  return {probability<double>::from_computed_sides(sides_[0], sides_[1]),
          all_ > 0 ? lost_ / all_ : 0};
}

}  // namespace detail

NINES_INLINE overload_figures overload(const service_model& model, const std::string& service,
                                       double capacity, const std::vector<demand_level>& demand,
                                       const part_states& known, const topology_options& options) {
  detail::check_demand(demand, capacity);
  const std::size_t number = detail::service_with_instances(model, service);
  const auto up = detail::instances_up(model, number, known, options);
  detail::overload_sums sums;
  for (const auto& level : demand) sums.add(up, capacity, level);
  return sums.figures();
}

}  // namespace nines
