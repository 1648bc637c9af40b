// SPDX-License-Identifier: BSL-1.0
// minimal_cut_sets(compiled), minimal_path_sets(compiled): all of them, without a list.
//
// A cut set is a set of parts that brings the system down when they are down and all others are up;
// a minimal one contains no other. A path set is the same of parts that are up. (Without coherence
// these are the minimal solutions.) Rauzy's recursion makes the family of all minimal sets from the
// decisions, with s the part or module that a decision asks for:
//
//   minimal(f)  =  minimal(f without s)  and  s + [minimal(f with s) not above the former]
//
// Modules stay modules, so a family of 1e10 sets is counted in milliseconds, and exactly.
// Source: Rauzy 1993.
// Index: minimal cut set, minimal path set.
#pragma once

#include <algorithm>
#include <nines/structure/cut_sets/set_family.hpp>
#include <nines/structure/decision_graph.hpp>

namespace nines {

/// A family of minimal sets of parts. An element of a node is a part, or a module, which stands for
/// each set of a family of its own.
class minimal_sets {
 public:
  /// The sets of `with`, each joined to each set of the element, and the sets of `without`. All
  /// refer to nodes: 0 is the family without sets, 1 that of the empty set, 2 + i that of part i.
  struct node {
    std::uint32_t element, with, without;  ///< families
  };

  /// Made by minimal_cut_sets() and minimal_path_sets().
  minimal_sets(std::vector<std::string> names, std::vector<node> nodes, std::uint32_t root,
               bool of_failures)
      : names_(std::move(names)),
        nodes_(std::move(nodes)),
        root_(root),
        of_failures_(of_failures) {}

  /// The parts.
  [[nodiscard]] const std::vector<std::string>& part_names() const { return names_; }
  /// Nodes that use smaller ones alone; node j is the family 2 + number of parts + j.
  [[nodiscard]] const std::vector<node>& nodes() const { return nodes_; }
  /// The first family that is a node.
  [[nodiscard]] std::uint32_t first_node() const {
    return static_cast<std::uint32_t>(names_.size() + 2);
  }
  /// The family of all sets.
  [[nodiscard]] std::uint32_t root() const { return root_; }
  /// Whether they are cut sets, of parts that are down, and not path sets.
  [[nodiscard]] bool of_failures() const { return of_failures_; }

 private:
  std::vector<std::string> names_;
  std::vector<node> nodes_;
  std::uint32_t root_;
  bool of_failures_;
};

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

/// All minimal cut sets. *Throws* convergence_error where the family takes more than `memory_limit`
/// bytes.
[[nodiscard]] inline minimal_sets minimal_cut_sets(const compiled_structure& of,
                                                   double memory_limit = default_memory_limit) {
  detail::minimal_set_finder finder(of, true, memory_limit);
  return finder.result(finder.of_module(!of.top()), true);
}

/// All minimal path sets, likewise.
[[nodiscard]] inline minimal_sets minimal_path_sets(const compiled_structure& of,
                                                    double memory_limit = default_memory_limit) {
  detail::minimal_set_finder finder(of, false, memory_limit);
  return finder.result(finder.of_module(of.top()), false);
}

}  // namespace nines
