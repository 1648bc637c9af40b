// SPDX-License-Identifier: BSL-1.0
// Strategies as files describe them, with the keys of Argo Rollouts, Flagger and Kubernetes where
// these have one.
#pragma once

#include "steps_reader.hpp"
#include "study.hpp"

namespace rollout {

/// What all strategies of a file have in common.
struct common_settings {
  boxed<nines::reaction_distributions> way_back;  ///< never none
  std::optional<chance> quantile = {};            ///< of lag and way back, in place of their means
  std::optional<hours> interval = {};
  std::size_t replicas = 0;  ///< 0: any share of the traffic
  /// One clock looks at all stages; else each stage has its own.
  std::optional<nines::analysis_times> clock = {};
  /// The analysis runs at its places in the strategy, and nowhere else.
  std::optional<step_analysis> in_steps = {};
};

/// Whether all that is stated has the weights of Flagger, of which a failed check holds the step;
/// and whether some has.
struct flagger_use {
  bool all = false, some = false;
};
flagger_use uses_flagger(const cursor& c);

/// Where strategies have an analysis, as Argo's do.
struct analysis_places {
  bool all = true, some = false;  ///< in a step, or after the switch: of all strategies, or of some
  bool beside = false;            ///< beside all steps of one
};
analysis_places places_of_analysis(const cursor& c);

std::vector<strategy> read_strategies(const cursor& c, const common_settings& common);

}  // namespace rollout
