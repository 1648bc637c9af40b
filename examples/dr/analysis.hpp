// SPDX-License-Identifier: BSL-1.0
// The strategies side by side: what each is in a year, at the loss of the region, and in money.
#pragma once

#include "common/report.hpp"
#include "service.hpp"

namespace dr {

std::vector<assessment> assess(const service& s);

/// Whether a strategy keeps both objectives, as far as they are stated, when the region is lost.
bool meets_objectives(const service& s, const assessment& a);
/// Whether any does.
bool is_met(const service& s, const std::vector<assessment>& all);

report analyse(const service& s);

}  // namespace dr
