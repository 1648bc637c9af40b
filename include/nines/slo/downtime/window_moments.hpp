// SPDX-License-Identifier: BSL-1.0
// Mean and variance of the time down in a window, without cancellation.
//
// A unit of exponential up and down times forgets its start at the rate s = 1/MTTF + 1/MTTR. With
// U = s / MTTF its long-run share of time down, A = 1 - U, and y = s t, the down time D has
//   s   E(D | up at 0)   = U m(y)                m(y) = y - 1 + exp(-y)
//   s^2 var(D | up at 0) = U^2 v(y) + 2 A U w(y)
//   v(y) = 1 - 2 y exp(-y) - exp(-2 y)           w(y) = y (1 + exp(-y)) - 2 (1 - exp(-y))
// From down at 0 the variance has A^2 instead of U^2, and the mean is 1 - exp(-y) more. A short
// window leaves only high powers of y of these: there they are series of positive terms.
// Source: Takacs 1957 for the moments; arranged here.
#pragma once

#include <nines/scalar.hpp>

namespace nines::detail {

/// sum of coefficient(k) y^k / k!, k = 1, 2, ... of non-negative coefficients up to k.
template <class T, class Coefficient>
T exponential_series(const T& y, const Coefficient& coefficient) {
  T sum = zero<T>();
  T term = one<T>();
  for (int k = 1; k < 6 || term * T(k) > std::numeric_limits<T>::epsilon() / T(16) * sum; ++k) {
    term = term * y / T(k);
    sum = sum + T(coefficient(k)) * term;
    if (!(term > zero<T>())) break;
  }
  return sum;
}

/// Above this the closed forms take at most 1 from 3 or more, or half of 1 from 1.
inline constexpr double long_window = 4;

template <class T>
T window_mean(const T& y) {
  if (y > T(long_window)) return y + expm1_of(T(-y));
  return exp_of(T(-y)) * exponential_series(y, [](int k) { return k - 1; });
}

template <class T>
T window_own_variance(const T& y) {
  const T faded = exp_of(T(-y));
  if (y > T(long_window)) return one<T>() - (T(2) * (faded * y) + faded * faded);  // see there
  return T(2) * faded * exponential_series(y, [](int k) { return k % 2 == 1 && k > 1 ? 1 : 0; });
}

template <class T>
T window_shared_variance(const T& y) {
  if (y > T(long_window)) {
    const T faded = exp_of(T(-y));
    return y * (one<T>() + faded) + T(2) * expm1_of(T(-y));  // more than 4 and at most 2
  }
  const T half = y / T(2);
  return T(4) * exp_of(T(-half)) *
         exponential_series(half, [](int k) { return k % 2 == 1 ? k - 1 : 0; });
}

}  // namespace nines::detail
