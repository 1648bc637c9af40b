// SPDX-License-Identifier: BSL-1.0
#include "cursor.hpp"

#include <algorithm>

namespace calculator {

namespace {

location place(const location& above, const YAML::Mark& mark, const std::string& key) {
  return {above.file, mark.line + 1, mark.column + 1, key};
}

/// Runs a parser of scalars and says where it failed.
template <class Parse>
auto at(const location& where, const Parse& parse) {
  try {
    return parse();
  } catch (const std::invalid_argument& e) {
    where.fail(e.what());
  }
}

}  // namespace

std::string cursor::text() const {
  if (!node_.IsScalar()) fail(node_.IsNull() ? "has no value" : "must be a single value");
  if (node_.Scalar().size() > 500) fail("is longer than 500 characters");
  return node_.Scalar();
}

std::string cursor::line() const {
  std::string line = text();
  for (char& letter : line)
    if (static_cast<unsigned char>(letter) < ' ') letter = ' ';
  return line;
}

std::string cursor::name() const {
  const std::string n = text();
  if (n.empty() || n.size() > 64) fail("a name has from 1 to 64 characters");
  for (const char c : n)
    if (!(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z') && !(c >= '0' && c <= '9') &&
        std::string_view(" _-/").find(c) == std::string_view::npos)
      fail("a name is made of letters, digits, blanks, '_', '-' and '/'");
  return n;
}

chance cursor::probability() const {
  return at(where_, [this] { return parse_probability(text()); });
}
hours cursor::duration() const {
  return at(where_, [this] { return parse_duration(text()); });
}
std::size_t cursor::count(std::size_t least, std::size_t most) const {
  return at(where_, [&] { return parse_count(text(), least, most); });
}
double cursor::amount() const {
  return at(where_, [this] { return parse_amount(text()); });
}

std::vector<cursor> cursor::items() const {
  if (!node_.IsSequence()) fail("must be a list");
  if (node_.size() == 0) fail("must not be empty");
  if (node_.size() > most_entries) fail("has more than " + std::to_string(most_entries) + " items");
  std::vector<cursor> list;
  for (std::size_t i = 0; i < node_.size(); ++i)
    list.emplace_back(node_[i],
                      place(where_, node_[i].Mark(), where_.key + "[" + std::to_string(i) + "]"));
  return list;
}

std::vector<std::pair<std::string, cursor>> cursor::entries() const {
  if (!node_.IsMap()) fail("must be a map of keys and values");
  if (node_.size() == 0) fail("must not be empty");
  if (node_.size() > most_entries) fail("has more than " + std::to_string(most_entries) + " keys");
  std::vector<std::pair<std::string, cursor>> list;
  std::map<std::string, int> seen;
  for (const auto& entry : node_) {
    if (!entry.first.IsScalar()) fail("has a key that is not a single value");
    const std::string& key = entry.first.Scalar();
    const location where =
        place(where_, entry.first.Mark(), where_.key.empty() ? key : where_.key + "." + key);
    if (seen[key]++ > 0) where.fail("is there twice");
    list.emplace_back(key, cursor(entry.second, where));
  }
  return list;
}

fields::fields(const cursor& map, const std::vector<std::string>& known) : map_(map) {
  for (auto& [key, value] : map.entries()) {
    if (std::find(known.begin(), known.end(), key) == known.end())
      value.fail("unknown key" + suggestion(key, known));
    entries_.emplace(key, value);
  }
}

const cursor* fields::find(const std::string& key) const {
  const auto found = entries_.find(key);
  return found == entries_.end() ? nullptr : &found->second;
}

const cursor& fields::at(const std::string& key) const {
  const cursor* found = find(key);
  if (found == nullptr) map_.fail("needs the key " + key);
  return *found;
}

}  // namespace calculator
