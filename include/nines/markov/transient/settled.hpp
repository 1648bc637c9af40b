// SPDX-License-Identifier: BSL-1.0
// A vector that has settled to a shape: how far it is from that, and what is then left of a sum
// over its further steps. quasi_stationary.hpp finds the shape.
#pragma once

#include <array>
#include <boost/math/special_functions/log1p.hpp>
#include <nines/markov/chain/distribution.hpp>

namespace nines::detail {

/// The shape to which vectors settle among some states, its entries of sum 1 (backward: of maximum
/// 1), and the rate at which they leave it.
template <class T>
struct settled_vector {
  std::vector<T> shape;
  T rate;
  solver_report report;
};

/// The least and the largest of a[i] / b[i], where b[i] is not so small that it has lost digits.
template <class T>
std::pair<T, T> ratio_bounds(std::span<const T> a, std::span<const T> b) {
  T least = std::numeric_limits<T>::infinity();
  T largest = zero<T>();
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (!(b[i] > constant<T>(1e-290))) continue;
    const T ratio = a[i] / b[i];
    if (ratio < least) least = ratio;
    if (ratio > largest) largest = ratio;
  }
  return {least, largest};
}

/// Returns the sum that x had.
template <class T>
T scale_to_one(std::vector<T>& x) {
  T sum = zero<T>();
  for (const T& entry : x) sum += entry;
  for (T& entry : x) entry = entry / sum;
  return sum;
}

/// z - 1 + exp(-z) for z >= 0, all of its digits.
template <class T>
T exp_excess(const T& z) {
  if (z > constant<T>(0.5)) return expm1_of(T(-z)) + z;  // at least a fifth of z is left
  T term = z * z / constant<T>(2);
  T sum = term;
  for (int n = 3; n < 200 && sum + term != sum; ++n) {
    term = term * -z / constant<T>(n);
    sum += term;  // signs alternate, but each term is below a sixth of the one before it
  }
  return sum;
}

/// The sums over m >= 0 of rho^m times the weights of step k + m, rho = 1 - d, for a Poisson number
/// N of steps, mean x, that is beyond k for certain: E[rho^(N-k)], the sum of P(N > k + m) rho^m,
/// and that of E[(N - k - m - 1)^+] rho^m.
template <class T>
std::array<T, 3> geometric_rest(const T& x, const T& k, const T& d) {
  const T left = x - k;  // at least some standard deviations
  if (d == zero<T>()) return {one<T>(), left, T((left * left + k) / constant<T>(2))};
  const T bend = -boost::math::log1pmx(T(-d));               // -d - log(1 - d), to its last digit
  const auto exponent = [&](const T& from, const T& mean) {  // E[rho^(N - from)] = exp(-exponent)
    return T(mean * d - from * bend);  // benign: the first is the larger by far, or both are tiny
  };
  const T z = exponent(k, left);
  const T next = exponent(k + one<T>(), T(left - one<T>()));
  return {exp_of(T(-z)), T(-expm1_of(T(-z)) / d),
          T(((k + one<T>()) * bend + exp_excess(next) - d * expm1_of(T(-next))) / (d * d))};
}

}  // namespace nines::detail
