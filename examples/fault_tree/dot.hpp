// SPDX-License-Identifier: BSL-1.0
// A picture of a fault tree: its gates and events as Graphviz draws them.
#pragma once

#include <iosfwd>

#include "tree.hpp"

namespace fault_tree {

/// Larger pictures say nothing.
inline constexpr std::size_t most_nodes_drawn = 500;

/// Writes the graph below a gate in the language DOT. Throws input_error for more than
/// most_nodes_drawn gates and events.
void write_dot(std::ostream& out, const model& m, std::size_t top);

}  // namespace fault_tree
