// SPDX-License-Identifier: BSL-1.0
// The outages of a path as its architecture makes them: its down time in a window as a
// distribution, by its Markov chain where that is small, else by a simulation with its error.
#pragma once

#include <memory>
#include <nines/slo/downtime/initial_condition.hpp>
#include <string>
#include <vector>

#include "common/input.hpp"

namespace nines {
struct path_chain_model;
class downtime_estimate;
}  // namespace nines

namespace availability {

using namespace calculator;

struct architecture;

class path_outages {
 public:
  /// Of a path whose failures are known.
  path_outages(const architecture& a, std::size_t path);
  ~path_outages();

  /// The chain, from the long run, or from what of it is up or down; nullptr where there is none.
  [[nodiscard]] const nines::path_chain_model* chain() const;
  [[nodiscard]] std::vector<double> initial(nines::initial_condition start) const;
  /// Why there is none.
  [[nodiscard]] const std::string& reason() const;
  /// The estimate, made once for each window and start.
  [[nodiscard]] const nines::downtime_estimate& estimate(hours window,
                                                         nines::initial_condition start) const;

 private:
  struct models;
  std::unique_ptr<models> models_;
};

}  // namespace availability
