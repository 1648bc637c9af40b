// SPDX-License-Identifier: BSL-1.0
// Rauzy's recursion.
#pragma once

#include <algorithm>
#include <nines/structure/cut_sets/minimal_sets.hpp>
#include <nines/structure/cut_sets/set_family.hpp>
#include <nines/structure/pair_table.hpp>

namespace nines {

namespace detail {

/// Rauzy's recursion over the decisions of a structure, module by module.
class minimal_set_finder {
 public:
  /// Minimal sets of parts whose state changes from `from`.
  minimal_set_finder(const compiled_structure& of, bool from, double memory_limit)
      : of_(of), sets_(memory_limit), family_of_slot_(of.first_slot() + of.decisions().size()) {
    value_.assign(of.first_slot(), from ? 1 : 0);
    value_[0] = 1;
    for (const auto& each : of.decisions())
      value_.push_back(holds(value_[each.selector] != 0 ? each.high : each.low) ? 1 : 0);
    for (std::size_t i = 0; i < of.decisions().size(); ++i) {
      const auto slot = static_cast<std::uint32_t>(of.first_slot() + i);
      if (of.rank(slot) != compiled_structure::no_rank)
        family_of_slot_[slot] = of_module(literal(slot, value_[slot] != 0));
    }
  }
  /// The minimal sets with which a literal becomes true, which selects for no other.
  std::uint32_t of_module(literal top) {
    sets_.begin_module();
    known_.clear();
    if (top.is_constant()) return top == always_true ? set_family::empty_set : set_family::none;
    if (top.index() < of_.first_slot()) return variable(top);
    return made(top);
  }
  /// The families of all modules and the root as nodes of minimal_sets.
  minimal_sets result(std::uint32_t root, bool of_failures) {
    std::vector<std::uint32_t> place(sets_.size());
    place[1] = 1;
    for (const std::uint32_t each : needed_by(root)) {
      const auto& n = sets_[each];
      const std::uint32_t element =
          n.element < of_.first_slot() ? n.element + 1 : place[family_of_slot_[n.element]];
      nodes_.push_back({element, place[n.with], place[n.without]});
      place[each] = static_cast<std::uint32_t>(of_.first_slot() + nodes_.size());
    }
    return {of_.part_names(), std::move(nodes_), place[root], of_failures};
  }

 private:
  [[nodiscard]] bool holds(literal each) const {
    return (value_[each.index()] != 0) != each.negated();
  }
  /// A part or module as a function of itself.
  [[nodiscard]] std::uint32_t variable(literal f) {
    if (holds(f)) return set_family::empty_set;
    return sets_.make(f.index(), of_.rank(f.index()), set_family::empty_set, set_family::none);
  }
  /// The family of a branch, if it is known.
  bool answer(literal f, std::uint32_t& result) {
    if (f.is_constant()) {
      result = f == always_true ? set_family::empty_set : set_family::none;
    } else if (of_.selector_of(f.index()) == f.index()) {
      result = variable(f);
    } else {
      return known_.find(f.code(), result);
    }
    return true;
  }
  bool asked(literal f, std::uint32_t& result) {
    if (answer(f, result)) return true;
    stack_.push_back(f);
    return false;
  }
  std::uint32_t made(literal top) {
    std::uint32_t result = set_family::none;
    stack_ = {top};
    while (!stack_.empty()) {
      const literal f = stack_.back();
      const auto& d = of_.decisions()[f.index() - of_.first_slot()];
      const bool up = value_[d.selector] != 0;
      std::uint32_t as_is = set_family::none;
      std::uint32_t changed = set_family::none;
      const bool has_as_is = asked((up ? d.high : d.low) ^ f.negated(), as_is);
      const bool has_changed = asked((up ? d.low : d.high) ^ f.negated(), changed);
      if (!has_as_is || !has_changed) continue;
      changed = sets_.not_above(changed, as_is);
      result = sets_.make(d.selector, of_.rank(d.selector), changed, as_is);
      known_.insert(f.code(), result);
      stack_.pop_back();
    }
    return result;
  }
  /// The nodes of a family, and of the modules in it, those that others use first.
  [[nodiscard]] std::vector<std::uint32_t> needed_by(std::uint32_t root) const {
    std::vector<std::uint8_t> needed(sets_.size());
    needed[root] = 1;
    std::vector<std::uint32_t> list;
    for (auto i = static_cast<std::uint32_t>(sets_.size()); i-- > 2;) {
      if (needed[i] == 0) continue;
      const auto& n = sets_[i];
      needed[n.with] = needed[n.without] = 1;
      if (n.element >= of_.first_slot()) needed[family_of_slot_[n.element]] = 1;
      list.push_back(i);
    }
    std::reverse(list.begin(), list.end());
    return list;
  }

  const compiled_structure& of_;
  set_family sets_;
  std::vector<std::uint32_t> family_of_slot_;
  std::vector<std::uint8_t> value_;  // of all slots, where no part has changed
  pair_table<std::uint32_t> known_;
  std::vector<literal> stack_;
  std::vector<minimal_sets::node> nodes_;
};

}  // namespace detail

NINES_INLINE minimal_sets minimal_cut_sets(const compiled_structure& of, double memory_limit) {
  detail::minimal_set_finder finder(of, true, memory_limit);
  return finder.result(finder.of_module(!of.top()), true);
}

NINES_INLINE minimal_sets minimal_path_sets(const compiled_structure& of, double memory_limit) {
  detail::minimal_set_finder finder(of, false, memory_limit);
  return finder.result(finder.of_module(of.top()), false);
}

}  // namespace nines
