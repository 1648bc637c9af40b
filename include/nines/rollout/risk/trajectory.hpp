// SPDX-License-Identifier: BSL-1.0
// The trajectory of a release with one rate of errors through a plan: what it reaches, when it is
// rolled back, and what it exposes.
//
//   reach of stage i = product over the stages before of (not rolled back there)
//   exposure = sum over stretches of (probability of being in it) (share) (time), reaction included
//
// Both sides of every probability are products and sums of masses: a bad release reaches everyone
// with 3.6e-200 where that is so. Times count from the first request. A verdict takes effect after
// the lag, and the way back takes its time. Exposure is in time of full traffic; risk.hpp turns it
// into requests. Cost: the number of analyses, times the number of different times at which stages
// can end where a rule promotes early.
// Index: exposure.
#pragma once

#include <algorithm>
#include <limits>
#include <nines/detection/stopping_distribution.hpp>
#include <nines/error.hpp>
#include <nines/inline.hpp>
#include <nines/rollout/plan/plan.hpp>

namespace nines {

/// One way that a rollout ends.
struct rollout_end {
  bool is_rolled_back = false;  ///< else it passed all stages
  std::size_t stage = 0;        ///< in which
  hours_in<double> verdict{0};  ///< the analysis that decided, or the end of the last stage
  hours_in<double> gone{0};     ///< when the release serves no more; never if it passed
  double probability = 0;       ///< of this end
  hours_in<double> exposed{0};  ///< time of full traffic until then
};

/// A stretch of time at a share of the traffic.
struct exposure_stretch {
  hours_in<double> from{0};  ///< since the first request
  hours_in<double> to{0};    ///< since the first request
  double share = 0;          ///< on average over the stretch
  double probability = 0;    ///< of being in it
  bool is_reaction = false;  ///< after the verdict
};

/// What happens at one stage.
struct stage_trajectory {
  probability<> reached;          ///< that it begins
  probability<> rolled_back;      ///< in it, given that
  stopping_probabilities<> dist;  ///< analysis by analysis, given that
};

class rollout_trajectory;
/// The trajectory from stopping distributions; see below.
[[nodiscard]] rollout_trajectory trace(const rollout_plan& plan,
                                       std::vector<stopping_probabilities<>> dists,
                                       double most_ways = 2e6);
/// The trajectory where failed checks pause; see paused_steps.hpp.
[[nodiscard]] rollout_trajectory trace_paused(const rollout_plan& plan,
                                              const std::vector<probability<>>& fails,
                                              std::size_t allowed);
/// The trajectory that is one of two; see blind_analysis.hpp.
[[nodiscard]] rollout_trajectory mixture_of(const rollout_trajectory& a,
                                            const rollout_trajectory& b, const probability<>& is_b);

/// The trajectory of a release through a plan. Immutable.
class rollout_trajectory {
 public:
  /// in the order of the plan
  [[nodiscard]] const std::vector<stage_trajectory>& stages() const { return stages_; }
  /// all of them; their probabilities add up to 1
  [[nodiscard]] const std::vector<rollout_end>& ends() const { return ends_; }
  /// of exposure, each with its probability
  [[nodiscard]] const std::vector<exposure_stretch>& stretches() const { return stretches_; }

  /// The probability that it passes all stages; its complement is a rollback somewhere.
  [[nodiscard]] const probability<>& passes() const { return passes_; }
  /// The probability that it serves all of the traffic: it begins the stage of 100 %, if there is
  /// one, else it passes the last.
  [[nodiscard]] const probability<>& reaches_everyone() const { return everyone_; }

  /// The expected time from the first request to the analysis that rolls it back, given one does.
  /// *Throws* domain_error where none ever does.
  [[nodiscard]] hours_in<double> mean_time_to_verdict() const;
  /// The same, until it serves no more.
  [[nodiscard]] hours_in<double> mean_time_to_rollback() const;
  /// The expected time from the first request to the end of the last stage, given that it passes.
  /// *Throws* domain_error where it never does.
  [[nodiscard]] hours_in<double> mean_time_to_pass() const;
  /// The expected time of full traffic until the verdict.
  [[nodiscard]] hours_in<double> exposed_before_verdict() const;
  /// The expected time of full traffic from the verdict until the release is gone.
  [[nodiscard]] hours_in<double> exposed_in_reaction() const;
  /// The expected time of full traffic in all.
  [[nodiscard]] hours_in<double> exposed() const;
  /// The expected time of full traffic up to a time. What passed is not counted after its last
  /// stage.
  [[nodiscard]] hours_in<double> exposed_by(hours_in<double> t) const;
  /// The probability that at a time it is still there: not rolled back, or not yet gone.
  [[nodiscard]] probability<> live_at(hours_in<double> t) const;
  /// The probability that by a time, to the nanosecond, it is decided: rolled back, or past all
  /// stages.
  [[nodiscard]] probability<> time_to_verdict_cdf(hours_in<double> t) const;
  /// The probability that the exposure, in time of full traffic, is more than that.
  [[nodiscard]] probability<> exposure_survival(hours_in<double> x) const;

 private:
  friend rollout_trajectory trace(const rollout_plan& plan,
                                  std::vector<stopping_probabilities<>> dists, double most_ways);
  friend rollout_trajectory trace_paused(const rollout_plan& plan,
                                         const std::vector<probability<>>& fails,
                                         std::size_t allowed);
  friend rollout_trajectory mixture_of(const rollout_trajectory& a, const rollout_trajectory& b,
                                       const probability<>& is_b);

  /// All of the traffic is served from the first stage of 100 % on, or else once the last is
  /// passed.
  void set_everyone(const rollout_plan& plan);
  static hours_in<double> never() {
    return hours_in<double>(std::numeric_limits<double>::infinity());
  }
  template <class Which>
  [[nodiscard]] probability<> probability_of(const Which& which) const {
    double sides[2] = {0, 0};
    for (const auto& end : ends_) sides[which(end) ? 0 : 1] += end.probability;
    return probability<>::from_computed_sides(sides[0], sides[1]);
  }
  template <class Time>
  [[nodiscard]] hours_in<double> mean_of(bool rolled_back, const Time& time) const {
    hours_in<double> sum{0};
    double all = 0;
    for (const auto& end : ends_) {
      if (end.is_rolled_back != rolled_back) continue;
      sum += time(end) * end.probability;
      all += end.probability;
    }
    if (!(all > 0))
      fail("rollout_trajectory", rolled_back ? "it is never rolled back" : "it never passes");
    return sum / all;
  }
  [[nodiscard]] hours_in<double> exposed(bool in_reaction, hours_in<double> t) const;

  std::vector<stage_trajectory> stages_;
  std::vector<rollout_end> ends_;
  std::vector<exposure_stretch> stretches_;
  probability<> passes_ = probability<>::always();
  probability<> everyone_ = probability<>::always();
};

}  // namespace nines

#ifndef NINES_COMPILED
#include <nines/rollout/impl/trajectory.hpp>
#endif
