// SPDX-License-Identifier: BSL-1.0
#include "strategies_reader.hpp"

#include <algorithm>
#include <nines/distribution/elementary.hpp>

#include "argo_reader.hpp"
#include "common/format.hpp"
#include "strategy_context.hpp"
#include "weights_reader.hpp"

namespace rollout {

namespace {

std::vector<std::string> canary_keys() {
  std::vector<std::string> keys = {"preparation"};
  keys.insert(keys.end(), argo_canary_keys().begin(), argo_canary_keys().end());
  keys.insert(keys.end(), flagger_keys().begin(), flagger_keys().end());
  return keys;
}

/// Flagger's: a second fleet of the same size, and each weight for one interval.
strategy read_flagger_canary(const strategy_reader& reader, const fields& given, const cursor& c) {
  if (!reader.common.interval) c.fail("needs the interval of the analysis");
  auto weights = read_weights(given, c, *reader.common.interval);
  const hours lead = static_cast<double>(weights.rounds_before) * *reader.common.interval;
  auto plan = nines::canary(canary_of(reader, given, std::move(weights.stages), lead)).settings();
  plan.peak_capacity = 2;
  if (const hours lag = reader.lag().time(); lag * (1 + 1e-12) < *reader.common.interval)
    weights.warnings.push_back(
        "the lag, " + human_time(lag) + ", is less than the interval, " +
        human_time(*reader.common.interval) +
        ": Flagger acts on the last failed check in its next round, an interval later");
  auto analyses =
      watched(reader.common, nines::rollout_plan(std::move(plan)), hours(0), c, weights.notes);
  return {"canary", std::move(analyses), reader.common.way_back, std::move(weights.notes),
          std::move(weights.warnings)};
}

strategy read_canary(const strategy_reader& reader, const cursor& c) {
  const fields given(c, canary_keys());
  const bool has_steps = given.find("steps") != nullptr;
  const bool has_weights = has_flagger_weights(given);
  if (has_steps && has_weights)
    c.fail(
        "needs one of the keys steps (Argo) and stepWeight, stepWeights or iterations (Flagger)");
  if (!has_steps && !has_weights)
    c.fail("needs one of the keys steps, stepWeight, stepWeights and iterations");
  for (const auto& key : flagger_keys())
    if (const auto* value = given.find(key); value != nullptr && has_steps)
      value->fail("goes with stepWeight, stepWeights or iterations");
  return has_steps ? read_argo_canary(reader, given) : read_flagger_canary(reader, given, c);
}

strategy read_rolling(const strategy_reader& reader, const cursor& c) {
  const fields given(c, {"preparation", "maxSurge", "maxUnavailable", "batch", "watch"});
  if (reader.common.replicas == 0) c.fail("needs the replicas of the fleet");
  nines::rolling_settings settings{.replicas = reader.common.replicas,
                                   .batch_time = given.at("batch").duration(),
                                   .lag = reader.lag(),
                                   .preparation = preparation_of(given)};
  if (const auto* surge = given.find("maxSurge"))
    settings.max_surge = read_replicas(*surge, settings.replicas);
  if (const auto* missing = given.find("maxUnavailable"))
    settings.max_unavailable = read_replicas(*missing, settings.replicas);
  if (const auto* watch = given.find("watch")) settings.bake = watch->duration();
  const auto plan = nines::rolling(settings);
  const hours back = plan.rollback().time;
  std::vector<std::string> notes;
  auto analyses = watched(reader.common, plan, hours(0), given.at("batch"), notes);
  return {"rolling",
          std::move(analyses),
          way_back(reader.common, back, nines::rollback_shape::mirrored),
          std::move(notes),
          {}};
}

strategy read_all_at_once(const strategy_reader& reader, const cursor& c) {
  const fields given(c, {"preparation", "watch", "redeploy"});
  const hours watch = given.at("watch").duration();
  const hours redeploy = given.at("redeploy").duration();
  const auto plan = nines::all_at_once({.bake = watch,
                                        .rollback_time = redeploy,
                                        .lag = reader.lag(),
                                        .preparation = preparation_of(given)});
  std::vector<std::string> notes;
  auto analyses = watched(reader.common, plan, hours(0), given.at("watch"), notes);
  return {"all at once",
          std::move(analyses),
          way_back(reader.common, redeploy, nines::rollback_shape::at_the_end),
          std::move(notes),
          {}};
}

}  // namespace

flagger_use uses_flagger(const cursor& c) {
  flagger_use use{true, false};
  for (const auto& [kind, value] : c.entries()) {
    bool has_weights = false;
    if (kind == "canary" && value.is_map() && !value.is_empty())
      for (const auto& entry : value.entries())
        has_weights = has_weights || entry.first == "stepWeight" || entry.first == "stepWeights" ||
                      entry.first == "iterations";
    (has_weights ? use.some : use.all) = has_weights;
  }
  return use;
}

analysis_places places_of_analysis(const cursor& c) {
  analysis_places places;
  const auto look_in = [&](const cursor& block, const char* key) {
    if (!block.is_map() || block.is_empty()) return false;
    const auto entries = block.entries();
    return std::any_of(entries.begin(), entries.end(),
                       [&](const auto& entry) { return entry.first == key; });
  };
  for (const auto& [kind, value] : c.entries()) {
    bool is_in_steps = kind == "blueGreen" && look_in(value, "postPromotionAnalysis");
    if (kind == "canary" && look_in(value, "steps")) {
      places.beside = places.beside || look_in(value, "analysis");
      for (const auto& [key, steps] : value.entries())
        if (key == "steps")
          for (const auto& step : steps.any_items())
            is_in_steps = is_in_steps || look_in(step, "analysis");
    }
    (is_in_steps ? places.some : places.all) = is_in_steps;
  }
  return places;
}

std::vector<strategy> read_strategies(const cursor& c, const common_settings& common) {
  using read_strategy = strategy (*)(const strategy_reader&, const cursor&);
  static const std::vector<std::pair<std::string, read_strategy>> kinds = {
      {"canary", read_canary},
      {"blueGreen", read_blue_green},
      {"rollingUpdate", read_rolling},
      {"recreate", read_all_at_once}};
  std::vector<std::string> known;
  for (const auto& kind : kinds) known.push_back(kind.first);
  const fields given(c, known);
  std::vector<strategy> all;
  for (const auto& [key, read] : kinds) {
    const auto* value = given.find(key);
    if (value == nullptr) continue;
    try {
      all.push_back(read(strategy_reader{common}, *value));
    } catch (const nines::domain_error& e) {
      value->fail(reason_of(e));
    }
  }
  return all;
}

}  // namespace rollout
