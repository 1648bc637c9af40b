// SPDX-License-Identifier: BSL-1.0
// compiled_structure: a structure as a list of decisions, which every question reads in one pass.
//
// Slot 0 is always up, slot i + 1 is part i, the others are decisions: if the selector is up then
// `high` else `low`. A decision uses smaller slots alone, and its selector, a part or a whole
// module, is independent of both branches. So the law of total probability holds slot by slot,
// and a pass from the first slot to the last, or back, answers for the system in linear time.
// Parts that decide alone are noted as it is made.
// Index: pivotal decomposition of a structure, deciding part.
#pragma once

#include <cstddef>
#include <cstdint>
#include <nines/inline.hpp>
#include <nines/structure/literal.hpp>
#include <string>
#include <utility>
#include <vector>

namespace nines {

namespace detail {
/// The mark that a slot in that state makes the system up, or down.
constexpr std::uint8_t deciding_mark(bool slot_up, bool system_up) {
  return static_cast<std::uint8_t>(1U << ((slot_up ? 2U : 0U) + (system_up ? 1U : 0U)));
}
}  // namespace detail

/// The compiled form of a structure. Immutable: any number of threads may read it.
class compiled_structure {
 public:
  /// If the selector is up then `high`, else `low`; indices of literals are slots.
  struct decision {
    std::uint32_t selector;  ///< a slot
    literal high, low;       ///< what follows where it is up, and where it is down
  };

  /// Marks a slot that selects nothing.
  static constexpr std::uint32_t no_rank = 0xffffffff;

  /// Made by compile(); `ranks` says when each slot that selects is asked.
  compiled_structure(std::vector<std::string> names, std::vector<decision> decisions,
                     std::vector<std::uint32_t> ranks, literal top, bool is_coherent);

  /// The parts, in the order of all vectors of part values.
  [[nodiscard]] const std::vector<std::string>& part_names() const { return names_; }
  /// How many parts there are.
  [[nodiscard]] std::size_t part_count() const { return names_.size(); }
  /// The decisions, those that others use first.
  [[nodiscard]] const std::vector<decision>& decisions() const { return decisions_; }
  /// The slot of the first decision; decision j has the slot first_slot() + j.
  [[nodiscard]] std::size_t first_slot() const { return names_.size() + 1; }
  /// That the system is up.
  [[nodiscard]] literal top() const { return top_; }
  /// When a slot is asked in the module that it selects in: the smallest rank first.
  [[nodiscard]] std::uint32_t rank(std::uint32_t slot) const { return ranks_[slot]; }
  /// What a slot asks for: a part or module that selects for others asks for itself.
  [[nodiscard]] std::uint32_t selector_of(std::uint32_t slot) const {
    return slot < first_slot() || ranks_[slot] != no_rank
               ? slot
               : decisions_[slot - first_slot()].selector;
  }
  /// What is left of `of`, which asks for the selector or for later ones, where that is up or down.
  [[nodiscard]] literal branch(literal of, std::uint32_t selector, bool up) const {
    if (of.index() == selector) return always_false ^ (up != of.negated());
    if (of.is_constant() || selector_of(of.index()) != selector) return of;
    const decision& d = decisions_[of.index() - first_slot()];
    return (up ? d.high : d.low) ^ of.negated();
  }
  /// Whether the system is up (or down, where `system_up` is false) whatever other parts do, given
  /// the state of one part.
  [[nodiscard]] bool decides(std::size_t part, bool part_up, bool system_up) const {
    return (deciding_[part + 1] & detail::deciding_mark(part_up, system_up)) != 0;
  }
  /// Whether the structure was written so that a part that is repaired never brings it down: the
  /// parts occur without negation, exclusive or, or as a condition.
  [[nodiscard]] bool is_coherent() const { return is_coherent_; }

 private:
  std::vector<std::string> names_;
  std::vector<decision> decisions_;
  std::vector<std::uint32_t> ranks_;
  std::vector<std::uint8_t> deciding_;
  literal top_;
  bool is_coherent_;
};

}  // namespace nines

#ifndef NINES_COMPILED
#include <nines/structure/impl/decision_graph.hpp>
#endif
