// SPDX-License-Identifier: BSL-1.0
// pivot(condition, ...): the law of total probability (Shannon's expansion).
//
//   p = c.p hi.p + c.q lo.p          q = c.p hi.q + c.q lo.q
//
// With it a part that several branches share is evaluated once: condition on it, evaluate the rest
// with the part up and with the part down, and weigh. Positive sums on both sides; 2 epsilon.
// Index: Shannon expansion, pivotal decomposition.
#pragma once

#include <nines/algebra.hpp>

namespace nines {

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

namespace detail {

/// Whether a pivot need not look at a state of this probability, in any lane.
template <class T>
constexpr bool cannot_be(const T& p) {
  return scalar_traits<T>::all(p == zero<T>());
}

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
    if (detail::cannot_be(p.complement())) return f(up);
    if (detail::cannot_be(p.value())) return f(down);
    return A::make(pivot(p, A::probability_of(f(up)), A::probability_of(f(down))));
  }
}

}  // namespace nines
