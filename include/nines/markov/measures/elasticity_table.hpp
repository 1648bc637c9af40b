// SPDX-License-Identifier: BSL-1.0
// The elasticities of all rates of a chain, each with a bound of its error.
//
// Two ways lead to them: by cycles from a root state (regenerative_cycle.hpp), and by differences
// of pairs of states (deviations.hpp). The second is taken where the first cannot be believed, and
// where neither can, that is said.
#pragma once

#include <nines/markov/measures/deviations.hpp>

namespace nines::detail {

/// Elasticities of all rates of a chain, with bounds of their absolute errors.
template <class T>
struct elasticity_table {
  rate_matrix<T> value, error;

  /// Whether one may be believed: to 1e-9 of itself, or to 1e-12.
  [[nodiscard]] static bool is_known(const T& value, const T& error) {
    return error <= constant<T>(1e-9) * magnitude(value) || error <= constant<T>(1e-12);
  }
  [[nodiscard]] bool is_known() const {
    for (Eigen::Index k = 0; k < value.nonZeros(); ++k)
      if (!is_known(value.valuePtr()[k], error.valuePtr()[k])) return false;
    return true;
  }
  /// Whether each has digits of its own, however small it is.
  [[nodiscard]] bool is_precise() const {
    for (Eigen::Index k = 0; k < value.nonZeros(); ++k)
      if (!(error.valuePtr()[k] <= constant<T>(1e-9) * magnitude(value.valuePtr()[k])))
        return false;
    return true;
  }
  /// Throws convergence_error unless all may be believed.
  void check(const chain<T>& c) const {
    for (Eigen::Index i = 0; i < value.outerSize(); ++i) {
      typename rate_matrix<T>::InnerIterator bound(error, i);
      for (typename rate_matrix<T>::InnerIterator to(value, i); to; ++to, ++bound)
        if (!is_known(to.value(), bound.value()))
          give_up("sensitivities", "the elasticity of the rate from " +
                                       c.name(static_cast<std::size_t>(i)) + " to " +
                                       c.name(static_cast<std::size_t>(to.col())) +
                                       " is only known as " + describe(to.value()) + " +- " +
                                       describe(bound.value()) + "; take a wider scalar type");
    }
  }
};

/// The better of two ways to the elasticities of n states: `by_root()`, and where it cannot be
/// believed (of few states: lacks digits anywhere) `by_pairs()`.
template <class T, class ByRoot, class ByPairs>
elasticity_table<T> believable(const chain<T>& c, std::size_t n, const ByRoot& by_root,
                               const ByPairs& by_pairs) {
  constexpr std::size_t few = 32;
  elasticity_table<T> table = by_root();
  const bool is_good = n <= few ? table.is_precise() : table.is_known();
  if (!is_good && n <= deviations<T>::most_states) table = by_pairs();
  table.check(c);
  return table;
}

/// The elasticities of the part of a chain, put in their places among those of the whole, all
/// others being 0: value(i, j, rate) for the transitions of the part.
template <class T, class Value>
elasticity_table<T> elasticities_of(const chain<T>& c, const std::vector<int>& states,
                                    const Value& value) {
  elasticity_table<T> result{c.rates(), {}};
  for (Eigen::Index k = 0; k < result.value.nonZeros(); ++k) result.value.valuePtr()[k] = zero<T>();
  result.error = result.value;
  std::vector<int> number(c.size(), -1);
  for (std::size_t k = 0; k < states.size(); ++k)
    number[static_cast<std::size_t>(states[k])] = static_cast<int>(k);
  for (std::size_t k = 0; k < states.size(); ++k) {
    typename rate_matrix<T>::InnerIterator rate(c.rates(), states[k]);
    typename rate_matrix<T>::InnerIterator error(result.error, states[k]);
    for (typename rate_matrix<T>::InnerIterator to(result.value, states[k]); to;
         ++to, ++rate, ++error) {
      const bounded<T> found = value(k, number[static_cast<std::size_t>(to.col())],
                                     static_cast<std::size_t>(to.col()), rate.value());
      to.valueRef() = found.value;
      error.valueRef() = found.error;
    }
  }
  return result;
}

}  // namespace nines::detail
