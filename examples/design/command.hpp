// SPDX-License-Identifier: BSL-1.0
// A question of the program nines: what it asks, and the command that answers it.
#pragma once

namespace design {

inline constexpr char asks[] = "What does the next nine cost: which design is the cheapest?";

/// Runs "nines design" with its arguments, of which the first is its name; the exit code.
int command(int argc, char** argv);

}  // namespace design
