// SPDX-License-Identifier: BSL-1.0
// Strategies with the keys of Argo Rollouts: a canary of steps, and blueGreen.
#pragma once

#include "strategy_context.hpp"

namespace rollout {

/// The keys of Argo's canary.
const std::vector<std::string>& argo_canary_keys();

/// With a traffic router any share, without one whole replicas, where they are known.
strategy read_argo_canary(const strategy_reader& reader, const fields& given);

/// A second fleet, and a switch of all traffic: by Argo's keys, or by preparation, switch and keep.
strategy read_blue_green(const strategy_reader& reader, const cursor& c);

}  // namespace rollout
