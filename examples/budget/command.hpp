// SPDX-License-Identifier: BSL-1.0
// A question of the program nines: what it asks, and the command that answers it.
#pragma once

namespace budget {

inline constexpr char asks[] = "What does an objective allow, and when do its alerts fire?";

/// Runs "nines budget" with its arguments, of which the first is its name; the exit code.
int command(int argc, char** argv);

}  // namespace budget
