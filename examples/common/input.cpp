// SPDX-License-Identifier: BSL-1.0
#include "input.hpp"

#include <fstream>
#include <sstream>

namespace calculator {

std::string read_file_text(const std::string& path, std::size_t longest) {
  std::ifstream in(path, std::ios::binary | std::ios::ate);
  const auto size = in.tellg();
  if (!in || size < 0) throw input_error(path + ": cannot be read");
  if (static_cast<std::size_t>(size) > longest)
    throw input_error(path + ": is longer than " + std::to_string(longest) + " bytes");
  in.seekg(0);
  std::ostringstream text;
  if (size > 0 && !(text << in.rdbuf())) throw input_error(path + ": cannot be read");
  return text.str();
}

}  // namespace calculator
