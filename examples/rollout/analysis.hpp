// SPDX-License-Identifier: BSL-1.0
// What a rollout risks, stage by stage, against the error budget; and the questions turned round.
#pragma once

#include <nines/rollout/risk/risk.hpp>

#include "common/report.hpp"
#include "study.hpp"

namespace rollout {

/// A strategy of the study with its risk.
struct assessed {
  const study& whole;
  const strategy& way;
  nines::rollout_risk risk;
  risk_notes notes = {};
};
assessed assess_strategy(const study& s, const strategy& way);

/// A probability of its risk; where it is simulated, as one.
cell chance_cell(const assessed& a, const chance& p);

/// Whether all limits that are stated are kept.
bool keeps_limits(const assessed& a);

report analyse(const assessed& a);

}  // namespace rollout
