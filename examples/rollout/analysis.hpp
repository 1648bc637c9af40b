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

/// Whether all limits that are stated are kept.
bool keeps_limits(const assessed& a);

report analyse(const assessed& a);

}  // namespace rollout
