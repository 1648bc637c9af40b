// SPDX-License-Identifier: BSL-1.0
// How long until service is back, which step it takes, and what is lost.
#pragma once

#include "common/report.hpp"
#include "plan.hpp"

namespace recovery {

report analyse(const plan& p);

}  // namespace recovery
