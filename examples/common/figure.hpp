// SPDX-License-Identifier: BSL-1.0
// A figure that a file or the command line may set: its key, what it means, how its text is read.
#pragma once

#include "cursor.hpp"

namespace calculator {

template <class Subject>
struct figure {
  const char* key;  ///< in a file; behind "--" on the command line
  const char* meaning;
  void (*set)(Subject&, const std::string& text);  ///< throws std::invalid_argument

  [[nodiscard]] std::string option() const { return std::string("--") + key; }

  /// Sets it, and keeps the text where a subject has a map `written`: for what is said of it later.
  void read(Subject& subject, const std::string& text) const {
    set(subject, text);
    if constexpr (requires { subject.written[key] = text; }) subject.written[key] = text;
  }
};

/// The keys of figures, and others.
template <class Subject>
std::vector<std::string> keys_of(const std::vector<figure<Subject>>& figures,
                                 std::vector<std::string> others) {
  for (const auto& f : figures) others.emplace_back(f.key);
  return others;
}

/// Sets what a file has. Throws input_error, at the place of the value.
template <class Subject>
void read_figures(const fields& given, const std::vector<figure<Subject>>& figures,
                  Subject& subject) {
  for (const auto& f : figures)
    if (const auto* value = given.find(f.key)) {
      try {
        f.read(subject, value->text());
      } catch (const std::invalid_argument& e) {
        value->fail(e.what());
      }
    }
}

}  // namespace calculator
