// SPDX-License-Identifier: BSL-1.0
// structure: a system of named parts and gates that share parts, in success or failure logic.
//
// A reliability block diagram says when the system is up, a fault tree when it fails. Both are
// graphs of gates: all of, any of, at least k of n, exclusive or, if-then-else, and `!`. A gate may
// be an input of many, and so may a part. Whatever the logic, a structure answers for a system that
// is up as a function of parts that are up: a part has the probability of being up, and the top
// event of a fault tree is the complement of the answer. Gates may be used by name before they are
// defined. Nothing recurs: a chain of 1e6 gates is no deeper than one of ten.
//
// Example:
//   structure_builder shop;
//   const auto web = shop.any_of(shop.parts({"web 1", "web 2"}));
//   const auto data = shop.at_least(2, shop.parts({"db 1", "db 2", "db 3"}));
//   const structure system = shop.build(shop.all_of({shop.part("balancer"), web, data}));
// Index: structure function, success tree.
#pragma once

#include <nines/inline.hpp>
#include <nines/structure/gate_graph.hpp>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace nines {

/// What "true" means for the parts and the top of a structure as it is written down.
enum class logic : std::uint8_t {
  success,  ///< up: a reliability block diagram
  failure,  ///< failed: a fault tree
};

/// A system as a Boolean function of its parts: it is up as a function of the parts that are up.
/// Immutable; made by structure_builder.
class structure {
 public:
  /// Made by structure_builder::build().
  structure(gate_graph graph, literal top, std::vector<std::string> names);

  /// The parts in the order in which they were first named: that of all vectors of part values.
  [[nodiscard]] const std::vector<std::string>& part_names() const { return names_; }
  /// How many parts there are, those that do not matter included.
  [[nodiscard]] std::size_t part_count() const { return names_.size(); }
  /// The number of the part of that name. *Throws* domain_error if there is none. O(parts).
  [[nodiscard]] std::size_t part_number(std::string_view name) const;
  /// The nodes; part i of the graph is part i here.
  [[nodiscard]] const gate_graph& graph() const { return graph_; }
  /// That the system is up.
  [[nodiscard]] literal top() const { return top_; }

 private:
  gate_graph graph_;
  literal top_;
  std::vector<std::string> names_;
};

/// Collects parts and gates; build() makes the structure of them. A literal that it returns is
/// meant for this builder alone.
class structure_builder {
 public:
  /// The part of that name; the same one each time. *Throws* domain_error for an empty name, and
  /// for the name of a gate.
  literal part(const std::string& name);
  /// The parts of those names.
  std::vector<literal> parts(const std::vector<std::string>& names);
  /// What has that name, a part or a gate, which may be defined later; build() resolves it.
  literal named(const std::string& name);
  /// Gives a gate a name. *Throws* domain_error if the name is empty, or in use.
  literal define(const std::string& name, literal gate);

  /// True if all inputs are. *Throws*, as the others do, domain_error if there are no inputs.
  literal all_of(std::vector<literal> inputs);
  /// True if any input is.
  literal any_of(std::vector<literal> inputs);
  /// True if at least k inputs are. *Throws* domain_error unless k <= the number of inputs, too.
  literal at_least(std::size_t k, std::vector<literal> inputs);
  /// True if an odd number of inputs is: of two, exactly one.
  literal exclusive_or(std::vector<literal> inputs);
  /// `yes` if the condition is true, else `no`.
  literal if_then_else(literal condition, literal yes, literal no);

  /// The structure whose top is `top`: that the system is up, or, in failure logic, that it fails.
  /// *Throws* domain_error for a name that is not defined, and for a gate that is its own input.
  /// O(size).
  [[nodiscard]] structure build(literal top, logic meaning = logic::success) const;

 private:
  enum class role : std::uint8_t { unknown, part, gate };
  struct named_node {
    role use = role::unknown;
    literal gate;
  };

  std::uint32_t number_of(const std::string& name);
  [[noreturn]] static void misuse(const std::string& name, const char* fault);
  void require_own(std::string_view function, const std::vector<literal>& inputs) const;

  gate_graph graph_;  // its parts are numbers of names, of parts and gates
  std::unordered_map<std::string, std::uint32_t> ids_;
  std::vector<named_node> names_;
  std::vector<std::uint32_t> part_ids_;

  friend class structure_copy;
};

}  // namespace nines

#ifndef NINES_COMPILED
#include <nines/structure/impl/model.hpp>
#endif
