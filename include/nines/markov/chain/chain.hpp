// SPDX-License-Identifier: BSL-1.0
// chain<T>: a continuous-time Markov chain, by the rates at which it goes from state to state.
//
// Only off-diagonal rates are stored, as sparse rows. The diagonal of the generator Q is minus the
// sum of its row and is never read, stored or subtracted: that is what keeps the rare states right
// (Grassmann, Taksar & Heyman 1985). A chain is immutable; chain_builder and explore() make one.
//
// Rates are per one unit of time, and times in and out of the functions on chains are in this unit
// when they are plain numbers: an hour, unless the builder was told another. Functions that take or
// return std::chrono durations convert by it.
// Index: continuous-time Markov chain (CTMC), infinitesimal generator.
#pragma once

#include <Eigen/SparseCore>
#include <concepts>
#include <cstddef>
#include <map>
#include <nines/duration/hours.hpp>
#include <nines/error.hpp>
#include <nines/markov/chain/state_set.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace nines {

/// Rates from row to column, off the diagonal only.
template <class T>
using rate_matrix = Eigen::SparseMatrix<T, Eigen::RowMajor>;

/// One entry of a row: the state at its other end, and the rate.
template <class T>
struct transition_to {
  std::size_t state;  ///< at the other end
  const T& rate;      ///< refers to the matrix
};

/// The entries of one row (or column, of a matrix by columns), by ascending state.
template <class T>
class transition_range {
 public:
  /// Walks over the entries of a row.
  class iterator {
   public:
    /// At the entry whose state and rate these point at.
    iterator(const int* state, const T* rate) : state_(state), rate_(rate) {}
    /// The entry here, by value; its rate is a reference into the matrix.
    [[nodiscard]] transition_to<T> operator*() const {
      return {static_cast<std::size_t>(*state_), *rate_};
    }
    /// Goes to the next entry.
    iterator& operator++() {
      ++state_;
      ++rate_;
      return *this;
    }
    /// Whether both are at the same entry of the same row.
    [[nodiscard]] bool operator==(const iterator& other) const { return state_ == other.state_; }

   private:
    const int* state_;
    const T* rate_;
  };

  /// `size` entries, by their states and their rates; refers to both arrays.
  transition_range(const int* states, const T* rates, std::size_t size)
      : states_(states), rates_(rates), size_(size) {}
  [[nodiscard]] iterator begin() const { return {states_, rates_}; }  ///< at the first entry
  /// one past the last entry
  [[nodiscard]] iterator end() const { return {states_ + size_, rates_ + size_}; }
  [[nodiscard]] std::size_t size() const { return size_; }  ///< the number of entries
  [[nodiscard]] bool empty() const { return size_ == 0; }   ///< whether there is no entry

 private:
  const int* states_;
  const T* rates_;
  std::size_t size_;
};

/// Row i of a compressed matrix by rows; column i of one by columns.
template <class T, int Options, std::integral Index>
[[nodiscard]] transition_range<T> row_of(const Eigen::SparseMatrix<T, Options>& rates, Index i) {
  const int first = rates.outerIndexPtr()[i];
  const int end = rates.outerIndexPtr()[i + 1];
  return {rates.innerIndexPtr() + first, rates.valuePtr() + first,
          static_cast<std::size_t>(end - first)};
}

template <class T>
class chain_builder;
template <class State, class T>
class explored;
namespace detail {
template <class State, class T, class Transitions>
class explorer;
template <class State, class T>
class state_sorter;
}  // namespace detail

/// A continuous-time Markov chain with named sets of states (labels) and rewards.
template <class T = double>
class chain {
  static_assert(scalar<T>, "rates are fractions: T is a floating type, not an integer");

 public:
  using scalar_type = T;

  /// The number of states.
  [[nodiscard]] std::size_t size() const { return exit_rates_.size(); }
  /// The number of transitions between different states.
  [[nodiscard]] std::size_t transitions() const {
    return static_cast<std::size_t>(rates_.nonZeros());
  }
  /// The rates, compressed, without a diagonal and without zeros, columns ascending.
  [[nodiscard]] const rate_matrix<T>& rates() const { return rates_; }
  /// The transitions out of a state: for (auto [to, rate] : c.row(i)).
  [[nodiscard]] transition_range<T> row(std::size_t state) const { return row_of(rates_, state); }
  /// The rate at which each state is left: the sum of its row.
  [[nodiscard]] std::span<const T> exit_rates() const { return exit_rates_; }

  /// The length of the unit of time.
  [[nodiscard]] hours_in<double> unit() const { return unit_; }
  /// A duration in units of time of the chain.
  template <class Rep, class Period>
  [[nodiscard]] T time(std::chrono::duration<Rep, Period> d) const {
    return count_in<T>(d) / constant<T>(unit_.count());
  }
  /// A time in units of the chain, as a duration in hours.
  [[nodiscard]] hours_in<T> duration(const T& time) const {
    return hours_in<T>(T(time * constant<T>(unit_.count())));
  }

  /// The states with a label. *Throws* domain_error for an unknown one.
  [[nodiscard]] const state_set& states(std::string_view label) const {
    const auto found = labels_.find(label);
    if (found == labels_.end()) fail_unknown("states", "label", label);
    return found->second;
  }
  /// all labels, with their states
  [[nodiscard]] const std::map<std::string, state_set, std::less<>>& labels() const {
    return labels_;
  }
  /// What a reward earns per unit of time in each state, impulses on transitions included at the
  /// rate at which they are taken. *Throws* domain_error for an unknown one.
  [[nodiscard]] std::span<const T> reward(std::string_view name) const {
    const auto found = rewards_.find(name);
    if (found == rewards_.end()) fail_unknown("reward", "reward", name);
    return found->second;
  }
  /// All rewards by name: what each earns per unit of time in each state.
  [[nodiscard]] const std::map<std::string, std::vector<T>, std::less<>>& rewards() const {
    return rewards_;
  }
  /// What people call a state: its name if it has one, else "state 17".
  [[nodiscard]] std::string name(std::size_t state) const {
    return state < names_.size() && !names_[state].empty() ? names_[state]
                                                           : "state " + std::to_string(state);
  }

 private:
  friend class chain_builder<T>;
  template <class, class, class>
  friend class detail::explorer;
  template <class, class>
  friend class explored;
  template <class, class>
  friend class detail::state_sorter;

  [[noreturn]] static void fail_unknown(std::string_view function, std::string_view kind,
                                        std::string_view name) {
    fail("chain::" + std::string(function),
         "there is no " + std::string(kind) + " '" + std::string(name) + "'");
  }

  rate_matrix<T> rates_;
  std::vector<T> exit_rates_;
  std::map<std::string, state_set, std::less<>> labels_;
  std::map<std::string, std::vector<T>, std::less<>> rewards_;
  std::vector<std::string> names_;
  hours_in<double> unit_{1};
};

/// All the mass on one state, as an initial distribution.
template <class T, std::floating_point State>  // a fraction is no state
std::vector<T> point_mass(std::size_t size, State state) = delete;
/// All the mass on one state, of `size`. *Throws* domain_error unless state < size.
template <class T>
[[nodiscard]] std::vector<T> point_mass(std::size_t size, std::size_t state) {
  if (!(state < size))
    fail("point_mass", "state", state, "less than the number of states, " + std::to_string(size));
  std::vector<T> mass(size, zero<T>());
  mass[state] = one<T>();
  return mass;
}

namespace detail {

/// The distribution over the states of a chain that an argument is. *Throws* domain_error unless it
/// is of the chain's size, no entry negative or NaN, and the sum 1 up to the rounding of input;
/// what is returned sums to 1, as all that is computed from it must.
template <class T>
std::vector<T> distribution_of(std::string_view function, std::string_view argument,
                               std::span<const T> p, std::size_t size) {
  if (p.size() != size)
    fail(function, "size of " + std::string(argument), p.size(), std::to_string(size));
  T sum = zero<T>();
  for (std::size_t i = 0; i < size; ++i) {
    if (!(p[i] >= zero<T>()))
      fail(function, std::string(argument) + "[" + std::to_string(i) + "]", p[i], "0 or more");
    sum = sum + p[i];
  }
  if (!(sum > constant<T>(1 - 1e-6) && sum < constant<T>(1 + 1e-6)))  // how far input may be off
    fail(function, "sum of " + std::string(argument), sum, "1");
  std::vector<T> result(p.begin(), p.end());
  for (T& x : result) x = x / sum;
  return result;
}

/// A unit of time, or a window that must end, in hours. *Throws* domain_error unless it is more
/// than 0 and finite.
template <class Rep, class Period>
hours_in<double> unit_of(const char* function, const char* argument,
                         std::chrono::duration<Rep, Period> unit) {
  const auto hours = count_in<double>(unit);
  if (!(hours > 0) || !is_finite(hours))
    fail(function, argument, hours, "more than 0, and finite (in hours)");
  return hours_in<double>(hours);
}

/// Throws domain_error unless a relative tolerance is above 0 and below 1.
inline void check_tolerance(std::string_view function, double tolerance) {
  if (!(tolerance > 0 && tolerance < 1))
    fail(function, "tolerance", tolerance, "above 0 and below 1");
}

/// Throws domain_error unless the set is one of the chain's states.
inline void check_states(std::string_view function, std::string_view argument, const state_set& set,
                         std::size_t size) {
  if (set.size() != size)
    fail(function, "size of " + std::string(argument), set.size(),
         "the number of states, " + std::to_string(size));
}

}  // namespace detail
}  // namespace nines
