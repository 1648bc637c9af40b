// SPDX-License-Identifier: BSL-1.0
// A part that lives once, at an instant: R(t), 1 - R(t) and the density of its life.
//
// Verbs compose it like any value with an intensity.
#pragma once

#include <nines/algebra.hpp>

namespace nines {

/// A part that lives once, at an instant: the probability of living still, and the density of its
/// life there, per hour. A density may be infinite (a Weibull life of shape below 1, at 0); in a
/// composition that meets a probability of 0 it is not determined then, and NaN: hazard() refuses
/// it.
template <scalar T = double>
struct reliability_at {
  probability<T> survival;  ///< the probability of being alive
  T density;                ///< of the end of the life, per hour
};

template <class T>
struct algebra<reliability_at<T>> {
  using scalar_type = T;
  static constexpr bool has_intensity = true;
  static constexpr const probability<T>& probability_of(const reliability_at<T>& s) {
    return s.survival;
  }
  static constexpr const T& intensity(const reliability_at<T>& s) { return s.density; }
  static constexpr reliability_at<T> make(const probability<T>& p, const T& density) {
    return {p, density};
  }
};

}  // namespace nines
