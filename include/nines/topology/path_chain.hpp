// SPDX-License-Identifier: BSL-1.0
// path_chain(gate): a path as a Markov chain, for what an average cannot tell: its down time in a
// month as a distribution, the probability to break an agreement.
//
//   const auto chain = path_chain(gate_system(graph, graph.paths[0]));
//   breach_probability(path_downtime(chain, month_30d), {99.9_percent, month_30d})    slo.hpp
//
// Parts fail and are repaired independently, with exponential times: at 1 / MTTF = q / (1 - q) /
// MTTR and 1 / MTTR. A state says how many of each kind of like parts are down; the coarsest
// lumping of that keeps which states are up. Exact, for a product of (parts of a kind + 1) within
// `state_limit` states. The luck of a request, or of a failover, and the time that one takes are no
// states: a path with such is refused.
// Index: down time of a service.
#pragma once

#include <nines/inline.hpp>
#include <nines/markov/occupation/downtime_distribution.hpp>
#include <nines/topology/gate_system.hpp>

namespace nines {

/// A path as a chain with the label "up", and the distribution of its states in the long run.
struct path_chain_model {
  /// Lumped; its states with the label "up" are those in which the path is up.
  nines::chain<double> chain;
  std::vector<double> long_run;  ///< the probability of each state of the chain
  std::size_t states = 0;        ///< before they were lumped
};

/// The chain of a path. *Throws* domain_error where an mttr is missing, and where a part is luck or
/// a failover takes time; convergence_error where there are more than `state_limit` states, before
/// it begins.
[[nodiscard]] path_chain_model path_chain(const gate_system& of, double state_limit = 20000);

/// The down time of a path in a window that begins in the long run, as a distribution: cdf,
/// survival, quantile, mean, and breach_probability of <nines/slo.hpp>. *Throws* domain_error as
/// downtime_distribution does, and where no state is up.
template <class Rep, class Period>
[[nodiscard]] downtime_distribution<double> path_downtime(const path_chain_model& of,
                                                          std::chrono::duration<Rep, Period> window,
                                                          const downtime_options& options = {}) {
  return {of.chain, of.long_run, window, "up", options};
}

}  // namespace nines

#ifndef NINES_COMPILED
#include <nines/topology/impl/path_chain.hpp>
#endif
