// SPDX-License-Identifier: BSL-1.0
// What the library asks of a scalar T, and the few functions it calls on one.
//
// T is anything with + * and construction from a double that holds fractions: float, double,
// long double, a Boost.Multiprecision number, an autodiff number, or lanes (many numbers side by
// side: see <nines/lanes.hpp>, which specialises scalar_traits). An integer is none: its division
// drops the probability itself. Elementary functions of the built-in types are the compiler's own
// where it has them (GCC, Clang), because <cmath> would cost each includer 6000 lines, else those
// of <cmath>; NINES_NO_EXTENSIONS asks for the latter everywhere. Those of any other type are found
// by argument-dependent lookup.
#pragma once

#include <concepts>
#include <cstddef>
#include <limits>
#include <string>
#include <type_traits>

// A compiler that may assume that there is no NaN deletes every check for one, and then a NaN
// prints as 100 %; one that may reorder sums undoes what keeps the small side exact.
#if defined(__FAST_MATH__) || defined(__ASSOCIATIVE_MATH__) || \
    (defined(__FINITE_MATH_ONLY__) && __FINITE_MATH_ONLY__)
#error "nines needs NaN, infinity and sums in their order: compile it without -ffast-math"
#endif

#if defined(__GNUC__) && !defined(NINES_NO_EXTENSIONS)
#define NINES_BUILTIN(name) __builtin_##name
#define NINES_BUILTIN_F(name) __builtin_##name##f
#define NINES_BUILTIN_L(name) __builtin_##name##l
#else
#include <cmath>
#define NINES_BUILTIN(name) std::name
#define NINES_BUILTIN_F(name) std::name
#define NINES_BUILTIN_L(name) std::name
#endif

namespace nines {

/// How the library looks at a scalar; specialise it for a type whose objects are many numbers each.
/// Such a type says also select(mask, yes, no), lane by lane, and may say how many `lanes` it has
/// and what is in each, lane(x, i): then an error names the lane that is wrong.
template <class T>
struct scalar_traits {
  /// The number in one lane; a plain scalar is its own lane.
  using lane_type = T;
  static constexpr bool is_lanes = false;  ///< whether an object is many numbers side by side
  /// the double x as a T, in every lane
  static constexpr T constant(double x) { return static_cast<T>(x); }
  /// Whether a comparison of two T holds, in every lane.
  static constexpr bool all(bool holds) { return holds; }
};

/// What may be the T of probability<T> and of all that is built on it: a type for numbers with
/// fractions that is made from a double, added and multiplied; the verbs ask for no more, so masses
/// by a number of events are one, too. What divides, compares or subtracts says so by using it.
/// Integers are refused, alone and in lanes: 997 / 1000 is 0 there.
template <class T>
concept scalar = std::is_object_v<T> && std::same_as<T, std::remove_cv_t<T>> &&
                 !std::numeric_limits<typename scalar_traits<T>::lane_type>::is_integer &&
                 requires(const T& a, double x) {
                   { scalar_traits<T>::constant(x) } -> std::convertible_to<T>;
                   T(a + a);
                   T(a * a);
                 };

/// The number x as a T: in every lane.
template <class T>
constexpr T constant(double x) {
  return scalar_traits<T>::constant(x);
}
/// 0 as a T.
template <class T>
constexpr T zero() {
  return constant<T>(0);
}
/// 1 as a T.
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
/// Whether 0 < x, in every lane; false for NaN.
template <class T>
constexpr bool is_positive(const T& x) {
  return scalar_traits<T>::all(x > zero<T>());
}
/// Whether x is neither infinite nor NaN, in every lane.
template <class T>
constexpr bool is_finite(const T& x) {
  return scalar_traits<T>::all(x - x == zero<T>());  // inf - inf is NaN; nothing else is tested
}

/// `yes` where the comparison holds, else `no`; lane by lane.
template <class T, class Mask>
constexpr T choose(const Mask& holds, const T& yes, const T& no) {
  if constexpr (scalar_traits<T>::is_lanes)
    return scalar_traits<T>::select(holds, yes, no);
  else
    return holds ? yes : no;
}

/// |x|, lane by lane.
template <class T>
constexpr T magnitude(const T& x) {
  return choose(x < zero<T>(), T(zero<T>() - x), x);
}

/// amount times price, where nothing costs nothing, however dear: 0 times infinity is 0.
template <class T>
constexpr T priced(const T& amount, const T& price) {
  const T none = zero<T>();
  if constexpr (scalar_traits<T>::is_lanes)
    return choose(amount == none, none, choose(price == none, none, T(amount * price)));
  else
    return amount == none || price == none ? none : T(amount * price);
}

/// The number in lane i; of a plain scalar, itself.
template <class T>
constexpr auto lane_of(const T& x, std::ptrdiff_t i) {
  if constexpr (requires { scalar_traits<T>::lane(x, i); })
    return scalar_traits<T>::lane(x, i);
  else
    return x;
}

/// e^x - 1 and ln(1 + x) of a T that has exp and log alone (an autodiff number): near 0 by their
/// series, to 1e-38, which have the derivatives, too.
template <class T>
constexpr T expm1_by_series(const T& x) {
  if (!(x > constant<T>(-0.5) && x < constant<T>(0.5))) return T(exp(x) - one<T>());
  T sum = zero<T>();  // x / 1! + x^2 / 2! + ..., from its small end
  for (int k = 30; k > 0; --k) sum = (one<T>() + sum) * x / constant<T>(k);
  return sum;
}
/// ln(1 + x) in the same way.
template <class T>
constexpr T log1p_by_series(const T& x) {
  if (!(x > constant<T>(-0.5) && x < constant<T>(0.5))) return T(log(T(one<T>() + x)));
  const T s = x / (constant<T>(2) + x);  // 2 artanh(s) = 2 (s + s^3 / 3 + ...), |s| <= 1/3
  const T square = s * s;
  T sum = zero<T>();
  for (int k = 79; k > 0; k -= 2) sum = sum * square + one<T>() / constant<T>(k);
  return constant<T>(2) * s * sum;
}

namespace detail {

// Of any other type: by argument-dependent lookup, or else by series.
#define NINES_BY_LOOKUP(name)               \
  template <class T>                        \
  constexpr T name##_of_other(const T& x) { \
    return static_cast<T>(name(x));         \
  }
#define NINES_OR_SERIES(name)                            \
  template <class T>                                     \
  constexpr T name##_of_other(const T& x) {              \
    if constexpr (requires { static_cast<T>(name(x)); }) \
      return static_cast<T>(name(x));                    \
    else                                                 \
      return name##_by_series(x);                        \
  }
NINES_BY_LOOKUP(exp)
NINES_BY_LOOKUP(log)
NINES_BY_LOOKUP(log10)
NINES_BY_LOOKUP(sqrt)
NINES_OR_SERIES(expm1)
NINES_OR_SERIES(log1p)
#undef NINES_BY_LOOKUP
#undef NINES_OR_SERIES

}  // namespace detail

// Elementary functions: exp_of(x), log_of(x) ...: the compiler's for the built-in types, ADL for
// the others.
#define NINES_ELEMENTARY(name)                       \
  template <class T>                                 \
  constexpr T name##_of(const T& x) {                \
    if constexpr (std::same_as<T, float>)            \
      return NINES_BUILTIN_F(name)(x);               \
    else if constexpr (std::same_as<T, double>)      \
      return NINES_BUILTIN(name)(x);                 \
    else if constexpr (std::same_as<T, long double>) \
      return NINES_BUILTIN_L(name)(x);               \
    else                                             \
      return detail::name##_of_other(x);             \
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
    return NINES_BUILTIN_F(pow)(x, y);
  else if constexpr (std::same_as<T, double>)
    return NINES_BUILTIN(pow)(x, y);
  else
    return NINES_BUILTIN_L(pow)(x, y);
}

/// x * y + z of a built-in type, rounded once.
template <std::floating_point T>
T fma_of(T x, T y, T z) {
  if constexpr (std::same_as<T, float>)
    return NINES_BUILTIN_F(fma)(x, y, z);
  else if constexpr (std::same_as<T, double>)
    return NINES_BUILTIN(fma)(x, y, z);
  else
    return NINES_BUILTIN_L(fma)(x, y, z);
}

#undef NINES_BUILTIN
#undef NINES_BUILTIN_F
#undef NINES_BUILTIN_L

/// ln 10, to the precision of any T (its decimal digits to 1e-34 are the leading terms of a sum).
template <class T>
T ln10() {
  if constexpr (std::floating_point<T>)
    return static_cast<T>(2.302585092994045684017991454684364208L);
  else
    return log_of(constant<T>(10));
}

}  // namespace nines
