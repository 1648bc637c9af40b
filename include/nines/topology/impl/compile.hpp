// SPDX-License-Identifier: BSL-1.0
// The engine behind compile(model): instances, dependencies and failovers as gates.
#pragma once

#include <charconv>
#include <nines/combine/dependency.hpp>
#include <nines/topology/compile.hpp>
#include <nines/topology/graph_parts.hpp>

namespace nines {

namespace detail {

/// "90 s", "5 min", "2 h", "12 d": for messages.
inline std::string time_text(hours_in<double> time) {
  const auto seconds = count_in<double, std::ratio<1>>(time);
  const double unit = seconds >= 864000 ? 86400 : seconds >= 3600 ? 3600 : seconds >= 120 ? 60 : 1;
  char text[32];
  const auto end =
      std::to_chars(text, text + sizeof text, seconds / unit, std::chars_format::general, 4);
  return std::string(text, end.ptr) + (unit > 3600 ? " d"
                                       : unit > 60 ? " h"
                                       : unit > 1  ? " min"
                                                   : " s");
}

/// The own instances of a service: the units that it has, and the gate that enough of them are up.
class instance_gates {
 public:
  using unit_kind = model_unit::kind;
  using gate_type = service_gate::kind;

  instance_gates(const resolved_model& model, const zone_gates& zones, graph_builder& to)
      : model_(model), zones_(zones), to_(to) {}

  /// Gates that must all be up.
  std::vector<std::size_t> add(const service& of) {
    std::vector<std::size_t> needs;
    const std::size_t unit = to_.unit(unit_kind::service, of.name, of.name, no_outages(of));
    if (!of.region.empty()) needs.push_back(zones_.region(model_.number(of.region)));
    const component each = as_tried(of);
    outages_ = share_of_outages(of.own->availability, of.retries, of.persistent);
    const bool is_joined = of.instance_count() > 1 && each.availability.value() > 0;
    const auto beta = is_joined ? of.common_cause : probability<double>::never();
    if (beta.value() > 0) needs.push_back(common_part(of, each, beta, unit));
    needs.push_back(to_.gate(gate_type::threshold, instances(of, each, beta, unit), of.need));
    return needs;
  }

 private:
  static std::string no_outages(const service& of) {
    return of.retries > 0 ? "requests to " + of.name + " are tried again" : "";
  }
  /// What a request sees of a component that it tries several times.
  static component as_tried(const service& of) {
    if (of.retries == 0) return *of.own;
    return {retried_dependency(of.own->availability, of.retries, of.persistent), of.own->mttr};
  }
  std::size_t common_part(const service& of, const component& each, const probability<double>& beta,
                          std::size_t unit) {
    const bool is_all = beta.complement() == 0;  // they are one thing
    const std::string name = is_all ? of.name : "common cause of " + of.name;
    if (!is_all) unit = to_.unit(unit_kind::instances_common_cause, name, of.name, no_outages(of));
    return to_.part(name, split_common_cause(each.availability, beta).common, each.mttr, unit, {},
                    outages_);
  }
  std::vector<std::size_t> instances(const service& of, const component& each,
                                     const probability<double>& beta, std::size_t unit) {
    const auto up = each.availability.value() == 0
                        ? each.availability  // down for ever by itself
                        : split_common_cause(each.availability, beta).independent;
    std::vector<std::size_t> list;
    const auto add_all = [&](std::size_t count, const std::string& place, const std::size_t* in) {
      const std::size_t first = to_.graph.parts.size();
      for (std::size_t i = 1; i <= count; ++i) {
        std::string name = of.name;
        if (count > 1) name.append(" ").append(std::to_string(i));
        const auto part = to_.part(name.append(place), up, each.mttr, unit, first, outages_);
        list.push_back(in == nullptr ? part : to_.gate(gate_type::every, {*in, part}));
      }
    };
    if (of.zones.empty()) add_all(of.instances, "", nullptr);
    for (const auto& placed : of.zones) {
      const std::size_t zone = zones_.zone(model_.number(placed.zone));
      add_all(placed.count, " in " + placed.zone, &zone);
    }
    return list;
  }

  const resolved_model& model_;
  const zone_gates& zones_;
  graph_builder& to_;
  probability<double> outages_ = probability<double>::always();  // of the instances being added
};

/// Makes the graph of a model.
class service_compiler {
 public:
  using unit_kind = model_unit::kind;
  using gate_type = service_gate::kind;

  service_compiler(const service_model& model, const part_states& known,
                   const topology_options& options)
      : resolved_(model),
        options_(options),
        to_(known),
        zones_(model, to_),
        own_(model.services.size()),
        works_(model.services.size()),
        services_(model.services.size()) {}

  service_graph run() {
    for (const std::size_t s : resolved_.users_first()) add_parts(s);
    for (const std::size_t s : resolved_.needed_first()) add_gate(s);
    for (const auto& path : resolved_.model().paths)
      to_.graph.paths.push_back(to_.gate(gate_type::every, dependencies(path.needs, path.name)));
    to_.known().require_names([this](const std::string& name) {
      return to_.is_part(name) || resolved_.find(name) != nullptr;
    });
    return std::move(to_.graph);
  }

 private:
  [[nodiscard]] const service& at(std::size_t s) const { return resolved_.model().services[s]; }

  void add_parts(std::size_t s) {
    const service& of = at(s);
    if (of.own) own_[s] = instance_gates(resolved_, zones_, to_).add(of);
    if (!of.any || !of.any->failover) return;
    const std::string name = of.name + " failover";
    works_[s] =
        to_.part(name, of.any->failover->success, {}, to_.unit(unit_kind::failover, name, of.name));
  }
  void add_gate(std::size_t s) {
    const service& of = at(s);
    if (to_.known().knows(of.name)) {
      services_[s] = to_.part(of.name + ", given", to_.known().of(of.name, {}), {},
                              to_.unit(unit_kind::service, of.name, of.name));
      return;
    }
    std::vector<std::size_t> needs = own_[s];
    if (of.any) needs.push_back(alternatives(s));
    for (const std::size_t each : dependencies(of.needs, of.name)) needs.push_back(each);
    services_[s] = to_.gate(gate_type::every, std::move(needs));
  }
  std::vector<std::size_t> dependencies(const std::vector<service_dependency>& list,
                                        const std::string& user) {
    std::vector<std::size_t> gates;
    gates.reserve(list.size());
    for (const auto& each : list) gates.push_back(dependency(each, user));
    return gates;
  }
  std::size_t dependency(const service_dependency& on, const std::string& user) {
    const std::size_t needed = services_[resolved_.number(on.service)];
    if (on.needed.complement() == 0) return needed;
    const std::string name = user + " without " + on.service;
    const std::size_t skips =
        to_.part(name, !on.needed, {}, to_.unit(unit_kind::request, name, on.service));
    return to_.gate(gate_type::any, {needed, skips});
  }
  std::size_t alternatives(std::size_t s) {
    const service& of = at(s);
    auto list = dependencies(of.any->of, of.name);
    if (!of.any->failover) return to_.gate(gate_type::threshold, std::move(list), of.any->need);
    const takeover switching = plan(of, list.front());
    model_part& works = to_.graph.parts[to_.graph.gates[works_[s]].number];
    works.up = to_.known().of(works.name, switching.done());
    const auto others = to_.gate(gate_type::any, {list.begin() + 1, list.end()});
    const auto made = to_.gate(gate_type::failover, {list.front(), works_[s], others});
    to_.graph.gates[made].switching = switching;
    return made;
  }
  /// The failover takes its time out of each outage of the first alternative that lasts longer.
  /// What is down for ever has failed over once.
  takeover plan(const service& of, std::size_t first_gate) {
    const failover_policy& policy = *of.any->failover;
    takeover made{.success = policy.success, .time = policy.time};
    if (!policy.time) return made;
    const std::string where = "services." + of.name + ".failover";
    const gate_system first(to_.graph, first_gate, options_);
    const auto up = first.up();
    if (up.value() == 0 || up.complement() == 0) return made;
    std::string unknown = unknown_rate(to_.graph, first_gate);
    if (unknown.empty()) unknown = not_only_outages(to_.graph, first_gate);
    if (!unknown.empty())
      fail_element(where, "its time needs to know how long the first alternative is down, but " +
                              unknown + "; state that, or leave out the time");
    const auto kinds = kinds_of_outage(first);
    made.in_time = share_after(*policy.time, kinds);
    if (made.in_time.value() == 0) fail_too_slow(where, *policy.time, kinds);
    return made;
  }
  [[noreturn]] static void fail_too_slow(const std::string& where, hours_in<double> time,
                                         const std::vector<outage_kind>& kinds) {
    hours_in<double> longest{0};
    for (const auto& each : kinds) longest = std::max(longest, each.each);
    fail_element(where, "takes " + time_text(time) + ", but the outages that it should end last " +
                            time_text(longest) + " on average");
  }

  resolved_model resolved_;
  topology_options options_;
  graph_builder to_;
  zone_gates zones_;
  std::vector<std::vector<std::size_t>> own_;  // of each service, gates that must all be up
  std::vector<std::size_t> works_, services_;
};

}  // namespace detail

NINES_INLINE service_graph compile(const service_model& model, const part_states& known,
                                   const topology_options& options) {
  return detail::service_compiler(model, known, options).run();
}

}  // namespace nines
