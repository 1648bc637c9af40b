// SPDX-License-Identifier: BSL-1.0
// What the readers of all kinds of strategies share: the reaction, the looks, the keys in common.
#pragma once

#include <nines/rollout/plan/strategies.hpp>

#include "strategies_reader.hpp"

namespace nines {
struct reaction_times;
}  // namespace nines

namespace rollout {

/// Longer plans are refused, and plans with more looks in a stage.
inline constexpr std::size_t most_stages = 1000;
inline constexpr std::size_t most_analyses = 10000;

struct strategy_reader {
  const common_settings& common;

  [[nodiscard]] nines::reaction_times reaction(const nines::reaction_distributions& dists) const;
  [[nodiscard]] nines::reaction_lag lag() const;
};

/// The plan with its looks where the analysis has them: of one clock from the time `from` on, or of
/// each stage by itself; adds a note where stages end before a look of their own.
nines::rollout_plan watched(const common_settings& common, const nines::rollout_plan& plan,
                            hours from, const cursor& c, std::vector<std::string>& notes);

hours duration_or(const fields& given, const char* key, hours otherwise);
hours preparation_of(const fields& given);
boxed<nines::reaction_distributions> way_back(const common_settings& common, hours time,
                                              nines::rollback_shape shape);
/// As Kubernetes: "25%", or a whole number of replicas.
chance read_replicas(const cursor& c, std::size_t replicas);
nines::canary_settings canary_of(const strategy_reader& reader, const fields& given,
                                 std::vector<nines::rollout_stage> stages, hours lead);

}  // namespace rollout
