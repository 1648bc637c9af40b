// SPDX-License-Identifier: BSL-1.0
// What a solver returns: mass on the states, and how it was found.
#pragma once

#include <nines/markov/chain/chain.hpp>
#include <nines/probability/two_sided.hpp>

namespace nines {

namespace detail {

/// The sum of x[i] y[i], none of them negative. *Throws* domain_error unless there are as many of
/// each, and no y is negative or NaN; convergence_error when it is out of the range of T.
template <class T>
T earned(std::string_view function, const std::vector<T>& x, std::span<const T> reward) {
  if (reward.size() != x.size())
    fail(function, "size of reward", reward.size(), std::to_string(x.size()));
  T sum = zero<T>();
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (!(reward[i] >= zero<T>()))
      fail(function, "reward[" + std::to_string(i) + "]", reward[i], "0 or more");
    if (x[i] > zero<T>() && reward[i] > zero<T>()) sum += x[i] * reward[i];
  }
  if (!is_finite(sum)) give_up(function, "what is earned exceeds the range of the scalar type");
  return sum;
}

}  // namespace detail

/// A distribution over the states of a chain.
template <class T>
struct state_distribution {
  std::vector<T> mass;  ///< the probability of each state

  /// The probability of being in one of the states; both sides are sums. *Throws* domain_error when
  /// the set is of another chain, convergence_error when the masses do not sum to 1 within 1e-6.
  [[nodiscard]] probability<T> in(const state_set& set) const {
    detail::check_states("state_distribution::in", "set", set, mass.size());
    T inside = zero<T>();
    T outside = zero<T>();
    for (std::size_t i = 0; i < mass.size(); ++i) (set.contains(i) ? inside : outside) += mass[i];
    return both_sides("state_distribution::in", inside, outside);
  }
  /// The mean of what each state earns. *Throws* domain_error when the sizes differ or a reward is
  /// negative.
  [[nodiscard]] T mean(std::span<const T> reward) const {
    return detail::earned("state_distribution::mean", mass, reward);
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
  solver_report report;  ///< method, iterations and estimated error
};

}  // namespace nines
