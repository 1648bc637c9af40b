// SPDX-License-Identifier: BSL-1.0
#include "strategies_reader.hpp"

#include <algorithm>
#include <cmath>
#include <nines/distribution/elementary.hpp>
#include <nines/rollout/plan/strategies.hpp>
#include <nines/rollout/plan/whole_replicas.hpp>

#include "common/format.hpp"
#include "weights_reader.hpp"

namespace rollout {

namespace {

/// So many stages a plan may have, and looks a stage.
constexpr std::size_t most_stages = 1000;
constexpr std::size_t most_looks = 10000;

struct strategy_reader {
  const common_settings& common;

  [[nodiscard]] nines::reaction_times reaction(const nines::reaction_laws& laws) const {
    return common.quantile ? nines::reaction_at(laws, *common.quantile)
                           : nines::reaction_at_mean(laws);
  }
  [[nodiscard]] nines::reaction_lag lag() const { return reaction(common.way_back).lag; }
};

void check_looks(const common_settings& common, const nines::rollout_stage& stage,
                 const cursor& c) {
  if (!(stage.bake / *common.interval <= static_cast<double>(most_looks)))
    c.fail("is more than " + std::to_string(most_looks) + " intervals of the analysis");
  if (!common.clock && stage.bake * (1 + 1e-12) < *common.interval)
    c.fail(
        "has a stage of " + human_time(stage.bake) +
        ", shorter than the interval of the analysis, and no check in it; count the checks of all "
        "stages with evidence: rollout");
}

/// The plan with its looks where the analysis has them: of one clock from the time `from` on, or of
/// each stage by itself.
nines::rollout_plan watched(const common_settings& common, const nines::rollout_plan& plan,
                            hours from, const cursor& c) {
  auto settings = plan.settings();
  if (!common.interval) return plan;
  for (const auto& stage : settings.stages) check_looks(common, stage, c);
  if (common.clock) {
    auto clock = *common.clock;
    clock.first += from;
    settings.stages = nines::watch_throughout(std::move(settings.stages), clock);
    std::size_t looks = 0;
    for (const auto& stage : settings.stages) looks += stage.looks;
    if (looks == 0) c.fail("is over before the first check that sees a request");
  } else {
    for (auto& stage : settings.stages) stage = nines::watched_each(stage, *common.interval);
  }
  return nines::rollout_plan(std::move(settings));
}

hours duration_or(const fields& given, const char* key, hours otherwise) {
  const auto* value = given.find(key);
  return value != nullptr ? recovery::read_time(*value) : otherwise;
}
hours preparation_of(const fields& given) { return duration_or(given, "preparation", hours(0)); }
nines::reaction_laws way_back(const common_settings& common, hours time,
                              nines::rollback_shape shape) {
  return {common.way_back.lag, nines::fixed_time(time), shape};
}

/// Keys of Argo's canary that bear on neither traffic nor time.
const std::vector<std::string>& argo_keys_without_bearing() {
  static const std::vector<std::string> keys = {"canaryService",
                                                "stableService",
                                                "antiAffinity",
                                                "canaryMetadata",
                                                "stableMetadata",
                                                "scaleDownDelaySeconds",
                                                "scaleDownDelayRevisionLimit",
                                                "abortScaleDownDelaySeconds",
                                                "pingPong",
                                                "replicaProgressThreshold"};
  return keys;
}
std::vector<std::string> canary_keys() {
  std::vector<std::string> keys = {
      "steps",          "preparation",        "trafficRouting",       "maxSurge",
      "maxUnavailable", "dynamicStableScale", "minPodsPerReplicaSet", "analysis"};
  const auto& others = argo_keys_without_bearing();
  keys.insert(keys.end(), others.begin(), others.end());
  keys.insert(keys.end(), flagger_keys().begin(), flagger_keys().end());
  return keys;
}

/// As Kubernetes: "25%", or a whole number of replicas.
chance read_replicas(const cursor& c, std::size_t replicas) {
  const std::string text = c.text();
  if (!text.empty() && text.back() == '%') return c.probability();
  return chance::from_value(static_cast<double>(c.count(0, replicas)) /
                            static_cast<double>(replicas));
}

/// Which step the analysis begins with.
std::size_t starting_step(const fields& given) {
  const auto* analysis = given.find("analysis");
  if (analysis == nullptr) return 0;
  for (const auto& [key, value] : analysis->entries())
    if (key == "startingStep") return value.count(0, most_stages);
  return 0;
}

nines::canary_settings canary_of(const strategy_reader& reader, const fields& given,
                                 std::vector<nines::rollout_stage> stages, hours lead) {
  const auto times = reader.reaction(reader.common.way_back);
  return {.stages = std::move(stages),
          .lag = times.lag,
          .rollback = times.rollback,
          .preparation = preparation_of(given) + lead,
          .replicas = reader.common.replicas};
}

/// Argo's canary: with a traffic router any share, without one whole replicas,
/// where they are known.
strategy read_argo_canary(const strategy_reader& reader, const fields& given) {
  steps_settings settings{.has_router = given.find("trafficRouting") != nullptr,
                          .replicas = reader.common.replicas,
                          .starting_step = starting_step(given)};
  if (const auto* shrinks = given.find("dynamicStableScale"))
    settings.shrinks_stable = shrinks->text() == "true";
  if (const auto* least = given.find("minPodsPerReplicaSet"))
    settings.least_pods = least->count(0, 1000000);
  const auto& place = given.at("steps");
  auto steps = read_steps(place, settings);
  const hours from = steps.analysis_from;
  auto canary = canary_of(reader, given, std::move(steps.stages), steps.lead);
  const auto plan_of = [&] {
    if (settings.has_router) {
      auto plan = nines::canary(canary).settings();
      plan.peak_capacity = steps.peak;
      return nines::rollout_plan(std::move(plan));
    }
    if (settings.replicas == 0) return nines::canary(canary);
    nines::replica_fleet fleet{.replicas = settings.replicas};
    if (const auto* surge = given.find("maxSurge"))
      fleet.max_surge = read_replicas(*surge, settings.replicas);
    if (const auto* missing = given.find("maxUnavailable"))
      fleet.max_unavailable = read_replicas(*missing, settings.replicas);
    return nines::canary_by_replicas(canary, fleet);
  };
  auto plan = watched(reader.common, plan_of(), from, place);
  if (!settings.has_router && settings.replicas == 0)
    steps.notes.push_back(
        "weights are as by a traffic router; without one they are whole replicas: state the fleet");
  if (!settings.has_router && settings.replicas > 0)
    steps.notes.push_back("without trafficRouting a weight is the nearest share of whole replicas");
  return {"canary", std::move(plan), reader.common.way_back, std::move(steps.notes),
          std::move(steps.warnings)};
}

/// Flagger's: a second fleet of the same size, and each weight for one interval.
strategy read_flagger_canary(const strategy_reader& reader, const fields& given, const cursor& c) {
  if (!reader.common.interval) c.fail("needs the interval of the analysis");
  auto weights = read_weights(given, c, *reader.common.interval);
  const hours lead = static_cast<double>(weights.rounds_before) * *reader.common.interval;
  auto plan = nines::canary(canary_of(reader, given, std::move(weights.stages), lead)).settings();
  plan.peak_capacity = 2;
  return {"canary", watched(reader.common, nines::rollout_plan(std::move(plan)), hours(0), c),
          reader.common.way_back, std::move(weights.notes), std::move(weights.warnings)};
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

strategy read_blue_green(const strategy_reader& reader, const cursor& c) {
  for (const auto& [key, value] : c.entries())
    for (const char* of_argo :
         {"activeService", "previewService", "previewReplicaCount", "autoPromotionEnabled",
          "autoPromotionSeconds", "scaleDownDelaySeconds", "prePromotionAnalysis",
          "postPromotionAnalysis"})
      if (key == of_argo)
        value.fail(
            "is not read; state preparation (until the switch), switch, and keep (how long the "
            "old fleet stays)");
  const fields given(c, {"preparation", "switch", "keep"});
  const hours keep = given.at("keep").duration();
  const hours switched = duration_or(given, "switch", hours(0));
  const auto plan = nines::blue_green({.preparation = preparation_of(given),
                                       .switch_time = switched,
                                       .watch = keep,
                                       .lag = reader.lag()});
  return {"blue-green",
          watched(reader.common, plan, hours(0), given.at("keep")),
          way_back(reader.common, switched, nines::rollback_shape::linear),
          {},
          {}};
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
  if (const auto* watch = given.find("watch")) settings.watch = watch->duration();
  const auto plan = nines::rolling(settings);
  const hours back = plan.rollback().time;
  return {"rolling",
          watched(reader.common, plan, hours(0), given.at("batch")),
          way_back(reader.common, back, nines::rollback_shape::mirrored),
          {},
          {}};
}

strategy read_all_at_once(const strategy_reader& reader, const cursor& c) {
  const fields given(c, {"preparation", "watch", "redeploy"});
  const hours watch = given.at("watch").duration();
  const hours redeploy = given.at("redeploy").duration();
  const auto plan = nines::all_at_once({.watch = watch,
                                        .rollback_time = redeploy,
                                        .lag = reader.lag(),
                                        .preparation = preparation_of(given)});
  return {"all at once",
          watched(reader.common, plan, hours(0), given.at("watch")),
          way_back(reader.common, redeploy, nines::rollback_shape::at_the_end),
          {},
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
