// SPDX-License-Identifier: BSL-1.0
// What may still be asked of a file in which something is given to be down for ever. How fast a
// lost region is replaced, or how often a service fails that never works, has no answer then; all
// else has.
#pragma once

#include <string>
#include <vector>

namespace calculator {

struct what_is_left {
  std::string text;                   ///< the file without the entries that have no answer
  std::vector<std::string> left_out;  ///< these, and why: "disaster.region: how often ..."
};

/// Of a text that is right but for what was given. Throws input_error where nothing is left of it.
what_is_left askable(const std::string& text, const std::string& name);

}  // namespace calculator
