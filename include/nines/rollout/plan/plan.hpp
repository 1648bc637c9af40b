// SPDX-License-Identifier: BSL-1.0
// A rollout plan: stages of share and bake time, the reaction to a verdict, and the way back.
//
// Example:
//   rollout_plan plan({.stages = {{1_percent, 30min}, {5_percent, 30min}, {25_percent, 30min, 6}},
//                      .lag = reaction_lag(15s + 60s + 20s),  // scrape, aggregate, act
//                      .rollback = {2min, rollback_shape::linear}});
//
// strategies.hpp makes plans of the usual kinds. Exposure is counted in time of full traffic: 30
// min at 1 % are 0.3 min. The lag is an argument that cannot be left out: without one a bad request
// would be noticed as it fails, staging would not matter, and an optimiser would return nonsense
// (memoryless_detection.hpp).
#pragma once

#include <nines/detection/stage.hpp>
#include <nines/inline.hpp>

namespace nines {

/// The time from the analysis that shows a release to be bad until the rollback begins: metric
/// scrape, aggregation, decision. It has no default.
class reaction_lag {
 public:
  /// *Throws* domain_error unless it is more than 0, and finite.
  template <class Rep, class Period>
  explicit constexpr reaction_lag(std::chrono::duration<Rep, Period> lag)
      : time_(count_in<double>(lag)) {
    if (!(time_.count() > 0) || !is_finite(time_.count()))
      fail("reaction_lag", "lag (in hours)", time_.count(),
           "more than 0, and finite; nobody reacts at once");
  }
  /// No lag at all: for theory, and for what is counted separately.
  [[nodiscard]] static constexpr reaction_lag none() { return {}; }
  /// more than 0, unless it is none()
  [[nodiscard]] constexpr hours_in<double> time() const { return time_; }

 private:
  constexpr reaction_lag() = default;
  hours_in<double> time_{0};
};

/// How the traffic leaves a release that is rolled back.
enum class rollback_shape {
  at_the_end,  ///< all of it once the time has ended: a switch, a redeployment
  linear,      ///< evenly over the time
  down,        ///< all of it at once, and nothing serves until the time has ended
  mirrored     ///< evenly, at the speed at which the time takes all of the traffic back
};

/// The way back.
struct rollback_path {
  hours_in<double> time{0};                           ///< to take all of the traffic back
  rollback_shape shape = rollback_shape::at_the_end;  ///< how the traffic leaves in that time
};

/// What a plan is made of; rollout_plan checks it.
struct plan_settings {
  std::vector<rollout_stage> stages;  ///< at least one, shares not falling
  reaction_lag lag;                 ///< from the analysis that shows a bad release to its rollback
  rollback_path rollback = {};      ///< how the traffic is taken back
  hours_in<double> preparation{0};  ///< before the first request
  double peak_capacity = 1;         ///< the most that runs at once, 1 is what serves all
  double least_capacity = 1;        ///< the least that serves, while it is deployed
  /// How long the least capacity lasts before the first request.
  hours_in<double> deploying_before{0};
  hours_in<double> deploying_after{0};  ///< and after the first request
};

/// A plan that is valid by construction. Immutable.
class rollout_plan {
 public:
  /// *Throws* domain_error unless there is a stage, shares are more than 0 and do not fall, bake
  /// times are more than 0, there is an analysis at least (in each stage, unless it states an
  /// interval) and all are within the bake time, other times are not negative and all finite, and 0
  /// <= least_capacity <= peak_capacity.
  explicit rollout_plan(plan_settings settings);

  /// What it was made of: to make another like it.
  [[nodiscard]] const plan_settings& settings() const { return settings_; }
  /// in their order
  [[nodiscard]] const std::vector<rollout_stage>& stages() const { return settings_.stages; }
  [[nodiscard]] const reaction_lag& lag() const { return settings_.lag; }             ///< as given
  [[nodiscard]] const rollback_path& rollback() const { return settings_.rollback; }  ///< as given
  /// before the first request
  [[nodiscard]] hours_in<double> preparation() const { return settings_.preparation; }
  /// The capacity that it takes at its peak; 1 is what serves all.
  [[nodiscard]] double peak_capacity() const { return settings_.peak_capacity; }
  /// The capacity that serves at the least, while the release is deployed.
  [[nodiscard]] double least_capacity() const { return settings_.least_capacity; }
  /// How long the least capacity lasts before the first request.
  [[nodiscard]] hours_in<double> deploying_before() const { return settings_.deploying_before; }
  /// How long the least capacity lasts after the first request, if all goes well.
  [[nodiscard]] hours_in<double> deploying_after() const { return settings_.deploying_after; }

  /// From the first request to the end of the last bake time.
  [[nodiscard]] hours_in<double> duration() const;
  /// The time of full traffic that a release which passes is exposed to while it is rolled out.
  [[nodiscard]] hours_in<double> exposed_time() const { return forward(duration()); }
  /// The same for one that is found a time after its first request: until then, through the
  /// reaction, and on the way back.
  template <class Rep, class Period>
  [[nodiscard]] hours_in<double> exposed_time(std::chrono::duration<Rep, Period> found) const {
    require_duration("rollout_plan::exposed_time", "found", found);
    const hours_in<double> at(count_in<double>(found));
    return forward(at) + exposed_after(share_at(at));
  }
  /// The share of the traffic a time after the first request; after the last stage all.
  [[nodiscard]] double share_at(hours_in<double> t) const;
  /// The time of full traffic from a verdict at this share until the release is gone.
  [[nodiscard]] hours_in<double> exposed_after(double share) const;
  /// How long after a verdict at this share the release is gone.
  [[nodiscard]] hours_in<double> gone_after(double share) const;
  /// How long the way back from this share takes, once it begins.
  [[nodiscard]] hours_in<double> way_back(double share) const;

 private:
  static void check_time(const char* argument, hours_in<double> time, bool positive = false);
  void check_shares() const;
  static void check_stage(const rollout_stage& stage);
  /// The integral of the share up to t.
  [[nodiscard]] hours_in<double> forward(hours_in<double> t) const;

  plan_settings settings_;
};

}  // namespace nines

#ifndef NINES_COMPILED
#include <nines/rollout/impl/plan.hpp>
#endif
