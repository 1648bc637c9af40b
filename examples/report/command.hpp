// SPDX-License-Identifier: BSL-1.0
// A question of the program nines: what it asks, and the command that answers it.
#pragma once

namespace overview {

inline constexpr char asks[] = "Everything: which objectives are met, and all that follows.";

/// Runs "nines report" with its arguments, of which the first is its name; the exit code.
int command(int argc, char** argv);

}  // namespace overview
