// SPDX-License-Identifier: BSL-1.0
// Reads groups of parts that fail together: beta factor, multiple Greek letter, alpha factor, phi
// factor.
#pragma once

#include "expression_reader.hpp"

namespace fault_tree {

/// Fills in `by_size` of the group that an element defines.
void read_group(const pending& from, expression_reader& read, model& to);

/// After evaluation. Throws input_error where a factor or probability is none, or those of a phi
/// factor group do not add up to 1.
void check_groups(const model& m);

}  // namespace fault_tree
