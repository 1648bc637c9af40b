// SPDX-License-Identifier: BSL-1.0
// A question of the program nines: what it asks, and the command that answers it.
#pragma once

namespace recovery {

inline constexpr char asks[] = "How long until service is back, and how much is lost?";

/// Runs "nines recovery" with its arguments, of which the first is its name; the exit code.
int command(int argc, char** argv);

}  // namespace recovery
