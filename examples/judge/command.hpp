// SPDX-License-Identifier: BSL-1.0
// A question of the program nines: what it asks, and the command that answers it.
#pragma once

namespace judge {

inline constexpr char asks[] = "Counts in, verdict out: is this release to be rolled back?";

/// Runs "nines judge" with its arguments, of which the first is its name; the exit code.
int command(int argc, char** argv);

}  // namespace judge
