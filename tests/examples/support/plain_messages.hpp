// SPDX-License-Identifier: BSL-1.0
// Whether a message is in the words of those who write files: no name of C++ in it.
#pragma once

#include <cctype>
#include <string>
#include <vector>

namespace nines_test {

/// The text without what stands in quotes: what a user wrote, or names.
inline std::string without_quotes(const std::string& text) {
  std::string rest;
  char quote = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool after_letter = i > 0 && std::isalnum(static_cast<unsigned char>(text[i - 1])) != 0;
    if (quote != 0) {
      if (c == quote) quote = 0;
    } else if (c == '"' || (c == '\'' && !after_letter)) {
      quote = c;
    } else {
      rest += c;
    }
  }
  return rest;
}

/// The names of C++ in a message: scopes, and words with an underscore that `known`, the formats of
/// the files and the file itself, does not have. Names of files are none.
inline std::vector<std::string> names_of_code(const std::string& message,
                                              const std::string& known) {
  std::vector<std::string> found;
  std::string word;
  for (const char c : without_quotes(message) + " ") {
    if (std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == ':' || c == '/') {
      word += c;
      continue;
    }
    const bool is_file = c == '.' || word.find('/') != std::string::npos;
    while (!word.empty() && word.back() == ':') word.pop_back();
    const bool is_code =
        word.find("::") != std::string::npos ||
        (word.find('_', 1) < word.size() - 1 && known.find(word) == std::string::npos);
    if (!word.empty() && !is_file && is_code) found.push_back(word);
    word.clear();
  }
  return found;
}

}  // namespace nines_test
