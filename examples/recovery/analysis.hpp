// SPDX-License-Identifier: BSL-1.0
// How long until service is back, which step it takes, and what is lost.
#pragma once

#include "common/report.hpp"
#include "plan.hpp"

namespace recovery {

/// Whether both objectives, as far as they are stated, are met.
bool meets_objectives(const plan& p);

report analyse(const plan& p);

/// Draws the probability that each step is over, against the time since the failure.
void draw_timeline(const plan& p, const std::string& svg_path);

}  // namespace recovery
