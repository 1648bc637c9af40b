// SPDX-License-Identifier: BSL-1.0
// One algebra, many values: what makes a value composable by series, parallel, at_least, ...
//
// A part is any value for which algebra<V> is specialised. It shows the chance that the part is up
// and, where it has one, the intensity at which it leaves that state: the failure frequency of a
// repairable unit, the density of a lifetime at an instant. The verbs do the rest, once for all:
//
//   chance      series  p = p1 p2, q = q1 + p1 q2          parallel: the mirror image
//   intensity   series  w = w1 p2 + p1 w2                  parallel: w = w1 q2 + q1 w2
//
// In words: a system fails at the rate at which its parts fail, each while it is critical
// (Vesely 1970; Birnbaum's importance is the chance to be critical). All terms are positive.
#pragma once

#include <nines/probability/two_sided.hpp>

namespace nines {

/// How a value composes. A specialisation has
///   scalar_type, has_intensity,
///   chance(v) -> probability<scalar_type>, intensity(v) -> scalar_type (if has_intensity),
///   make(chance) or make(chance, intensity) -> V.
template <class V>
struct algebra;

template <class T>
struct algebra<probability<T>> {
  using scalar_type = T;
  static constexpr bool has_intensity = false;
  static constexpr const probability<T>& chance(const probability<T>& p) { return p; }
  static constexpr probability<T> make(const probability<T>& p) { return p; }
};

/// A value that the verbs compose at once.
template <class V>
concept part = requires(const V& v) {
  typename algebra<V>::scalar_type;
  { algebra<V>::chance(v).value() };
};

/// A value that is a part at each instant: v.at(t) is one. The verbs compose it lazily.
template <class V>
concept timed_part = requires(const V& v) {
  { v.at(typename V::time_type{}) } -> part;
};

namespace detail {

/// The two sides of "both" and "either" of independent events: no subtraction, 3 roundings.
template <class T>
constexpr probability<T> both(const probability<T>& a, const probability<T>& b) {
  return {unchecked, T(a.value() * b.value()), T(a.complement() + a.value() * b.complement())};
}
template <class T>
constexpr probability<T> either(const probability<T>& a, const probability<T>& b) {
  return {unchecked, T(a.value() + a.complement() * b.value()), T(a.complement() * b.complement())};
}

/// Series and parallel of two parts of any kind.
template <part V>
constexpr V both(const V& a, const V& b) {
  using A = algebra<V>;
  const auto chance = both(A::chance(a), A::chance(b));
  if constexpr (A::has_intensity)
    return A::make(chance,
                   A::intensity(a) * A::chance(b).value() + A::chance(a).value() * A::intensity(b));
  else
    return A::make(chance);
}
template <part V>
constexpr V either(const V& a, const V& b) {
  using A = algebra<V>;
  const auto chance = either(A::chance(a), A::chance(b));
  if constexpr (A::has_intensity)
    return A::make(chance, A::intensity(a) * A::chance(b).complement() +
                               A::chance(a).complement() * A::intensity(b));
  else
    return A::make(chance);
}

/// The part with the two sides of its chance in agreement: what a composition does once, at its
/// end. For packs their driver does it, once a point (lanes/batch.hpp).
template <part V>
constexpr V agreed(const V& v) {
  using A = algebra<V>;
  using T = typename A::scalar_type;
  if constexpr (requires { scalar_traits<T>::agrees_later; }) {
    return v;
  } else {
    const auto& chance = A::chance(v);
    const auto sides = larger_follows(chance.value(), chance.complement());
    if constexpr (A::has_intensity)
      return A::make(sides, A::intensity(v));
    else
      return A::make(sides);
  }
}

/// A part that is always up, or never, and never changes.
template <part V>
constexpr V constant_part(const probability<typename algebra<V>::scalar_type>& chance) {
  using A = algebra<V>;
  if constexpr (A::has_intensity)
    return A::make(chance, zero<typename A::scalar_type>());
  else
    return A::make(chance);
}
template <part V>
constexpr V always_up() {
  return constant_part<V>(probability<typename algebra<V>::scalar_type>::always());
}
template <part V>
constexpr V always_down() {
  return constant_part<V>(probability<typename algebra<V>::scalar_type>::never());
}

}  // namespace detail
}  // namespace nines
