// SPDX-License-Identifier: BSL-1.0
// How a release is watched, as files describe it, with the keys of Argo Rollouts (failureLimit,
// count, initialDelay) and Flagger (threshold) where they have one.
#pragma once

#include "strategies_reader.hpp"
#include "study.hpp"

namespace rollout {

/// What the reading of an analysis depends on.
struct analysis_context {
  const nines::release& change;
  flagger_use flagger;
  analysis_places places;
  bool chooses = false;  ///< bake times are asked for, of stages each by itself
};

analysis read_analysis(const cursor& c, const analysis_context& context);

/// Fails where the analysis can never roll back: too few checks, or a rule that no failed request
/// makes act.
void check_analysis(const study& s, const cursor& strategy, const cursor& analysis);

}  // namespace rollout
