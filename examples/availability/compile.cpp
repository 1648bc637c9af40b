// SPDX-License-Identifier: BSL-1.0
// From an architecture to its structure of events and gates.
#include <algorithm>
#include <nines/combine.hpp>

#include "architecture.hpp"
#include "common/format.hpp"
#include "evaluate.hpp"
#include "gates.hpp"
#include "outages.hpp"

namespace availability {

namespace {

using source = origin::source;

class compiler {
 public:
  compiler(const architecture& a, work& w)
      : a_(a), work_(w), zones_(a.zones.size()), services_(a.services.size()) {}

  system run() {
    for (std::size_t r = 0; r < a_.regions.size(); ++r)
      within_work(a_.regions[r].where, [&] { add_region(r); });
    for (const auto& p : a_.paths) within_work(p.where, [&] { add_path(p); });
    return std::move(out_);
  }

 private:
  void add_path(const path& p) {
    std::vector<std::size_t> needs;
    for (const auto& d : p.needs) needs.push_back(add_dependency(d, p.name));
    out_.paths.push_back(gate(node::gate::all_of, needs));
  }

  std::size_t add_origin(source what, std::size_t index, std::string name,
                         std::string no_outages = {}) {
    out_.origins.push_back({what, index, std::move(name), std::move(no_outages)});
    return out_.origins.size() - 1;
  }

  std::size_t add_event(const chance& up, const std::optional<hours>& mttr, std::size_t of,
                        std::optional<std::size_t> twin = {}) {
    const std::size_t e = out_.events.size();
    out_.events.push_back({up, mttr, of, twin.value_or(e)});
    out_.nodes.push_back({.kind = node::gate::event, .event = e, .inputs = {}});
    return out_.nodes.size() - 1;
  }

  std::size_t gate(node::gate kind, std::vector<std::size_t> inputs, std::size_t need = 1) {
    return gates_.add(kind, std::move(inputs), need);
  }

  /// The event of one part; with a common cause, the share that is its own. What is down for ever
  /// is so by itself.
  std::size_t add_part(const part& p, const chance& common_cause, std::size_t of,
                       std::optional<std::size_t> twin = {}) {
    if (p.up.value() == 0) return add_event(p.up, {}, of, twin);
    return add_event(nines::split_common_cause(p.up, common_cause).independent, p.mttr, of, twin);
  }
  std::size_t add_common(const part& p, const chance& common_cause, std::size_t of) {
    return add_event(nines::split_common_cause(p.up, common_cause).common, p.mttr, of);
  }

  void add_region(std::size_t r) {
    const region& region = a_.regions[r];
    std::vector<std::size_t> shared{add_event(
        region.self.up, region.self.mttr, add_origin(source::region, r, "region " + region.name))};
    regions_.push_back(shared.front());
    const auto joined = zones_with_common_cause(region);
    if (!joined.empty())
      shared.push_back(add_common(
          a_.zones[joined.front()].self, region.common_cause,
          add_origin(source::region_common, r, "common cause of zones in " + region.name)));
    for (const auto z : region.zones) {
      const bool alone = std::find(joined.begin(), joined.end(), z) == joined.end();
      auto inputs = alone ? std::vector{regions_.back()} : shared;
      inputs.push_back(add_part(a_.zones[z].self, alone ? chance::never() : region.common_cause,
                                add_origin(source::zone, z, "zone " + a_.zones[z].name)));
      zones_[z] = gate(node::gate::all_of, inputs);
    }
  }

  /// The zones that a common cause joins, which are alike; at least two, or none. One that never
  /// fails is not hit by it, and one that is down for ever has no more to lose.
  [[nodiscard]] std::vector<std::size_t> zones_with_common_cause(const region& region) const {
    if (region.common_cause.value() == 0) return {};
    std::vector<std::size_t> joined;
    for (const auto z : region.zones) {
      const part& self = a_.zones[z].self;
      if (self.up.value() == 0 || self.up.complement() == 0) continue;
      joined.push_back(z);
      const zone& first = a_.zones[joined.front()];
      if (self.up != first.self.up || self.mttr != first.self.mttr)
        region.where.fail("a common_cause needs zones that are alike, and " + a_.zones[z].name +
                          " differs from " + first.name);
    }
    return joined.size() > 1 ? joined : std::vector<std::size_t>{};
  }

  std::size_t add_dependency(const dependency& d, const std::string& user) {
    const std::size_t service = add_service(d.service);
    if (d.needed == chance::always()) return service;
    const auto skip = add_event(
        !d.needed, {},
        add_origin(source::request, d.service, user + " without " + a_.services[d.service].name));
    return gate(node::gate::any_of, {service, skip});
  }

  std::size_t add_service(std::size_t index) {
    if (services_[index]) return *services_[index];
    const service& s = a_.services[index];
    std::vector<std::size_t> needs;
    if (s.own) add_instances(index, needs);
    if (s.any) needs.push_back(add_alternatives(index));
    for (const auto& d : s.needs) needs.push_back(add_dependency(d, s.name));
    std::sort(needs.begin(), needs.end());  // two dependencies may be one and the same node
    needs.erase(std::unique(needs.begin(), needs.end()), needs.end());
    services_[index] = gate(node::gate::all_of, needs);
    return *services_[index];
  }

  /// What a request sees of a part that it tries several times.
  static part retried(const service& s) {
    if (s.retries == 0) return *s.own;
    return {nines::retried_dependency(s.own->up, s.retries, s.persistent),
            {},
            s.own->cost};  // no longer an outage: no MTTR
  }

  void add_instances(std::size_t index, std::vector<std::size_t>& needs) {
    const service& s = a_.services[index];
    const part p = retried(s);
    const std::size_t of =
        add_origin(source::service, index, s.name,
                   s.retries > 0 ? "requests to " + s.name + " are tried again" : "");
    if (s.region) needs.push_back(regions_[*s.region]);
    if (s.lost()) return needs.push_back(add_event(chance::never(), {}, of));
    const bool joined = s.instance_count() > 1 && p.up.value() > 0;
    const chance beta = joined ? s.common_cause : chance::never();
    if (beta.complement() == 0)
      needs.push_back(add_common(p, beta, of));  // they are one thing
    else if (beta.value() > 0)
      needs.push_back(add_common(
          p, beta, add_origin(source::service_common, index, "common cause of " + s.name)));
    std::vector<std::size_t> instances;
    if (s.instances.empty()) {
      const std::size_t first = out_.events.size();
      for (std::size_t i = 0; i < s.unplaced; ++i)
        instances.push_back(add_part(p, beta, of, first));
    }
    for (const auto& placed : s.instances) {
      const std::size_t first = out_.events.size();
      for (std::size_t i = 0; i < placed.count; ++i)
        instances.push_back(
            gate(node::gate::all_of, {*zones_[placed.zone], add_part(p, beta, of, first)}));
    }
    if (out_.events.size() > most_parts)
      s.where.fail("makes more than " + std::to_string(most_parts) + " parts of the whole");
    needs.push_back(gate(node::gate::at_least, instances, s.need));
  }

  std::size_t add_alternatives(std::size_t index) {
    const service& s = a_.services[index];
    std::vector<std::size_t> of;
    for (const auto& d : s.any->of) of.push_back(add_dependency(d, s.name));
    if (!s.any->switching) return gate(node::gate::at_least, of, s.any->need);
    const takeover switching = plan(*s.any->switching, of.front());
    const auto works =
        add_event(switching.done(), {}, add_origin(source::failover, index, s.name + " failover"));
    const auto others = gate(node::gate::any_of, {of.begin() + 1, of.end()});
    const auto n = gate(node::gate::failover, {of.front(), works, others});
    out_.nodes[n].switching = switching;
    return n;
  }

  /// The failover takes its time out of each outage of the primary that lasts longer: of outages of
  /// a mean length m, time / m of the downtime. What is down for ever has failed over once.
  takeover plan(const failover& f, std::size_t primary) {
    takeover t{.success = f.success, .in_time = chance::always(), .time = f.time};
    const chance up = evaluated(f, primary);
    if (!f.time || up.value() == 0 || up.complement() == 0) return t;
    const auto kinds = outages_of(f, primary);
    t.in_time = share_after(*f.time, kinds);
    if (t.in_time.value() == 0) {
      hours longest{0};
      for (const auto& o : kinds) longest = std::max(longest, o.each);
      f.where.fail("takes " + human_time(*f.time) + ", but the outages that it should end last " +
                   human_time(longest) + " on average");
    }
    return t;
  }

  std::vector<outages> outages_of(const failover& f, std::size_t primary) {
    const std::string unknown = unknown_rate(out_, primary);
    if (!unknown.empty())
      f.where.fail("its time needs to know how long the first alternative is down, but " + unknown +
                   "; state that, or leave out the time");
    return kinds_of_outage(out_, primary, &work_);
  }

  chance evaluated(const failover& f, std::size_t primary) {
    return f.time ? up<double>(out_, primary, &work_) : chance::always();
  }

  const architecture& a_;
  work& work_;
  system out_;
  std::vector<std::size_t> regions_;
  gate_table gates_{out_.nodes, work_};
  std::vector<std::optional<std::size_t>> zones_;
  std::vector<std::optional<std::size_t>> services_;
};

}  // namespace

work usual_work() { return {"availability", 5e8, "steps", "ask for less"}; }

system compile(const architecture& a, work& w) { return compiler(a, w).run(); }
system compile(const architecture& a) {
  work w = usual_work();
  return compile(a, w);
}

std::vector<bool> system::events_of(std::size_t root) const {
  std::vector<bool> seen(nodes.size(), false);
  std::vector<bool> found(events.size(), false);
  seen[root] = true;
  for (std::size_t n = root + 1; n-- > 0;) {
    if (!seen[n]) continue;
    if (nodes[n].kind == node::gate::event) found[nodes[n].event] = true;
    for (const auto i : nodes[n].inputs) seen[i] = true;
  }
  return found;
}

}  // namespace availability
