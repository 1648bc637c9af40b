// SPDX-License-Identifier: BSL-1.0
// A question of the program nines: what it asks, and the command that answers it.
#pragma once

namespace capacity {

inline constexpr char asks[] = "Does what is left carry the load: a zone lost, a peak, retries?";

/// Runs "nines capacity" with its arguments, of which the first is its name; the exit code.
int command(int argc, char** argv);

}  // namespace capacity
