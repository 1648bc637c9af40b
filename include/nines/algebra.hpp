// SPDX-License-Identifier: BSL-1.0
// One algebra, many values: what makes a value composable by series, parallel, at_least, ...
//
// A part is any value for which algebra<V> is specialised, in one of two ways.
//
// A value that carries one probability shows it and, where it has one, the intensity at which the
// part leaves the up state: the failure frequency of a repairable unit, the density of a lifetime
// at an instant. The verbs do the rest, once for all:
//
//   probability  series  p = p1 p2, q = q1 + p1 q2          parallel: the mirror image
//   intensity    series  w = w1 p2 + p1 w2                  parallel: w = w1 q2 + q1 w2
//
// In words: a system fails at the rate at which its parts fail, each while it is critical
// (Vesely 1970; Birnbaum's importance is the probability of being critical). All terms are
// positive.
//
// Any other value (a better and a worse version side by side, a lower and an upper bound, many
// scenarios) gives what the verbs are made of: `both` and `either` of independent parts, `pivot`
// over the states that a part can be in, and the parts that are surely up and surely down.
//
// pivot(condition, ...) is the law of total probability (Shannon's expansion):
//
//   p = c.p hi.p + c.q lo.p          q = c.p hi.q + c.q lo.q
//
// With it a part that several branches share is evaluated once: condition on it, evaluate the rest
// with the part up and with the part down, and weigh. Positive sums on both sides; 2 epsilon.
// Index: Shannon expansion, pivotal decomposition.
#pragma once

#include <nines/probability/two_sided.hpp>

namespace nines {

/// How a value composes. A specialisation for a value that carries one probability has
///   scalar_type, has_intensity,
///   probability_of(v) -> probability<scalar_type>, intensity(v) -> scalar_type (if has_intensity),
///   make(probability) or make(probability, intensity) -> V.
/// One for any other value V, which has ==, has
///   always() -> V, never() -> V      surely up, surely down
///   both(a, b) -> V, either(a, b) -> V      of independent parts
///   pivot(condition, f) -> V      the law of total probability: f(state), a V, for each state that
///       the condition can be in, weighed by its probability; never() and always() are among
///       the states
/// and may have, where it is faster or more accurate than by pivots,
///   at_least(k, n, get) -> V      1 <= k <= n; get(i) is part i.
template <class V>
struct algebra;

template <class T>
struct algebra<probability<T>> {
  using scalar_type = T;
  static constexpr bool has_intensity = false;
  static constexpr const probability<T>& probability_of(const probability<T>& p) { return p; }
  static constexpr probability<T> make(const probability<T>& p) { return p; }
};

/// A value that carries the probability of being up.
template <class V>
concept measured_part = requires(const V& v) {
  typename algebra<V>::scalar_type;
  { algebra<V>::probability_of(v).value() };
};

/// A value that composes by operations of its own.
template <class V>
concept joined_part = !measured_part<V> && requires(const V& v, V (*f)(const V&)) {
  { algebra<V>::always() } -> std::same_as<V>;
  { algebra<V>::never() } -> std::same_as<V>;
  { algebra<V>::both(v, v) } -> std::same_as<V>;
  { algebra<V>::either(v, v) } -> std::same_as<V>;
  { algebra<V>::pivot(v, f) } -> std::same_as<V>;
  { v == v } -> std::convertible_to<bool>;
};

/// A value that the verbs compose at once.
template <class V>
concept part = measured_part<V> || joined_part<V>;

/// A value that is a part at each instant: v.at(t) is one. The verbs compose it lazily.
template <class V>
concept timed_part = requires(const V& v) {
  { v.at(typename V::time_type{}) } -> part;
};

/// Both of two independent events: p = p1 p2, q = q1 + p1 q2. No subtraction, 3 roundings.
template <class T>
constexpr probability<T> both(const probability<T>& a, const probability<T>& b) {
  return {unchecked, T(a.value() * b.value()), T(a.complement() + a.value() * b.complement())};
}
/// At least one of two independent events, the mirror image: p = p1 + q1 p2, q = q1 q2.
template <class T>
constexpr probability<T> either(const probability<T>& a, const probability<T>& b) {
  return {unchecked, T(a.value() + a.complement() * b.value()), T(a.complement() * b.complement())};
}

/// Series of two parts of any kind, by the value's own operation: up while both are up.
template <joined_part V>
constexpr V both(const V& a, const V& b) {
  return algebra<V>::both(a, b);
}
/// Parallel of two such parts: up while at least one is up.
template <joined_part V>
constexpr V either(const V& a, const V& b) {
  return algebra<V>::either(a, b);
}
/// Series of two independent parts, with the intensity w1 p2 + p1 w2 where V has one.
template <measured_part V>
constexpr V both(const V& a, const V& b) {
  using A = algebra<V>;
  const auto p = both(A::probability_of(a), A::probability_of(b));
  if constexpr (A::has_intensity)
    return A::make(p, A::intensity(a) * A::probability_of(b).value() +
                          A::probability_of(a).value() * A::intensity(b));
  else
    return A::make(p);
}
/// Parallel of two independent parts, with the intensity w1 q2 + q1 w2 where V has one.
template <measured_part V>
constexpr V either(const V& a, const V& b) {
  using A = algebra<V>;
  const auto p = either(A::probability_of(a), A::probability_of(b));
  if constexpr (A::has_intensity)
    return A::make(p, A::intensity(a) * A::probability_of(b).complement() +
                          A::probability_of(a).complement() * A::intensity(b));
  else
    return A::make(p);
}

/// The part with the two sides of its probability in agreement: what a composition does once, at
/// its end. For packs their driver does it, once a point (lanes/batch.hpp).
template <joined_part V>
constexpr const V& agreed(const V& v) {
  return v;  // its own operations see to it
}
/// The same for a value with one probability: its larger side follows its smaller one.
template <measured_part V>
constexpr V agreed(const V& v) {
  using A = algebra<V>;
  using T = typename A::scalar_type;
  if constexpr (requires { scalar_traits<T>::agrees_later; }) {
    return v;
  } else {
    const auto& p = A::probability_of(v);
    const auto sides = larger_follows(p.value(), p.complement());
    if constexpr (A::has_intensity)
      return A::make(sides, A::intensity(v));
    else
      return A::make(sides);
  }
}

/// A part that is always up, or never, and never changes.
template <measured_part V>
constexpr V constant_part(const probability<typename algebra<V>::scalar_type>& p) {
  using A = algebra<V>;
  if constexpr (A::has_intensity)
    return A::make(p, zero<typename A::scalar_type>());
  else
    return A::make(p);
}
/// The part that never fails, the neutral element of series; its intensity is 0.
template <part V>
constexpr V always_up() {
  if constexpr (joined_part<V>)
    return algebra<V>::always();
  else
    return constant_part<V>(probability<typename algebra<V>::scalar_type>::always());
}
/// The part that is never up, the neutral element of parallel; its intensity is 0.
template <part V>
constexpr V always_down() {
  if constexpr (joined_part<V>)
    return algebra<V>::never();
  else
    return constant_part<V>(probability<typename algebra<V>::scalar_type>::never());
}

/// The probability of a system whose probability is `if_up` while the condition holds and `if_down`
/// while it does not; the condition is independent of both.
template <class T>
[[nodiscard]] constexpr probability<T> pivot(const probability<T>& condition,
                                             const probability<T>& if_up,
                                             const probability<T>& if_down) {
  const T& p = condition.value();
  const T& q = condition.complement();
  return probability<T>::from_computed_sides(T(p * if_up.value() + q * if_down.value()),
                                             T(p * if_up.complement() + q * if_down.complement()));
}

/// Whether a pivot need not look at a state of this probability, in any lane.
template <class T>
constexpr bool cannot_be(const T& p) {
  return scalar_traits<T>::all(p == zero<T>());
}

namespace detail {

/// Whether a value says with its states alone how a system depends on it. One with an intensity
/// does not: how often a system fails by a part that occurs in several branches needs the
/// probability that the part is critical, which the system with it up and the system with it down
/// do not give without a difference (see bridge()).
template <class V>
concept pivotable = joined_part<V> || (measured_part<V> && !algebra<V>::has_intensity);

}  // namespace detail

/// The system f(state), a value of the same kind, for each state in which `condition` can be,
/// weighed by its probability. f uses its argument in place of the condition, as often as it likes,
/// and nothing else that depends on it; states that cannot be are not evaluated. For probabilities,
/// and values that compose by operations of their own; not for repairable parts. *Accuracy*: f's
/// and 2 epsilon.
template <detail::pivotable V, class F>
  requires requires(const F& f, const V& v) {
    { f(v) } -> std::same_as<V>;
  }
[[nodiscard]] constexpr V pivot(const V& condition, const F& f) {
  using A = algebra<V>;
  if constexpr (joined_part<V>) {
    return A::pivot(condition, f);
  } else {
    const auto& p = A::probability_of(condition);
    const V up = always_up<V>();
    const V down = always_down<V>();
    if (cannot_be(p.complement())) return f(up);
    if (cannot_be(p.value())) return f(down);
    return A::make(pivot(p, A::probability_of(f(up)), A::probability_of(f(down))));
  }
}

}  // namespace nines
