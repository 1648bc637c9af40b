// SPDX-License-Identifier: BSL-1.0
// The probability to break the agreement, what it costs, and what would keep it.
#pragma once

#include "common/report.hpp"

namespace sla {

using namespace calculator;

struct service;

/// The probability that the down time of a window is more than the objective allows.
chance breach(const service& s);
standing keeps_limit(const service& s);

/// Of a calendar month: over the length, of 28 to 31 d, of which the probability of a breach is
/// largest.
service at_worst_month(service s);

report analyse(const service& s);

}  // namespace sla
