// SPDX-License-Identifier: BSL-1.0
// The bodies of topology/given.hpp: clauses as states of parts.
#pragma once

#include <algorithm>
#include <nines/topology/given.hpp>

namespace nines {

namespace detail {

/// Text without spaces around it.
inline std::string_view trimmed_text(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}
/// The name without a word for its kind.
inline std::string_view without_kind(std::string_view name) {
  for (const std::string_view kind : {"zone ", "region ", "service "})
    if (name.substr(0, kind.size()) == kind) return trimmed_text(name.substr(kind.size()));
  return name;
}
/// "zone a down".
inline void add_state(std::string_view text, part_states& to) {
  const auto space = text.rfind(' ');
  const std::string_view state = text.substr(space == text.npos ? 0 : space + 1);
  const std::string_view name = space == text.npos ? "" : trimmed_text(text.substr(0, space));
  if (name.empty() || (state != "down" && state != "up"))
    fail("parse_states", '"' + std::string(text) + R"(" is not of the form "zone a down")");
  (state == "down" ? to.down : to.up).emplace_back(without_kind(name));
}

}  // namespace detail

NINES_INLINE part_states parse_states(std::string_view text) {
  part_states known;
  while (true) {
    const auto comma = text.find(',');
    const auto word = text.find(" and ");
    const auto end = std::min(comma, word);
    detail::add_state(detail::trimmed_text(text.substr(0, end)), known);
    if (end == text.npos) return known;
    text.remove_prefix(end + (end == comma ? 1 : std::string_view(" and ").size()));
  }
}

}  // namespace nines
