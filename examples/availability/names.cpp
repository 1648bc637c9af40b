// SPDX-License-Identifier: BSL-1.0
#include <algorithm>

#include "common/rates.hpp"
#include "service_reader.hpp"

namespace availability {

namespace {

template <class Range>
std::vector<std::string> names_of(const Range& range) {
  std::vector<std::string> names;
  for (const auto& each : range) names.push_back(each.name);
  return names;
}

template <class Range>
std::optional<std::size_t> find_name(const Range& range, const std::string& name) {
  for (std::size_t i = 0; i < range.size(); ++i)
    if (range[i].name == name) return i;
  return {};
}

/// The index of what the text of `c` names among `range`.
template <class Range>
std::size_t resolve(const Range& range, const cursor& c, const std::string& what) {
  const std::string name = c.text();
  const auto found = find_name(range, name);
  if (!found)
    c.fail("no " + what + " is called \"" + name + "\"" + suggestion(name, names_of(range)));
  return *found;
}

dependency read_dependency(const cursor& c, const architecture& a) {
  if (c.is_scalar()) return {resolve(a.services, c, "service"), c.where()};
  const fields f(c, {"service", "needed", "hit"});
  dependency d{resolve(a.services, f.at("service"), "service"), c.where()};
  const auto* needed = f.find("needed");
  const auto* hit = f.find("hit");
  if ((needed == nullptr) == (hit == nullptr)) c.fail("needs one of the keys needed and hit");
  d.needed = needed != nullptr ? needed->probability() : !hit->probability();
  if (d.needed == chance::never()) c.fail("is never needed: leave it out");
  return d;
}

}  // namespace

void add_doubt_of(architecture& a, const std::string& name, const fields& f, const char* key) {
  if (const auto* c = f.find(key))
    add_doubt(a.warnings, {name + "." + key, c->probability(), c->text()}, rate_of::successes);
}

void name_table::check_name(const std::string& name, const location& where) {
  const std::string reason = cursor::of_text(name, where).name();
  if (name == "all" || name == "zones" || name == "common_cause")
    where.fail("\"" + name + "\" has a meaning of its own and cannot be a name");
}

void name_table::declare(const std::string& name, const location& where, const std::string& what) {
  check_name(name, where);
  const auto [entry, is_new] = taken_.emplace(name, what);
  if (!is_new) where.fail("a " + entry->second + " is called \"" + name + "\" already");
}

std::size_t name_table::zone(const cursor& c) const { return resolve(a_.zones, c, "zone"); }
std::size_t name_table::region(const cursor& c) const { return resolve(a_.regions, c, "region"); }
std::optional<std::size_t> name_table::find_region(const std::string& name) const {
  return find_name(a_.regions, name);
}

std::vector<dependency> read_dependencies(const cursor& c, const architecture& a) {
  std::vector<dependency> list;
  for (const auto& item : c.items()) {
    const dependency d = read_dependency(item, a);
    for (const auto& other : list)
      if (other.service == d.service) item.fail("names " + a.services[d.service].name + " twice");
    list.push_back(d);
  }
  return list;
}

}  // namespace availability
