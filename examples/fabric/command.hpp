// SPDX-License-Identifier: BSL-1.0
// A question of the program nines: what it asks, and the command that answers it.
#pragma once

namespace fabric {

inline constexpr char asks[] =
    "Which fat-tree or leaf-spine connects any two racks well enough, and at what cost?";

/// Runs "nines fabric" with its arguments, of which the first is its name; the exit code.
int command(int argc, char** argv);

}  // namespace fabric
