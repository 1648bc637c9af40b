// SPDX-License-Identifier: BSL-1.0
// How long until service is back, which step it takes, and what is lost.
#pragma once

#include "common/report.hpp"

namespace recovery {

using namespace calculator;

struct plan;

report analyse(const plan& p);

}  // namespace recovery
