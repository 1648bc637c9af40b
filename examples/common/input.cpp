// SPDX-License-Identifier: BSL-1.0
#include "input.hpp"

#include <array>
#include <filesystem>
#include <fstream>
#include <iostream>

namespace calculator {

namespace {

/// All of a stream; a pipe does not know its length before.
std::string read_all(std::istream& in, const std::string& name, std::size_t longest) {
  std::string text;
  std::array<char, 1 << 14> part;
  do {
    in.read(part.data(), part.size());
    text.append(part.data(), static_cast<std::size_t>(in.gcount()));
    if (text.size() > longest)
      throw input_error(name + ": is longer than " + std::to_string(longest) + " bytes");
  } while (in);
  if (in.bad()) throw input_error(name + ": cannot be read");
  return text;
}

}  // namespace

std::string read_file_text(const std::string& path, std::size_t longest) {
  if (path == "-") return read_all(std::cin, shown_name(path), longest);
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored)) throw input_error(path + ": is a directory");
  std::ifstream in(path, std::ios::binary);
  if (!in) throw input_error(path + ": cannot be read");
  return read_all(in, path, longest);
}

}  // namespace calculator
