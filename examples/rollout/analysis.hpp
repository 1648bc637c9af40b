// SPDX-License-Identifier: BSL-1.0
// What a rollout risks, stage by stage, against the error budget; and the questions turned round.
#pragma once

#include "common/report.hpp"
#include "study.hpp"

namespace rollout {

/// A strategy of the study with its risk.
struct assessed {
  const study& whole;
  const strategy& way;
  nines::rollout_risk risk;
};

/// The excess of bad requests that a bad release stays within with this chance.
double excess_if_bad_in(const assessed& a, const chance& c);
/// The share of the requests that no bad release fails, in a year of changes.
chance available_with_changes(const assessed& a);

/// Whether all limits that are stated are kept.
bool keeps_limits(const assessed& a);

report analyse(const assessed& a);

}  // namespace rollout
