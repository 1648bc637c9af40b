// SPDX-License-Identifier: BSL-1.0
#include "argo_reader.hpp"

#include <algorithm>
#include <nines/rollout/plan/whole_replicas.hpp>

#include "common/format.hpp"

namespace rollout {

namespace {

/// Which step the analysis beside all steps begins with.
std::size_t starting_step(const fields& given) {
  const auto* analysis = given.find("analysis");
  if (analysis == nullptr) return 0;
  const auto run = read_run(*analysis);
  const auto* step = run.find("startingStep");
  return step != nullptr ? step->count(0, most_stages) : 0;
}

bool is_true(const cursor* c) { return c != nullptr && c->text() == "true"; }

/// What Argo's validation refuses of the scale of the old release.
void check_stable_scale(const fields& given, bool has_router) {
  const auto* shrinks = given.find("dynamicStableScale");
  const auto* delay = given.find("scaleDownDelaySeconds");
  if (!has_router)
    for (const auto* key : {is_true(shrinks) ? shrinks : nullptr, delay})
      if (key != nullptr) key->fail("needs trafficRouting, for Argo, too");
  if (is_true(shrinks) && delay != nullptr)
    delay->fail("is stated beside dynamicStableScale, which Argo refuses");
}

/// What weights are of: maxTrafficWeight, which only nginx and plugins have.
double all_traffic_of(const cursor* router) {
  if (router == nullptr || !router->is_map() || router->is_empty()) return 100;
  const auto entries = router->entries();
  const bool may_have = std::any_of(entries.begin(), entries.end(), [](const auto& entry) {
    return entry.first == "nginx" || entry.first == "plugins";
  });
  for (const auto& [key, value] : entries) {
    if (key != "maxTrafficWeight") continue;
    if (!may_have) value.fail("is of nginx and plugins only, for Argo, too");
    return static_cast<double>(value.count(1, 1000000000));
  }
  return 100;
}

steps_settings settings_of(const strategy_reader& reader, const fields& given) {
  const auto* router = given.find("trafficRouting");
  check_stable_scale(given, router != nullptr);
  steps_settings settings{.has_router = router != nullptr,
                          .replicas = reader.common.replicas,
                          .starting_step = starting_step(given),
                          .shrinks_stable = is_true(given.find("dynamicStableScale")),
                          .all_traffic = all_traffic_of(router),
                          .is_watched_beside = given.find("analysis") != nullptr,
                          .analysis = reader.common.in_steps};
  if (const auto* least = given.find("minPodsPerReplicaSet")) {
    settings.least_pods = least->count(0, 1000000);
    if (router != nullptr && settings.replicas == 0)
      least->fail("needs the key fleet: of how many replicas");
  }
  return settings;
}

nines::rollout_plan plan_of(const steps_settings& settings, const fields& given,
                            const nines::canary_settings& canary, double peak) {
  if (settings.has_router) {
    auto plan = nines::canary(canary).settings();
    plan.peak_capacity = peak;
    return nines::rollout_plan(std::move(plan));
  }
  if (settings.replicas == 0) return nines::canary(canary);
  nines::replica_fleet fleet{.replicas = settings.replicas};
  if (const auto* surge = given.find("maxSurge"))
    fleet.max_surge = read_replicas(*surge, settings.replicas);
  if (const auto* missing = given.find("maxUnavailable"))
    fleet.max_unavailable = read_replicas(*missing, settings.replicas);
  return nines::canary_by_replicas(canary, fleet);
}

/// Keys of Argo's blueGreen that say when traffic moves, and those that bear on neither.
std::vector<std::string> blue_green_keys() {
  return {"preparation",
          "switch",
          "keep",
          "autoPromotionEnabled",
          "autoPromotionSeconds",
          "scaleDownDelaySeconds",
          "prePromotionAnalysis",
          "postPromotionAnalysis",
          "activeService",
          "previewService",
          "previewReplicaCount",
          "previewMetadata",
          "activeMetadata",
          "antiAffinity",
          "maxUnavailable",
          "scaleDownDelayRevisionLimit",
          "abortScaleDownDelaySeconds"};
}
bool has_argo_key(const cursor& c) {
  for (const auto& [key, value] : c.entries())
    if (key != "preparation" && key != "switch" && key != "keep") return true;
  return false;
}

/// A blueGreen in the making.
class blue_green_reader {
 public:
  blue_green_reader(const strategy_reader& reader, const cursor& c)
      : reader_(reader), place_(c), given_(c, blue_green_keys()), is_argo_(has_argo_key(c)) {}

  strategy read() {
    const hours waited = promotion_wait();  // in this order: both may leave a note
    const hours before = preparation_of(given_) + before_promotion() + waited;
    const hours switched = duration_or(given_, "switch", hours(0));
    auto plan = nines::blue_green({.preparation = before,
                                   .switch_time = switched,
                                   .bake = watched_time(),
                                   .lag = reader_.lag()});
    if (reader_.common.in_steps) plan = nines::rollout_plan(with_run(plan.settings()));
    const auto& at = given_.find("keep") != nullptr ? given_.at("keep") : place_;
    plan = watched(reader_.common, plan, hours(0), at, notes_);
    return {"blue-green",
            std::move(plan),
            way_back(reader_.common, switched, nines::rollback_shape::linear),
            std::move(notes_),
            {}};
  }

 private:
  /// An analysis before the switch takes its time; no user sees the release yet.
  hours before_promotion() {
    const auto* run = given_.find("prePromotionAnalysis");
    if (run == nullptr) return hours(0);
    (void)read_run(*run);
    notes_.push_back("prePromotionAnalysis sees no request of users, and is taken to succeed");
    return reader_.common.in_steps ? reader_.common.in_steps->time() : hours(0);
  }
  /// Until the switch: a person where autoPromotionEnabled is false, else autoPromotionSeconds.
  hours promotion_wait() {
    const auto* enabled = given_.find("autoPromotionEnabled");
    if (enabled != nullptr && enabled->text() != "true" && enabled->text() != "false")
      enabled->fail("must be true or false");
    if (enabled != nullptr && enabled->text() == "false") {
      notes_.push_back("without autoPromotionEnabled a person switches, who is taken to need " +
                       human_time(person_takes) + "; with it autoPromotionSeconds are");
      return person_takes;
    }
    const auto* seconds = given_.find("autoPromotionSeconds");
    return seconds == nullptr || seconds->text() == "0" ? hours(0) : read_interval(*seconds);
  }
  /// How long someone looks after the switch, and can go back at once.
  hours watched_time() {
    const auto* keep = given_.find("keep");
    const auto* delay = given_.find("scaleDownDelaySeconds");
    const auto* run = given_.find("postPromotionAnalysis");
    if (run != nullptr) (void)read_run(*run);
    if (keep != nullptr && delay != nullptr)
      delay->fail("is stated beside keep, which is how long the old fleet stays");
    if (reader_.common.in_steps) {
      const hours time = reader_.common.in_steps->time();
      if (!(time.count() > 0))
        given_.at("postPromotionAnalysis")
            .fail(
                "has one measurement, at the switch, which sees no request: state an initialDelay "
                "of the analysis, or a count");
      return time;
    }
    if (keep != nullptr || !is_argo_) return given_.at("keep").duration();
    notes_.push_back(
        "the analysis of this file watches from the switch on, while the old fleet is kept: "
        "scaleDownDelaySeconds, 30 s if left out");
    if (delay == nullptr) return hours(30.0 / 3600);
    const hours kept = delay->text() == "0" ? hours(0) : read_interval(*delay);
    if (!(kept.count() > 0)) delay->fail("must be more than 0, or no release is ever watched");
    return kept;
  }
  /// The measurements after the switch, the first at once: it sees nothing.
  nines::plan_settings with_run(nines::plan_settings plan) {
    reader_.common.in_steps->watch(plan.stages.front(), hours(0));
    notes_.push_back(
        "postPromotionAnalysis takes its time, and the old fleet stays until it is over");
    return plan;
  }

  const strategy_reader& reader_;
  const cursor& place_;
  fields given_;
  bool is_argo_;
  std::vector<std::string> notes_;
};

}  // namespace

const std::vector<std::string>& argo_canary_keys() {
  static const std::vector<std::string> keys = {
      "steps", "trafficRouting", "maxSurge", "maxUnavailable", "dynamicStableScale",
      "minPodsPerReplicaSet", "analysis",
      // of no bearing on traffic or time
      "canaryService", "stableService", "antiAffinity", "canaryMetadata", "stableMetadata",
      "scaleDownDelaySeconds", "scaleDownDelayRevisionLimit", "abortScaleDownDelaySeconds",
      "pingPong", "replicaProgressThreshold"};
  return keys;
}

strategy read_argo_canary(const strategy_reader& reader, const fields& given) {
  const auto settings = settings_of(reader, given);
  const auto& place = given.at("steps");
  auto steps = read_steps(place, settings);
  const auto canary = canary_of(reader, given, std::move(steps.stages), steps.lead);
  auto plan = watched(reader.common, plan_of(settings, given, canary, steps.peak),
                      steps.analysis_from, place, steps.notes);
  if (settings.is_watched_beside && !reader.common.interval)
    steps.warnings.push_back(
        "an analysis beside all steps, without an interval, is one measurement for Argo, at once, "
        "which sees no request; here it looks at the end of each stage: state its interval");
  if (!settings.has_router && settings.replicas == 0)
    steps.notes.push_back(
        "weights are as by a traffic router; without one they are whole replicas: state the fleet");
  if (!settings.has_router && settings.replicas > 0)
    steps.notes.push_back("without trafficRouting a weight is the nearest share of whole replicas");
  return {"canary",
          std::move(plan),
          reader.common.way_back,
          std::move(steps.notes),
          std::move(steps.warnings),
          steps.analysis_from};
}

strategy read_blue_green(const strategy_reader& reader, const cursor& c) {
  return blue_green_reader(reader, c).read();
}

}  // namespace rollout
