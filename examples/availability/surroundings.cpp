// SPDX-License-Identifier: BSL-1.0
#include "surroundings.hpp"

#include <algorithm>
#include <nines/repairable.hpp>

#include "analysis.hpp"
#include "inner_model.hpp"
#include "reader.hpp"

namespace availability {

namespace {

/// The place in a list of what is called so. Fails with the nearest name where nothing is.
template <class List>
std::size_t index_of(const List& list, const cursor& name, const std::string& kind) {
  std::vector<std::string> names;
  for (const auto& each : list) names.push_back(each.name);
  const auto found = std::find(names.begin(), names.end(), name.text());
  if (found == names.end())
    name.fail("there is no " + kind + " " + quoted(name.text()) + suggestion(name.text(), names));
  return static_cast<std::size_t>(found - names.begin());
}

/// The failures of a part in a year; nothing where it has no repair time.
std::optional<double> failures_per_year(const availability::part& p) {
  if (!(p.up.complement() > 0 && p.up.value() > 0)) return 0;  // never, or not again
  if (!p.mttr) return std::nullopt;
  return p.up.complement() / p.mttr->count() * hours(nines::year_365).count();
}

}  // namespace

surroundings::surroundings(const fields& top) {
  if (const auto* title = top.find("title")) title_ = title->line();
  known_models models;
  models.chains = markov::read_chains(top);
  models.pairs = ::failover::read_pairs(top);
  models_ = std::move(models);
  about_ = read_architecture(top, *models_);
  requests_per_hour_ = read_request_rates(top);
}

std::size_t surroundings::path_index(const cursor& name) const {
  if (!about_) name.fail("the file has no paths");
  return index_of(about_->paths, name, "path");
}

const figures& surroundings::now() const {
  if (!now_) now_ = analyse(*about_);
  return *now_;
}

path_facts surroundings::path(const cursor& name) const {
  const std::size_t i = path_index(name);
  return {"path " + about_->paths[i].name, about_->paths[i].objective, requests_per_hour_[i]};
}

surroundings surroundings::with(architecture about) const {
  surroundings other = *this;
  other.about_ = std::move(about);
  other.now_.reset();
  return other;
}

bool surroundings::is_never_up(const cursor& path) const {
  return !(now().paths[path_index(path)].up.value() > 0);
}

mean_times surroundings::times_of(const cursor& path) const {
  const auto& f = now().paths[path_index(path)];
  if (!f.failures_per_hour)
    path.fail("how often the path fails is not known: " + f.rate_unknown + "; state mttf and mttr");
  if (!(*f.failures_per_hour > 0))
    path.fail(f.up.value() > 0 ? "the path never fails; state mttf and mttr"
                               : "the path is never up, and so breaks every agreement");
  const double up = f.up.value() + (f.up.complement() - f.down_in_outages);  // of no outage
  return {hours(up / *f.failures_per_hour), hours(f.down_in_outages / *f.failures_per_hour)};
}

fleet_facts surroundings::fleet(const cursor& service) const {
  if (!about_) service.fail("the file has no services");
  const auto& s = about_->services[index_of(about_->services, service, "service")];
  if (!s.own) service.fail("the service has no instances of its own");
  fleet_facts f{.from = "service " + s.name,
                .replicas = s.instances.empty() ? s.unplaced : 0,
                .zones = s.instances.empty() ? std::size_t(1) : 0,
                .need = s.need,
                .replica = s.own->up};
  std::size_t each = 0;  // in a zone
  for (const auto& p : s.instances) {
    const auto& zone = about_->zones[p.zone].self.up;
    if (!(zone.value() > 0)) continue;  // down for ever, with what is in it
    if (f.zones > 0 && !(zone == f.zone && p.count == each))
      service.fail("its zones are not alike; state the fleet");
    f.zone = zone;
    f.replicas += each = p.count;
    ++f.zones;
  }
  if (f.need > f.replicas) service.fail("fewer replicas are left than it needs");
  return f;
}

part_facts surroundings::part(const cursor& name) const {
  if (!about_) name.fail("the file has no services");
  std::vector<std::pair<std::string, std::optional<double>>> parts;
  const auto add = [&](const std::string& kind, const std::string& called,
                       const availability::part& p, double count) {
    if (called != name.text()) return;
    const auto each = failures_per_year(p);
    if (!each) name.fail("has no mttr, so how often it fails is not known");
    parts.emplace_back(kind + " " + called, count * *each);
  };
  for (const auto& s : about_->services) {
    if (s.name == name.text() && !s.own) name.fail("has no part of its own");
    if (s.own) add("service", s.name, *s.own, static_cast<double>(s.instance_count()));
  }
  for (const auto& z : about_->zones) add("zone", z.name, z.self, 1);
  for (const auto& r : about_->regions) add("region", r.name, r.self, 1);
  if (parts.empty()) (void)index_of(about_->services, name, "service, zone or region");
  return {parts.front().first, *parts.front().second};
}

region_facts surroundings::region(const cursor& name) const {
  if (!about_) name.fail("the file has no regions");
  const auto& r = about_->regions[index_of(about_->regions, name, "region")];
  const auto times = [&](const availability::part& p, const std::string& called) {
    if (!p.mttr || !(p.up.complement() > 0 && p.up.value() > 0))
      name.fail("how often " + called +
                " fails is not known: it needs two of availability, mttf "
                "and mttr");
    return mean_times{*p.mttr * (p.up.value() / p.up.complement()), *p.mttr};
  };
  region_facts f{"region " + r.name, 0, times(r.self, "the region"), {}};
  for (const auto z : r.zones) {
    const auto& zone = about_->zones[z];
    if (!(zone.self.up.value() > 0)) continue;  // down for ever
    const auto each = times(zone.self, "zone " + zone.name);
    if (f.zones > 0 && !(each.mttf == f.zone.mttf && each.mttr == f.zone.mttr))
      name.fail("its zones are not alike; state zone_mttf and zone_repair");
    f.zone = each;
    ++f.zones;
  }
  if (f.zones == 0) name.fail("has no zone left");
  return f;
}

}  // namespace availability
