// SPDX-License-Identifier: BSL-1.0
// The strategies of a file side by side: resources, time to roll back, exposure, risk.
#pragma once

#include <optional>
#include <vector>

#include "common/report.hpp"
#include "rollout/price.hpp"

namespace rollout {
struct assessed;
struct study;
}  // namespace rollout

namespace strategies {

using namespace calculator;
using namespace rollout;

std::vector<assessed> assess_all(const study& s);

/// Whether any strategy keeps all limits.
bool is_met(const std::vector<assessed>& all);

/// With the price of each, where prices are stated.
report compare(const study& s, const std::optional<strategy_prices>& price = {});

}  // namespace strategies
