// SPDX-License-Identifier: BSL-1.0
// A question of the program nines: what it asks, and the command that answers it.
#pragma once

namespace network {

inline constexpr char asks[] =
    "Are the nodes of a network connected, and which links and nodes does that hang on?";

/// Runs "nines network" with its arguments, of which the first is its name; the exit code.
int command(int argc, char** argv);

}  // namespace network
