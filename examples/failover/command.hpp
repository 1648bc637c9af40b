// SPDX-License-Identifier: BSL-1.0
// A question of the program nines: what it asks, and the command that answers it.
#pragma once

namespace failover {

inline constexpr char asks[] = "What does each step of a failover cost, in minutes a year?";

/// Runs "nines failover" with its arguments, of which the first is its name; the exit code.
int command(int argc, char** argv);

}  // namespace failover
