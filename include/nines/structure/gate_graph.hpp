// SPDX-License-Identifier: BSL-1.0
// gate_graph: the parts and gates of a structure in one arena, each of them once.
//
// A gate is made of literals that exist already, so that inputs have smaller indices than what
// uses them. It is folded as it is made (constants, an input twice, an input and its opposite)
// and looked up in a table, so equal gates are one node; "any of" is the negation of "all of"
// negated inputs. k of n stays k of n. Cost: O(n log n) for n inputs.
// Index: structural hashing.
#pragma once

#include <cstddef>
#include <cstdint>
#include <nines/error.hpp>
#include <nines/inline.hpp>
#include <nines/structure/literal.hpp>
#include <span>
#include <utility>
#include <vector>

namespace nines {

namespace detail {
/// Throws the domain_error "function: text".
[[noreturn]] inline void fail_structure(std::string_view function, std::string_view text) {
  fail(function, text);
}
/// Throws the domain_error of a threshold k of `count` inputs.
[[noreturn]] inline void fail_threshold(std::string_view function, std::size_t k,
                                        std::size_t count) {
  fail(function, "k", k, "at most the number of inputs, " + std::to_string(count));
}
/// Throws the convergence_error "structure: text".
[[noreturn]] inline void structure_too_large(std::string_view text) { give_up("structure", text); }
}  // namespace detail

/// What a node of a gate_graph is.
enum class gate_kind : std::uint8_t {
  constant,
  part,
  conjunction,
  threshold,
  parity,
  if_then_else
};

/// Parts and gates, with equal ones merged.
class gate_graph {
 public:
  /// A node: what it is, the number of the part or the threshold k, and where its inputs stand.
  struct node {
    gate_kind kind = gate_kind::constant;  ///< what it is
    std::uint32_t number = 0;              ///< of the part, or the threshold k
    std::uint32_t first = 0;               ///< where its inputs begin
    std::uint32_t count = 0;               ///< how many inputs it has
  };

  /// The constant alone.
  gate_graph();

  /// How many nodes there are; node 0 is the constant.
  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(nodes_.size()); }
  /// What a node is.
  [[nodiscard]] const node& operator[](std::uint32_t index) const { return nodes_[index]; }
  /// The inputs of a node, which have smaller indices.
  [[nodiscard]] std::span<const literal> inputs(std::uint32_t index) const {
    return {inputs_.data() + nodes_[index].first, nodes_[index].count};
  }

  /// The part of that number.
  literal part(std::uint32_t number);

  /// True if all inputs are. Of none it is true.
  literal all_of(std::vector<literal> inputs);
  /// True if any input is. Of none it is false.
  literal any_of(std::vector<literal> inputs);
  /// True if at least k inputs are; an input may stand there several times.
  literal at_least(std::size_t k, std::vector<literal> inputs);
  /// True if an odd number of inputs is: exclusive or.
  literal parity(std::vector<literal> inputs);
  /// `yes` if the condition is true, else `no`.
  literal if_then_else(literal condition, literal yes, literal no);
  /// A gate of the kind of `like`, of other inputs.
  literal same_gate(const node& like, std::vector<literal> inputs);

 private:
  /// Of sorted literals: x stands just before its opposite.
  static bool has_opposites(const std::vector<literal>& sorted);
  /// Takes constants away, and pairs of an input and its opposite: one of these is true.
  static void drop_decided(std::size_t& k, std::vector<literal>& sorted);
  static bool mostly_negated(const std::vector<literal>& inputs);

  literal find_or_add(gate_kind kind, std::uint32_t number, std::span<const literal> inputs);
  [[nodiscard]] bool is_same(std::uint32_t index, gate_kind kind, std::uint32_t number,
                             std::span<const literal> inputs) const;
  static std::size_t hash(gate_kind kind, std::uint32_t number, std::span<const literal> inputs);
  void grow_table();

  std::vector<node> nodes_;
  std::vector<literal> inputs_;
  std::vector<std::uint32_t> table_;  // open addressing; 0 is an empty slot
};

}  // namespace nines

#ifndef NINES_COMPILED
#include <nines/structure/impl/gate_graph.hpp>
#endif
