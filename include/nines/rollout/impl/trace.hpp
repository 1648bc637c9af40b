// SPDX-License-Identifier: BSL-1.0
// The trajectory of a release, stage by stage.
#pragma once

#include <algorithm>
#include <cmath>
#include <nines/rollout/risk/trace.hpp>

namespace nines {

namespace detail {

NINES_INLINE void merge(std::vector<stage_start>& starts) {
  const auto key = [](const stage_start& start) {
    return std::pair(std::round(start.at.count() * 3.6e12),
                     std::round(start.exposed.count() * 3.6e12));
  };
  std::sort(starts.begin(), starts.end(),
            [&](const auto& a, const auto& b) { return key(a) < key(b); });
  std::size_t kept = 0;
  for (std::size_t i = 1; i < starts.size(); ++i) {
    if (key(starts[kept]) == key(starts[i]))
      starts[kept].probability += starts[i].probability;
    else
      starts[++kept] = starts[i];
  }
  starts.resize(std::min(starts.size(), kept + 1));
}

NINES_INLINE stage_steps::stage_steps(const rollout_plan& plan, std::size_t index,
                                      std::vector<rollout_end>& ends,
                                      std::vector<exposure_stretch>& stretches)
    : plan_(plan), stage_(plan.stages()[index]), index_(index), ends_(ends), stretches_(stretches) {
  before_ = index == 0 ? 0 : plan.stages()[index - 1].share.value();
  share_ = stage_.share.value();
}

NINES_INLINE void stage_steps::enter(stage_start& now, double p) const {
  if (!(stage_.ramp.count() > 0)) return;
  const double mean = (before_ + share_) / 2;
  stretches_.push_back({now.at, now.at + stage_.ramp, mean, p, false});
  now.at += stage_.ramp;
  now.exposed += mean * stage_.ramp;
}

NINES_INLINE void stage_steps::stay(stage_start& now, hours_in<double> time, double p) const {
  stretches_.push_back({now.at, now.at + time, share_, p, false});
  now.at += time;
  now.exposed += share_ * time;
}

NINES_INLINE void stage_steps::roll_back(const stage_start& now, double p) const {
  const auto exposed = plan_.exposed_after(share_);
  const auto gone = plan_.gone_after(share_);
  ends_.push_back({true, index_, now.at, now.at + gone, p, now.exposed + exposed});
  if (gone.count() > 0)  // the share on average: the time of full traffic is what counts
    stretches_.push_back({now.at, now.at + gone, exposed / gone, p, true});
}

/// One stage of a plan, from a time at which it may begin.
inline void walk_stage(const stage_steps& steps, const rollout_stage& stage,
                       const stopping_probabilities<>& dist, const stage_start& start,
                       std::vector<stage_start>& next) {
  auto now = start;
  const auto interval = stage.between_analyses();
  steps.enter(now, start.probability);
  double continuing = start.probability;
  for (std::size_t j = 1; j <= dist.analyses() && continuing > 0; ++j) {
    steps.stay(now, j == 1 ? stage.to_first_analysis() : interval, continuing);
    if (dist.rolled_back[j - 1] > 0)
      steps.roll_back(now, start.probability * dist.rolled_back[j - 1]);
    if (dist.promoted[j - 1] > 0)
      next.push_back({now.at, now.exposed, start.probability * dist.promoted[j - 1]});
    continuing = start.probability * dist.continuing[j - 1];
  }
  if (!(continuing > 0)) return;
  if (const auto rest = stage.unmonitored(); rest.count() > 0) steps.stay(now, rest, continuing);
  next.push_back({now.at, now.exposed, continuing});
}

}  // namespace detail

NINES_INLINE rollout_trajectory trace(const rollout_plan& plan,
                                      std::vector<stopping_probabilities<>> dists,
                                      double most_ways) {
  if (dists.size() != plan.stages().size())
    fail("trace", "the number of distributions", dists.size(),
         "that of the stages, " + describe(plan.stages().size()));
  rollout_trajectory trajectory;
  auto reached = probability<>::always();
  std::vector<detail::stage_start> starts(1);
  work_budget budget("trace", most_ways, "analyses, each at all times at which it can be",
                     "promote early at fewer analyses, or analysis less often");
  for (std::size_t i = 0; i < dists.size(); ++i) {
    std::vector<detail::stage_start> next;
    budget.spend(static_cast<double>(starts.size()) *
                 static_cast<double>(dists[i].analyses() + 1));  // before they are held
    auto stage = plan.stages()[i];
    if (!(stage.interval.count() > 0))
      stage.analyses = dists[i].analyses();  // evenly, however many
    if (stage.analyses != dists[i].analyses())
      fail("trace", "the analyses of a distribution", dists[i].analyses(),
           "those of its stage, " + describe(stage.analyses));
    const detail::stage_steps steps(plan, i, trajectory.ends_, trajectory.stretches_);
    for (const auto& start : starts) detail::walk_stage(steps, stage, dists[i], start, next);
    detail::merge(next);
    starts = std::move(next);
    const auto out = dists[i].roll_back();
    trajectory.stages_.push_back({reached, out, std::move(dists[i])});
    reached = both(reached, !out);
  }
  trajectory.passes_ = reached;
  trajectory.set_everyone(plan);
  for (const auto& start : starts)
    trajectory.ends_.push_back({false, dists.size() - 1, start.at, rollout_trajectory::never(),
                                start.probability, start.exposed});  // distributions.size() >= 1
  return trajectory;
}

}  // namespace nines
