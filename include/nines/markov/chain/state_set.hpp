// SPDX-License-Identifier: BSL-1.0
// state_set: some of the states of a chain, the up states for instance.
//
// A set knows how many states its chain has, so that a set of another chain is found out and the
// complement (!up) has a meaning. One byte a state; all operations are linear in the states.
#pragma once

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <initializer_list>
#include <nines/error.hpp>
#include <vector>

namespace nines {

/// A subset of the states 0 .. size-1. Combine with & (both), | (either) and ! (the others).
class state_set {
 public:
  /// The empty set of a chain of that many states; `all` makes it the full one.
  explicit state_set(std::size_t size = 0, bool all = false) : member_(size, all) {}
  /// The states listed. *Throws* domain_error when one is not less than size.
  state_set(std::size_t size, std::initializer_list<std::size_t> states) : member_(size) {
    for (std::size_t state : states) insert(state);
  }
  /// The states for which the predicate holds: state_set::where(6, [](auto i) { return i < 3; }).
  template <std::predicate<std::size_t> Predicate>
  [[nodiscard]] static state_set where(std::size_t size, Predicate&& holds) {
    state_set result(size);
    for (std::size_t i = 0; i < size; ++i) result.member_[i] = holds(i);
    return result;
  }

  /// The number of states of the chain, members or not.
  [[nodiscard]] std::size_t size() const { return member_.size(); }
  /// The number of members. *Cost*: O(size).
  [[nodiscard]] std::size_t count() const {
    return static_cast<std::size_t>(std::count(member_.begin(), member_.end(), 1));
  }
  /// Whether there is no member. *Cost*: O(size).
  [[nodiscard]] bool empty() const { return count() == 0; }
  /// Whether the state is in the set; false for a state that the chain has not.
  [[nodiscard]] bool contains(std::size_t state) const {
    return state < member_.size() && member_[state] != 0;
  }
  /// The members in order.
  [[nodiscard]] std::vector<std::size_t> states() const {
    std::vector<std::size_t> result;
    for (std::size_t i = 0; i < member_.size(); ++i)
      if (member_[i] != 0) result.push_back(i);
    return result;
  }

  template <std::floating_point State>  // a fraction is no state
  [[nodiscard]] bool contains(State state) const = delete;
  template <std::floating_point State>
  void insert(State state) = delete;
  /// Adds a state. *Throws* domain_error unless state < size().
  void insert(std::size_t state) {
    if (!(state < member_.size()))
      fail("state_set", "state", state,
           "less than the number of states, " + std::to_string(member_.size()));
    member_[state] = 1;
  }

  [[nodiscard]] friend state_set operator!(state_set a) {
    for (char& m : a.member_) m = m == 0;
    return a;
  }
  /// Both and either. *Throws* domain_error when the sizes differ.
  [[nodiscard]] friend state_set operator&(state_set a, const state_set& b) {
    check_same_size(a, b);
    for (std::size_t i = 0; i < a.size(); ++i) a.member_[i] = a.member_[i] != 0 && b.contains(i);
    return a;
  }
  [[nodiscard]] friend state_set operator|(state_set a, const state_set& b) {
    check_same_size(a, b);
    for (std::size_t i = 0; i < a.size(); ++i) a.member_[i] = a.member_[i] != 0 || b.contains(i);
    return a;
  }
  [[nodiscard]] friend bool operator==(const state_set&, const state_set&) = default;

 private:
  static void check_same_size(const state_set& a, const state_set& b) {
    if (a.size() != b.size())
      fail("state_set", "size of the second set", b.size(), std::to_string(a.size()));
  }

  std::vector<char> member_;
};

}  // namespace nines
