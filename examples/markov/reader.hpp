// SPDX-License-Identifier: BSL-1.0
// Reads a model from YAML or JSON; the README beside the calculators has the keys. Throws
// input_error, and nothing else, for any text.
#pragma once

#include "model.hpp"

namespace markov {

model read_file(const std::string& path);
model read_text(const std::string& text, const std::string& file);

}  // namespace markov
