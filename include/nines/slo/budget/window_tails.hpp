// SPDX-License-Identifier: BSL-1.0
// Counts in a window by the incomplete beta and gamma functions of Boost.Math, in any scalar.
#pragma once

#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <nines/probability/two_sided.hpp>

namespace nines::detail {

template <class T>
struct boost_tails {
  /// P(X = k) of Poisson(mean), and P(X >= k).
  static T poisson(const T& k, const T& mean) {
    return boost::math::gamma_p_derivative(T(k + 1), mean);
  }
  static probability<T> poisson_at_least(const T& k, const T& mean) {
    return {unchecked, boost::math::gamma_p(k, mean), boost::math::gamma_q(k, mean)};
  }
  /// The same of Bin(n, p).
  static T binomial(const T& k, const T& n, const T& p) {
    return boost::math::ibeta_derivative(T(k + 1), T(n - k + 1), p) / (n + 1);
  }
  static probability<T> binomial_at_least(const T& k, const T& n, const T& p) {
    const T left = n - k + 1;
    return {unchecked, boost::math::ibeta(k, left, p), boost::math::ibetac(k, left, p)};
  }
};

}  // namespace nines::detail
