// SPDX-License-Identifier: BSL-1.0
#include "path_outages.hpp"

#include "service_model.hpp"

namespace availability {

namespace {

constexpr double most_states = 20000;
/// Of a lumped chain: larger ones take seconds.
constexpr std::size_t most_lumped = 40;

}  // namespace

path_outages::path_outages(const architecture& a, std::size_t path)
    : graph_(with_places(a, [&] { return nines::compile(model_of(a)); })),
      system_(graph_, graph_.paths[path]) {
  try {
    chain_ = nines::path_chain(system_, most_states);
    if (chain_->chain.size() <= most_lumped) return;
    reason_ = "its chain has " + std::to_string(chain_->chain.size()) + " states";
    chain_.reset();
  } catch (const nines::domain_error& e) {
    reason_ = reason_of(e);
  } catch (const nines::convergence_error& e) {
    reason_ = reason_of(e);
  }
}

std::vector<double> path_outages::initial(nines::initial_condition start) const {
  auto mass = chain_->long_run;
  if (start == nines::initial_condition::stationary) return mass;
  const auto& up = chain_->chain.states("up");
  double sum = 0;
  for (std::size_t i = 0; i < mass.size(); ++i) {
    if (up.contains(i) != (start == nines::initial_condition::up)) mass[i] = 0;
    sum += mass[i];
  }
  for (double& each : mass) each /= sum;
  return mass;
}

const nines::downtime_estimate& path_outages::estimate(hours window,
                                                       nines::initial_condition start) const {
  const auto key = std::pair(window.count(), start);
  const auto known = made_.find(key);
  if (known != made_.end()) return known->second;
  const nines::path_simulation_options options{.events = 1e6, .seed = 1, .start = start};
  return made_.emplace(key, nines::downtime_estimate(system_, window, options)).first->second;
}

}  // namespace availability
