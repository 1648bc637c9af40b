// SPDX-License-Identifier: BSL-1.0
#include "strategies_reader.hpp"

#include <algorithm>
#include <cmath>
#include <nines/rollout/strategies.hpp>
#include <nines/timing/bounded.hpp>

#include "common/format.hpp"

namespace rollout {

namespace {

/// So many stages a plan may have, and looks a stage.
constexpr std::size_t most_stages = 1000;
constexpr std::size_t most_looks = 10000;

struct strategy_reader {
  const common_settings& common;

  [[nodiscard]] std::size_t looks(hours bake, const cursor& c) const {
    if (!common.interval) return 1;
    if (!(bake / *common.interval <= static_cast<double>(most_looks)))
      c.fail("is more than " + std::to_string(most_looks) + " intervals of the analysis");
    if (bake * (1 + 1e-12) < *common.interval)
      c.fail("is shorter than the interval of the analysis");
    return nines::looks_in(bake, *common.interval);
  }
  [[nodiscard]] nines::rollout_stage stage(chance share, hours bake, const cursor& c) const {
    return {.share = share, .bake = bake, .looks = looks(bake, c)};
  }
  [[nodiscard]] nines::reaction_times reaction(const nines::reaction_laws& laws) const {
    return common.quantile ? nines::reaction_at(laws, *common.quantile)
                           : nines::reaction_at_mean(laws);
  }
  [[nodiscard]] nines::reaction_lag lag() const { return reaction(common.way_back).lag; }
};

hours duration_or(const fields& given, const char* key, hours otherwise) {
  const auto* value = given.find(key);
  return value != nullptr ? recovery::read_time(*value) : otherwise;
}
hours preparation_of(const fields& given) { return duration_or(given, "preparation", hours(0)); }
nines::reaction_laws way_back(const common_settings& common, hours time,
                              nines::rollback_shape shape) {
  return {common.way_back.lag, nines::fixed_time(time), shape};
}

/// [{setWeight: 5}, {pause: {duration: 30m}}, ...]: a last weight of 100 without a pause is the end.
std::vector<nines::rollout_stage> read_steps(const strategy_reader& reader, const cursor& c) {
  std::vector<nines::rollout_stage> stages;
  std::optional<chance> weight;
  hours bake(0);
  const auto items = c.items();
  const auto finish = [&](const cursor& where, bool is_end) {
    if (!weight) return;
    const bool is_over = is_end && weight->complement() == 0 && !stages.empty();
    if (bake.count() > 0)
      stages.push_back(reader.stage(*weight, bake, where));
    else if (!is_over)
      where.fail("needs a pause after each setWeight");
    weight.reset();
    bake = hours(0);
  };
  for (const auto& item : items) {
    const auto entries = item.entries();
    if (entries.size() != 1) item.fail("must have one key, setWeight or pause");
    const auto& [key, value] = entries.front();
    if (key == "setWeight") {
      finish(value, false);
      weight = read_weight(value);
    } else if (key == "pause") {
      if (!weight) value.fail("comes before the first setWeight");
      bake += read_interval(fields(value, {"duration"}).at("duration"));
    } else {
      value.fail("unknown key" + suggestion(key, {"setWeight", "pause"}));
    }
  }
  finish(c, true);
  return stages;
}

/// Flagger: each weight for one interval.
std::vector<nines::rollout_stage> read_weights(const strategy_reader& reader, const fields& given,
                                               const cursor& c) {
  if (!reader.common.interval) c.fail("needs the interval of the analysis");
  const hours bake = *reader.common.interval;
  std::vector<nines::rollout_stage> stages;
  if (const auto* list = given.find("stepWeights")) {
    for (const auto& item : list->items())
      stages.push_back(reader.stage(read_weight(item), bake, item));
    return stages;
  }
  const double step = read_weight(given.at("stepWeight")).value();
  const chance most =
      given.find("maxWeight") != nullptr ? read_weight(given.at("maxWeight")) : chance::always();
  const double steps = std::ceil(most.value() / step * (1 - 1e-12));
  if (!(steps <= static_cast<double>(most_stages)))
    given.at("stepWeight").fail("makes more than " + std::to_string(most_stages) + " steps");
  for (double i = 1; i < steps; ++i)
    stages.push_back(reader.stage(chance::from_value(i * step), bake, c));
  stages.push_back(reader.stage(most, bake, c));
  return stages;
}

strategy read_canary(const strategy_reader& reader, const cursor& c) {
  const fields given(c, {"steps", "stepWeight", "stepWeights", "maxWeight", "preparation"});
  const auto* steps = given.find("steps");
  int ways = 0;
  for (const char* key : {"steps", "stepWeight", "stepWeights"})
    if (given.find(key) != nullptr) ++ways;
  if (ways != 1) c.fail("needs one of the keys steps, stepWeight and stepWeights");
  if (const auto* most = given.find("maxWeight"); most != nullptr && !given.find("stepWeight"))
    most->fail("goes with stepWeight");
  auto stages = steps != nullptr ? read_steps(reader, *steps) : read_weights(reader, given, c);
  const auto times = reader.reaction(reader.common.way_back);
  return {"canary",
          nines::canary({.stages = std::move(stages),
                         .lag = times.lag,
                         .rollback = times.rollback,
                         .preparation = preparation_of(given),
                         .replicas = reader.common.replicas}),
          reader.common.way_back};
}

strategy read_blue_green(const strategy_reader& reader, const cursor& c) {
  const fields given(c, {"preparation", "switch", "keep"});
  const hours keep = given.at("keep").duration();
  const hours switched = duration_or(given, "switch", hours(0));
  return {"blue-green",
          nines::blue_green({.preparation = preparation_of(given),
                             .switch_time = switched,
                             .watch = keep,
                             .lag = reader.lag(),
                             .looks = reader.looks(keep, given.at("keep"))}),
          way_back(reader.common, switched, nines::rollback_shape::linear)};
}

/// As Kubernetes: "25%", or a whole number of replicas.
chance read_replicas(const cursor& c, std::size_t replicas) {
  const std::string text = c.text();
  if (!text.empty() && text.back() == '%') return c.probability();
  return chance::from_value(static_cast<double>(c.count(0, replicas)) /
                            static_cast<double>(replicas));
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
  settings.looks_per_batch = reader.looks(settings.batch_time, given.at("batch"));
  if (const auto* watch = given.find("watch")) {
    settings.watch = watch->duration();
    settings.watch_looks = reader.looks(settings.watch, *watch);
  }
  auto plan = nines::rolling(settings);
  const hours back = plan.rollback().time;
  return {"rolling", std::move(plan),
          way_back(reader.common, back, nines::rollback_shape::mirrored)};
}

strategy read_all_at_once(const strategy_reader& reader, const cursor& c) {
  const fields given(c, {"preparation", "watch", "redeploy"});
  const hours watch = given.at("watch").duration();
  const hours redeploy = given.at("redeploy").duration();
  return {"all at once",
          nines::all_at_once({.watch = watch,
                              .rollback_time = redeploy,
                              .lag = reader.lag(),
                              .looks = reader.looks(watch, given.at("watch")),
                              .preparation = preparation_of(given)}),
          way_back(reader.common, redeploy, nines::rollback_shape::at_the_end)};
}

}  // namespace

chance read_weight(const cursor& c) {
  try {
    const std::string text = c.text();
    const bool is_percent = !text.empty() && text.back() == '%';
    const chance weight = parse_probability(is_percent ? text : text + "%");
    if (!(weight.value() > 0)) c.fail("must be more than 0");
    return weight;
  } catch (const std::invalid_argument& e) {
    c.fail(e.what());
  }
}

hours read_interval(const cursor& c) {
  std::string text = c.text();
  const bool is_number = !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
  const bool is_short =
      text.size() > 1 && text.back() == 'm' &&
      std::string_view("0123456789. ").find(text[text.size() - 2]) != std::string_view::npos;
  if (is_number) text += " s";
  if (is_short) text += "in";
  try {
    return parse_duration(text);
  } catch (const std::invalid_argument& e) {
    c.fail(e.what());
  }
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
      value->fail(e.what());
    }
  }
  return all;
}

}  // namespace rollout
