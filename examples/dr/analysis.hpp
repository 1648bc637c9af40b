// SPDX-License-Identifier: BSL-1.0
// The strategies side by side: what each is in a year, at the loss of the region, and in money.
#pragma once

#include "common/report.hpp"

namespace dr {

using namespace calculator;

struct service;

report analyse(const service& s);

}  // namespace dr
