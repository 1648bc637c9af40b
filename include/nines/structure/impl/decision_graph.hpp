// SPDX-License-Identifier: BSL-1.0
// Which parts decide alone.
#pragma once

#include <algorithm>
#include <nines/structure/decision_graph.hpp>

namespace nines {

namespace detail {

/// What each slot alone, in either state, makes of the system.
///
/// A module is true or false whatever else, given a state of a selector, if no path of its
/// decisions that agrees with that state ends in the opposite. Every branch that is no constant
/// leads to both constants, so a path that passes by the selector is found by counting the branches
/// that jump over its level; constants are noted where they are met first. From the top down,
/// modules that decide nothing are left out. Exact, and linear in the decisions.
template <class Decision>
class deciding_states {
 public:
  /// Of the decisions after `first` slots, of slots that are asked by their ranks.
  deciding_states(std::size_t first, const std::vector<Decision>& decisions,
                  const std::vector<std::uint32_t>& ranks, literal top)
      : first_(first), decisions_(decisions), ranks_(ranks), reach_(ranks.size()) {
    decided_.resize(ranks.size());
    if (top.is_constant()) return;
    decided_[top.index()] = static_cast<std::uint8_t>(deciding_mark(true, !top.negated()) |
                                                      deciding_mark(false, top.negated()));
    for (std::size_t end = decisions.size(), begin = end; end > 0; end = begin) {
      for (begin = end - 1; begin > 0 && ranks[first + begin - 1] == unranked;) --begin;
      if (decided_[first + end - 1] != 0) module_of(begin, end);
    }
  }
  /// For each of the first slots: deciding_mark(state of the slot, system).
  [[nodiscard]] std::vector<std::uint8_t> of_first_slots() const {
    return {decided_.begin(), decided_.begin() + static_cast<std::ptrdiff_t>(first_)};
  }

 private:
  static constexpr std::uint32_t unranked = 0xffffffff;
  /// What asks for one selector: how many branches jump over it (as differences), and to which
  /// constants its own branches lead.
  struct level {
    std::int64_t jumps = 0;
    std::size_t slot = 0;
    std::uint8_t leads_to = 0;
  };

  void module_of(std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i)
      if (ranks_[decisions_[i].selector] == unranked) return;  // nothing is known of the order
    levels_.clear();
    first_constant_[0] = first_constant_[1] = ranks_.size();
    bare_.clear();
    reach_[first_ + end - 1] = plain;
    for (std::size_t i = end; i-- > begin;)
      if (reach_[first_ + i] != 0)
        visit(decisions_[i].selector, reach_[first_ + i], decisions_[i].high, decisions_[i].low);
    for (const std::size_t slot : bare_) {
      visit(slot, reach_[slot], always_true, always_false);
      reach_[slot] = 0;  // as a slot of its own it is met from above
    }
    for (std::size_t i = begin; i < end; ++i) reach_[first_ + i] = 0;
    conclude(decided_[first_ + end - 1]);
  }
  void visit(std::size_t selector, std::uint8_t reached, literal high, literal low) {
    level_of(ranks_[selector]).slot = selector;
    branch(ranks_[selector], reached, true, high);
    branch(ranks_[selector], reached, false, low);
  }
  void branch(std::size_t from, std::uint8_t reached, bool up, literal to) {
    if (!to.is_constant()) {
      auto& leads_to = level_of(from).leads_to;
      leads_to =
          static_cast<std::uint8_t>(leads_to | deciding_mark(up, true) | deciding_mark(up, false));
      reach(to, reached);
      ++level_of(from + 1).jumps;
      --level_of(rank_of(to)).jumps;
      return;
    }
    for (const bool negate : {false, true}) {
      if ((reached & (negate ? opposite : plain)) == 0) continue;
      const bool value = to.negated() == negate;
      level_of(from).leads_to |= deciding_mark(up, value);
      first_constant_[value ? 1 : 0] = std::min(first_constant_[value ? 1 : 0], from);
    }
  }
  level& level_of(std::size_t rank) {
    if (rank >= levels_.size()) levels_.resize(rank + 1);
    return levels_[rank];
  }
  void reach(literal to, std::uint8_t reached) {
    const bool is_bare = is_selector(to.index());
    if (is_bare && reach_[to.index()] == 0) bare_.push_back(to.index());
    if (to.negated()) reached = static_cast<std::uint8_t>(reached / 2 | (reached & plain) * 2);
    reach_[to.index()] |= reached;
  }
  [[nodiscard]] bool is_selector(std::size_t slot) const {
    return slot < first_ || ranks_[slot] != unranked;
  }
  [[nodiscard]] std::size_t rank_of(literal of) const {
    return ranks_[is_selector(of.index()) ? of.index() : decisions_[of.index() - first_].selector];
  }
  /// From what the module decides, what its selectors do.
  void conclude(std::uint8_t module) {
    std::int64_t jumps = 0;
    for (std::size_t rank = 0; rank < levels_.size(); ++rank) {
      const level& here = levels_[rank];
      jumps += here.jumps;
      if (here.leads_to == 0 || jumps > 0) continue;
      for (const bool up : {false, true})
        for (const bool value : {false, true}) {
          const bool other_way = first_constant_[value ? 0 : 1] < rank;
          if (other_way || (here.leads_to & deciding_mark(up, !value)) != 0) continue;
          for (const bool system : {false, true})
            if ((module & deciding_mark(value, system)) != 0)
              decided_[here.slot] |= deciding_mark(up, system);
        }
    }
  }

  static constexpr std::uint8_t plain = 1;
  static constexpr std::uint8_t opposite = 2;
  std::size_t first_;
  const std::vector<Decision>& decisions_;
  const std::vector<std::uint32_t>& ranks_;
  std::vector<std::uint8_t> reach_, decided_;
  std::vector<level> levels_;
  std::vector<std::size_t> bare_;
  std::size_t first_constant_[2] = {};
};

}  // namespace detail

NINES_INLINE compiled_structure::compiled_structure(std::vector<std::string> names,
                                                    std::vector<decision> decisions,
                                                    std::vector<std::uint32_t> ranks, literal top,
                                                    bool is_coherent)
    : names_(std::move(names)),
      decisions_(std::move(decisions)),
      ranks_(std::move(ranks)),
      top_(top),
      is_coherent_(is_coherent) {
  ranks_.resize(first_slot() + decisions_.size(), no_rank);
  deciding_ = detail::deciding_states(first_slot(), decisions_, ranks_, top_).of_first_slots();
}

}  // namespace nines
