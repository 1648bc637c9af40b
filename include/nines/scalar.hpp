// SPDX-License-Identifier: BSL-1.0
// What the library asks of a scalar T, and the few functions it calls on one.
//
// T is anything with + * / and construction from a double: float, double, long double,
// a Boost.Multiprecision number, an autodiff number, or lanes (many numbers side by side: see
// <nines/lanes.hpp>, which specialises scalar_traits). Elementary functions of the built-in types
// are the compiler's own, because <cmath> would cost each includer 6000 lines; those of any other
// type are found by argument-dependent lookup.
#pragma once

#include <concepts>
#include <limits>
#include <type_traits>

namespace nines {

/// How the library looks at a scalar; specialise it for a type of which one object is many numbers.
template <class T>
struct scalar_traits {
  /// The number in one lane; a plain scalar is its own lane.
  using lane_type = T;
  static constexpr bool is_lanes = false;
  static constexpr T constant(double x) { return static_cast<T>(x); }
  /// Whether a comparison of two T holds, in every lane.
  static constexpr bool all(bool holds) { return holds; }
};

namespace detail {

template <class T>
constexpr T constant(double x) {
  return scalar_traits<T>::constant(x);
}
template <class T>
constexpr T zero() {
  return constant<T>(0);
}
template <class T>
constexpr T one() {
  return constant<T>(1);
}

/// Whether 0 <= x, in every lane; false for NaN.
template <class T>
constexpr bool is_nonnegative(const T& x) {
  return scalar_traits<T>::all(x >= zero<T>());
}
/// Whether 0 <= x <= 1, in every lane; false for NaN.
template <class T>
constexpr bool is_in_unit_interval(const T& x) {
  return is_nonnegative(x) && scalar_traits<T>::all(x <= one<T>());
}
/// Whether x is neither infinite nor NaN, in every lane.
template <class T>
constexpr bool is_finite(const T& x) {
  return scalar_traits<T>::all(x - x == zero<T>());  // inf - inf is NaN; nothing else is tested
}

/// amount times price, where nothing costs nothing, however dear: 0 times infinity is 0.
template <class T>
constexpr T priced(const T& amount, const T& price) {
  return amount == zero<T>() || price == zero<T>() ? zero<T>() : T(amount * price);
}

// Elementary functions: __builtin_ for the built-in types, ADL for the others.
#define NINES_ELEMENTARY(name)                       \
  template <class T>                                 \
  constexpr T name##_of(const T& x) {                \
    if constexpr (std::same_as<T, float>)            \
      return __builtin_##name##f(x);                 \
    else if constexpr (std::same_as<T, double>)      \
      return __builtin_##name(x);                    \
    else if constexpr (std::same_as<T, long double>) \
      return __builtin_##name##l(x);                 \
    else                                             \
      return static_cast<T>(name(x));                \
  }
NINES_ELEMENTARY(exp)
NINES_ELEMENTARY(log)
NINES_ELEMENTARY(log10)
NINES_ELEMENTARY(sqrt)
NINES_ELEMENTARY(expm1)
NINES_ELEMENTARY(log1p)
#undef NINES_ELEMENTARY

/// x to the power y of a built-in type.
template <std::floating_point T>
constexpr T pow_of(T x, T y) {
  if constexpr (std::same_as<T, float>)
    return __builtin_powf(x, y);
  else if constexpr (std::same_as<T, double>)
    return __builtin_pow(x, y);
  else
    return __builtin_powl(x, y);
}

/// ln 10, to the precision of any T (its decimal digits to 1e-34 are the leading terms of a sum).
template <class T>
T ln10() {
  if constexpr (std::floating_point<T>)
    return static_cast<T>(2.302585092994045684017991454684364208L);
  else
    return log_of(constant<T>(10));
}

}  // namespace detail
}  // namespace nines
