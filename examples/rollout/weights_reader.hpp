// SPDX-License-Identifier: BSL-1.0
// The weights of a canary as Flagger has them: stepWeight, stepWeights, maxWeight, iterations.
#pragma once

#include <nines/detection/stage.hpp>
#include <optional>

#include "common/cursor.hpp"

namespace rollout {

using namespace calculator;

/// The keys that are Flagger's.
const std::vector<std::string>& flagger_keys();
/// Whether a canary has one of those that say how the traffic moves.
bool has_flagger_weights(const fields& canary);

/// What they amount to: each weight for one interval, with a check at its end.
struct canary_weights {
  std::vector<nines::rollout_stage> stages;
  std::size_t rounds_before = 0;  ///< intervals before the first request
  std::vector<std::string> notes, warnings;
};

/// The weights of a canary. Source: fluxcd/flagger, pkg/controller/scheduler.go at 15bd6ad.
canary_weights read_weights(const fields& canary, const cursor& c, hours interval);

}  // namespace rollout
