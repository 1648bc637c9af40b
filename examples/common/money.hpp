// SPDX-License-Identifier: BSL-1.0
// Amounts of money in reports.
#pragma once

#include <cmath>

#include "report.hpp"

namespace calculator {

/// "30,110": in whole units of money.
inline cell cost_cell(double amount) { return {human_money(std::round(amount)), amount}; }

}  // namespace calculator
