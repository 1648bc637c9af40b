// SPDX-License-Identifier: BSL-1.0
// One unit that fails and is repaired: the smallest chain, and its exact availability over time.
//
//   A = mu / (lambda + mu)          A(t) = A + U exp(-(lambda + mu) t)      started up
//   U(t) = U (1 - exp(-(lambda + mu) t))                                    U = 1 - A
//
// with lambda = 1 / MTTF, mu = 1 / MTTR, both times exponential. Accuracy: 4 epsilon, both sides.
// Source: Trivedi & Bobbio 2017, section 9.1.
// Index: two-state Markov model.
#pragma once

#include <nines/markov/chain/chain_builder.hpp>
#include <nines/markov/models/arguments.hpp>
#include <nines/repairable/repairable.hpp>

namespace nines {

/// A unit by its mean time to failure (which may be infinite) and its mean time to repair.
template <class T = double>
struct single_unit {
  using scalar_type = T;
  model_duration<T> mttf{};  ///< more than 0; infinite: it never fails
  model_duration<T> mttr{};  ///< more than 0, and finite
};

/// The chain of a unit, with the states "up" and "down", and the label "up". *Throws* domain_error
/// for a field out of its domain, by name.
template <class T = double>
[[nodiscard]] chain<T> repairable_unit(const single_unit<T>& unit) {
  const T failure = detail::rate_of("repairable_unit", "mttf", unit.mttf);
  const T repair = detail::finite_rate_of("repairable_unit", "mttr", unit.mttr);
  chain_builder<T> b;
  b.add("up", "down", failure).add("down", "up", repair).label("up", {"up"});
  return b.build();
}

/// The same unit as a part of the algebra.
template <class T>
[[nodiscard]] repairable<T> as_repairable(const single_unit<T>& unit) {
  return repairable<T>::from_hours(unit.mttf.hours, unit.mttr.hours);
}

/// The probability of being up at time t after a start up, A(t) in closed form. *Throws*
/// domain_error for a field out of its domain or a time < 0.
template <class T>
[[nodiscard]] probability<T> point_availability(const single_unit<T>& unit,
                                                const std::type_identity_t<model_duration<T>>& t) {
  const T failure = detail::rate_of("point_availability", "mttf", unit.mttf);
  const T repair = detail::finite_rate_of("point_availability", "mttr", unit.mttr);
  const T time = detail::length_of("point_availability", "t", t);
  const T both = failure + repair;
  const T exponent = zero<T>() - both * time;  // a change of sign
  const T down = failure / both;
  const T forgotten = zero<T>() - expm1_of(exponent);  // a change of sign
  return probability<T>::from_computed_sides(T(repair / both + down * exp_of(exponent)),
                                             T(down * forgotten));
}

}  // namespace nines
