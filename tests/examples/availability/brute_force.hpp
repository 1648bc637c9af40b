// SPDX-License-Identifier: BSL-1.0
// The meaning of an architecture, state by state: each thing that can fail is up or down, and a
// path is up or not. Nothing here knows how the calculator computes.
#pragma once

#include <functional>
#include <map>

#include "availability/architecture.hpp"
#include "support/all_states.hpp"

namespace availability {

using nines_test::relative_error;
using nines_test::sides;
using nines_test::wide;

/// All things that can be up or down by themselves, by name, with their unavailability.
class world {
 public:
  explicit world(const architecture& a) : a_(a) {
    for (std::size_t r = 0; r < a.regions.size(); ++r) {
      const auto& region = a.regions[r];
      add("region " + region.name, wide(region.self.up.complement()));
      const wide beta = region.zones.size() > 1 ? wide(region.common_cause.value()) : wide(0);
      if (beta > 0)
        add("zones of " + region.name, beta * wide(a.zones[region.zones[0]].self.up.complement()));
      for (const auto z : region.zones)
        add("zone " + a.zones[z].name, (1 - beta) * wide(a.zones[z].self.up.complement()));
    }
    for (const auto& s : a.services) add_service(s);
    for (const auto& p : a.paths) add_coins(p.name, p.needs);
  }

  [[nodiscard]] std::size_t size() const { return names_.size(); }
  [[nodiscard]] const wide& unavailability(std::size_t i) const { return unavailability_[i]; }
  [[nodiscard]] const std::string& name(std::size_t i) const { return names_[i]; }

  [[nodiscard]] bool path_up(std::size_t p, unsigned long state) {
    state_ = state;
    return all(a_.paths[p].name, a_.paths[p].needs);
  }

 private:
  void add(const std::string& name, const wide& q) {
    index_[name] = names_.size();
    names_.push_back(name);
    unavailability_.push_back(q);
  }
  void add_coins(const std::string& user, const std::vector<dependency>& needs) {
    for (const auto& d : needs)
      if (d.needed.complement() > 0)  // the coin is up where the request does without
        add(user + " skips " + a_.services[d.service].name, wide(d.needed.value()));
  }
  void add_service(const service& s) {
    if (s.own) {
      const wide q = wide(s.own->up.complement());
      const wide beta = s.instance_count() > 1 ? wide(s.common_cause.value()) : wide(0);
      if (beta > 0) add("all of " + s.name, beta * q);
      for (std::size_t i = 0; i < s.instance_count(); ++i)
        add(s.name + " " + std::to_string(i), (1 - beta) * retried(s, q));
    }
    if (s.any) {
      add_coins(s.name, s.any->of);
      if (s.any->switching)
        add("failover of " + s.name, wide(s.any->switching->success.complement()));
    }
    add_coins(s.name, s.needs);
  }
  static wide retried(const service& s, const wide& q) {
    if (s.retries == 0) return q;
    const wide beta = s.persistent.value();
    const wide once = (1 - beta) * q / (1 - beta * q);  // without an outage
    return beta * q + (1 - beta * q) * pow(once, static_cast<int>(s.retries) + 1);
  }

  bool up(const std::string& name) const { return (state_ >> index_.at(name) & 1U) != 0; }
  bool has(const std::string& name) const { return index_.count(name) != 0; }
  bool zone_up(std::size_t z) const {
    const auto& region = a_.regions[a_.zones[z].region];
    const std::string common = "zones of " + region.name;
    return up("region " + region.name) && up("zone " + a_.zones[z].name) &&
           (!has(common) || up(common));
  }
  bool dependency_up(const std::string& user, const dependency& d) const {
    const std::string coin = user + " skips " + a_.services[d.service].name;
    return (has(coin) && up(coin)) || service_up(a_.services[d.service]);
  }
  bool all(const std::string& user, const std::vector<dependency>& needs) const {
    for (const auto& d : needs)
      if (!dependency_up(user, d)) return false;
    return true;
  }
  bool service_up(const service& s) const {
    if (s.own && !own_up(s)) return false;
    return (!s.any || any_up(s)) && all(s.name, s.needs);
  }
  bool own_up(const service& s) const {
    if (s.region && !up("region " + a_.regions[*s.region].name)) return false;
    if (has("all of " + s.name) && !up("all of " + s.name)) return false;
    std::size_t count = 0;
    std::size_t i = 0;
    if (s.instances.empty()) count += up(s.name + " 0") ? 1U : 0U;
    for (const auto& p : s.instances)
      for (std::size_t n = 0; n < p.count; ++n, ++i)
        count += zone_up(p.zone) && up(s.name + " " + std::to_string(i)) ? 1U : 0U;
    return count >= s.need;
  }
  bool any_up(const service& s) const {
    std::size_t count = 0;
    for (const auto& d : s.any->of) count += dependency_up(s.name, d) ? 1U : 0U;
    if (!s.any->switching) return count >= s.any->need;
    return dependency_up(s.name, s.any->of[0]) || (count > 0 && up("failover of " + s.name));
  }

  const architecture& a_;
  std::vector<std::string> names_;
  std::vector<wide> unavailability_;
  std::map<std::string, std::size_t> index_;
  unsigned long state_ = 0;
};

/// The sum over all states, with the chance of each thing that `unavailability` gives.
inline sides enumerate(world& w, std::size_t path,
                       const std::function<wide(std::size_t)>& unavailability) {
  std::vector<wide> q;
  for (std::size_t i = 0; i < w.size(); ++i) q.push_back(unavailability(i));
  return nines_test::sum_over_states(q,
                                     [&](unsigned long state) { return w.path_up(path, state); });
}

}  // namespace availability
