// SPDX-License-Identifier: BSL-1.0
// One fault tree of a model: the structure below a top event, and where its parts have their
// probabilities from.
#pragma once

#include <nines/structure/model.hpp>

#include "model.hpp"

namespace fault_tree {

/// A fault tree whose parts are basic events, and common causes of them.
struct tree {
  std::string top;                       ///< the id of its gate
  nines::structure system;               ///< which is up where the top event does not occur
  std::vector<std::size_t> probability;  ///< of each part: an expression
  std::vector<std::string> labels;       ///< of each part; empty where there is none
  std::vector<nines::probability<>> up;  ///< that each part is up, deviates at their means
  bool is_uncertain = false;             ///< whether a part depends on a deviate
};

/// The number of the gate of that name; of an empty name, of the one gate that is no input. Throws
/// input_error where there is no such gate, or more than one that is no input.
std::size_t find_top(const model& m, const std::string& name);

/// The tree below a gate. Throws input_error for a gate that is an input of itself, and a basic
/// event below it that has no probability.
tree make_tree(const model& m, std::size_t top);

}  // namespace fault_tree
