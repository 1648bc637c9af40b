// SPDX-License-Identifier: BSL-1.0
// A file that describes a service: at its top a section for each kind of question, of which most
// are maps from names to entries. The README beside the questions has all keys.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "cursor.hpp"

namespace calculator {

/// The sections of a file, of which the keys are known. Fails where it is a manifest of another
/// project.
fields sections_of(const cursor& root);

/// Calls f with the top of the document. Throws input_error, and nothing else, for any text.
void read_sections(const std::string& text, const std::string& file,
                   const std::function<void(const fields&)>& f);

template <class T>
struct named {
  std::string name;
  T what;
};

/// The names of a list, for suggestions.
template <class T>
std::vector<std::string> names_of(const std::vector<named<T>>& list) {
  std::vector<std::string> names;
  for (const auto& each : list) names.push_back(each.name);
  return names;
}

/// What has a name; nullptr where nothing has.
template <class T>
const T* find_named(const std::vector<named<T>>& list, const std::string& name) {
  for (const auto& each : list)
    if (each.name == name) return &each.what;
  return nullptr;
}

/// Throws input_error unless the name of an entry is one.
void check_entry_name(const std::string& name, const location& where);

/// What read(name, cursor) makes of each entry of a section, in the order of the file; none where
/// the file has no such section.
template <class T, class Read>
std::vector<named<T>> read_section(const fields& top, const std::string& key, const Read& read) {
  std::vector<named<T>> list;
  if (const auto* section = top.find(key))
    for (const auto& [name, entry] : section->entries()) {
      check_entry_name(name, entry.where());
      list.push_back({name, read(name, entry)});
    }
  return list;
}

/// The entries that are asked for: all, or the one called `of`. Throws input_error where the file
/// has none, or none of that name.
template <class T>
std::vector<named<T>> chosen(std::vector<named<T>> all, const std::string& key,
                             const std::string& file, const std::string& of) {
  if (all.empty()) location{file, 1, 1, ""}.fail("needs the key " + key);
  if (of.empty()) return all;
  if (const T* found = find_named(all, of)) return {{of, *found}};
  throw input_error("--of: " + shown_name(file) + " has no " + quoted(of) + " among its " + key +
                    suggestion(of, names_of(all)));
}

/// Throws input_error, with the names that --of may have, unless there is one entry: an option
/// such as --plot is of one.
template <class T>
void require_one(const std::vector<named<T>>& list, const std::string& option) {
  if (list.size() == 1) return;
  std::string names;
  for (const auto& each : list) names += (names.empty() ? "" : ", ") + each.name;
  throw input_error(option + ": is of one entry; choose it by --of: " + names);
}

/// "Web shop: checkout": what a report about an entry is called that has no title of its own, from
/// the title of the file, or else from a word for its kind.
std::string title_of(const fields& entry, const std::string& name, const std::string& of_file,
                     const std::string& kind);

}  // namespace calculator
