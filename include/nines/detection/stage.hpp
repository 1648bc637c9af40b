// SPDX-License-Identifier: BSL-1.0
// A stage of a rollout: a share of the traffic for a time, and when it is looked at.
//
//   rollout_stage{.share = 5_percent, .bake = 30min, .looks = 3}      at 10, 20, 30 min
//   watched_each({.share = 5_percent, .bake = 19min}, 10min)          at 10 min, the rest unwatched
//   watch_throughout(stages, {.interval = 1min})                      one clock over all stages
//
// The first two count the time of each stage by itself; the third is the clock of an analysis that
// runs beside all stages, as Argo's in the background: short stages may go by between two of its
// looks.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <nines/duration/hours.hpp>
#include <nines/probability/two_sided.hpp>
#include <vector>

namespace nines {

/// A share of the traffic for a time, of which the last part is watched.
struct rollout_stage {
  probability<> share;       ///< of all requests, that the new release serves
  hours_in<double> bake{0};  ///< watched at this share
  std::size_t looks = 1;  ///< evenly over the bake time, the last one at its end, or by `interval`
  hours_in<double> ramp{0};      ///< before it: the share grows evenly to this one, not watched
  hours_in<double> interval{0};  ///< from look to look, the rest goes unwatched; 0: evenly
  hours_in<double> first{0};     ///< look, after the bake time began; 0: after one interval

  /// From the begin of the bake time to its first look, and from one look to the next.
  [[nodiscard]] hours_in<double> to_first_look() const {
    return interval.count() > 0 && first.count() > 0 ? first : between_looks();
  }
  [[nodiscard]] hours_in<double> between_looks() const {
    if (interval.count() > 0) return interval;
    return bake / static_cast<double>(std::max<std::size_t>(looks, 1));
  }
  /// What is left of the bake time after the last look.
  [[nodiscard]] hours_in<double> unwatched() const {
    if (looks == 0) return bake;
    if (!(interval.count() > 0)) return hours_in<double>(0);
    const auto watched = to_first_look() + static_cast<double>(looks - 1) * interval;
    const auto left = bake - watched;  // input data
    return left > bake * 1e-12 ? left : hours_in<double>(0);
  }
};

namespace detail {

/// How many whole steps there are in a time: 3 of 1 min in 3 min, though none is a binary number of
/// hours.
inline double whole_steps(hours_in<double> time, hours_in<double> step) {
  return std::floor(time / step * (1 + 1e-12));
}

/// No plan has so many looks.
inline constexpr double most_looks = 1e9;

}  // namespace detail

/// How many looks a bake time has, one at the end of each interval; 1 where it is shorter, or where
/// the interval is 0. *Throws* domain_error unless the bake time is more than 0 and there are at
/// most 1e9.
[[nodiscard]] inline std::size_t looks_in(hours_in<double> bake, hours_in<double> interval) {
  require_positive_duration("looks_in", "bake (in hours)", bake);
  require_duration("looks_in", "interval (in hours)", interval);
  if (interval.count() == 0) return 1;
  const double looks = detail::whole_steps(bake, interval);
  if (!(looks <= detail::most_looks))
    detail::fail("looks_in", "bake (in intervals)", bake / interval, "at most 1e9");
  return looks < 1 ? 1 : static_cast<std::size_t>(looks);
}

/// The stage with a look at the end of each interval of its bake time, what is left unwatched; with
/// one look at the end of a bake time that is shorter, and where the interval is 0. *Throws* as
/// looks_in.
[[nodiscard]] inline rollout_stage watched_each(rollout_stage stage, hours_in<double> interval) {
  stage.looks = looks_in(stage.bake, interval);
  stage.first = hours_in<double>(0);
  const double all = static_cast<double>(stage.looks) * interval.count();
  const bool is_even = !(all < stage.bake.count() * (1 - 1e-12));
  stage.interval = is_even || interval.count() == 0 ? hours_in<double>(0) : interval;
  return stage;
}

/// The looks of one analysis beside all stages.
struct look_times {
  hours_in<double> interval{0};
  /// The first look, after the first bake time began. One at which nothing was served yet sees
  /// nothing, but counts.
  hours_in<double> first{0};
  std::size_t most = std::numeric_limits<std::size_t>::max();  ///< looks
};

/// Stages that are looked at by one clock, which stands still while they ramp. *Throws*
/// domain_error unless the interval is more than 0 and there are at most 1e9 looks.
[[nodiscard]] inline std::vector<rollout_stage> watch_throughout(std::vector<rollout_stage> stages,
                                                                 const look_times& times) {
  constexpr auto function = "watch_throughout";
  require_positive_duration(function, "interval (in hours)", times.interval);
  if (!detail::is_finite(times.first.count()))
    detail::fail(function, "first (in hours)", times.first.count(), "finite");
  hours_in<double> begin{0};
  for (auto& stage : stages) {
    require_positive_duration(function, "bake (in hours)", stage.bake);
    const auto end = begin + stage.bake;
    const auto looks_by = [&](hours_in<double> t) {  // those after the time 0 or before it, too
      const double steps = (t - times.first) / times.interval;  // a look at an end is in time
      const double n = std::floor(steps + std::max(1e-9, 1e-12 * steps)) + 1;
      if (!(n <= detail::most_looks)) detail::fail(function, "looks", n, "at most 1e9");
      return std::min(std::max(n, 0.0), static_cast<double>(times.most));
    };
    const double before = looks_by(begin);
    stage.looks = static_cast<std::size_t>(looks_by(end) - before);
    stage.interval = times.interval;
    stage.first = stage.looks > 0 ? times.first + before * times.interval - begin  // input data
                                  : hours_in<double>(0);
    if (!(std::abs((stage.first - times.interval) / times.interval) > 1e-9) && stage.looks > 0 &&
        !(stage.unwatched().count() > 0))
      stage = watched_each(stage, times.interval);
    begin = end;
  }
  return stages;
}

}  // namespace nines
