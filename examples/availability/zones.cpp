// SPDX-License-Identifier: BSL-1.0
// More zones, fewer zones.
#include <algorithm>

#include "what_if.hpp"

namespace availability {

namespace {

const placement* placed_in(const service& s, std::size_t zone) {
  const auto found = std::find_if(s.instances.begin(), s.instances.end(),
                                  [&](const auto& p) { return p.zone == zone; });
  return found == s.instances.end() ? nullptr : &*found;
}

/// A name for one more: the last letter or digit moves on ("a", "b", "c": "d"), or a number
/// follows.
std::string next_name(const architecture& a, const std::string& last) {
  const auto taken = [&a](const std::string& name) {
    return std::any_of(a.zones.begin(), a.zones.end(),
                       [&](const auto& z) { return z.name == name; });
  };
  const auto followed = [](char c) {  // no letter of another script: that is several bytes
    return (c >= 'a' && c < 'z') || (c >= 'A' && c < 'Z') || (c >= '0' && c < '9');
  };
  std::string name = last;
  ++name.back();
  if (followed(last.back()) && !taken(name)) return name;
  for (int i = 2;; ++i)
    if (name = last + " " + std::to_string(i); !taken(name)) return name;
}

void add_zone(architecture& a, std::size_t r) {
  const std::size_t last = a.regions[r].zones.back();
  const std::size_t added = a.zones.size();
  zone copy = a.zones[last];
  copy.name = next_name(a, copy.name);
  for (auto& s : a.services)
    if (spans(s, a.regions[r])) s.instances.push_back({added, placed_in(s, last)->count});
  a.zones.push_back(std::move(copy));
  a.regions[r].zones.push_back(added);
}

void drop_zone(architecture& a, std::size_t r) {
  const std::size_t last = a.regions[r].zones.back();
  for (auto& s : a.services) {
    if (placed_in(s, last) == nullptr) continue;
    std::erase_if(s.instances, [last](const auto& p) { return p.zone == last; });
    if (s.instances.empty()) s.unplaced = 0;
  }
  a.regions[r].zones.pop_back();
}

}  // namespace

bool spans(const service& s, const region& r) {
  return !s.pinned && std::all_of(r.zones.begin(), r.zones.end(),
                                  [&](auto z) { return placed_in(s, z) != nullptr; });
}

std::vector<std::string> lost_services(const architecture& a) {
  std::vector<std::string> names;
  for (const auto& s : a.services)
    if (s.lost()) names.push_back(s.name);
  return names;
}

void set_zone_count(architecture& a, std::size_t region, std::size_t count) {
  while (a.regions[region].zones.size() < count) add_zone(a, region);
  while (a.regions[region].zones.size() > count) drop_zone(a, region);
}

}  // namespace availability
