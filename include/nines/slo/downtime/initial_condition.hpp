// SPDX-License-Identifier: BSL-1.0
// The initial condition of a unit: how it is when a window begins.
#pragma once

namespace nines {

/// How the unit is when the window begins: up, down, or as it is found in the long run.
enum class initial_condition { up, down, stationary };

}  // namespace nines
