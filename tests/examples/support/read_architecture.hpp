// SPDX-License-Identifier: BSL-1.0
// The architecture of a text.
#pragma once

#include "service/service_file.hpp"

namespace availability {

inline architecture read_text(const std::string& text, const std::string& file) {
  return calculator::architecture_of(calculator::read_service_text(text, file));
}

}  // namespace availability
