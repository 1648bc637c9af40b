// SPDX-License-Identifier: BSL-1.0
// The requests that the analyses of a plan see.
#pragma once

#include <algorithm>
#include <cmath>
#include <nines/rollout/plan/interim_analyses.hpp>

namespace nines {

namespace detail {

NINES_INLINE std::size_t request_counter::by(double requests) {
  if (!(requests >= 0) || !(requests < 1e15))
    fail("assess", "requests", requests, "0 or more, and less than 1e15");
  const auto now = static_cast<std::size_t>(std::floor(requests + 0.5));
  const std::size_t added = now - std::min(seen_, now);
  seen_ = std::max(seen_, now);
  return added;
}

NINES_INLINE double products_about(double errors, double analyses) {
  return analyses * (2700 * errors / std::sqrt(std::max(analyses, 1.0)) + 1e3);
}

NINES_INLINE void require_analyses(const rollout_plan& plan, double memory_limit) {
  constexpr double bytes_of_analysis = 256;
  double analyses = 0;
  for (const auto& stage : plan.stages()) analyses += static_cast<double>(stage.analyses);
  require_memory("assess", "a plan of " + describe(analyses) + " analyses",
                 bytes_of_analysis * analyses, memory_limit);
}

NINES_INLINE void check_seen(std::size_t requests) {
  if (requests == 0)
    fail("assess", "the requests that an analysis sees", 0, "1 or more; analysis less often");
}

/// The analyses of one stage, where requests_in(t) come in the time t of it.
template <class RequestsIn>
void add_analyses(const rollout_stage& stage, bool by_intervals, const RequestsIn& requests_in,
                  plan_analyses& all) {
  auto& seen = all.seen.emplace_back();
  auto& unseen_first = all.unseen_first.emplace_back(0);
  if (!(stage.interval.count() > 0)) {
    seen = even_analyses(requests_in(stage.bake), stage.analyses);
    all.unseen.push_back(0);
    return;
  }
  request_counter counter;
  const auto before = stage.to_first_analysis() - stage.interval;  // input data
  if (by_intervals && stage.analyses > 0 && before.count() > 0)
    unseen_first = counter.by(requests_in(before));
  seen.reserve(stage.analyses);
  for (std::size_t j = 0; j < stage.analyses; ++j) {
    const auto at = stage.to_first_analysis() + static_cast<double>(j) * stage.interval;
    check_seen(seen.emplace_back(counter.by(requests_in(at))));
  }
  all.unseen.push_back(counter.by(requests_in(stage.bake)));
}

NINES_INLINE double requests_by(const rollout_plan& plan, const request_rate& traffic,
                                hours_in<double> time) {
  double sum = 0;
  for (const auto& stage : plan.stages()) {
    if (!(time.count() > 0)) break;
    sum += traffic.in(std::min(time, stage.bake), stage.share);
    time -= stage.bake;
  }
  return sum;
}

}  // namespace detail

NINES_INLINE plan_analyses analyses_by_stage(const rollout_plan& plan, const request_rate& traffic,
                                             const analysis_settings& settings) {
  detail::require_analyses(plan, settings.memory_limit);
  plan_analyses all;
  for (const auto& stage : plan.stages())
    detail::add_analyses(
        stage, settings.by_intervals,
        [&](hours_in<double> time) { return traffic.in(time, stage.share) * settings.times; }, all);
  return all;
}

NINES_INLINE plan_analyses analyses_throughout(const rollout_plan& plan,
                                               const request_rate& traffic,
                                               const analysis_settings& settings) {
  detail::require_analyses(plan, settings.memory_limit);
  plan_analyses all;
  detail::request_counter counter;
  hours_in<double> begin{0};
  double before = 0;  // that the stages before brought
  bool is_first = true;
  for (const auto& stage : plan.stages()) {
    const auto by = [&](hours_in<double> time) { return before + traffic.in(time, stage.share); };
    auto& seen = all.seen.emplace_back();
    seen.reserve(stage.analyses);
    for (std::size_t j = 0; j < stage.analyses; ++j) {
      const auto at = stage.to_first_analysis() + static_cast<double>(j) * stage.between_analyses();
      const auto from = begin + at - stage.between_analyses();  // input data
      if (is_first && settings.by_intervals)
        all.unseen_before = counter.by(detail::requests_by(plan, traffic, from));
      is_first = false;
      detail::check_seen(seen.emplace_back(counter.by(by(std::min(at, stage.bake)))));
    }
    before = by(stage.bake);
    begin += stage.bake;
    all.unseen.push_back(0);
  }
  all.unseen.back() = counter.by(before);
  return all;
}

}  // namespace nines
