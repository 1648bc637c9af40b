// SPDX-License-Identifier: BSL-1.0
// How structure_builder collects parts and gates, and copies them into a structure.
#pragma once

#include <algorithm>
#include <nines/structure/model.hpp>
#include <span>

namespace nines {

NINES_INLINE structure::structure(gate_graph graph, literal top, std::vector<std::string> names)
    : graph_(std::move(graph)), top_(top), names_(std::move(names)) {}
NINES_INLINE std::size_t structure::part_number(std::string_view name) const {
  const auto found = std::find(names_.begin(), names_.end(), name);
  if (found == names_.end())
    detail::fail_structure("structure", "there is no part \"" + std::string(name) + "\"");
  return static_cast<std::size_t>(found - names_.begin());
}

NINES_INLINE literal structure_builder::part(const std::string& name) {
  const std::uint32_t id = number_of(name);
  if (names_[id].use == role::gate) misuse(name, "is a gate, and cannot be a part, too");
  if (names_[id].use == role::unknown) {
    names_[id] = {role::part, always_true};
    part_ids_.push_back(id);
  }
  return graph_.part(id);
}
NINES_INLINE std::vector<literal> structure_builder::parts(const std::vector<std::string>& names) {
  std::vector<literal> list;
  list.reserve(names.size());
  for (const auto& name : names) list.push_back(part(name));
  return list;
}
NINES_INLINE literal structure_builder::named(const std::string& name) {
  return graph_.part(number_of(name));
}
NINES_INLINE literal structure_builder::define(const std::string& name, literal gate) {
  require_own("structure_builder::define", {gate});
  const std::uint32_t id = number_of(name);
  if (names_[id].use != role::unknown) misuse(name, "is defined twice");
  names_[id] = {role::gate, gate};
  return gate;
}
NINES_INLINE literal structure_builder::all_of(std::vector<literal> inputs) {
  require_own("structure_builder::all_of", inputs);
  return graph_.all_of(std::move(inputs));
}
NINES_INLINE literal structure_builder::any_of(std::vector<literal> inputs) {
  require_own("structure_builder::any_of", inputs);
  return graph_.any_of(std::move(inputs));
}
NINES_INLINE literal structure_builder::at_least(std::size_t k, std::vector<literal> inputs) {
  require_own("structure_builder::at_least", inputs);
  if (!(k <= inputs.size()))
    detail::fail_threshold("structure_builder::at_least", k, inputs.size());
  return graph_.at_least(k, std::move(inputs));
}
NINES_INLINE literal structure_builder::exclusive_or(std::vector<literal> inputs) {
  require_own("structure_builder::exclusive_or", inputs);
  return graph_.parity(std::move(inputs));
}
NINES_INLINE literal structure_builder::if_then_else(literal condition, literal yes, literal no) {
  require_own("structure_builder::if_then_else", {condition, yes, no});
  return graph_.if_then_else(condition, yes, no);
}
NINES_INLINE std::uint32_t structure_builder::number_of(const std::string& name) {
  if (name.empty())
    detail::fail_structure("structure_builder", "the name of a part or gate is empty");
  const auto [place, is_new] = ids_.try_emplace(name, static_cast<std::uint32_t>(names_.size()));
  if (is_new) names_.emplace_back();
  return place->second;
}
[[noreturn]] NINES_INLINE void structure_builder::misuse(const std::string& name,
                                                         const char* fault) {
  detail::fail_structure("structure_builder", "\"" + name + "\" " + fault);
}
NINES_INLINE void structure_builder::require_own(std::string_view function,
                                                 const std::vector<literal>& inputs) const {
  if (inputs.empty()) detail::fail_structure(function, "a gate needs inputs");
  for (const literal each : inputs)
    if (each.index() >= graph_.size())
      detail::fail_structure(function, "an input is a literal of another builder");
}

/// Copies what a top needs into a graph of its own, names resolved; for structure_builder::build.
class structure_copy {
 public:
  /// Of all that was collected so far.
  structure_copy(const structure_builder& from, logic meaning)
      : from_(from),
        negate_(meaning == logic::failure),
        names_(from.names_.size()),
        copy_(from.graph_.size()),
        state_(from.graph_.size(), state::unseen) {
    for (const auto& [name, id] : from.ids_) names_[id] = &name;
    part_numbers_.resize(from.names_.size());
    for (std::uint32_t i = 0; i < from.part_ids_.size(); ++i) {
      part_numbers_[from.part_ids_[i]] = i;
      graph_.part(i);
    }
  }

  /// The structure of that top. A stack of nodes takes the place of recursion.
  structure run(literal top) {
    stack_ = {top.index()};
    while (!stack_.empty()) {
      const std::uint32_t index = stack_.back();
      if (state_[index] == state::unseen)
        open(index);
      else
        close(index);
    }
    std::vector<std::string> part_names;
    for (const std::uint32_t id : from_.part_ids_) part_names.push_back(*names_[id]);
    return {std::move(graph_), copy_[top.index()] ^ (top.negated() != negate_),
            std::move(part_names)};
  }

 private:
  enum class state : std::uint8_t { unseen, open, done };

  void open(std::uint32_t index) {
    state_[index] = state::open;
    for (const literal input : needs(index)) {
      if (state_[input.index()] == state::open) fail_cycle(input.index());
      if (state_[input.index()] == state::unseen) stack_.push_back(input.index());
    }
  }
  void close(std::uint32_t index) {
    stack_.pop_back();
    if (state_[index] == state::done) return;
    state_[index] = state::done;
    std::vector<literal> inputs;
    for (const literal each : needs(index)) inputs.push_back(copy_[each.index()] ^ each.negated());
    copy_[index] = made(index, std::move(inputs));
  }
  /// What must be copied before a node: its inputs, or the gate that a name stands for.
  [[nodiscard]] std::span<const literal> needs(std::uint32_t index) const {
    const auto& node = from_.graph_[index];
    if (node.kind != gate_kind::part) return from_.graph_.inputs(index);
    const auto& named = from_.names_[node.number];
    if (named.use == structure_builder::role::unknown)
      detail::fail_structure("structure_builder::build",
                             "\"" + *names_[node.number] + "\" is not defined");
    if (named.use == structure_builder::role::part) return {};
    return {&named.gate, 1};
  }
  literal made(std::uint32_t index, std::vector<literal> inputs) {
    const auto& node = from_.graph_[index];
    if (node.kind != gate_kind::part) return graph_.same_gate(node, std::move(inputs));
    if (!inputs.empty()) return inputs[0];
    return graph_.part(part_numbers_[node.number]) ^ negate_;
  }
  /// Names the first gate on the stack's path that has a name: a cycle goes through one.
  [[noreturn]] void fail_cycle(std::uint32_t index) const {
    for (auto place = stack_.size(); place-- > 0;) {
      const std::uint32_t at = stack_[place];
      if (state_[at] != state::open) continue;
      const auto& node = from_.graph_[at];
      if (node.kind == gate_kind::part)
        detail::fail_structure(
            "structure_builder::build",
            "the gate \"" + *names_[node.number] + "\" is an input of itself (a cycle)");
      if (at == index) break;
    }
    detail::fail_structure("structure_builder::build", "a gate is an input of itself (a cycle)");
  }

  const structure_builder& from_;
  bool negate_;
  std::vector<const std::string*> names_;
  std::vector<std::uint32_t> part_numbers_;
  gate_graph graph_;
  std::vector<literal> copy_;
  std::vector<state> state_;
  std::vector<std::uint32_t> stack_;
};

NINES_INLINE structure structure_builder::build(literal top, logic meaning) const {
  require_own("structure_builder::build", {top});
  return structure_copy(*this, meaning).run(top);
}

}  // namespace nines
