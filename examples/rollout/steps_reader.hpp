// SPDX-License-Identifier: BSL-1.0
// The steps of a canary as Argo Rollouts has them: [{setWeight: 5}, {pause: {duration: 30m}}, ...].
#pragma once

#include <nines/detection/stage.hpp>
#include <optional>

#include "common/cursor.hpp"

namespace rollout {

using namespace calculator;

/// A share of the traffic as Argo writes it: 5, or "0.5%", in percent, or 5 of `all`.
chance read_weight(const cursor& c);
/// The same, which may be 0.
chance read_weight_or_none(const cursor& c, double all = 100);
/// A duration, also as Argo and Flagger write it: "30m", "1h30m", or 30 for seconds.
hours read_interval(const cursor& c);

/// An analysis that runs where it stands: its measurements take their time, and count their own
/// failures.
struct step_analysis {
  std::size_t count = 1;  ///< of measurements, the first of them after the delay
  hours interval{0};      ///< from one to the next
  hours initial_delay{0};

  [[nodiscard]] hours time() const {
    return initial_delay + static_cast<double>(count - 1) * interval;  // 1 or more
  }
  /// Lets a stage be watched by its measurements alone, so long after the stage begins. Returns
  /// whether the first is at that very beginning: it sees no request, and is no look.
  bool watch(nines::rollout_stage& stage, hours begin) const;
};

/// The keys of an analysis as Argo's steps and strategies have it; fails where it rolls nothing
/// back.
fields read_run(const cursor& c);

/// What bears on the steps, besides them.
struct steps_settings {
  bool has_router = false;     ///< else the scale of the canary is that of its weight
  std::size_t replicas = 0;    ///< 0: not known
  std::size_t least_pods = 0;  ///< of either release
  std::size_t starting_step = 0;
  bool shrinks_stable = false;     ///< as the traffic leaves it
  double all_traffic = 100;        ///< what weights are of
  bool is_watched_beside = false;  ///< by an analysis that the strategy states
  /// What a step runs; none: one that watches all steps.
  std::optional<step_analysis> analysis = {};
};

/// What steps amount to.
struct canary_steps {
  std::vector<nines::rollout_stage> stages;
  hours lead{0};           ///< from the first step to the first request
  hours analysis_from{0};  ///< the first request; before it: less than 0
  double peak = 1;         ///< capacity, with a router
  std::vector<std::string> notes, warnings;
};

/// A pause without a duration waits for a person, who is taken to need so long.
inline constexpr hours person_takes{1};

/// Warns of weights that are all below 1 and have no sign: fractions, as other routers have them?
void warn_of_fractions(const std::vector<cursor>& weights, std::vector<std::string>& warnings);

canary_steps read_steps(const cursor& c, const steps_settings& settings);

}  // namespace rollout
