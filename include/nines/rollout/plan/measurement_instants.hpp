// SPDX-License-Identifier: BSL-1.0
// A plan looked at on the instants of a clock that has two steps: an interval after an answer, and
// a retry after a measurement that had none.
//
// Both are whole numbers of instants: an interval of 1 min and a retry of 10 s have one each 10 s,
// 7 s and 10 s one each second. A measurement sees the requests of the interval before it, whole
// numbers of what had come by both its ends. The clock stands still while a stage ramps.
#pragma once

#include <nines/detection/analysis_run.hpp>
#include <nines/inline.hpp>
#include <nines/rollout/plan/interim_analyses.hpp>

namespace nines::detail {

/// When measurements are.
struct measurement_clock {
  hours_in<double> interval{0};
  hours_in<double> first{0};  ///< after the first bake time began
  hours_in<double> retry{0};  ///< 0: none
};

/// The instants of an interval and of a retry: the least whole numbers in their ratio.
instants_between instants_of(const measurement_clock& clock);

/// The instants of all stages, from the first measurement on.
class instants_of_plan {
 public:
  instants_of_plan(const rollout_plan& plan, const measurement_clock& clock);

  [[nodiscard]] const instants_between& next() const { return next_; }
  [[nodiscard]] rollout_plan plan() const { return rollout_plan(settings_); }
  [[nodiscard]] hours_in<double> at(std::size_t i) const {
    return first_ + static_cast<double>(i) * step_;
  }
  [[nodiscard]] std::size_t of_stage(std::size_t i) const { return counts_[i]; }
  [[nodiscard]] std::size_t before_stage(std::size_t i) const;

 private:
  /// How many there are by a time; one at it is in time.
  [[nodiscard]] double by(hours_in<double> t) const;

  instants_between next_;
  hours_in<double> step_, first_;
  plan_settings settings_{.stages = {}, .lag = reaction_lag::none()};
  std::vector<std::size_t> counts_;
};

/// The requests that a measurement at each instant would see: those of the interval before it.
std::vector<std::size_t> seen_at_instants(const rollout_plan& plan, const request_rate& traffic,
                                          const instants_of_plan& instants,
                                          hours_in<double> interval, std::size_t n);

}  // namespace nines::detail

#ifndef NINES_COMPILED
#include <nines/rollout/impl/measurement_instants.hpp>
#endif
