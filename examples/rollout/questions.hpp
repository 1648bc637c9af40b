// SPDX-License-Identifier: BSL-1.0
// The questions turned round: what bake time, what traffic, which schedule?
#pragma once

#include "common/report.hpp"

namespace rollout {

using namespace calculator;

struct assessed;

/// What each stage needs to tell good from bad with the wanted probabilities: requests, bake time,
/// traffic; by the best test, and by the rule of the study. None where the rates are so near that
/// no test of up to a million errors does.
std::optional<section> traffic_section(const assessed& a);

/// The bake times of least cost, for two appetites for risk, beside those of the plan.
section schedule_section(const assessed& a);

}  // namespace rollout
