// SPDX-License-Identifier: BSL-1.0
#include "weights_reader.hpp"

#include <algorithm>
#include <cmath>

#include "common/format.hpp"
#include "steps_reader.hpp"

namespace rollout {

namespace {

constexpr std::size_t most_weights = 1000;

/// What Flagger adds to a weight, or goes to, as far as `up_to`: the weights that it goes through.
std::vector<chance> even_weights(const cursor& step, const chance& up_to) {
  const double by = read_weight(step).value();
  std::vector<chance> weights;
  // They go up while they are below the limit, which they may pass; all of the traffic is the end.
  for (std::size_t i = 1; i <= most_weights; ++i) {
    const double sum = std::round(static_cast<double>(i) * by * 1e11) / 1e11;
    weights.push_back(sum < 1 ? chance::from_value(sum) : chance::always());
    if (!(weights.back() < up_to)) return weights;
  }
  step.fail("makes more than " + std::to_string(most_weights) + " steps");
}

std::vector<chance> listed_weights(const cursor& list) {
  std::vector<chance> weights;
  const auto items = list.items();
  const chance last = read_weight(items.back());
  for (const auto& item : items) {
    const chance weight = read_weight(item);
    if (!weights.empty() && weight <= weights.back())
      item.fail("must be more than the weight before, or Flagger never leaves that one");
    weights.push_back(weight);
    if (!(weight < last)) break;
  }
  if (weights.size() > most_weights)
    list.fail("makes more than " + std::to_string(most_weights) + " steps");
  return weights;
}

/// A key that is stated; for Flagger 0 is none.
const cursor* find_above_0(const fields& canary, const char* key) {
  const auto* given = canary.find(key);
  return given != nullptr && given->is_scalar() && given->text() == "0" ? nullptr : given;
}

/// The last of stepWeights, or else maxWeight, or else all of the traffic.
chance limit_of(const fields& canary) {
  if (const auto* list = canary.find("stepWeights")) return read_weight(list->items().back());
  const auto* largest = canary.find("maxWeight");
  if (largest == nullptr) return chance::always();
  const chance limit = read_weight_or_none(*largest);
  return limit.value() > 0 ? limit : chance::always();
}

/// Keys of Flagger's analysis that are not read, and why. Alerts and the pods that must be ready
/// bear on neither traffic nor checks.
void refuse_unread(const fields& canary) {
  if (const auto* mirror = canary.find("mirror"); mirror != nullptr && mirror->text() != "false")
    mirror->fail(
        "requests that are mirrored, whose answers nobody gets, are not counted here: leave "
        "it out");
  if (const auto* gates = canary.find("webhooks"))
    gates->fail(
        "gates of people and programs are not read: leave them out; a check that a program makes "
        "is not counted");
  if (const auto* metrics = canary.find("metrics"))
    metrics->fail("is not read: state the rule of the analysis");
  if (const auto* sticky = canary.find("sessionAffinity"))
    sticky->fail(
        "holds users at the release that they met, so that it serves more than its weight: how "
        "much is not known here; state the shares as stepWeights");
}

/// Without a match: checks before any user is served, then one of all the traffic. With one: those
/// who match are served from the first round on, and are checked in each.
canary_weights read_iterations(const fields& canary, const cursor& c, hours interval) {
  canary_weights out;
  const std::size_t rounds = canary.at("iterations").count(1, most_weights);
  if (find_above_0(canary, "stepWeight") != nullptr || canary.find("stepWeights") != nullptr)
    out.notes.push_back("iterations go before stepWeight and stepWeights, which do nothing");
  const auto* match = canary.find("match");
  const auto* share = canary.find("share");
  if (match == nullptr) {
    if (share != nullptr) share->fail("is of the users that match, but there is no key match");
    out.rounds_before = rounds;
    out.stages.push_back({.share = chance::always(), .bake = interval});
    out.notes.push_back(
        "iterations serve no user: their checks, of test requests, are taken to pass; the one "
        "after them sees all traffic");
    return out;
  }
  if (share == nullptr) c.fail("needs the key share: of the users, how many match");
  for (std::size_t i = 0; i < rounds; ++i)
    out.stages.push_back({.share = read_weight(*share), .bake = interval});
  return out;
}

}  // namespace

const std::vector<std::string>& flagger_keys() {
  static const std::vector<std::string> keys = {"stepWeight",
                                                "stepWeights",
                                                "maxWeight",
                                                "stepWeightPromotion",
                                                "iterations",
                                                "match",
                                                "mirror",
                                                "mirrorWeight",
                                                "share",
                                                "alerts",
                                                "metrics",
                                                "primaryReadyThreshold",
                                                "sessionAffinity",
                                                "webhooks",
                                                "canaryReadyThreshold"};
  return keys;
}

bool has_flagger_weights(const fields& canary) {
  for (const char* key : {"stepWeight", "stepWeights", "iterations"})
    if (canary.find(key) != nullptr) return true;
  return false;
}

canary_weights read_weights(const fields& canary, const cursor& c, hours interval) {
  refuse_unread(canary);
  if (find_above_0(canary, "iterations") != nullptr) return read_iterations(canary, c, interval);
  for (const char* key : {"match", "share"})
    if (const auto* given = canary.find(key)) given->fail("goes with iterations");
  canary_weights out;
  const auto* step = find_above_0(canary, "stepWeight");
  if (step == nullptr && canary.find("stepWeights") == nullptr)
    c.fail("has no stepWeight above 0 and no stepWeights: Flagger never sends it a request");
  const auto weights = step != nullptr ? even_weights(*step, limit_of(canary))
                                       : listed_weights(canary.at("stepWeights"));
  warn_of_fractions(step != nullptr ? std::vector<cursor>{*step} : canary.at("stepWeights").items(),
                    out.warnings);
  for (const auto& weight : weights) out.stages.push_back({.share = weight, .bake = interval});
  if (canary.find("stepWeights") != nullptr && canary.find("maxWeight") != nullptr)
    out.notes.push_back(
        "maxWeight does nothing beside stepWeights, whose last weight is the limit");
  if (find_above_0(canary, "stepWeightPromotion") != nullptr)
    out.notes.push_back(
        "stepWeightPromotion moves the traffic between two copies of the new release, "
        "unchecked: everyone is on it by then");
  return out;
}

}  // namespace rollout
