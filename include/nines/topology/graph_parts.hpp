// SPDX-License-Identifier: BSL-1.0
// A service graph while it is made: its parts, of which the states of some may be given, and the
// gates of regions and zones.
//
// Zones of a region that share a cause have its share of the least unavailability among them in
// common; what else each has is its own. A part that is down for ever, or never, shares nothing.
#pragma once

#include <nines/combine/split_common_cause.hpp>
#include <nines/structure/evaluate.hpp>
#include <nines/topology/resolve.hpp>
#include <nines/topology/service_graph.hpp>
#include <unordered_set>

namespace nines::detail {

/// What is known of the states of parts, by the names of parts, zones, regions and services.
class known_states {
 public:
  explicit known_states(const part_states& of)
      : up_(of.up.begin(), of.up.end()), down_(of.down.begin(), of.down.end()) {
    for (const auto& each : up_)
      if (down_.count(each) != 0) fail_element(each, "cannot be both up and down");
  }
  /// The availability of what has that name.
  [[nodiscard]] probability<double> of(const std::string& name,
                                       const probability<double>& otherwise) const {
    if (down_.count(name) != 0) return probability<double>::never();
    return up_.count(name) != 0 ? probability<double>::always() : otherwise;
  }
  [[nodiscard]] bool knows(const std::string& name) const {
    return down_.count(name) + up_.count(name) != 0;
  }
  /// Throws for a name of nothing.
  template <class IsName>
  void require_names(const IsName& is_name) const {
    for (const auto* list : {&up_, &down_})
      for (const auto& each : *list)
        if (!is_name(each)) fail_element(each, "nothing is called that");
  }

 private:
  std::unordered_set<std::string> up_, down_;
};

/// Adds parts and gates to a graph.
class graph_builder {
 public:
  using unit_kind = model_unit::kind;
  using gate_type = service_gate::kind;

  explicit graph_builder(const part_states& known) : known_(known) {}

  std::size_t unit(unit_kind what, std::string name, std::string element,
                   std::string no_outages = {}) {
    graph.units.push_back({what, std::move(name), std::move(element), std::move(no_outages)});
    return graph.units.size() - 1;
  }
  /// The gate of a new part.
  std::size_t part(const std::string& name, const probability<double>& up,
                   const std::optional<hours_in<double>>& mttr, std::size_t unit,
                   std::optional<std::size_t> twin = {},
                   const probability<double>& outages = probability<double>::always()) {
    if (graph.parts.size() >= 1000000) give_up("compile", "the model has more than 1000000 parts");
    std::string own = name;
    for (int i = 2; !names_.insert(own).second; ++i) own = name + " (" + std::to_string(i) + ")";
    const std::size_t number = graph.parts.size();
    graph.parts.push_back({own, known_.of(own, up), mttr, unit, twin.value_or(number), outages});
    if (known_.knows(own)) graph.parts.back().twin = number;
    graph.gates.push_back({gate_type::leaf, number});
    return graph.gates.size() - 1;
  }
  /// The gate of those inputs, or the only one of them.
  std::size_t gate(gate_type what, std::vector<std::size_t> inputs, std::size_t need = 0) {
    if (inputs.size() == 1 && what != gate_type::failover) return inputs.front();
    graph.gates.push_back({what, need, std::move(inputs)});
    return graph.gates.size() - 1;
  }
  [[nodiscard]] const known_states& known() const { return known_; }
  [[nodiscard]] bool is_part(const std::string& name) const { return names_.count(name) != 0; }

  service_graph graph;

 private:
  known_states known_;
  std::unordered_set<std::string> names_;
};

/// The regions and zones of a model as gates.
class zone_gates {
 public:
  using unit_kind = model_unit::kind;
  using gate_type = service_gate::kind;

  zone_gates(const service_model& model, graph_builder& to) : to_(to) {
    for (const auto& each : model.regions) add(each);
  }
  [[nodiscard]] std::size_t region(std::size_t number) const { return regions_[number]; }
  [[nodiscard]] std::size_t zone(std::size_t number) const { return zones_[number]; }

 private:
  [[nodiscard]] probability<double> up(const availability_zone& zone) const {
    return to_.known().of(zone.name, zone.self.availability);
  }
  /// Whether a common cause can hit a zone: not one that never fails, or is down for ever.
  [[nodiscard]] bool joins(const availability_zone& zone) const {
    return up(zone).value() > 0 && up(zone).complement() > 0;
  }
  /// The zone whose share is common: the least unavailable of those that are joined, if two are.
  [[nodiscard]] const availability_zone* least_affected(const nines::region& of) const {
    if (of.common_cause.value() == 0) return nullptr;
    const availability_zone* least = nullptr;
    std::size_t joined = 0;
    for (const auto& each : of.zones) {
      if (!joins(each)) continue;
      ++joined;
      if (least == nullptr || up(*least) < up(each)) least = &each;
    }
    return joined > 1 ? least : nullptr;
  }
  void add(const nines::region& of) {
    const std::string name = "region " + of.name;
    regions_.push_back(to_.part(name, to_.known().of(of.name, of.self.availability), of.self.mttr,
                                to_.unit(unit_kind::region, name, of.name)));
    const availability_zone* least = least_affected(of);
    std::size_t common = 0;
    if (least != nullptr) {
      const std::string cause = "common cause of zones in " + of.name;
      common = to_.part(cause, split_common_cause(up(*least), of.common_cause).common,
                        least->self.mttr, to_.unit(unit_kind::zones_common_cause, cause, of.name));
    }
    for (const auto& each : of.zones) {
      std::vector<std::size_t> inputs{regions_.back()};
      const bool is_joined = least != nullptr && joins(each);
      if (is_joined) inputs.push_back(common);
      inputs.push_back(own_part(each, is_joined ? share(each, *least, of) : nothing));
      zones_.push_back(to_.gate(gate_type::every, std::move(inputs)));
    }
  }
  /// The share of a zone's unavailability that is common: all of beta where it is the least one's.
  [[nodiscard]] probability<double> share(const availability_zone& each,
                                          const availability_zone& least,
                                          const nines::region& of) const {
    const double q = up(each).complement();
    if (q == up(least).complement()) return of.common_cause;
    return both(of.common_cause, probability<double>::from_value(up(least).complement() / q));
  }
  std::size_t own_part(const availability_zone& each, const probability<double>& common) {
    const std::string name = "zone " + each.name;
    const std::size_t unit = to_.unit(unit_kind::zone, name, each.name);
    return to_.part(name, split_common_cause(up(each), common).independent, each.self.mttr, unit);
  }

  static constexpr auto nothing = probability<double>::never();
  graph_builder& to_;
  std::vector<std::size_t> regions_, zones_;
};

}  // namespace nines::detail
