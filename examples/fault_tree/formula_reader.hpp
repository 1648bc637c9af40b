// SPDX-License-Identifier: BSL-1.0
// Reads formulas: what a gate says of its inputs.
#pragma once

#include "definitions.hpp"

namespace fault_tree {

/// The number of the formula that an element is.
std::size_t read_formula(const element& e, const scope& in, const definitions& known, model& to);

}  // namespace fault_tree
