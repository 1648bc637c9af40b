// SPDX-License-Identifier: BSL-1.0
// A question of the program nines: what it asks, and the command that answers it.
#pragma once

namespace strategies {

inline constexpr char asks[] = "Which way to roll out takes what, and risks what?";

/// Runs "nines strategies" with its arguments, of which the first is its name; the exit code.
int command(int argc, char** argv);

}  // namespace strategies
