// SPDX-License-Identifier: BSL-1.0
// Dependencies that are not simply needed: soft, cached, retried; and what is left of a budget.
//
//   soft      1 - w (1 - A)              only a share w of the requests needs it
//   cached    1 - (1 - h) (1 - A)        a share h is answered without it
//   retried   attempts fail with chance q, a share of which lasts through all retries
//   required  A_own = objective / product of the dependencies
//
// Sources: AWS "Availability with dependencies"; Treynor, Dahlin, Rau & Beyer, "The Calculus of
// Service Availability", ACM Queue 15(2), 2017; Google SRE Book, chapter 22 (retries).
#pragma once

#include <nines/combine/common_cause.hpp>

namespace nines {

/// A dependency that only the share `needed` of the requests uses, seen by all requests.
/// *Accuracy*: 3 epsilon on both sides.
template <class T>
[[nodiscard]] constexpr probability<T> soft(const probability<T>& needed,
                                            const probability<T>& dependency) {
  return {detail::unchecked, T(needed.complement() + needed.value() * dependency.value()),
          T(needed.value() * dependency.complement())};
}

/// A dependency behind a cache that answers the share `hit` of the requests.
template <class T>
[[nodiscard]] constexpr probability<T> cached(const probability<T>& hit,
                                              const probability<T>& dependency) {
  return detail::either(hit, dependency);
}

/// A dependency whose requests are tried 1 + `retries` times. Of the failures of one attempt the
/// share `persistent` (an outage) defeats every retry; the others are independent from attempt to
/// attempt.
template <class T>
[[nodiscard]] constexpr probability<T> retried(
    const probability<T>& attempt, std::size_t retries,
    const probability<T>& persistent = probability<T>::never()) {
  return beta_factor(1, copies(retries + 1, attempt), persistent);
}

/// The expected number of attempts of a request that is tried up to 1 + `retries` times:
/// 1 + q + q^2 + ... + q^retries, the load that retries put on the dependency.
template <class T>
[[nodiscard]] constexpr T expected_attempts(const probability<T>& attempt, std::size_t retries) {
  T sum = detail::one<T>();
  for (std::size_t i = 0; i < retries; ++i) sum = sum * attempt.complement() + detail::one<T>();
  return sum;
}

namespace detail {

/// Whether a >= b, in every lane; by the side that holds the digits.
template <class T>
constexpr bool all_at_least(const probability<T>& a, const probability<T>& b) {
  using traits = scalar_traits<T>;
  if constexpr (traits::is_lanes)
    return traits::all(traits::select(b.value() < b.complement(), a.value() - b.value(),
                                      b.complement() - a.complement()) >= zero<T>());
  else
    return a >= b;
}

}  // namespace detail

/// The availability that our own part needs so that, in series with `dependencies`, the objective
/// is met: objective / dependencies. *Throws* domain_error if the dependencies alone already miss
/// it. *Accuracy*: relative to the budget that is left (objective.complement -
/// dependencies.complement): as the two approach each other the complement has the digits that
/// their difference has.
template <class T>
[[nodiscard]] constexpr probability<T> required_own(const probability<T>& objective,
                                                    const probability<T>& dependencies) {
  if (!detail::all_at_least(dependencies, objective))
    detail::fail("required_own", "complement of the dependencies", dependencies.complement(),
                 "at most that of the objective, " + detail::describe(objective.complement()));
  const T none = detail::zero<T>();
  const T left = objective.complement() -
                 dependencies.complement();  // input data, larger minuend: exact within a factor 2
  if constexpr (scalar_traits<T>::is_lanes) {
    const auto impossible = dependencies.value() == none;
    using traits = scalar_traits<T>;
    return {detail::unchecked,
            traits::select(impossible, detail::one<T>(), objective.value() / dependencies.value()),
            traits::select(impossible, none, left / dependencies.value())};
  } else {
    if (dependencies.value() == none) return probability<T>::always();
    return {detail::unchecked, T(objective.value() / dependencies.value()),
            T(left / dependencies.value())};
  }
}

}  // namespace nines
