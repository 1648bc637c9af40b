// SPDX-License-Identifier: BSL-1.0
// What a solver returns: mass on the states, and how it was found.
#pragma once

#include <nines/markov/chain.hpp>
#include <nines/probability/two_sided.hpp>

namespace nines {

namespace detail {

/// A chance from its two sides, each a sum of its own that rounding has drifted: the larger follows
/// the smaller. *Throws* convergence_error when they contradict each other by more than drift.
template <class T>
probability<T> two_sides(const T& value, const T& complement) {
  const T sum = value + complement;
  const T slack = constant<T>(1e-6);  // a contradiction, not a rounding of millions of terms
  if (!(sum > one<T>() - slack && sum < one<T>() + slack))
    throw convergence_error("nines: the two sides of a chance, " + describe(value) + " and " +
                            describe(complement) + ", do not sum to 1");
  if (value < complement) return {unchecked, value, T(one<T>() - value)};  // benign: half is left
  return {unchecked, T(one<T>() - complement), complement};                // likewise
}

}  // namespace detail

/// A distribution over the states of a chain.
template <class T>
struct state_distribution {
  std::vector<T> mass;  ///< the chance of each state

  /// The chance to be in one of the states; both sides are sums. *Throws* domain_error when the set
  /// is of another chain, convergence_error when the masses do not sum to 1 within 1e-6.
  [[nodiscard]] probability<T> in(const state_set& set) const {
    detail::check_states("state_distribution::in", "set", set, mass.size());
    T inside = detail::zero<T>();
    T outside = detail::zero<T>();
    for (std::size_t i = 0; i < mass.size(); ++i) (set.contains(i) ? inside : outside) += mass[i];
    return detail::two_sides(inside, outside);
  }
  /// The mean of what each state earns. *Throws* domain_error when the sizes differ.
  [[nodiscard]] T mean(std::span<const T> reward) const {
    if (reward.size() != mass.size())
      detail::fail("state_distribution::mean", "size of reward", reward.size(),
                   std::to_string(mass.size()));
    T sum = detail::zero<T>();
    for (std::size_t i = 0; i < mass.size(); ++i) sum += mass[i] * reward[i];
    return sum;
  }
};

/// How a solver came to its answer.
struct solver_report {
  std::string_view method;     ///< the name of the algorithm
  std::size_t iterations = 0;  ///< sweeps or steps; 0 for a direct method
  double error = 0;  ///< relative error of each entry that it vouches for, rounding not included
};

/// A distribution with the report of its solver.
template <class T>
struct solved_distribution : state_distribution<T> {
  solver_report report;
};

}  // namespace nines
