// SPDX-License-Identifier: BSL-1.0
// copies(n, part): n identical, independent parts, as one argument of a verb.
//
// Example:
//   const auto zone = 99.5_percent;
//   parallel(copies(3, zone));       // any of three
//   at_least(2, copies(3, zone));    // two of three
//   series(copies(10, zone));        // all of ten
//
// Identical parts cost O(1) in series and parallel, O(n) in at_least, and are more accurate than a
// list: the n-th power is taken from the side that holds the digits.
#pragma once

#include <cstddef>
#include <nines/algebra.hpp>
#include <nines/probability/power.hpp>

namespace nines {

/// n identical, independent copies of a part. An argument of series, parallel and at_least.
template <class V>
struct copies {
  std::size_t count;  ///< how many
  V unit;             ///< one of them

  /// n copies of v; 0 copies are always up in series, and never up in parallel.
  constexpr copies(std::size_t n, V v) : count(n), unit(std::move(v)) {}
};

namespace detail {

/// n copies of a value that composes by operations of its own.
template <joined_part V>
constexpr V series_of_copies(const copies<V>& c) {
  return joined_copies(c.unit, c.count, algebra<V>::always(),
                       [](const V& a, const V& b) { return algebra<V>::both(a, b); });
}
template <joined_part V>
constexpr V parallel_of_copies(const copies<V>& c) {
  return joined_copies(c.unit, c.count, algebra<V>::never(),
                       [](const V& a, const V& b) { return algebra<V>::either(a, b); });
}

/// n copies in series: the power, left at n times the intensity of one with the others up.
template <measured_part V>
constexpr V series_of_copies(const copies<V>& c) {
  using A = algebra<V>;
  const auto p = power(A::probability_of(c.unit), c.count);
  if constexpr (A::has_intensity) {
    if (c.count == 0) return always_up<V>();
    const auto others = power(A::probability_of(c.unit), c.count - 1);
    return A::make(p, constant<typename A::scalar_type>(static_cast<double>(c.count)) *
                          A::intensity(c.unit) * others.value());
  } else {
    return A::make(p);
  }
}

/// n copies in parallel: the mirror image.
template <measured_part V>
constexpr V parallel_of_copies(const copies<V>& c) {
  using A = algebra<V>;
  const auto p = !power(!A::probability_of(c.unit), c.count);
  if constexpr (A::has_intensity) {
    if (c.count == 0) return always_down<V>();
    const auto others = power(!A::probability_of(c.unit), c.count - 1);
    return A::make(p, constant<typename A::scalar_type>(static_cast<double>(c.count)) *
                          A::intensity(c.unit) * others.value());
  } else {
    return A::make(p);
  }
}

}  // namespace detail
}  // namespace nines
