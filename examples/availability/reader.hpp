// SPDX-License-Identifier: BSL-1.0
// Reads an architecture from YAML or JSON (which is YAML too); the README beside the calculators
// has the keys. Throws input_error, and nothing else, for any text.
#pragma once

#include "architecture.hpp"

namespace availability {

architecture read_file(const std::string& path);
architecture read_text(const std::string& text, const std::string& file);

}  // namespace availability
