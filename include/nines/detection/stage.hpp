// SPDX-License-Identifier: BSL-1.0
// A stage of a rollout: a share of the traffic for a time, and when it is analysed.
//
//   rollout_stage{.share = 5_percent, .bake = 30min, .analyses = 3}     at 10, 20, 30 min
//   analysed_every({.share = 5_percent, .bake = 19min}, 10min)          at 10 min, then unmonitored
//   analysed_throughout(stages, {.interval = 1min})                     one clock over all stages
//
// The first two count the time of each stage by itself; the third is the clock of an analysis that
// runs beside all stages, as Argo's in the background: a short stage may pass between two of its
// analyses.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <nines/duration/hours.hpp>
#include <nines/probability/two_sided.hpp>
#include <vector>

namespace nines {

/// A share of the traffic for a time, whose last part is monitored.
struct rollout_stage {
  probability<> share;       ///< of all requests, that the new release serves
  hours_in<double> bake{0};  ///< monitored at this share
  /// Evenly over the bake time, the last one at its end, or by `interval`.
  std::size_t analyses = 1;
  hours_in<double> ramp{0};  ///< before it: the share grows evenly to this one, unmonitored
  /// From one analysis to the next, the rest goes unmonitored; 0: evenly.
  hours_in<double> interval{0};
  hours_in<double> first{0};  ///< analysis, after the bake time began; 0: after one interval

  /// From the begin of the bake time to its first analysis, and from one analysis to the next.
  [[nodiscard]] hours_in<double> to_first_analysis() const {
    return interval.count() > 0 && first.count() > 0 ? first : between_analyses();
  }
  /// The time from one analysis to the next; the bake time divided evenly where no interval is
  /// given.
  [[nodiscard]] hours_in<double> between_analyses() const {
    if (interval.count() > 0) return interval;
    return bake / static_cast<double>(std::max<std::size_t>(analyses, 1));
  }
  /// What is left of the bake time after the last analysis.
  [[nodiscard]] hours_in<double> unmonitored() const {
    if (analyses == 0) return bake;
    if (!(interval.count() > 0)) return hours_in<double>(0);
    const auto monitored = to_first_analysis() + static_cast<double>(analyses - 1) * interval;
    const auto left = bake - monitored;  // input data
    return left > bake * 1e-12 ? left : hours_in<double>(0);
  }
};

/// How many whole steps there are in a time: 3 of 1 min in 3 min, though none is a binary number of
/// hours.
inline double whole_steps(hours_in<double> time, hours_in<double> step) {
  return std::floor(time / step * (1 + 1e-12));
}

namespace detail {

/// No plan has that many analyses.
inline constexpr double most_analyses = 1e9;

}  // namespace detail

/// How many analyses a bake time has, one at the end of each interval; 1 where it is shorter, or
/// where the interval is 0. *Throws* domain_error unless the bake time is more than 0 and there are
/// at most 1e9.
[[nodiscard]] inline std::size_t analyses_in(hours_in<double> bake, hours_in<double> interval) {
  require_positive_duration("analyses_in", "bake (in hours)", bake);
  require_duration("analyses_in", "interval (in hours)", interval);
  if (interval.count() == 0) return 1;
  const double analyses = whole_steps(bake, interval);
  if (!(analyses <= detail::most_analyses))
    fail("analyses_in", "bake (in intervals)", bake / interval, "at most 1e9");
  return analyses < 1 ? 1 : static_cast<std::size_t>(analyses);
}

/// The stage with an analysis at the end of each interval of its bake time, what is left
/// unmonitored; with one analysis at the end of a bake time that is shorter, and where the interval
/// is 0. *Throws* as analyses_in.
[[nodiscard]] inline rollout_stage analysed_every(rollout_stage stage, hours_in<double> interval) {
  stage.analyses = analyses_in(stage.bake, interval);
  stage.first = hours_in<double>(0);
  const double all = static_cast<double>(stage.analyses) * interval.count();
  const bool is_even = !(all < stage.bake.count() * (1 - 1e-12));
  stage.interval = is_even || interval.count() == 0 ? hours_in<double>(0) : interval;
  return stage;
}

/// The analyses of one analysis beside all stages.
struct analysis_times {
  hours_in<double> interval{0};  ///< from one analysis to the next; more than 0
  /// The first analysis, after the first bake time began. One at which nothing was served yet sees
  /// nothing, but counts.
  hours_in<double> first{0};
  std::size_t most = std::numeric_limits<std::size_t>::max();  ///< analyses
};

/// Stages that are looked at by one clock, which stands still while they ramp. *Throws*
/// domain_error unless the interval is more than 0 and there are at most 1e9 analyses.
[[nodiscard]] inline std::vector<rollout_stage> analysed_throughout(
    std::vector<rollout_stage> stages, const analysis_times& times) {
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
