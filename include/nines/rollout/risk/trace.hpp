// SPDX-License-Identifier: BSL-1.0
// The trajectory of a release, traced through a plan stage by stage.
//
// A stage may begin at several times where a rule promotes early; times and exposures that agree to
// the nanosecond are one. Cost: the number of analyses, times the number of different times.
#pragma once

#include <nines/inline.hpp>
#include <nines/rollout/risk/trajectory.hpp>

namespace nines {

namespace detail {

/// A time at which a stage may begin.
struct stage_start {
  hours_in<double> at{0};
  hours_in<double> exposed{0};
  double probability = 1;
};

/// Starts at the same time and exposure, to the nanosecond, are one.
void merge(std::vector<stage_start>& starts);

/// What can happen in one stage of a plan, and what is written down of it.
class stage_steps {
 public:
  stage_steps(const rollout_plan& plan, std::size_t index, std::vector<rollout_end>& ends,
              std::vector<exposure_stretch>& stretches);

  /// The ramp.
  void enter(stage_start& now, double p) const;
  /// A time at the share of the stage.
  void stay(stage_start& now, hours_in<double> time, double p) const;
  void roll_back(const stage_start& now, double p) const;

 private:
  const rollout_plan& plan_;
  const rollout_stage& stage_;
  std::size_t index_;
  std::vector<rollout_end>& ends_;
  std::vector<exposure_stretch>& stretches_;
  double before_ = 0;
  double share_ = 0;
};

}  // namespace detail

/// The trajectory through a plan, from the stopping distribution of each stage. *Throws*
/// domain_error unless there is a distribution for each stage, of its analyses where they have an
/// interval; convergence_error for more than `most_ways` analyses, each counted at all times at
/// which early promotions let it be.
[[nodiscard]] rollout_trajectory trace(const rollout_plan& plan,
                                       std::vector<stopping_probabilities<>> dists,
                                       double most_ways);

}  // namespace nines

#ifndef NINES_COMPILED
#include <nines/rollout/impl/trace.hpp>
#endif
