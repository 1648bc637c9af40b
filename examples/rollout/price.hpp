// SPDX-License-Identifier: BSL-1.0
// What a release costs in the end, and the appetite for risk: figures of a rollout by which its
// strategies are compared.
#pragma once

#include <nines/rollout/schedule/schedule_hull.hpp>
#include <optional>

#include "common/cursor.hpp"

namespace rollout {

struct strategy_prices {
  nines::rollout_costs costs = {};
  double capacity_hour = 0;  ///< of an hour of as much capacity as serves all traffic
  double aversion = 0;       ///< per unit of cost
};

/// The costs among some keys; a bad request costs 1 unless they say otherwise.
nines::rollout_costs read_costs(const calculator::fields& given);

/// The key "price" of an entry of the section "rollouts", else the costs of its key "choose"; of an
/// entry that read_rollout() has checked.
std::optional<strategy_prices> read_prices(const calculator::cursor& entry);

}  // namespace rollout
