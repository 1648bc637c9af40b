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
#include <cstddef>
#include <limits>
#include <nines/duration/hours.hpp>
#include <nines/inline.hpp>
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
  [[nodiscard]] hours_in<double> unmonitored() const;
};

/// How many whole steps there are in a time: 3 of 1 min in 3 min, though none is a binary number of
/// hours.
double whole_steps(hours_in<double> time, hours_in<double> step);

namespace detail {

/// No plan has that many analyses.
inline constexpr double most_analyses = 1e9;

}  // namespace detail

/// How many analyses a bake time has, one at the end of each interval; 1 where it is shorter, or
/// where the interval is 0. *Throws* domain_error unless the bake time is more than 0 and there are
/// at most 1e9.
[[nodiscard]] std::size_t analyses_in(hours_in<double> bake, hours_in<double> interval);

/// The stage with an analysis at the end of each interval of its bake time, what is left
/// unmonitored; with one analysis at the end of a bake time that is shorter, and where the interval
/// is 0. *Throws* as analyses_in.
[[nodiscard]] rollout_stage analysed_every(rollout_stage stage, hours_in<double> interval);

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
[[nodiscard]] std::vector<rollout_stage> analysed_throughout(std::vector<rollout_stage> stages,
                                                             const analysis_times& times);

}  // namespace nines

#ifndef NINES_COMPILED
#include <nines/detection/impl/stage.hpp>
#endif
