// SPDX-License-Identifier: BSL-1.0
// overload(model, service, demand): that demand exceeds the capacity that is up.
//
//   P(overload) = sum over the levels d of P(demand is d) P(fewer than d / capacity instances up)
//
// Demand is a distribution over levels (a quiet night, an ordinary day, a peak of five times that),
// capacity that of the instances that are up, with zones, regions and common causes. Each level is
// one exact evaluation. Instances are down apart from demand: what overload itself does to them
// (metastable failures) is not in it.
// Index: overload probability.
#pragma once

#include <nines/topology/compile.hpp>

namespace nines {

/// A level of demand.
struct demand_level {
  probability<double> share_of_time;  ///< at that level
  double demand = 0;                  ///< in any unit; 0 or more
};

/// What demand and capacity come to.
struct overload_figures {
  probability<double> carried;  ///< that the instances that are up carry the demand
  double lost_share = 0;        ///< of all demand, what is beyond the capacity that is up
};

namespace detail {

/// That at least k instances of a service are up, for each k from 0 to all.
inline std::vector<probability<double>> instances_up(service_model model, std::size_t number,
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
inline void check_demand(const std::vector<demand_level>& demand, double each) {
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
/// The number of a service that has instances of its own.
inline std::size_t service_with_instances(const service_model& model, const std::string& name) {
  const resolved_model resolved(model);
  const auto* found = resolved.find(name);
  if (found == nullptr || found->what != resolved_model::kind::service ||
      !model.services[found->number].own)
    fail("overload", "no service with instances is called \"" + name + "\"");
  return found->number;
}
/// What levels of demand come to, one after the other: sums on both sides.
class overload_sums {
 public:
  void add(const std::vector<probability<double>>& up, double capacity, const demand_level& level) {
    const double p = level.share_of_time.value();
    const auto carried = carries(up, capacity, level.demand);
    sides_[0] += p * carried.value();
    sides_[1] += p * carried.complement();
    lost_ += p * lost_demand(up, capacity, level.demand);
    all_ += p * level.demand;
  }
  [[nodiscard]] overload_figures figures() const {
    return {probability<double>::from_computed_sides(sides_[0], sides_[1]),
            all_ > 0 ? lost_ / all_ : 0};
  }

 private:
  double sides_[2] = {0, 0};
  double lost_ = 0;
  double all_ = 0;
};

}  // namespace detail

/// Demand against the instances of a service that are up, each of a capacity in the unit of demand,
/// with parts of known states (a zone that is down, instances that a rolling update has taken out).
/// *Throws* domain_error unless the service has instances of its own and the probabilities of the
/// levels add up to 1 (to 1e-9); model_error and convergence_error as compile does. An evaluation
/// for each instance.
[[nodiscard]] inline overload_figures overload(const service_model& model,
                                               const std::string& service, double capacity,
                                               const std::vector<demand_level>& demand,
                                               const part_states& known = {},
                                               const topology_options& options = {}) {
  detail::check_demand(demand, capacity);
  const std::size_t number = detail::service_with_instances(model, service);
  const auto up = detail::instances_up(model, number, known, options);
  detail::overload_sums sums;
  for (const auto& level : demand) sums.add(up, capacity, level);
  return sums.figures();
}

}  // namespace nines
