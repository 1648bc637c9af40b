// SPDX-License-Identifier: BSL-1.0
// A place in a YAML or JSON document that knows its key and position, so that every complaint says
// file, line, column, key and reason. Reads the types that the calculators speak.
#pragma once

#include <yaml-cpp/yaml.h>

#include <map>

#include "input.hpp"

namespace calculator {

/// Longer lists and maps are refused.
inline constexpr std::size_t most_entries = 3000;

class cursor {
 public:
  cursor(YAML::Node node, location where) : node_(std::move(node)), where_(std::move(where)) {}

  [[nodiscard]] const location& where() const { return where_; }
  [[noreturn]] void fail(const std::string& reason) const { where_.fail(reason); }
  [[nodiscard]] bool is_scalar() const { return node_.IsScalar(); }
  [[nodiscard]] bool is_map() const { return node_.IsMap(); }
  /// Whether nothing is said: no value, or a map without keys.
  [[nodiscard]] bool is_empty() const {
    return node_.IsNull() || (node_.IsMap() && node_.size() == 0);
  }

  /// The scalar types; each fails unless the text is one, in its range.
  [[nodiscard]] std::string text() const;
  [[nodiscard]] std::string line() const;  ///< text with blanks for line breaks and the like
  [[nodiscard]] std::string name() const;
  [[nodiscard]] chance probability() const;
  [[nodiscard]] hours duration() const;  ///< more than zero
  [[nodiscard]] std::size_t count(std::size_t least, std::size_t most) const;
  [[nodiscard]] double amount() const;

  /// The items of a sequence that is not empty.
  [[nodiscard]] std::vector<cursor> items() const;
  /// The entries of a map that is not empty, in the order of the file.
  [[nodiscard]] std::vector<std::pair<std::string, cursor>> entries() const;

 private:
  YAML::Node node_;
  location where_;
};

/// The root of a document, a map with `keys` as a complaint names them; f is called with it. Throws
/// input_error, and nothing else, for any text.
template <class F>
void read_document(const std::string& text, const std::string& file, const std::string& keys,
                   const F& f) {
  const location where{file, 1, 1, ""};
  if (text.size() > longest_file) where.fail("the file is longer than 1 MiB");
  try {
    const cursor root(YAML::Load(text), where);
    if (!root.is_map()) root.fail("must be a map with " + keys);
    f(root);
  } catch (const YAML::ParserException& e) {
    location{file, e.mark.line + 1, e.mark.column + 1, ""}.fail(e.msg);
  } catch (const YAML::Exception& e) {
    where.fail(e.msg);
  }
}

/// A map of which every key is known.
class fields {
 public:
  /// Fails at a key that is not among `known`, and suggests the nearest of them.
  fields(const cursor& map, const std::vector<std::string>& known);
  /// The same of a map all of whose keys may be left out.
  static fields or_none(const cursor& map, const std::vector<std::string>& known) {
    return map.is_empty() ? fields(map) : fields(map, known);
  }

  [[nodiscard]] const cursor* find(const std::string& key) const;
  [[nodiscard]] const cursor& at(const std::string& key) const;

 private:
  explicit fields(cursor map) : map_(std::move(map)) {}

  cursor map_;
  std::map<std::string, cursor> entries_;
};

/// The scalars as text, for the command line too. Each throws a std::invalid_argument with the
/// reason.
chance parse_probability(const std::string& text);
hours parse_duration(const std::string& text);
std::size_t parse_count(const std::string& text, std::size_t least, std::size_t most);
double parse_amount(const std::string& text);

/// ", did you mean x?" for the candidate nearest to a word, or nothing.
std::string suggestion(const std::string& word, const std::vector<std::string>& candidates);

}  // namespace calculator
