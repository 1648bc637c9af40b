// SPDX-License-Identifier: BSL-1.0
#include "names.hpp"

#include <algorithm>
#include <cctype>

namespace fault_tree {

namespace {

bool is_letter(char c) {
  return std::isalpha(static_cast<unsigned char>(c)) != 0 || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}
bool is_name(const std::string& text) {
  return !text.empty() && is_letter(text[0]) && std::all_of(text.begin(), text.end(), [](char c) {
    return is_letter(c) || std::isdigit(static_cast<unsigned char>(c)) != 0 || c == '-';
  });
}
bool is_path(const std::string& text) {
  std::size_t begin = 0;
  for (;;) {
    const auto end = text.find('.', begin);
    if (!is_name(text.substr(begin, end - begin))) return false;
    if (end == std::string::npos) return true;
    begin = end + 1;
  }
}

}  // namespace

std::string defined_name(const element& e) {
  const std::string name = e.attribute("name");
  if (!is_name(name)) e.fail(quoted(name) + " is no name: a letter, then letters, digits, _ and -");
  return name;
}
std::string referred_name(const element& e) {
  const std::string name = e.attribute("name");
  if (!is_path(name)) e.fail(quoted(name) + " is no name, and no names with points between them");
  return name;
}
bool is_private(const element& e, const scope& in) {
  const auto role = e.find("role");
  if (!role) return in.is_private;
  if (*role != "private" && *role != "public")
    e.fail("the role " + quoted(*role) + " is neither private nor public");
  if (*role == "private" && in.path.empty()) e.fail("cannot be private outside of a component");
  return *role == "private";
}

}  // namespace fault_tree
