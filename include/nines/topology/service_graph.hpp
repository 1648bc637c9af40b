// SPDX-License-Identifier: BSL-1.0
// service_graph: a service model as independent parts and the gates that join them.
//
// Everything that can fail by itself is one part: a region, a zone, each instance, the cause that
// like instances share, the failover, the luck of a request that does without. A zone is one part
// however many services stand in it: that is how failure domains and shared services are exact.
// Gates stand after their inputs, so an index is a topological order. compile.hpp makes the graph;
// structure_of() makes a structure of a gate, whose parts are those of the graph, in their order.
// Index: failover.
#pragma once

#include <nines/duration/hours.hpp>
#include <nines/structure/model.hpp>
#include <nines/topology/model.hpp>
#include <set>

namespace nines {

/// What parts belong to: "app" is one unit, whatever its number of instances.
struct model_unit {
  /// What it is.
  enum class kind : std::uint8_t {
    region,
    zones_common_cause,      ///< of the zones of a region
    zone,                    ///< a zone
    service,                 ///< the own instances of a service
    instances_common_cause,  ///< of the instances of a service
    failover,                ///< that it works
    request                  ///< that a request does not need a service
  };
  kind what = kind::service;    ///< what the unit stands for
  std::string name;             ///< for people: "zone a"
  std::string element;          ///< the name of the region, zone or service
  std::string no_outages = {};  ///< why some of what it loses is no outage: retries
};

/// An independent part.
struct model_part {
  std::string name;                           ///< its own: "app 2 in a"
  probability<double> up;                     ///< that it is up, in the long run
  std::optional<hours_in<double>> mttr = {};  ///< where it is known
  std::size_t unit = 0;                       ///< to which it belongs
  std::size_t twin = 0;                       ///< the first part that is like it in all
  /// The share of its unavailability that is outages; the rest is the luck of single requests.
  probability<double> outages = probability<double>::always();
};

/// How a failover goes: that it works at all, and the share of the down time of the first
/// alternative that is left when it is done.
struct takeover {
  probability<double> success = probability<double>::always();  ///< that it works at all
  probability<double> in_time = probability<double>::always();  ///< that it is done
  std::optional<hours_in<double>> time = {};                    ///< none: it is done at once

  /// That it has worked, while the first alternative is down.
  [[nodiscard]] probability<double> done() const { return both(success, in_time); }
};

/// A gate of a graph.
struct service_gate {
  /// A failover has the inputs first, works, others: it is first or (works and others).
  enum class kind : std::uint8_t { leaf, every, any, threshold, failover };
  kind what = kind::leaf;                ///< how it combines its inputs
  std::size_t number = 0;                ///< of a part; of a threshold: how many
  std::vector<std::size_t> inputs = {};  ///< gates with smaller indices
  takeover switching = {};               ///< of a failover
};

/// Parts and gates.
struct service_graph {
  std::vector<model_unit> units;    ///< what parts belong to
  std::vector<model_part> parts;    ///< the independent parts
  std::vector<service_gate> gates;  ///< each after its inputs
  std::vector<std::size_t> paths;   ///< the gate of each path

  /// Which gates a gate depends on, itself included.
  [[nodiscard]] std::vector<bool> gates_below(std::size_t root) const {
    std::vector<bool> below(gates.size(), false);
    below[root] = true;
    for (std::size_t g = root + 1; g-- > 0;)
      if (below[g])
        for (const std::size_t input : gates[g].inputs) below[input] = true;
    return below;
  }
  /// Which parts a gate depends on.
  [[nodiscard]] std::vector<bool> parts_below(std::size_t root) const {
    std::vector<bool> used(parts.size(), false);
    const auto below = gates_below(root);
    for (std::size_t g = 0; g <= root; ++g)
      if (below[g] && gates[g].what == service_gate::kind::leaf) used[gates[g].number] = true;
    return used;
  }
  /// That each part is up, in a scalar T.
  template <class T = double>
  [[nodiscard]] std::vector<probability<T>> part_values() const {
    std::vector<probability<T>> values;
    values.reserve(parts.size());
    for (const auto& each : parts) values.push_back(probability<T>(each.up));
    return values;
  }
};

namespace detail {

/// Writes a gate as a structure: as it is, or at the instant at which a part fails.
class structure_writer {
 public:
  structure_writer(const service_graph& from, std::size_t root)
      : from_(from), root_(root), below_(from.gates_below(root)), made_(root + 1) {
    for (const auto& each : from.parts) parts_.push_back(builder_.part(each.name));
  }
  /// That the gate is up.
  structure as_it_is() {
    write(parts_.size());
    return builder_.build(made_[root_].before);
  }
  /// That the gate is up just before a part fails, and down just after: failovers that take time
  /// have not begun then.
  structure fails_with(std::size_t part) {
    write(part);
    return builder_.build(builder_.all_of({made_[root_].before, !made_[root_].after}));
  }

 private:
  struct version_pair {
    literal before, after;
  };

  void write(std::size_t failing) {
    for (std::size_t g = 0; g <= root_; ++g) {
      if (!below_[g]) continue;
      const service_gate& gate = from_.gates[g];
      if (gate.what == service_gate::kind::leaf)
        made_[g] = gate.number == failing ? version_pair{always_true, always_false}
                                          : version_pair{parts_[gate.number], parts_[gate.number]};
      else if (gate.what == service_gate::kind::failover)
        made_[g] = failover(gate);
      else
        made_[g] = {joined(gate, &version_pair::before), joined(gate, &version_pair::after)};
    }
  }
  literal joined(const service_gate& gate, literal version_pair::* version) {
    std::vector<literal> inputs;
    inputs.reserve(gate.inputs.size());
    for (const std::size_t each : gate.inputs) inputs.push_back(made_[each].*version);
    if (gate.what == service_gate::kind::every) return builder_.all_of(std::move(inputs));
    if (gate.what == service_gate::kind::any) return builder_.any_of(std::move(inputs));
    return builder_.at_least(gate.number, std::move(inputs));
  }
  /// The others serve if the failover is done: after one that takes time only where the first has
  /// been down before.
  version_pair failover(const service_gate& gate) {
    const version_pair first = made_[gate.inputs[0]];
    const literal works = made_[gate.inputs[1]].before;
    const version_pair others = made_[gate.inputs[2]];
    const literal before = builder_.any_of({first.before, builder_.all_of({works, others.before})});
    std::vector<literal> done{works, others.after};
    if (gate.switching.time && first.before != first.after) done.push_back(!first.before);
    return {before, builder_.any_of({first.after, builder_.all_of(std::move(done))})};
  }

  const service_graph& from_;
  std::size_t root_;
  std::vector<bool> below_;
  std::vector<version_pair> made_;
  structure_builder builder_;
  std::vector<literal> parts_;
};

}  // namespace detail

/// The structure of a gate: its parts are those of the graph, in their order. O(size). *Throws*
/// domain_error unless there is such a gate.
[[nodiscard]] inline structure structure_of(const service_graph& from, std::size_t gate) {
  if (!(gate < from.gates.size())) fail("structure_of", "there is no gate of that number");
  return detail::structure_writer(from, gate).as_it_is();
}

/// That a gate is up just before a part fails, and down just after. A failover that takes time has
/// not begun then. O(size). *Throws* domain_error unless there are such a gate and part.
[[nodiscard]] inline structure failure_structure(const service_graph& from, std::size_t gate,
                                                 std::size_t part) {
  if (!(gate < from.gates.size() && part < from.parts.size()))
    fail("failure_structure", "there is no gate, or no part, of that number");
  return detail::structure_writer(from, gate).fails_with(part);
}

namespace detail {

/// "a has no mttr", "a, b, c and 4 more have no mttr".
inline std::string have_no_mttr(const std::vector<std::string>& names) {
  constexpr std::size_t shown = 3;
  std::string list;
  for (std::size_t i = 0; i < std::min(names.size(), shown); ++i)
    list += (i == 0 ? "" : i + 1 == names.size() ? " and " : ", ") + names[i];
  if (names.size() > shown) list += " and " + std::to_string(names.size() - shown) + " more";
  return list + (names.size() == 1 ? " has no mttr" : " have no mttr");
}

}  // namespace detail

/// Whether a part fails and is repaired in time: neither perfect, nor down for ever, nor the luck
/// of a request or of a failover.
[[nodiscard]] inline bool can_fail(const service_graph& of, const model_part& part) {
  const auto what = of.units[part.unit].what;
  return part.up.complement() > 0 && part.up.value() > 0 && part.outages.value() > 0 &&
         what != model_unit::kind::failover && what != model_unit::kind::request;
}

/// Which services below a gate are not only down in outages: "requests to dns are tried again";
/// empty if there is none.
[[nodiscard]] inline std::string not_only_outages(const service_graph& of, std::size_t gate) {
  const auto used = of.parts_below(gate);
  for (std::size_t i = 0; i < of.parts.size(); ++i)
    if (used[i] && of.parts[i].outages.complement() > 0)
      return of.units[of.parts[i].unit].no_outages;
  return {};
}

/// Why it is not known how often a gate fails: "dns has no mttr"; empty if it is known.
[[nodiscard]] inline std::string unknown_rate(const service_graph& of, std::size_t gate) {
  using kind = model_unit::kind;
  const auto used = of.parts_below(gate);
  std::set<std::size_t> units;
  for (std::size_t i = 0; i < of.parts.size(); ++i)
    if (used[i] && !of.parts[i].mttr && can_fail(of, of.parts[i])) units.insert(of.parts[i].unit);
  std::vector<std::string> without;
  std::string common;
  for (const auto u : units) {
    const model_unit& unit = of.units[u];
    if (unit.what == kind::zones_common_cause || unit.what == kind::instances_common_cause)
      common = unit.name;  // it is named only where those that it joins are not
    else
      without.push_back(unit.name);
  }
  if (without.empty() && !common.empty()) without.push_back(common);
  return without.empty() ? "" : detail::have_no_mttr(without);
}

}  // namespace nines
