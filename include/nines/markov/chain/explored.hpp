// SPDX-License-Identifier: BSL-1.0
// What explore() finds: a chain with the state of the user behind each number, and how to explore.
#pragma once

#include <nines/markov/chain/chain.hpp>
#include <nines/markov/chain/state_index.hpp>
#include <unordered_map>

namespace nines {

namespace detail {
template <class State, class T, class Transitions>
class explorer;
template <class State, class T>
class state_sorter;
}  // namespace detail

/// How to explore: explore(initial, transitions, {.state_limit = 1000}).
template <class State>
struct explore_options {
  /// More states than this are an error: a model that was meant to be finite is not.
  std::size_t state_limit = 100'000'000;
  /// Bytes of the states and transitions found so far (of what a state holds beside itself, that of
  /// a vector or string is counted); a model that needs more is refused while it grows.
  double memory_limit = default_memory_limit;
  /// Maps a state to the one that stands for all that behave alike: {3, 1, 2} sorted, where the
  /// order of identical parts means nothing. Rates into the same representative add up. The result
  /// is an exact lumping if states with one representative have the same labels and the same rates
  /// into each representative.
  State (*canonical)(State) = nullptr;
  /// The unit of time that rates are per.
  hours_in<double> rates_per{1};
  /// States that can be printed, by to_string(state) found by argument-dependent lookup, give their
  /// names to the chain unless there are more than this.
  std::size_t names_up_to = 100'000;
};

/// A chain with the state of the user behind each number.
template <class State, class T = double>
class explored {
  static_assert(scalar<T>, "rates are fractions: T is a floating type, not an integer");

 public:
  /// The chain, with the labels and rewards given so far.
  [[nodiscard]] const nines::chain<T>& chain() const& { return chain_; }
  /// The same chain, moved out of a model that is no longer needed.
  [[nodiscard]] nines::chain<T> chain() && { return std::move(chain_); }

  [[nodiscard]] std::size_t size() const { return chain_.size(); }  ///< the number of states found
  /// The states by number, the initial one first.
  [[nodiscard]] const std::vector<State>& states() const { return index_.states(); }
  /// Whether the state can be reached.
  [[nodiscard]] bool contains(const State& state) const { return find(state) >= 0; }
  /// The number of a state. *Throws* domain_error when it cannot be reached.
  [[nodiscard]] std::size_t index_of(const State& state) const {
    const int number = find(state);
    if (number < 0) fail("explored::index_of", "the state cannot be reached");
    return static_cast<std::size_t>(number);
  }
  /// The states for which the predicate holds.
  template <std::predicate<const State&> Predicate>
  [[nodiscard]] state_set where(Predicate&& holds) const {
    return state_set::where(size(), [&](std::size_t i) { return holds(states()[i]); });
  }

  /// Names the states for which the predicate holds. Sets of the same label unite.
  template <std::predicate<const State&> Predicate>
  explored& label(std::string_view name, Predicate&& holds) & {
    const auto [found, is_new] = chain_.labels_.try_emplace(std::string(name), size());
    found->second = found->second | where(holds);
    return *this;
  }
  /// A reward of rate(state) per unit of time; amounts of the same reward add up. *Throws*
  /// domain_error for one that is negative or not finite.
  template <std::invocable<const State&> Rate>
  explored& reward(std::string_view name, Rate&& rate) & {
    return earn(name, [&](std::size_t i) { return T(rate(states()[i])); });
  }
  /// A reward of amount(from, to) each time that transition is taken, one from a state to itself
  /// included. *Throws* as above.
  template <std::invocable<const State&, const State&> Amount>
  explored& impulse(std::string_view name, Amount&& amount) & {
    return earn(name, [&](std::size_t i) {
      T sum = zero<T>();
      if (const auto loop = loops_.find(static_cast<int>(i)); loop != loops_.end())
        sum += loop->second * checked_reward(name, i, T(amount(states()[i], states()[i])));
      for (const auto [to, rate] : chain_.row(i))
        sum += rate * checked_reward(name, i, T(amount(states()[i], states()[to])));
      return sum;
    });
  }
  /// The same for a model that is moved along, as explore(...).label(...) is.
  template <class Predicate>
  explored&& label(std::string_view name, Predicate&& holds) && {
    return std::move(label(name, holds));
  }
  /// The same for a model that is moved along.
  template <class Rate>
  explored&& reward(std::string_view name, Rate&& rate) && {
    return std::move(reward(name, rate));
  }
  /// The same for a model that is moved along.
  template <class Amount>
  explored&& impulse(std::string_view name, Amount&& amount) && {
    return std::move(impulse(name, amount));
  }

 private:
  template <class, class, class>
  friend class detail::explorer;
  template <class, class>
  friend class detail::state_sorter;

  [[nodiscard]] int find(const State& state) const {
    return index_.find(canonical_ == nullptr ? state : canonical_(state));
  }
  const T& checked_reward(std::string_view name, std::size_t state, const T& amount) const {
    if (!(amount >= zero<T>()) || !is_finite(amount))
      fail("explored", "reward '" + std::string(name) + "' of " + chain_.name(state), amount,
           "0 or more, and finite");
    return amount;
  }
  template <class Rate>
  explored& earn(std::string_view name, Rate&& rate) {
    const auto [found, is_new] = chain_.rewards_.try_emplace(std::string(name), size(), zero<T>());
    for (std::size_t i = 0; i < size(); ++i) {
      const T amount = rate(i);
      found->second[i] += checked_reward(name, i, amount);
    }
    return *this;
  }

  nines::chain<T> chain_;
  std::unordered_map<int, T> loops_;  // rates from a state to itself, for impulses
  detail::state_index<State> index_;
  State (*canonical_)(State) = nullptr;
};

}  // namespace nines
