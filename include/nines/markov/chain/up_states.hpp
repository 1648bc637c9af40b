// SPDX-License-Identifier: BSL-1.0
// How a measure is asked: which states are up, and where the chain starts.
//
//   mttf(c, 0)                        from state 0, up states by the label "up"
//   mttf(c, 0, "serving")             another label
//   mttf(c, mass, state_set(3, {0}))  a distribution, a set
//
// Both types only carry an argument; each measure checks it against its chain, once.
#pragma once

#include <nines/markov/chain/chain.hpp>
#include <type_traits>
#include <utility>

namespace nines {

/// The states in which a system is up: a label of the chain ("up" by default) or a set.
class up_states {
 public:
  up_states() = default;
  /// The states of a label, which the chain must have.
  up_states(std::string_view label) : label_(label) {}  // NOLINT: a label is such an argument
  /// The same, from a literal.
  up_states(const char* label) : label_(label) {}  // NOLINT: likewise
  /// The states of a set.
  up_states(state_set set) : set_(std::move(set)), by_label_(false) {}  // NOLINT: likewise

  /// The set. *Throws* domain_error for an unknown label, a set of another chain, an empty set.
  template <class T>
  [[nodiscard]] state_set of(std::string_view function, const chain<T>& c) const {
    state_set set = by_label_ ? c.states(label_) : set_;
    detail::check_states(function, "up", set, c.size());
    if (set.empty()) fail(function, "no state is up");
    return set;
  }

 private:
  std::string label_ = "up";
  state_set set_;
  bool by_label_ = true;
};

/// Where a chain starts: in a state, or by a distribution over its states.
template <class T>
class start {
 public:
  /// All the mass on one state, by its number.
  template <std::integral State>
  start(State state)  // NOLINT: an argument
      : state_(static_cast<std::size_t>(state)), is_negative_(state < State{}), is_state_(true) {}
  template <std::floating_point State>
  start(State state) = delete;  // a fraction is no state
  /// A probability for each state.
  start(std::vector<T> mass) : mass_(std::move(mass)) {}  // NOLINT: likewise
  /// The same; the numbers are copied.
  start(std::span<const T> mass) : mass_(mass.begin(), mass.end()) {}  // NOLINT: likewise

  /// The distribution. *Throws* domain_error when it is none over the states of the chain.
  [[nodiscard]] std::vector<T> of(std::string_view function, const chain<T>& c) const {
    if (!is_state_)
      return detail::distribution_of(function, "from", std::span<const T>(mass_), c.size());
    if (is_negative_ || !(state_ < c.size()))
      fail(function, "the state to start from",
           is_negative_ ? static_cast<double>(static_cast<std::ptrdiff_t>(state_))
                        : static_cast<double>(state_),
           "less than the number of states, " + std::to_string(c.size()));
    return point_mass<T>(c.size(), state_);
  }

 private:
  std::size_t state_ = 0;
  std::vector<T> mass_;
  bool is_negative_ = false;
  bool is_state_ = false;
};

/// A start as a parameter from which T is not deduced, so that a number or a vector converts.
template <class T>
using start_of = start<std::type_identity_t<T>>;

}  // namespace nines
