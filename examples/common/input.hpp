// SPDX-License-Identifier: BSL-1.0
// What all calculators read: text of a limited length, and complaints that say where it is wrong.
#pragma once

#include <nines/duration.hpp>
#include <nines/probability.hpp>
#include <stdexcept>
#include <string>

namespace calculator {

using chance = nines::probability<double>;
using hours = nines::hours_in<double>;

/// A message of the library without the name of the C++ function that it begins with, and in words
/// for those who have not called it: see messages.cpp.
std::string without_functions(std::string message);
inline std::string reason_of(const std::exception& e) { return without_functions(e.what()); }

/// Bad input: what() is "file:line:column: key: reason", or "--option ...: reason".
class input_error : public std::runtime_error {
 public:
  explicit input_error(const std::string& message)
      : std::runtime_error(without_functions(message)) {}
};

/// The name of a file in messages: "-" is standard input.
inline std::string shown_name(const std::string& path) {
  return path == "-" ? "standard input" : path;
}

/// Where in the file something is said, for errors that are found after reading.
struct location {
  std::string file;
  int line = 0;
  int column = 0;
  std::string key;

  [[noreturn]] void fail(const std::string& reason) const {
    throw input_error(shown_name(file) + ":" + std::to_string(line) + ":" + std::to_string(column) +
                      ": " + (key.empty() ? "" : key + ": ") + reason);
  }
};

/// Longer files are refused, unless said otherwise.
inline constexpr std::size_t longest_file = 1 << 20;

/// The whole file, or of "-" standard input. Throws input_error when it cannot be read or is longer
/// than `longest` bytes.
std::string read_file_text(const std::string& path, std::size_t longest = longest_file);

}  // namespace calculator
