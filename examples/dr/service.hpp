// SPDX-License-Identifier: BSL-1.0
// A service, what may happen to it, and what an hour of that costs, as a file describes it.
#pragma once

#include <optional>

#include "recovery/plan.hpp"

namespace dr {

using namespace calculator;
using recovery::dist;
using recovery::objective;
using assessment = nines::assessment<double>;

struct service {
  std::string title = "Strategies for disasters";
  nines::dr_parameters<> figures;
  nines::outage_prices<> prices;
  std::optional<objective> rto = {};  ///< when the region is lost
  std::optional<objective> rpo = {};
};

service read_text(const std::string& text, const std::string& file);

}  // namespace dr
