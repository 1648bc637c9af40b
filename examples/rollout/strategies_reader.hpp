// SPDX-License-Identifier: BSL-1.0
// Strategies as files describe them, with the keys of Argo Rollouts, Flagger and Kubernetes where
// these have one.
#pragma once

#include "study.hpp"

namespace rollout {

/// A share of the traffic as Argo writes it, in percent: 5, or "0.5%".
chance read_weight(const cursor& c);
/// A duration, also as Argo and Flagger write it: "30m", or 30 for seconds.
hours read_interval(const cursor& c);

/// What all strategies of a file have in common.
struct common_settings {
  nines::reaction_laws way_back;
  std::optional<chance> quantile = {};  ///< of lag and way back, in place of their means
  std::optional<hours> interval = {};
  std::size_t replicas = 0;  ///< 0: any share of the traffic
};

std::vector<strategy> read_strategies(const cursor& c, const common_settings& common);

}  // namespace rollout
