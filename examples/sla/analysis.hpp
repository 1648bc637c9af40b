// SPDX-License-Identifier: BSL-1.0
// The probability to break the agreement, what it costs, and what would keep it.
#pragma once

#include "common/report.hpp"
#include "service.hpp"

namespace sla {

/// The probability that the down time of a window is more than the objective allows.
chance breach(const service& s);
bool keeps_limit(const service& s);

/// Of a calendar month: over the length, of 28 to 31 d, of which the probability of a breach is
/// largest.
service at_worst_month(service s);

report analyse(const service& s);

/// Draws the probability of more down time than t, of a window and of a year.
void draw_exceedance(const service& s, const std::string& svg_path);

}  // namespace sla
