// SPDX-License-Identifier: BSL-1.0
// A question of the program nines: what it asks, and the command that answers it.
#pragma once

namespace dr {

inline constexpr char asks[] = "Which strategy for disasters, at what cost?";

/// Runs "nines dr" with its arguments, of which the first is its name; the exit code.
int command(int argc, char** argv);

}  // namespace dr
