// SPDX-License-Identifier: BSL-1.0
// parse_states("zone a down, app up"): what is known of parts, in words: the game day of a report.
//
//   assess(model, parse_states("zone a down and db failover down"))
//
// Names are those of parts, zones, regions and services; the words zone, region and service before
// a name may be left out.
// Index: game day.
#pragma once

#include <nines/structure/evaluate.hpp>  // part_states

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

/// What is known, from clauses "NAME down" and "NAME up" between commas or the word "and". *Throws*
/// domain_error for a clause of another form. Whether there are such names is for assess to say.
[[nodiscard]] inline part_states parse_states(std::string_view text) {
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
