// SPDX-License-Identifier: BSL-1.0
// A service, what may happen to it, and what an hour of that costs, as a file describes it.
#pragma once

#include <nines/recovery/dr_strategies.hpp>
#include <nines/recovery/plan.hpp>
#include <optional>
#include <string>
#include <vector>

#include "common/cursor.hpp"
#include "common/report.hpp"

namespace availability {
class surroundings;
}  // namespace availability

namespace dr {

using namespace calculator;
using dist = nines::random_time<>;
using objective = nines::recovery_objective<double>;
using assessment = nines::assessment<double>;

struct service {
  std::string title = "Strategies for disasters";
  nines::dr_parameters<> figures;
  nines::outage_prices<> prices;
  std::optional<objective> rto = {};  ///< when the region is lost
  std::optional<objective> rpo = {};
  std::vector<taken_figure> taken = {};  ///< from elsewhere in the file
};

/// The section "disaster" of a file; nothing where it has none.
std::optional<service> read_disaster(const fields& top, const availability::surroundings& around);

}  // namespace dr
