// SPDX-License-Identifier: BSL-1.0
// The analyses of stages.
#pragma once

#include <algorithm>
#include <cmath>
#include <nines/detection/stage.hpp>

namespace nines {

NINES_INLINE hours_in<double> rollout_stage::unmonitored() const {
  if (analyses == 0) return bake;
  if (!(interval.count() > 0)) return hours_in<double>(0);
  const auto monitored = to_first_analysis() + static_cast<double>(analyses - 1) * interval;
  const auto left = bake - monitored;  // input data
  return left > bake * 1e-12 ? left : hours_in<double>(0);
}

NINES_INLINE double whole_steps(hours_in<double> time, hours_in<double> step) {
  return std::floor(time / step * (1 + 1e-12));
}

NINES_INLINE std::size_t analyses_in(hours_in<double> bake, hours_in<double> interval) {
  require_positive_duration("analyses_in", "bake (in hours)", bake);
  require_duration("analyses_in", "interval (in hours)", interval);
  if (interval.count() == 0) return 1;
  const double analyses = whole_steps(bake, interval);
  if (!(analyses <= detail::most_analyses))
    fail("analyses_in", "bake (in intervals)", bake / interval, "at most 1e9");
  return analyses < 1 ? 1 : static_cast<std::size_t>(analyses);
}

NINES_INLINE rollout_stage analysed_every(rollout_stage stage, hours_in<double> interval) {
  stage.analyses = analyses_in(stage.bake, interval);
  stage.first = hours_in<double>(0);
  const double all = static_cast<double>(stage.analyses) * interval.count();
  const bool is_even = !(all < stage.bake.count() * (1 - 1e-12));
  stage.interval = is_even || interval.count() == 0 ? hours_in<double>(0) : interval;
  return stage;
}

NINES_INLINE std::vector<rollout_stage> analysed_throughout(std::vector<rollout_stage> stages,
                                                            const analysis_times& times) {
  constexpr auto function = "analysed_throughout";
  require_positive_duration(function, "interval (in hours)", times.interval);
  if (!is_finite(times.first.count()))
    fail(function, "first (in hours)", times.first.count(), "finite");
  hours_in<double> begin{0};
  for (auto& stage : stages) {
    require_positive_duration(function, "bake (in hours)", stage.bake);
    const auto end = begin + stage.bake;
    const auto analyses_by = [&](hours_in<double> t) {  // those after the time 0 or before it, too
      const double steps = (t - times.first) / times.interval;  // an analysis at an end is in time
      const double n = std::floor(steps + std::max(1e-9, 1e-12 * steps)) + 1;
      if (!(n <= detail::most_analyses)) fail(function, "analyses", n, "at most 1e9");
      return std::min(std::max(n, 0.0), static_cast<double>(times.most));
    };
    const double before = analyses_by(begin);
    stage.analyses = static_cast<std::size_t>(analyses_by(end) - before);
    stage.interval = times.interval;
    stage.first = stage.analyses > 0 ? times.first + before * times.interval - begin  // input data
                                     : hours_in<double>(0);
    if (!(std::abs((stage.first - times.interval) / times.interval) > 1e-9) && stage.analyses > 0 &&
        !(stage.unmonitored().count() > 0))
      stage = analysed_every(stage, times.interval);
    begin = end;
  }
  return stages;
}

}  // namespace nines
