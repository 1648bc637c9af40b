// SPDX-License-Identifier: BSL-1.0
// How a chain is made from its transitions, one by one, or from a matrix.
//
// Example:
//   chain_builder<> b;
//   b.add("ok", "fault", 1e-3).add("fault", "ok", 10);        // rates per hour
//   b.label("up", {"ok"});
//   const chain<> c = b.build();
//
// States are numbers, or names that get the next free number when first seen. Rates of the same
// pair add up. Everything is checked where it comes in, so a chain is right by construction.
// Index: generator matrix.
#pragma once

#include <nines/markov/chain/chain.hpp>
#include <nines/markov/chain/reward_list.hpp>
#include <unordered_map>

namespace nines {

/// Collects the transitions, labels and rewards of a chain. Every function *throws* domain_error
/// with what is wrong and where.
template <class T = double>
class chain_builder {
  static_assert(scalar<T>, "rates are fractions: T is a floating type, not an integer");

 public:
  /// Starts a chain of `size` states, known by number; without a size the states are those that are
  /// mentioned.
  explicit chain_builder(std::size_t size = 0);

  /// From all the rates at once, a square matrix; explore() makes them row by row.
  explicit chain_builder(rate_matrix<T> rates);

  /// How many states it knows so far.
  [[nodiscard]] std::size_t size() const { return size_; }

  /// The unit of time that rates are per: chain_builder<>().rates_per(std::chrono::seconds(1)).
  template <class Rep, class Period>
  chain_builder& rates_per(std::chrono::duration<Rep, Period> unit) {
    unit_ = detail::unit_of("chain_builder::rates_per", "unit", unit);
    return *this;
  }

  /// A transition. The rate is 0 (nothing happens) or more, and finite; one from a state to itself
  /// changes nothing and is no transition of the chain, but an impulse on it counts.
  chain_builder& add(std::size_t from, std::size_t to, const T& rate) {
    see(from);
    see(to);
    check_rate(from, to, rate);
    if (from == to)
      add_loop(from, rate);
    else if (rate > zero<T>())
      triplets_.emplace_back(static_cast<int>(from), static_cast<int>(to), rate);
    return *this;
  }
  template <class From, class To>  // a fraction is no state
    requires(std::floating_point<From> || std::floating_point<To>)
  chain_builder& add(From from, To to, const T& rate) = delete;
  /// The same by the names of the two states; a new name becomes a state, `from` first.
  chain_builder& add(std::string_view from, std::string_view to, const T& rate) {
    const std::size_t i = state(from);  // in the order of the arguments
    return add(i, state(to), rate);
  }
  /// The number of the state of this name; the next one that no state has when it is new.
  std::size_t state(std::string_view name);

  /// A named set of states. Sets of the same label unite.
  chain_builder& label(std::string_view name, const std::vector<std::size_t>& states) {
    auto& members = labels_[std::string(name)];
    for (const std::size_t s : states) {
      see(s);
      members.push_back(s);
    }
    return *this;
  }
  /// The same, from the numbers of the states in braces.
  chain_builder& label(std::string_view name, std::initializer_list<std::size_t> states) {
    return label(name, std::vector<std::size_t>(states));
  }
  /// The same by name. *Throws* domain_error for a name that no state has.
  chain_builder& label(std::string_view name, std::initializer_list<std::string_view> states) {
    std::vector<std::size_t> numbers;
    for (const std::string_view s : states) numbers.push_back(known("label", s));
    return label(name, numbers);
  }
  chain_builder& label(std::string_view name, const state_set& set) {  ///< the same, from a set
    return label(name, set.states());
  }

  /// What a reward earns per unit of time in a state; amounts of the same reward add up.
  chain_builder& reward(std::string_view name, std::size_t state, const T& per_time) {
    rewards_.check(name, per_time);
    if (!(state < size_)) fail_unknown("reward '" + std::string(name) + "'", state);
    rewards_.add(name, state, per_time);
    return *this;
  }
  /// The same by name. *Throws* domain_error for a name that no state has.
  chain_builder& reward(std::string_view name, std::string_view state, const T& per_time) {
    return reward(name, known("reward", state), per_time);
  }
  template <std::floating_point State>
  chain_builder& reward(std::string_view name, State state, const T& per_time) = delete;
  /// What a reward earns each time the transition is taken.
  chain_builder& impulse(std::string_view name, std::size_t from, std::size_t to, const T& amount) {
    rewards_.check(name, amount);
    for (const std::size_t s : {from, to})
      if (!(s < size_)) fail_unknown("impulse '" + std::string(name) + "'", s);
    rewards_.add_impulse(name, from, to, amount);
    return *this;
  }
  /// The same by name. *Throws* domain_error for a name that no state has.
  chain_builder& impulse(std::string_view name, std::string_view from, std::string_view to,
                         const T& amount) {
    return impulse(name, known("impulse", from), known("impulse", to), amount);
  }
  template <class From, class To>
    requires(std::floating_point<From> || std::floating_point<To>)
  chain_builder& impulse(std::string_view name, From from, To to, const T& amount) = delete;

  /// The names of states 0, 1, ..., for messages and reports, and by which they are known from here
  /// on; of several with the same name the first. One that is empty is none.
  chain_builder& names(std::vector<std::string> names) {
    if (!names.empty()) see(names.size() - 1);
    names_ = std::move(names);
    number_.clear();
    for (std::size_t i = 0; i < names_.size(); ++i)
      if (!names_[i].empty()) number_.try_emplace(names_[i], i);
    return *this;
  }

  /// The chain. *Throws* domain_error for a chain without states, for an impulse on a pair of
  /// states without a transition, and for rates or rewards whose sum is out of the range of T.
  /// *Cost*: linear in the transitions.
  [[nodiscard]] chain<T> build() const;

 private:
  void build_rewards(chain<T>& result) const;
  void add_loop(std::size_t state, const T& rate) {
    if (rate > zero<T>()) loops_.try_emplace(state, zero<T>()).first->second += rate;
  }

  void see(std::size_t state);
  std::size_t known(std::string_view function, std::string_view name) const;
  void check_rate(std::size_t from, std::size_t to, const T& rate) const;
  [[noreturn]] void fail_unknown(const std::string& what, std::size_t state) const {
    fail("chain_builder", "state of " + what, state,
         "less than the number of states, " + std::to_string(size_));
  }
  std::string describe_state(std::size_t state) const {
    return state < names_.size() && !names_[state].empty() ? "'" + names_[state] + "'"
                                                           : "state " + std::to_string(state);
  }

  std::size_t size_;
  bool fixed_;
  hours_in<double> unit_{1};
  rate_matrix<T> rates_;
  std::vector<Eigen::Triplet<T>> triplets_;
  std::map<std::size_t, T> loops_;  // rates from a state to itself, for impulses
  std::unordered_map<std::string, std::size_t> number_;
  std::vector<std::string> names_;
  std::map<std::string, std::vector<std::size_t>> labels_;
  detail::reward_list<T> rewards_;
};

template <class T>
chain_builder<T>::chain_builder(std::size_t size) : size_(size), fixed_(size > 0) {}

template <class T>
chain_builder<T>::chain_builder(rate_matrix<T> rates)
    : size_(static_cast<std::size_t>(rates.rows())), fixed_(true), rates_(std::move(rates)) {
  if (rates_.rows() != rates_.cols())
    fail("chain_builder", "number of columns", rates_.cols(),
         "the number of rows, " + std::to_string(rates_.rows()));
  for (Eigen::Index i = 0; i < rates_.outerSize(); ++i)
    for (typename rate_matrix<T>::InnerIterator entry(rates_, i); entry; ++entry) {
      const auto from = static_cast<std::size_t>(i);
      check_rate(from, static_cast<std::size_t>(entry.col()), entry.value());
      if (entry.col() == i) add_loop(from, entry.value());
    }
  rates_.prune(
      [](Eigen::Index i, Eigen::Index j, const T& rate) { return i != j && rate > zero<T>(); });
}

template <class T>
std::size_t chain_builder<T>::state(std::string_view name) {
  if (const auto found = number_.find(std::string(name)); found != number_.end())
    return found->second;
  if (fixed_)
    fail("chain_builder", "there is no state '" + std::string(name) + "' among the " +
                              std::to_string(size_) + " states known by number");
  const std::size_t next = size_;
  see(next);
  names_.resize(next);  // those known by number have none
  names_.emplace_back(name);
  number_.emplace(name, next);
  return next;
}

template <class T>
chain<T> chain_builder<T>::build() const {
  if (size_ == 0) fail("chain_builder::build", "a chain needs at least one state");
  chain<T> result;
  const auto n = static_cast<Eigen::Index>(size_);
  if (rates_.rows() > 0) result.rates_ = rates_;
  if (rates_.rows() == 0 || !triplets_.empty()) {
    rate_matrix<T> added(n, n);
    added.setFromTriplets(triplets_.begin(), triplets_.end());
    if (rates_.rows() > 0)
      result.rates_ += added;
    else
      result.rates_ = std::move(added);
  }
  result.rates_.makeCompressed();
  result.exit_rates_.reserve(size_);
  for (std::size_t i = 0; i < size_; ++i) {
    T& sum = result.exit_rates_.emplace_back(zero<T>());
    for (const auto [to, rate] : row_of(result.rates_, i)) sum += rate;
    if (!is_finite(sum))
      fail("chain_builder::build", "sum of the rates from " + describe_state(i), sum, "finite");
  }
  for (const auto& [name, members] : labels_) {
    state_set& set = result.labels_.emplace(name, state_set(size_)).first->second;
    for (const std::size_t s : members) set.insert(s);
  }
  build_rewards(result);
  result.names_ = names_;
  result.unit_ = unit_;
  return result;
}

template <class T>
void chain_builder<T>::build_rewards(chain<T>& result) const {
  const auto rate_of = [&](std::size_t from, std::size_t to) {
    if (from != to) return T(result.rates_.coeff(static_cast<int>(from), static_cast<int>(to)));
    const auto loop = loops_.find(from);
    return loop == loops_.end() ? zero<T>() : loop->second;
  };
  result.rewards_ =
      rewards_.build(size_, rate_of, [this](std::size_t state) { return describe_state(state); });
}

template <class T>
void chain_builder<T>::see(std::size_t state) {
  if (state < size_) return;
  if (fixed_ || state >= static_cast<std::size_t>(std::numeric_limits<int>::max()))
    fail("chain_builder", "state", state,
         "less than the number of states, " +
             std::to_string(fixed_ ? size_ : std::numeric_limits<int>::max()));
  size_ = state + 1;
}

template <class T>
std::size_t chain_builder<T>::known(std::string_view function, std::string_view name) const {
  const auto found = number_.find(std::string(name));
  if (found == number_.end())
    fail("chain_builder::" + std::string(function),
         "there is no state '" + std::string(name) + "'");
  return found->second;
}

template <class T>
void chain_builder<T>::check_rate(std::size_t from, std::size_t to, const T& rate) const {
  if (!(rate >= zero<T>()) || !is_finite(rate))
    fail("chain_builder::add", "rate from " + describe_state(from) + " to " + describe_state(to),
         rate, "0 or more, and finite");
}

}  // namespace nines

#ifdef NINES_COMPILED
extern template class nines::chain_builder<double>;
#endif
