// SPDX-License-Identifier: BSL-1.0
// A question of the program nines: what it asks, and the command that answers it.
#pragma once

namespace sla {

inline constexpr char asks[] = "What is the chance to break a service level agreement?";

/// Runs "nines sla" with its arguments, of which the first is its name; the exit code.
int command(int argc, char** argv);

}  // namespace sla
