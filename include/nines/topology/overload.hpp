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

#include <nines/inline.hpp>
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
std::vector<probability<double>> instances_up(service_model model, std::size_t number,
                                              const part_states& known,
                                              const topology_options& options);
/// Throws unless the levels, and what each instance carries, are as overload() wants them.
void check_demand(const std::vector<demand_level>& demand, double each);
/// The number of a service that has instances of its own.
std::size_t service_with_instances(const service_model& model, const std::string& name);
/// What levels of demand come to, one after the other: sums on both sides.
class overload_sums {
 public:
  void add(const std::vector<probability<double>>& up, double capacity, const demand_level& level);
  [[nodiscard]] overload_figures figures() const;

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
[[nodiscard]] overload_figures overload(const service_model& model, const std::string& service,
                                        double capacity, const std::vector<demand_level>& demand,
                                        const part_states& known = {},
                                        const topology_options& options = {});

}  // namespace nines

#ifndef NINES_COMPILED
#include <nines/topology/impl/overload.hpp>
#endif
