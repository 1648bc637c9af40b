// SPDX-License-Identifier: BSL-1.0
// What a plan refuses, and what it exposes.
#pragma once

#include <algorithm>
#include <nines/rollout/plan/plan.hpp>

namespace nines {

NINES_INLINE rollout_plan::rollout_plan(plan_settings settings) : settings_(std::move(settings)) {
  constexpr auto function = "rollout_plan";
  if (settings_.stages.empty()) fail(function, "the number of stages", 0, "1 or more");
  check_shares();
  std::size_t analyses = 0;
  for (const auto& stage : settings_.stages) {
    check_stage(stage);
    analyses = std::max(analyses, stage.analyses);
  }
  if (analyses < 1) fail(function, "the number of analyses", 0, "1 or more");
  check_time("rollback.time (in hours)", settings_.rollback.time);
  check_time("deploying_before (in hours)", settings_.deploying_before);
  check_time("deploying_after (in hours)", settings_.deploying_after);
  check_time("preparation (in hours)", settings_.preparation);
  const double least = settings_.least_capacity;
  if (!(least >= 0)) fail(function, "least_capacity", least, "0 or more");
  if (!(settings_.peak_capacity >= least) || !is_finite(settings_.peak_capacity))
    fail(function, "peak_capacity", settings_.peak_capacity,
         "at least least_capacity, " + describe(least) + ", and finite");
}

NINES_INLINE hours_in<double> rollout_plan::duration() const {
  hours_in<double> sum{0};
  for (const auto& stage : stages()) sum += stage.ramp + stage.bake;
  return sum;
}

NINES_INLINE double rollout_plan::share_at(hours_in<double> t) const {
  double before = 0;
  for (const auto& stage : stages()) {
    const double share = stage.share.value();
    if (t < stage.ramp)  // between the two shares: a mean of both
      return before * ((stage.ramp - t) / stage.ramp) + share * (t / stage.ramp);
    t -= stage.ramp;
    if (t <= stage.bake) return share;
    t -= stage.bake;
    before = share;
  }
  return 1;
}

NINES_INLINE hours_in<double> rollout_plan::exposed_after(double share) const {
  const auto time = rollback().time;
  switch (rollback().shape) {
    case rollback_shape::linear:
      return share * (lag().time() + time / 2);
    case rollback_shape::mirrored:
      return share * (lag().time() + share * time / 2);
    case rollback_shape::down:
      return share * lag().time();
    default:
      return share * (lag().time() + time);
  }
}

NINES_INLINE hours_in<double> rollout_plan::gone_after(double share) const {
  if (rollback().shape == rollback_shape::down) return lag().time();
  return lag().time() + way_back(share);
}

NINES_INLINE hours_in<double> rollout_plan::way_back(double share) const {
  const bool is_mirrored = rollback().shape == rollback_shape::mirrored;
  return rollback().time * (is_mirrored ? share : 1.0);
}

NINES_INLINE void rollout_plan::check_time(const char* argument, hours_in<double> time,
                                           bool positive) {
  positive ? require_positive_duration("rollout_plan", argument, time)
           : require_duration("rollout_plan", argument, time);
  if (!is_finite(time.count())) fail("rollout_plan", argument, time.count(), "finite");
}

NINES_INLINE void rollout_plan::check_shares() const {
  auto before = probability<>::never();
  for (const auto& stage : settings_.stages) {
    if (!(before <= stage.share) || !(stage.share.value() > 0))
      fail("rollout_plan", "the share of a stage", stage.share.value(),
           before.value() > 0 ? "at least that before, " + describe(before.value())
                              : std::string("more than 0"));
    before = stage.share;
  }
}

NINES_INLINE void rollout_plan::check_stage(const rollout_stage& stage) {
  check_time("bake (in hours)", stage.bake, true);
  check_time("ramp (in hours)", stage.ramp);
  check_time("interval (in hours)", stage.interval);
  check_time("first (in hours)", stage.first);
  const bool is_even = !(stage.interval.count() > 0);
  if (is_even && stage.analyses < 1) fail("rollout_plan", "analyses", stage.analyses, "1 or more");
  if (is_even || stage.analyses < 1) return;
  const auto last =
      stage.to_first_analysis() + static_cast<double>(stage.analyses - 1) * stage.interval;
  if (!(last <= stage.bake * (1 + 1e-9)))
    fail("rollout_plan", "the last analysis (in hours)", last.count(),
         "within the bake time, " + describe(stage.bake.count()));
}

NINES_INLINE hours_in<double> rollout_plan::forward(hours_in<double> t) const {
  hours_in<double> sum{0};
  double before = 0;
  for (const auto& stage : stages()) {
    const double share = stage.share.value();
    const auto ramped = std::min(t, stage.ramp);
    if (ramped.count() > 0) {
      const double reached = before + (share - before) * (ramped / stage.ramp);  // shares grow
      sum += ramped * ((before + reached) / 2);
    }
    t -= ramped;
    const auto baked = std::min(t, stage.bake);
    sum += baked * share;
    t -= baked;
    before = share;
  }
  return sum + t;
}

}  // namespace nines
