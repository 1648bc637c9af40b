// SPDX-License-Identifier: BSL-1.0
#include "service_model.hpp"

namespace availability {

namespace {

nines::component component_of(const part& p) { return {p.up, p.mttr, p.cost}; }

std::vector<nines::service_dependency> dependencies_of(const architecture& a,
                                                       const std::vector<dependency>& list) {
  std::vector<nines::service_dependency> made;
  for (const auto& d : list) made.push_back({a.services[d.service].name, d.needed});
  return made;
}

nines::service_alternatives alternatives_of(const architecture& a, const alternatives& any) {
  nines::service_alternatives made{.need = any.need, .of = dependencies_of(a, any.of)};
  if (any.switching)
    made.failover = nines::failover_policy{any.switching->success, any.switching->time};
  return made;
}

/// Its own instances, or one thing that is down for ever where too few are left.
void add_instances(const architecture& a, const service& s, nines::service& to) {
  to.own = component_of(*s.own);
  if (s.region) to.region = a.regions[*s.region].name;
  if (s.lost()) {
    to.own->availability = chance::never();
    return;
  }
  for (const auto& p : s.instances) to.zones.push_back({a.zones[p.zone].name, p.count});
  to.instances = s.unplaced;
  to.need = s.need;
  to.common_cause = s.common_cause;
  to.retries = s.retries;
  to.persistent = s.persistent;
}

nines::service service_of(const architecture& a, const service& s) {
  nines::service made{.name = s.name, .needs = dependencies_of(a, s.needs)};
  if (s.own) add_instances(a, s, made);
  if (s.any) made.any = alternatives_of(a, *s.any);
  return made;
}

nines::region region_of(const architecture& a, const region& r) {
  nines::region made{.name = r.name, .self = component_of(r.self), .common_cause = r.common_cause};
  for (const auto z : r.zones)
    made.zones.push_back({a.zones[z].name, component_of(a.zones[z].self)});
  return made;
}

void check_size(const architecture& a) {
  std::size_t parts = 0;
  for (const auto& s : a.services) {
    if (s.own) parts += s.instance_count();
    if (parts > most_parts)
      s.where.fail("makes more than " + std::to_string(most_parts) + " parts of the whole");
  }
}

}  // namespace

nines::service_model model_of(const architecture& a) {
  check_size(a);
  nines::service_model made;
  for (const auto& r : a.regions) made.regions.push_back(region_of(a, r));
  for (const auto& s : a.services) made.services.push_back(service_of(a, s));
  for (const auto& p : a.paths)
    made.paths.push_back({.name = p.name,
                          .needs = dependencies_of(a, p.needs),
                          .objective = p.objective,
                          .traffic = p.traffic,
                          .outage_cost = p.outage_cost});
  return made;
}

const location& place_of(const architecture& a, const std::string& element) {
  static const location nowhere;
  const location* best = &nowhere;
  const auto offer = [&](const location& where) {
    if (element.starts_with(where.key) && where.key.size() >= best->key.size()) best = &where;
  };
  for (const auto& r : a.regions) offer(r.where);
  for (const auto& z : a.zones) offer(z.where);
  for (const auto& s : a.services) {
    offer(s.where);
    if (s.any && s.any->switching) offer(s.any->switching->where);
  }
  for (const auto& p : a.paths) offer(p.where);
  return *best;
}

void fail_too_shared(const architecture& a) {
  a.paths.front().where.fail(
      "its services share too many parts with one another for an exact answer; make one service "
      "with instances of those that fail alike, or ask about fewer of them at once");
}

void check(const architecture& a) {
  with_places(a, [&] { return nines::compile(model_of(a)); });
}

}  // namespace availability
