// SPDX-License-Identifier: BSL-1.0
// A question of the program nines: what it asks, and the command that answers it.
#pragma once

namespace availability {

inline constexpr char asks[] =
    "How available is an architecture, what does it lose where, what would change that?";

/// Runs "nines availability" with its arguments, of which the first is its name; the exit code.
int command(int argc, char** argv);

}  // namespace availability
