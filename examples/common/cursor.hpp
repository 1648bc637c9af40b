// SPDX-License-Identifier: BSL-1.0
// A place in a YAML or JSON document that knows its key and position, so that every complaint says
// file, line, column, key and reason. Reads the types that the calculators speak.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "input.hpp"
#include "scalars.hpp"

namespace YAML {  // yaml-cpp takes a second to compile: those that walk through nodes read it
class Node;
}  // namespace YAML

namespace calculator {

/// Longer lists and maps are refused.
inline constexpr std::size_t most_entries = 3000;

class cursor {
 public:
  cursor(const YAML::Node& node, location where);
  /// Of a text by itself, as if it stood there.
  static cursor of_text(const std::string& text, location where);

  [[nodiscard]] const location& where() const { return where_; }
  [[noreturn]] void fail(const std::string& reason) const { where_.fail(reason); }
  [[nodiscard]] bool is_scalar() const;
  [[nodiscard]] bool is_map() const;
  /// Whether nothing is said: no value, or a map without keys.
  [[nodiscard]] bool is_empty() const;

  /// The scalar types; each fails unless the text is one, in its range.
  [[nodiscard]] std::string text() const;
  [[nodiscard]] std::string line() const;  ///< text with blanks for line breaks and the like
  [[nodiscard]] std::string name() const;  ///< of letters of any script, digits, blanks, _ - /
  [[nodiscard]] chance probability() const;
  [[nodiscard]] hours duration() const;  ///< more than zero
  [[nodiscard]] hours duration_or_zero() const;
  [[nodiscard]] hours mean_time() const;  ///< a duration, or a rate as "500 FIT", "3 per year"
  [[nodiscard]] std::size_t count(std::size_t least, std::size_t most) const;
  [[nodiscard]] double amount() const;

  /// The items of a sequence that is not empty; or of any.
  [[nodiscard]] std::vector<cursor> items() const;
  [[nodiscard]] std::vector<cursor> any_items() const;
  /// The entries of a map that is not empty, in the order of the file; those of a merge key (<<)
  /// stand in its place, unless the map has them itself.
  [[nodiscard]] std::vector<std::pair<std::string, cursor>> entries() const;

 private:
  std::shared_ptr<const YAML::Node> node_;
  location where_;
};

/// The document of a file that has one. Throws input_error where there is none, or a second.
YAML::Node only_document(const std::string& text, const location& where);

/// The root of a document, a map with `keys` as a complaint names them; f is called with it. Throws
/// input_error, and nothing else, for any text.
void read_document(const std::string& text, const std::string& file, const std::string& keys,
                   const std::function<void(const cursor&)>& f);

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

}  // namespace calculator
