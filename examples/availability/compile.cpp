// SPDX-License-Identifier: BSL-1.0
// From an architecture to its structure of events and gates.
#include <algorithm>
#include <nines/combine.hpp>

#include "analysis.hpp"
#include "architecture.hpp"
#include "common/format.hpp"
#include "system.hpp"

namespace availability {

namespace {

using source = origin::source;

class compiler {
 public:
  explicit compiler(const architecture& a)
      : a_(a), zones_(a.zones.size()), services_(a.services.size()) {}

  system run() {
    for (std::size_t r = 0; r < a_.regions.size(); ++r) add_region(r);
    for (const auto& p : a_.paths) {
      std::vector<std::size_t> needs;
      for (const auto& d : p.needs) needs.push_back(add_dependency(d, p.name));
      out_.paths.push_back(gate(node::gate::all_of, needs));
      const std::size_t depth = pivot_depth(out_, out_.paths.back());
      if (depth > most_pivots)
        p.where.fail("its services share " + std::to_string(depth) +
                     " parts inside one another, but an exact " +
                     "evaluation conditions on at most " + std::to_string(most_pivots));
    }
    return std::move(out_);
  }

 private:
  std::size_t add_origin(source what, std::size_t index, std::string name) {
    out_.origins.push_back({what, index, std::move(name)});
    return out_.origins.size() - 1;
  }

  std::size_t add_event(const chance& up, const std::optional<hours>& mttr, std::size_t of,
                        std::optional<std::size_t> twin = {}) {
    const std::size_t e = out_.events.size();
    out_.events.push_back({up, mttr, of, twin.value_or(e)});
    out_.nodes.push_back({.kind = node::gate::event, .event = e, .inputs = {}, .pivots = {}});
    return out_.nodes.size() - 1;
  }

  std::size_t gate(node::gate kind, std::vector<std::size_t> inputs, std::size_t need = 1) {
    if (inputs.size() == 1) return inputs.front();
    auto pivots = shared_nodes(out_.nodes, inputs);
    out_.nodes.push_back({kind, need, 0, std::move(inputs), std::move(pivots)});
    return out_.nodes.size() - 1;
  }

  /// The event of one part; with a common cause, the share that is its own.
  std::size_t add_part(const part& p, const chance& common_cause, std::size_t of,
                       std::optional<std::size_t> twin = {}) {
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
    if (region.common_cause.value() > 0 && region.zones.size() > 1) {
      const part& first = a_.zones[region.zones.front()].self;
      for (const auto z : region.zones)
        if (a_.zones[z].self.up != first.up || a_.zones[z].self.mttr != first.mttr)
          region.where.fail("a common_cause needs zones that are alike, and " + a_.zones[z].name +
                            " differs from " + a_.zones[region.zones.front()].name);
      shared.push_back(add_common(
          first, region.common_cause,
          add_origin(source::region_common, r, "common cause of zones in " + region.name)));
    }
    const chance beta = shared.size() > 1 ? region.common_cause : chance::never();
    for (const auto z : region.zones) {
      auto inputs = shared;
      inputs.push_back(add_part(a_.zones[z].self, beta,
                                add_origin(source::zone, z, "zone " + a_.zones[z].name)));
      zones_[z] = gate(node::gate::all_of, inputs);
    }
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
    return {nines::retried(s.own->up, s.retries, s.persistent),
            {},
            s.own->cost};  // no longer an outage: no MTTR
  }

  void add_instances(std::size_t index, std::vector<std::size_t>& needs) {
    const service& s = a_.services[index];
    const part p = retried(s);
    const std::size_t of = add_origin(source::service, index, s.name);
    if (s.region) needs.push_back(regions_[*s.region]);
    const chance beta = s.instance_count() > 1 ? s.common_cause : chance::never();
    if (beta.complement() == 0)
      needs.push_back(add_common(p, beta, of));  // they are one thing
    else if (beta.value() > 0)
      needs.push_back(add_common(
          p, beta, add_origin(source::service_common, index, "common cause of " + s.name)));
    std::vector<std::size_t> instances;
    if (s.instances.empty()) instances.push_back(add_part(p, beta, of));
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
    const auto works = add_event(switching(*s.any->switching, of.front()), {},
                                 add_origin(source::failover, index, s.name + " failover"));
    const auto others = gate(node::gate::any_of, {of.begin() + 1, of.end()});
    return gate(node::gate::any_of, {of.front(), gate(node::gate::all_of, {works, others})});
  }

  /// The chance that, while the primary is down, the failover is done and has worked: it takes
  /// `time` out of each outage, time / (mean down time of the primary) of its downtime on average.
  chance switching(const failover& f, std::size_t primary) const {
    if (!f.time) return f.success;
    const auto outage = mean_down_time(out_, primary);
    if (!outage)
      f.where.fail(
          "a failover time needs the mttr of the first alternative, and of its zone and region");
    if (!(*f.time <= *outage))
      f.where.fail("takes " + human_time(*f.time) + ", longer than the mean outage that it ends, " +
                   human_time(*outage));
    return nines::series(f.success, nines::availability_from_downtime(*f.time, *outage));
  }

  const architecture& a_;
  system out_;
  std::vector<std::size_t> regions_;
  std::vector<std::optional<std::size_t>> zones_;
  std::vector<std::optional<std::size_t>> services_;
};

}  // namespace

system compile(const architecture& a) { return compiler(a).run(); }

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
