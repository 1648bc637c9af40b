// SPDX-License-Identifier: BSL-1.0
// What a solver returns: mass on the states, and how it was found.
#pragma once

#include <nines/markov/chain.hpp>
#include <nines/probability/two_sided.hpp>

namespace nines {

/// A distribution over the states of a chain.
template <class T>
struct state_distribution {
  std::vector<T> mass;  ///< the chance of each state

  /// The chance to be in one of the states; both sides are sums. *Throws* domain_error when the set
  /// is of another chain.
  [[nodiscard]] probability<T> in(const state_set& set) const {
    detail::check_states("state_distribution::in", "set", set, mass.size());
    T inside = detail::zero<T>();
    T outside = detail::zero<T>();
    for (std::size_t i = 0; i < mass.size(); ++i) (set.contains(i) ? inside : outside) += mass[i];
    return {detail::unchecked, inside, outside};
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
