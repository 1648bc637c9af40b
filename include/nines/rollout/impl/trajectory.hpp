// SPDX-License-Identifier: BSL-1.0
// What a trajectory says.
#pragma once

#include <algorithm>
#include <nines/rollout/risk/trajectory.hpp>

namespace nines {

NINES_INLINE hours_in<double> rollout_trajectory::mean_time_to_verdict() const {
  return mean_of(true, [](const rollout_end& end) { return end.verdict; });
}

NINES_INLINE hours_in<double> rollout_trajectory::mean_time_to_rollback() const {
  return mean_of(true, [](const rollout_end& end) { return end.gone; });
}

NINES_INLINE hours_in<double> rollout_trajectory::mean_time_to_pass() const {
  return mean_of(false, [](const rollout_end& end) { return end.verdict; });
}

NINES_INLINE hours_in<double> rollout_trajectory::exposed_before_verdict() const {
  return exposed(false, never());
}

NINES_INLINE hours_in<double> rollout_trajectory::exposed_in_reaction() const {
  return exposed(true, never());
}

NINES_INLINE hours_in<double> rollout_trajectory::exposed() const {
  return exposed_before_verdict() + exposed_in_reaction();
}

NINES_INLINE hours_in<double> rollout_trajectory::exposed_by(hours_in<double> t) const {
  return exposed(false, t) + exposed(true, t);
}

NINES_INLINE probability<> rollout_trajectory::live_at(hours_in<double> t) const {
  return probability_of([t](const rollout_end& end) { return end.gone > t; });
}

NINES_INLINE probability<> rollout_trajectory::time_to_verdict_cdf(hours_in<double> t) const {
  return probability_of([end_of_it = t + hours_in<double>(std::chrono::nanoseconds(1))](
                            const rollout_end& end) { return end.verdict < end_of_it; });
}

NINES_INLINE probability<> rollout_trajectory::exposure_survival(hours_in<double> x) const {
  return probability_of([x](const rollout_end& end) { return end.exposed > x; });
}

NINES_INLINE void rollout_trajectory::set_everyone(const rollout_plan& plan) {
  everyone_ = passes_;
  for (std::size_t i = stages_.size(); i-- > 0;)
    if (plan.stages()[i].share.complement() == 0) everyone_ = stages_[i].reached;
}

NINES_INLINE hours_in<double> rollout_trajectory::exposed(bool in_reaction,
                                                          hours_in<double> t) const {
  hours_in<double> sum{0};
  for (const auto& each : stretches_)
    if (each.is_reaction == in_reaction && each.from < t)
      sum += each.probability * each.share * (std::min(each.to, t) - each.from);  // from < to
  return sum;
}

}  // namespace nines
