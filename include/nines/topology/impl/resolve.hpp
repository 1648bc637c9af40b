// SPDX-License-Identifier: BSL-1.0
// The bodies of topology/resolve.hpp: names are declared, checked, and sorted.
#pragma once

#include <algorithm>
#include <nines/topology/resolve.hpp>

namespace nines {

NINES_INLINE model_error::model_error(std::string element, std::string reason)
    : domain_error("nines::service_model: " + element + ": " + reason),
      element_(std::move(element)),
      reason_(std::move(reason)) {}

[[noreturn]] NINES_INLINE void fail_element(std::string element, std::string reason) {
  throw model_error(std::move(element), std::move(reason));
}

NINES_INLINE resolved_model::resolved_model(const service_model& of) : model_(of) {
  declare_all();
  for (const auto& each : of.services) check_service(each);
  if (of.paths.empty()) fail_element("paths", "there are none");
  for (const auto& each : of.paths) check_path(each);
  sort_services();
}

NINES_INLINE const resolved_model::named* resolved_model::find(const std::string& name) const {
  const auto found = names_.find(name);
  return found == names_.end() ? nullptr : &found->second;
}

NINES_INLINE void resolved_model::declare(const std::string& where, const std::string& name,
                                          named what) {
  static constexpr const char* words[] = {"region", "zone", "service"};
  if (name.empty()) fail_element(where, "has no name");
  const auto [place, is_new] = names_.emplace(name, what);
  if (!is_new)
    fail_element(where + "." + name, std::string("a ") +
                                         words[static_cast<std::size_t>(place->second.what)] +
                                         " is called \"" + name + "\" already");
}

NINES_INLINE void resolved_model::declare_all() {
  for (std::size_t r = 0; r < model_.regions.size(); ++r) {
    const region& each = model_.regions[r];
    declare("regions", each.name, {kind::region, r});
    check_component("regions." + each.name, each.self);
    for (const auto& zone : each.zones) {
      declare("regions." + each.name + ".zones", zone.name, {kind::zone, zones_.size()});
      check_component("regions." + each.name + ".zones." + zone.name, zone.self);
      zones_.push_back(&zone);
    }
  }
  for (std::size_t s = 0; s < model_.services.size(); ++s)
    declare("services", model_.services[s].name, {kind::service, s});
}

NINES_INLINE void resolved_model::check_component(const std::string& where, const component& of) {
  if (of.mttr && !(of.mttr->count() > 0 && is_finite(of.mttr->count())))
    fail_element(where + ".mttr",
                 "is " + describe(of.mttr->count()) + " h, but must be more than 0, and finite");
  if (!(of.cost >= 0 && is_finite(of.cost)))
    fail_element(where + ".cost", "is " + describe(of.cost) + ", but must be 0 or more");
}

NINES_INLINE void resolved_model::require_name(const std::string& where, kind what,
                                               const std::string& name) const {
  static constexpr const char* words[] = {"region", "zone", "service"};
  const named* found = find(name);
  if (found == nullptr || found->what != what)
    fail_element(where, std::string("no ") + words[static_cast<std::size_t>(what)] +
                            " is called \"" + name + "\"");
}

NINES_INLINE void resolved_model::check_dependencies(
    const std::string& where, const std::vector<service_dependency>& list) const {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < list.size(); ++i) {
    const std::string place = where + "[" + std::to_string(i) + "]";
    require_name(place, kind::service, list[i].service);
    if (list[i].needed.value() == 0) fail_element(place, "is never needed: leave it out");
    names.push_back(list[i].service);
  }
  std::sort(names.begin(), names.end());
  const auto twice = std::adjacent_find(names.begin(), names.end());
  if (twice != names.end()) fail_element(where, "names " + *twice + " twice");
}

NINES_INLINE void resolved_model::require_need(const std::string& where, std::size_t need,
                                               std::size_t count, const char* of) {
  if (need == 0 || need > count)
    fail_element(where, "is " + std::to_string(need) + ", but there are " + std::to_string(count) +
                            " " + of);
}

NINES_INLINE void resolved_model::check_instances(const std::string& where,
                                                  const service& each) const {
  check_component(where, *each.own);
  if (!each.region.empty()) require_name(where + ".region", kind::region, each.region);
  if (!each.region.empty() && !each.zones.empty())
    fail_element(where, "has instances in zones and in a region");
  std::vector<std::string> names;
  for (std::size_t i = 0; i < each.zones.size(); ++i) {
    const std::string place = where + ".zones[" + std::to_string(i) + "]";
    require_name(place, kind::zone, each.zones[i].zone);
    if (each.zones[i].count == 0) fail_element(place, "has no instances");
    names.push_back(each.zones[i].zone);
  }
  std::sort(names.begin(), names.end());
  const auto twice = std::adjacent_find(names.begin(), names.end());
  if (twice != names.end()) fail_element(where + ".zones", "names " + *twice + " twice");
  require_need(where + ".need", each.need, each.instance_count(), "instances");
}

NINES_INLINE void resolved_model::check_service(const service& each) const {
  const std::string where = "services." + each.name;
  if (each.own) check_instances(where, each);
  if (each.any) {
    check_dependencies(where + ".any", each.any->of);
    require_need(where + ".any.need", each.any->need, each.any->of.size(), "alternatives");
    if (each.any->failover) check_failover(where + ".failover", *each.any);
  }
  check_dependencies(where + ".needs", each.needs);
  if (!each.own && !each.any && each.needs.empty())
    fail_element(where, "needs a component of its own, alternatives, or services that it needs");
}

NINES_INLINE void resolved_model::check_failover(const std::string& where,
                                                 const service_alternatives& any) {
  if (any.need != 1 || any.of.size() < 2)
    fail_element(where, "needs a first service and others to go to, any of which is enough");
  const auto& time = any.failover->time;
  if (time && !(time->count() > 0 && is_finite(time->count())))
    fail_element(where + ".time",
                 "is " + describe(time->count()) + " h, but must be more than 0, and finite");
}

NINES_INLINE void resolved_model::check_path(const request_path& each) {
  const std::string where = "paths." + each.name;
  if (each.name.empty()) fail_element("paths", "one has no name");
  if (!path_names_.emplace(each.name, 0).second)
    fail_element(where, "a path is called that already");
  if (each.needs.empty()) fail_element(where + ".needs", "there are none");
  check_dependencies(where + ".needs", each.needs);
  if (!(each.traffic > 0 && is_finite(each.traffic)))
    fail_element(where + ".traffic", "must be more than 0");
  if (!(each.outage_cost >= 0 && is_finite(each.outage_cost)))
    fail_element(where + ".outage_cost", "must be 0 or more");
}

NINES_INLINE const service_dependency* resolved_model::need_of(std::size_t s, std::size_t i) const {
  const service& of = model_.services[s];
  const std::size_t first = of.any ? of.any->of.size() : 0;
  if (i < first) return &of.any->of[i];
  return i - first < of.needs.size() ? &of.needs[i - first] : nullptr;
}

NINES_INLINE void resolved_model::sort_services() {
  state_.assign(model_.services.size(), state::unseen);
  for (const auto& path : model_.paths)
    for (const auto& each : path.needs) enter(number(each.service));
  // What no path needs is checked for cycles, too.
  const std::size_t used = users_first_.size();
  for (std::size_t s = 0; s < model_.services.size(); ++s) enter(s);
  users_first_.resize(used);
  needed_first_.resize(used);
}

NINES_INLINE void resolved_model::enter(std::size_t from) {
  open(from);
  while (!stack_.empty()) {
    visit& top = stack_.back();
    const service_dependency* next = need_of(top.service, top.next++);
    if (next != nullptr) {
      open(number(next->service));
      continue;
    }
    state_[top.service] = state::done;
    needed_first_.push_back(top.service);
    stack_.pop_back();
  }
}

NINES_INLINE void resolved_model::open(std::size_t s) {
  if (state_[s] == state::open) fail_cycle(s);
  if (state_[s] == state::done) return;
  state_[s] = state::open;
  users_first_.push_back(s);
  stack_.push_back({s});
}

[[noreturn]] NINES_INLINE void resolved_model::fail_cycle(std::size_t s) const {
  std::string cycle;
  bool is_part = false;
  for (const visit& each : stack_) {
    is_part = is_part || each.service == s;
    if (is_part) cycle += model_.services[each.service].name + " -> ";
  }
  const std::string& name = model_.services[s].name;
  fail_element("services." + name, "services need each other in a cycle: " + cycle + name);
}

}  // namespace nines
