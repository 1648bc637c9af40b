// SPDX-License-Identifier: BSL-1.0
// A question of the program nines: what it asks, and the command that answers it.
#pragma once

namespace markov {

inline constexpr char asks[] =
    "How available is a Markov model, how does it fail, what does each rate matter?";

/// Runs "nines markov" with its arguments, of which the first is its name; the exit code.
int command(int argc, char** argv);

}  // namespace markov
