// SPDX-License-Identifier: BSL-1.0
// pivot(condition, if_up, if_down): the law of total probability (Shannon's expansion).
//
//   p = c.p hi.p + c.q lo.p          q = c.p hi.q + c.q lo.q
//
// With it a part that several branches share is evaluated once: condition on it, evaluate the rest
// with the part up and with the part down, and weigh. Positive sums on both sides; 2 epsilon.
#pragma once

#include <nines/algebra.hpp>

namespace nines {

/// The chance of a system whose chance is `if_up` while the condition holds and `if_down` while it
/// does not; the condition is independent of both. For probabilities; for the frequency of a
/// repairable system a third figure is needed (how often the condition is what matters), see
/// bridge().
template <class T>
[[nodiscard]] constexpr probability<T> pivot(const probability<T>& condition,
                                             const probability<T>& if_up,
                                             const probability<T>& if_down) {
  const T& p = condition.value();
  const T& q = condition.complement();
  return probability<T>::from_computed_sides(T(p * if_up.value() + q * if_down.value()),
                                             T(p * if_up.complement() + q * if_down.complement()));
}

}  // namespace nines
