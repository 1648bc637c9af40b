// SPDX-License-Identifier: BSL-1.0
// The outages of a path as its architecture makes them: its down time in a window as a
// distribution, by its Markov chain where that is small, else by a simulation with its error.
#pragma once

#include <map>
#include <memory>
#include <nines/topology/path_chain.hpp>
#include <nines/topology/path_simulation.hpp>

#include "architecture.hpp"

namespace availability {

class path_outages {
 public:
  /// Of a path whose failures are known.
  path_outages(const architecture& a, std::size_t path);

  /// The chain, from the long run, or from what of it is up or down; nullptr where there is none.
  [[nodiscard]] const nines::path_chain_model* chain() const { return chain_ ? &*chain_ : nullptr; }
  [[nodiscard]] std::vector<double> initial(nines::initial_condition start) const;
  /// Why there is none.
  [[nodiscard]] const std::string& reason() const { return reason_; }
  /// The estimate, made once for each window and start.
  [[nodiscard]] const nines::downtime_estimate& estimate(hours window,
                                                         nines::initial_condition start) const;

 private:
  nines::service_graph graph_;
  nines::gate_system system_;
  std::optional<nines::path_chain_model> chain_;
  std::string reason_;
  mutable std::map<std::pair<double, nines::initial_condition>, nines::downtime_estimate> made_;
};

}  // namespace availability
