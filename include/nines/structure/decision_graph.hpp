// SPDX-License-Identifier: BSL-1.0
// compiled_structure: a structure as a list of decisions, which every question reads in one pass.
//
// Slot 0 is always up, slot i + 1 is part i, the others are decisions: if the selector is up then
// `high` else `low`. A decision uses smaller slots alone, and its selector, a part or a whole
// module, is independent of both branches. So the law of total probability holds slot by slot,
// and a pass from the first slot to the last, or back, answers for the system in linear time.
// Index: pivotal decomposition of a structure.
#pragma once

#include <array>
#include <cstddef>
#include <nines/structure/literal.hpp>
#include <string>
#include <utility>
#include <vector>

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

namespace detail {

/// The decisions of a structure with places for their values, which are used again where nobody
/// needs what stands there any more: so scenarios in lanes stay in the cache.
class decision_places {
 public:
  explicit decision_places(const compiled_structure& of)
      : steps_(of.decisions()), size_(static_cast<std::uint32_t>(of.first_slot())) {
    std::vector<std::uint32_t> last_user(of.first_slot() + steps_.size(), none);
    for (std::uint32_t i = 0; i < steps_.size(); ++i)
      for (const std::uint32_t slot : operands(steps_[i])) last_user[slot] = i;
    last_user[of.top().index()] = none;
    std::vector<std::uint32_t> place(last_user.size());
    for (std::uint32_t slot = 0; slot < of.first_slot(); ++slot) place[slot] = slot;
    for (std::uint32_t i = 0; i < steps_.size(); ++i) {
      const auto slots = operands(steps_[i]);
      auto& [selector, high, low] = steps_[i];
      selector = place[selector];
      high = literal(place[high.index()], high.negated());
      low = literal(place[low.index()], low.negated());
      targets_.push_back(place[of.first_slot() + i] = free_place());
      for (const std::uint32_t slot : slots)
        if (slot >= of.first_slot() && last_user[slot] == i) {
          free_.push_back(place[slot]);
          last_user[slot] = none;  // a slot may stand there twice
        }
    }
    top_ = literal(place[of.top().index()], of.top().negated());
  }
  /// How many places there are; the first are those of the parts.
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] literal top() const { return top_; }
  /// Evaluates all decisions: `sides` has both sides of each place.
  template <class T>
  void run(T* sides) const {
    for (std::size_t i = 0; i < steps_.size(); ++i) {
      const auto& each = steps_[i];
      const T p = sides[literal(each.selector).code()];
      const T q = sides[(!literal(each.selector)).code()];
      const T value = p * sides[each.high.code()] + q * sides[each.low.code()];
      T* const to = sides + literal(targets_[i]).code();
      to[1] = p * sides[(!each.high).code()] + q * sides[(!each.low).code()];
      to[0] = value;
    }
  }

 private:
  static constexpr std::uint32_t none = 0xffffffff;

  static std::array<std::uint32_t, 3> operands(const compiled_structure::decision& of) {
    return {of.selector, of.high.index(), of.low.index()};
  }
  std::uint32_t free_place() {
    if (free_.empty()) return size_++;
    const std::uint32_t found = free_.back();
    free_.pop_back();
    return found;
  }

  std::vector<compiled_structure::decision> steps_;
  std::vector<std::uint32_t> targets_, free_;
  std::uint32_t size_;
  literal top_;
};

}  // namespace detail
}  // namespace nines
