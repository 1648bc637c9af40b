// SPDX-License-Identifier: BSL-1.0
// compiled_structure: a structure as a list of decisions, which every question reads in one pass.
//
// Slot 0 is always up, slot i + 1 is part i, the others are decisions: if the selector is up then
// `high` else `low`. A decision uses smaller slots alone, and its selector, a part or a whole
// module, is independent of both branches. So the law of total probability holds slot by slot,
// and a pass from the first slot to the last, or back, answers for the system in linear time.
// Index: pivotal decomposition of a structure.
#pragma once

#include <nines/structure/model.hpp>

namespace nines {

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
                     std::vector<std::uint32_t> ranks, literal top, bool is_coherent)
      : names_(std::move(names)),
        decisions_(std::move(decisions)),
        ranks_(std::move(ranks)),
        top_(top),
        is_coherent_(is_coherent) {
    ranks_.resize(first_slot() + decisions_.size(), no_rank);
  }

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
  /// Whether the structure was written so that a part that is repaired never brings it down: the
  /// parts occur without negation, exclusive or, or as a condition.
  [[nodiscard]] bool is_coherent() const { return is_coherent_; }

 private:
  std::vector<std::string> names_;
  std::vector<decision> decisions_;
  std::vector<std::uint32_t> ranks_;
  literal top_;
  bool is_coherent_;
};

}  // namespace nines
