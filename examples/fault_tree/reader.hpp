// SPDX-License-Identifier: BSL-1.0
// Reads models of the Open-PSA Model Exchange Format (2.0d): fault trees, not event trees.
#pragma once

#include "model.hpp"

namespace fault_tree {

/// A file and what is in it.
struct file_text {
  std::string file, text;
};

/// The model that files are together. `mission_time` is in hours. Throws input_error, and nothing
/// else, for any text.
model read_texts(const std::vector<file_text>& files, double mission_time);

/// The same of files by name.
model read_files(const std::vector<std::string>& files, double mission_time);

}  // namespace fault_tree
