// SPDX-License-Identifier: BSL-1.0
#include <nines/topology/path_chain.hpp>
#include <nines/topology/path_simulation.hpp>

#include "availability/path_outages.hpp"
#include "common/format.hpp"
#include "downtime_by.hpp"

namespace sla {

std::unique_ptr<const window_downtime> downtime_of_path(const service& s, hours window) {
  if (const auto* path = s.path->chain(); path != nullptr)
    return downtime_of_chain(path->chain, s.path->initial(s.start), window,
                             path->chain.states("up"));
  return std::make_unique<downtime_by<const nines::downtime_estimate&>>(
      s.path->estimate(window, s.start));
}

double doubt_of_path(const service& s) {
  if (s.path->chain() != nullptr) return 0;
  return 2 * s.path->estimate(s.window, s.start)
                 .standard_error(nines::error_budget<double>(s.objective, s.window).time());
}

std::string path_note(const service& s, const std::vector<std::pair<std::string, hours>>& windows) {
  if (s.path->chain() != nullptr)
    return "The chance is exact: the path is a Markov chain of " +
           significant(static_cast<double>(s.path->chain()->states), 9) + " states, lumped to " +
           std::to_string(s.path->chain()->chain.size()) + "; all times are exponential.\n";
  std::string text = "The chances are estimates, by simulation (seed 1):";
  for (const auto& [name, window] : windows) {
    const auto& d = s.path->estimate(window, s.start);
    text += (name == windows.front().first ? " of " : "; of ") + std::to_string(d.windows()) +
            " times " + name + ", standard error " +
            percent(d.standard_error(nines::error_budget<double>(s.objective, window).time()), 2);
  }
  return text + ".\nThe path is no small chain: " + s.path->reason() +
         ". Failures and repairs are exponential.\n";
}

}  // namespace sla
