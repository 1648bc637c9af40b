// SPDX-License-Identifier: BSL-1.0
// The meaning of a service model, state by state: each thing that can fail is up or down, and a
// path is up or not. Written from the definitions; nothing here knows how the library computes.
// Failovers take no time here.
#pragma once

#include <nines/topology/model.hpp>
#include <optional>

#include "support/all_states.hpp"
#include "support/drawn_figures.hpp"

namespace topology_test {

using nines_test::numbered;
using nines_test::relative_error;
using nines_test::sides;
using nines_test::wide;
using chance = nines::probability<double>;
using hours = nines::hours_in<double>;

/// What can be up or down by itself.
struct thing {
  std::string name;                 ///< of the part in the library
  std::string unit;                 ///< of the unit in the library
  wide q;                           ///< that it is down
  std::optional<double> mttr = {};  ///< in hours; none of the luck of a request or a failover
};

/// All things of a model, and what they come to.
class world {
 public:
  explicit world(const nines::service_model& m) : m_(m) {
    for (const auto& r : m.regions) add_region(r);
    for (const auto& s : m.services) add_service(s);
    for (const auto& p : m.paths) add_skips(p.name, p.needs);
  }

  std::vector<thing> things;

  [[nodiscard]] bool path_up(std::size_t p, unsigned long state) {
    state_ = state;
    return all(m_.paths[p].name, m_.paths[p].needs);
  }
  [[nodiscard]] bool service_up(const std::string& name, unsigned long state) {
    state_ = state;
    return is_up(name);
  }
  [[nodiscard]] std::size_t number(const std::string& name) const {
    for (std::size_t i = 0; i < things.size(); ++i)
      if (things[i].name == name) return i;
    return things.size();
  }

 private:
  static std::optional<double> hours_of(const nines::component& c) {
    return c.mttr ? std::optional<double>(c.mttr->count()) : std::nullopt;
  }
  static wide q_of(const nines::component& c) { return wide(c.availability.complement()); }

  void add_region(const nines::region& r) {
    const std::string name = "region " + r.name;
    things.push_back({name, name, q_of(r.self), hours_of(r.self)});
    const nines::availability_zone* least = nullptr;
    int joined = 0;
    for (const auto& z : r.zones) {
      if (q_of(z.self) == 0 || q_of(z.self) == 1) continue;
      ++joined;
      if (least == nullptr || q_of(z.self) < q_of(least->self)) least = &z;
    }
    const bool has_common = joined > 1 && r.common_cause.value() > 0;
    const wide common = has_common ? wide(r.common_cause.value()) * q_of(least->self) : wide(0);
    const std::string cause = "common cause of zones in " + r.name;
    if (has_common) things.push_back({cause, cause, common, hours_of(least->self)});
    for (const auto& z : r.zones) {
      const bool is_joined = q_of(z.self) > 0 && q_of(z.self) < 1;
      things.push_back({"zone " + z.name, "zone " + z.name,
                        q_of(z.self) - (is_joined ? common : wide(0)), hours_of(z.self)});
    }
  }
  void add_skips(const std::string& user, const std::vector<nines::service_dependency>& needs) {
    for (const auto& d : needs) {
      const std::string name = user + " without " + d.service;
      if (d.needed.complement() > 0) things.push_back({name, name, wide(d.needed.value())});
    }
  }
  static wide tried(const nines::service& s) {
    const wide q = q_of(*s.own);
    if (s.retries == 0) return q;
    const wide beta = s.persistent.value();
    const wide once = (1 - beta) * q / (1 - beta * q);  // without an outage
    return beta * q + (1 - beta * q) * pow(once, static_cast<int>(s.retries) + 1);
  }
  /// Its down time over its outages: those are what outlasts all retries while these succeed.
  static std::optional<double> hours_down_an_outage(const nines::service& s) {
    const auto each = hours_of(*s.own);
    if (s.retries == 0 || !each) return each;
    const wide q = q_of(*s.own);
    const wide lasting = s.persistent.value() * q;
    if (lasting == 0 || q == 1) return {};
    const wide luck = pow((q - lasting) / (1 - lasting), static_cast<int>(s.retries) + 1);
    return static_cast<double>(tried(s) / (lasting * (1 - luck))) * *each;
  }
  /// Instances that share all causes are one thing.
  static std::string cause_of(const nines::service& s) {
    return (s.common_cause.complement() == 0 ? "" : "common cause of ") + s.name;
  }
  void add_service(const nines::service& s) {
    if (s.own) {
      const wide q = tried(s);
      const auto mttr = hours_down_an_outage(s);
      const wide beta = s.instance_count() > 1 && q < 1 ? wide(s.common_cause.value()) : wide(0);
      const std::string cause = cause_of(s);
      if (beta > 0) things.push_back({cause, cause, beta * q, mttr});
      for (const auto& name : instances(s)) things.push_back({name, s.name, (1 - beta) * q, mttr});
    }
    if (s.any) {
      add_skips(s.name, s.any->of);
      const std::string name = s.name + " failover";
      if (s.any->failover)
        things.push_back({name, name, wide(s.any->failover->success.complement())});
    }
    add_skips(s.name, s.needs);
  }
  static std::vector<std::string> instances(const nines::service& s) {
    std::vector<std::string> list;
    const auto add = [&](std::size_t count, const std::string& place) {
      for (std::size_t i = 1; i <= count; ++i)
        list.push_back(s.name + (count > 1 ? " " + std::to_string(i) : "") + place);
    };
    if (s.zones.empty()) add(s.instances, "");
    for (const auto& p : s.zones) add(p.count, " in " + p.zone);
    return list;
  }

  [[nodiscard]] bool up(const std::string& name) const {
    return (state_ >> number(name) & 1U) != 0;
  }
  [[nodiscard]] bool up_if_any(const std::string& name) const {
    return number(name) == things.size() || up(name);
  }
  [[nodiscard]] bool zone_up(const std::string& name) const {
    for (const auto& r : m_.regions)
      for (const auto& z : r.zones)
        if (z.name == name)
          return up("region " + r.name) && up("zone " + name) &&
                 (q_of(z.self) == 0 || q_of(z.self) == 1 ||
                  up_if_any("common cause of zones in " + r.name));
    return false;
  }
  [[nodiscard]] bool dependency_up(const std::string& user,
                                   const nines::service_dependency& d) const {
    const std::string without = user + " without " + d.service;
    return (number(without) != things.size() && up(without)) || is_up(d.service);
  }
  [[nodiscard]] bool all(const std::string& user,
                         const std::vector<nines::service_dependency>& needs) const {
    for (const auto& d : needs)
      if (!dependency_up(user, d)) return false;
    return true;
  }
  [[nodiscard]] bool is_up(const std::string& name) const {
    for (const auto& s : m_.services)
      if (s.name == name)
        return (!s.own || own_up(s)) && (!s.any || any_up(s)) && all(s.name, s.needs);
    return false;
  }
  [[nodiscard]] bool own_up(const nines::service& s) const {
    if (!s.region.empty() && !up("region " + s.region)) return false;
    if (s.instance_count() > 1 && !up_if_any(cause_of(s))) return false;
    std::size_t count = 0;
    const auto names = instances(s);
    std::size_t i = 0;
    if (s.zones.empty())
      for (const auto& each : names) count += up(each) ? 1U : 0U;
    for (const auto& p : s.zones)
      for (std::size_t n = 0; n < p.count; ++n, ++i)
        count += zone_up(p.zone) && up(names[i]) ? 1U : 0U;
    return count >= s.need;
  }
  [[nodiscard]] bool any_up(const nines::service& s) const {
    std::size_t count = 0;
    for (const auto& d : s.any->of) count += dependency_up(s.name, d) ? 1U : 0U;
    if (!s.any->failover) return count >= s.any->need;
    return dependency_up(s.name, s.any->of[0]) || (count > 0 && up(s.name + " failover"));
  }

  const nines::service_model& m_;
  unsigned long state_ = 0;
};

/// The sum over all states, where thing i is down with q[i].
inline sides enumerate(world& w, std::size_t path, const std::vector<wide>& q) {
  return nines_test::sum_over_states(q,
                                     [&](unsigned long state) { return w.path_up(path, state); });
}
inline std::vector<wide> as_they_are(const world& w) {
  std::vector<wide> q;
  for (const auto& each : w.things) q.push_back(each.q);
  return q;
}

/// Random small models with everything that a model has.
class model_generator : private nines_test::drawn_figures {
 public:
  using drawn_figures::below;
  using drawn_figures::drawn_figures;

  nines::service_model run() {
    nines::service_model m;
    for (std::size_t r = 0; r < 1 + below(2); ++r) add_region(m);
    const std::size_t services = 2 + below(4);
    for (std::size_t s = 0; s < services; ++s) m.services.push_back(make_service(m));
    m.paths.push_back({.name = "path", .needs = pick(m, true)});
    return m;
  }

 private:
  void add_region(nines::service_model& m) {
    nines::region r{.name = numbered('r', m.regions.size()), .self = {some(), hours(1)}};
    if (below(2) == 0) r.common_cause = share();
    const nines::component first{some(), hours(2)};
    const bool alike = below(2) == 0;
    for (std::size_t z = 0; z < 1 + below(2); ++z)
      r.zones.push_back(
          {r.name + numbered('z', z), alike ? first : nines::component{some(), hours(3)}});
    m.regions.push_back(r);
  }
  std::vector<nines::service_dependency> pick(const nines::service_model& m, bool last) {
    std::vector<nines::service_dependency> list;
    for (std::size_t s = 0; s < m.services.size(); ++s)
      if (below(3) == 0 || (last && s + 1 == m.services.size()))
        list.push_back({m.services[s].name, below(4) == 0 ? share() : chance::always()});
    return list;
  }
  nines::service make_service(const nines::service_model& m) {
    nines::service s{.name = numbered('s', m.services.size())};
    const auto of = pick(m, false);
    if (of.size() > 1 && below(2) == 0) {
      s.any = nines::service_alternatives{1 + below(of.size()), of};
      if (s.any->need == 1 && below(2) == 0) s.any->failover = nines::failover_policy{some()};
      return s;
    }
    s.own = nines::component{some(), hours(0.5)};
    s.needs = of;
    place(m, s);
    s.need = 1 + below(s.instance_count());
    if (below(3) == 0) s.common_cause = share();
    if (s.instance_count() == 1 && below(3) == 0) {
      s.retries = 1 + below(2);
      s.persistent = share();
    }
    return s;
  }
  void place(const nines::service_model& m, nines::service& s) {
    if (below(3) > 0) {
      for (const auto& r : m.regions)
        for (const auto& z : r.zones)
          if (s.zones.size() < 2) s.zones.push_back({z.name, 1 + below(2)});
    } else if (below(2) == 0) {
      s.region = m.regions[0].name;
    }
  }
};

}  // namespace topology_test
