// SPDX-License-Identifier: BSL-1.0
// What an objective allows, when its alerts detect an outage, and how often they fire by
// probability.
#pragma once

#include "common/report.hpp"

namespace budget {

using namespace calculator;

struct plan;

report analyse(const plan& p);

/// Whether false pages in the window are certain to be no more likely than the limit. Tickets do
/// not count.
standing keeps_limit(const plan& p);

}  // namespace budget
