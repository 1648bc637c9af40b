// SPDX-License-Identifier: BSL-1.0
#include <nines/markov/occupation/downtime_distribution.hpp>

#include "downtime_by.hpp"
#include "markov/analysis.hpp"

namespace sla {

std::unique_ptr<const window_downtime> downtime_of_chain(const nines::chain<double>& c,
                                                         const std::vector<double>& initial,
                                                         hours window, const nines::state_set& up) {
  return std::make_unique<downtime_by<nines::downtime_distribution<double>>>(
      nines::downtime_distribution<double>(c, initial, window, up));
}

std::unique_ptr<const window_downtime> downtime_of_model(const markov::subject& m, hours window) {
  return downtime_of_chain(m.chain, m.initial, window, m.up);
}

}  // namespace sla
