// SPDX-License-Identifier: BSL-1.0
// How certain bounds of probabilities compose: series, parallel, at_least, bridge, pivot.
//
// A system of independent parts is the better the better its parts are, so its lower bound is made
// of the lower ones and its upper bound of the upper ones. Each operation moves the ends outward by
// what it may have been rounded: what went in certain comes out certain, not nearly so. (Below the
// normal numbers of T, some 1e-308, nothing can be moved outward.)
#pragma once

#include <nines/algebra.hpp>
#include <nines/combine/lattice.hpp>
#include <nines/probability/bounds.hpp>

namespace nines {

template <class T>
struct algebra<bounds<T>> {
  static constexpr bounds<T> always() {
    return {probability<T>::always(), probability<T>::always()};
  }
  static constexpr bounds<T> never() { return {probability<T>::never(), probability<T>::never()}; }
  static constexpr bounds<T> both(const bounds<T>& a, const bounds<T>& b) {
    return widened(nines::both(a.lower, b.lower), nines::both(a.upper, b.upper), 4);
  }
  static constexpr bounds<T> either(const bounds<T>& a, const bounds<T>& b) {
    return widened(nines::either(a.lower, b.lower), nines::either(a.upper, b.upper), 4);
  }
  /// Whichever way the system depends on the condition: the extremes are at its ends.
  template <class F>
  static constexpr bounds<T> pivot(const bounds<T>& condition, const F& f) {
    if (condition.upper.complement() == zero<T>() && condition.lower == condition.upper)
      return f(always());
    if (condition.upper.value() == zero<T>()) return f(never());
    const bounds<T> up = f(always());
    const bounds<T> down = f(never());
    const auto ends = [&](const probability<T>& c) {
      return widened(nines::pivot(c, up.lower, down.lower), nines::pivot(c, up.upper, down.upper),
                     4);
    };
    const bounds<T> at_lower = ends(condition.lower);
    const bounds<T> at_upper = ends(condition.upper);
    return {at_upper.lower < at_lower.lower ? at_upper.lower : at_lower.lower,
            at_lower.upper < at_upper.upper ? at_upper.upper : at_lower.upper};
  }
  /// *Accuracy*: wider than the exact bounds by 4 n epsilon at each end.
  template <class Get>
  static constexpr bounds<T> at_least(std::size_t k, std::size_t n, const Get& get) {
    const auto end = [&](auto side) {
      return detail::count_to_threshold<T>(n, k, [&](std::size_t i) {
        const bounds<T> part = get(i);
        return part.*side;
      });
    };
    return widened(end(&bounds<T>::lower), end(&bounds<T>::upper), 4 * static_cast<double>(n) + 4);
  }
};

}  // namespace nines
