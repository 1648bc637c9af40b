// SPDX-License-Identifier: BSL-1.0
// A question of the program nines: what it asks, and the command that answers it.
#pragma once

namespace game_day {

inline constexpr char asks[] = "What would a test show that takes out a zone, a host or a link?";

/// Runs "nines game-day" with its arguments, of which the first is its name; the exit code.
int command(int argc, char** argv);

}  // namespace game_day
