// SPDX-License-Identifier: BSL-1.0
// How likely is the top event of a fault tree, and what brings it about?
//
//   nines fault-tree ../fault_trees/pressure_tank.xml --samples 10000
#pragma once

namespace fault_tree {

/// The question, as the list of all has it.
inline constexpr const char* asks =
    "How likely is a top event, what brings it about, and what does each event matter?";

/// Reads the command line, answers, and returns the exit code.
int command(int argc, char** argv);

}  // namespace fault_tree
