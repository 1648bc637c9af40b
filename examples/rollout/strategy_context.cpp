// SPDX-License-Identifier: BSL-1.0
#include "strategy_context.hpp"

#include <nines/distribution/elementary.hpp>
#include <nines/rollout/plan/reaction.hpp>

#include "common/format.hpp"
#include "recovery/distributions.hpp"

namespace rollout {

namespace {

void check_analyses(const common_settings& common, const nines::rollout_stage& stage,
                    const cursor& c) {
  if (!(stage.bake / *common.interval <= static_cast<double>(most_analyses)))
    c.fail("is more than " + std::to_string(most_analyses) + " intervals of the analysis");
}

/// Each stage by its own clock. One that ends before its first look goes unmonitored.
void watch_each(std::vector<nines::rollout_stage>& stages, hours interval, const cursor& c,
                std::vector<std::string>& notes) {
  std::size_t unmonitored = 0;
  for (auto& stage : stages) {
    if (stage.bake * (1 + 1e-12) < interval) {
      ++unmonitored;
      stage.analyses = 0;
      stage.interval = interval;
    } else {
      stage = nines::analysed_every(stage, interval);
    }
  }
  if (unmonitored == stages.size())
    c.fail("has no stage as long as the interval of the analysis, " + human_time(interval) +
           ", and so no check; count the checks of all stages with evidence: rollout");
  if (unmonitored > 0)
    notes.push_back(std::to_string(unmonitored) + " of " + std::to_string(stages.size()) +
                    " stages end before the check of their interval, and are unwatched; evidence: "
                    "rollout has one clock for all stages");
}

}  // namespace

nines::reaction_times strategy_reader::reaction(const nines::reaction_distributions& dists) const {
  return common.quantile ? nines::reaction_at(dists, *common.quantile)
                         : nines::reaction_at_mean(dists);
}
nines::reaction_lag strategy_reader::lag() const { return reaction(*common.way_back).lag; }

nines::rollout_plan watched(const common_settings& common, const nines::rollout_plan& plan,
                            hours from, const cursor& c, std::vector<std::string>& notes) {
  auto settings = plan.settings();
  if (common.in_steps || !common.interval) return plan;
  for (const auto& stage : settings.stages) check_analyses(common, stage, c);
  if (common.clock) {
    auto clock = *common.clock;
    clock.first += from;
    settings.stages = nines::analysed_throughout(std::move(settings.stages), clock);
    std::size_t analyses = 0;
    for (const auto& stage : settings.stages) analyses += stage.analyses;
    if (analyses == 0) c.fail("is over before the first check that sees a request");
  } else {
    watch_each(settings.stages, *common.interval, c, notes);
  }
  return nines::rollout_plan(std::move(settings));
}

hours duration_or(const fields& given, const char* key, hours otherwise) {
  const auto* value = given.find(key);
  return value != nullptr ? recovery::read_time(*value) : otherwise;
}
hours preparation_of(const fields& given) { return duration_or(given, "preparation", hours(0)); }
boxed<nines::reaction_distributions> way_back(const common_settings& common, hours time,
                                              nines::rollback_shape shape) {
  return nines::reaction_distributions{common.way_back->lag, nines::fixed_time(time), shape};
}

chance read_replicas(const cursor& c, std::size_t replicas) {
  const std::string text = c.text();
  if (!text.empty() && text.back() == '%') return c.probability();
  return chance::from_value(static_cast<double>(c.count(0, replicas)) /
                            static_cast<double>(replicas));
}

nines::canary_settings canary_of(const strategy_reader& reader, const fields& given,
                                 std::vector<nines::rollout_stage> stages, hours lead) {
  const auto times = reader.reaction(*reader.common.way_back);
  return {.stages = std::move(stages),
          .lag = times.lag,
          .rollback = times.rollback,
          .preparation = preparation_of(given) + lead,
          .replicas = reader.common.replicas};
}

}  // namespace rollout
