// SPDX-License-Identifier: BSL-1.0
#include "path_outages.hpp"

#include <algorithm>
#include <map>
#include <nines/topology/path_chain.hpp>
#include <nines/topology/path_simulation.hpp>
#include <optional>
#include <utility>

#include "service_model.hpp"

namespace availability {

namespace {

constexpr double most_states = 20000;
/// Of a lumped chain: larger ones take seconds.
constexpr std::size_t most_lumped = 40;

}  // namespace

struct path_outages::models {
  models(const architecture& a, std::size_t path)
      : graph(with_places(a, [&] { return nines::compile(model_of(a)); })),
        system(graph, graph.paths[path]) {
    try {
      chain = nines::path_chain(system, most_states);
      if (chain->chain.size() <= most_lumped) return;
      reason = "its chain has " + std::to_string(chain->chain.size()) + " states";
      chain.reset();
    } catch (const nines::domain_error& e) {
      reason = reason_of(e);
    } catch (const nines::convergence_error& e) {
      reason = reason_of(e);
    }
  }

  nines::service_graph graph;
  nines::gate_system system;
  std::optional<nines::path_chain_model> chain = {};
  std::string reason = {};
  std::map<std::pair<double, nines::initial_condition>, nines::downtime_estimate> made = {};
};

namespace {

/// As many as take some tenths of a second: each change takes as many steps as there are parts.
double events_for(std::size_t parts) {
  return std::clamp(4e7 / static_cast<double>(parts), 1e6, 2e6);
}

}  // namespace

path_outages::path_outages(const architecture& a, std::size_t path)
    : models_(std::make_unique<models>(a, path)) {}
path_outages::~path_outages() = default;

const nines::path_chain_model* path_outages::chain() const {
  return models_->chain ? &*models_->chain : nullptr;
}
const std::string& path_outages::reason() const { return models_->reason; }

std::vector<double> path_outages::initial(nines::initial_condition start) const {
  auto mass = models_->chain->long_run;
  if (start == nines::initial_condition::stationary) return mass;
  const auto& up = models_->chain->chain.states("up");
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
  const auto known = models_->made.find(key);
  if (known != models_->made.end()) return known->second;
  const nines::path_simulation_options options{
      .events = events_for(models_->graph.parts.size()), .seed = 1, .start = start};
  return models_->made.emplace(key, nines::downtime_estimate(models_->system, window, options))
      .first->second;
}

}  // namespace availability
