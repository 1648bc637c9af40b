// SPDX-License-Identifier: BSL-1.0
// The bodies of topology/service_graph.hpp: a graph as a structure, and what is known of it.
#pragma once

#include <nines/topology/service_graph.hpp>
#include <set>

namespace nines {

NINES_INLINE std::vector<bool> service_graph::gates_below(std::size_t root) const {
  std::vector<bool> below(gates.size(), false);
  below[root] = true;
  for (std::size_t g = root + 1; g-- > 0;)
    if (below[g])
      for (const std::size_t input : gates[g].inputs) below[input] = true;
  return below;
}

NINES_INLINE std::vector<bool> service_graph::parts_below(std::size_t root) const {
  std::vector<bool> used(parts.size(), false);
  const auto below = gates_below(root);
  for (std::size_t g = 0; g <= root; ++g)
    if (below[g] && gates[g].what == service_gate::kind::leaf) used[gates[g].number] = true;
  return used;
}

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

NINES_INLINE structure structure_of(const service_graph& from, std::size_t gate) {
  if (!(gate < from.gates.size())) fail("structure_of", "there is no gate of that number");
  return detail::structure_writer(from, gate).as_it_is();
}

NINES_INLINE structure failure_structure(const service_graph& from, std::size_t gate,
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

NINES_INLINE std::string not_only_outages(const service_graph& of, std::size_t gate) {
  const auto used = of.parts_below(gate);
  for (std::size_t i = 0; i < of.parts.size(); ++i)
    if (used[i] && of.parts[i].outages.complement() > 0)
      return of.units[of.parts[i].unit].no_outages;
  return {};
}

NINES_INLINE std::string unknown_rate(const service_graph& of, std::size_t gate) {
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
