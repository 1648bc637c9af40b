// SPDX-License-Identifier: BSL-1.0
// Dependencies that are not simply needed: soft, cached, retried; and what is left of a budget.
//
//   soft      1 - w (1 - A)              only a share w of the requests needs it
//   cached    1 - (1 - h) (1 - A)        a share h is answered without it
//   retried   s q + (1 - s q) t^(1 + retries), t = (1 - s) q / (1 - s q): an attempt fails with
//             probability q, and the share s of that lasts through all retries
//   required  A_own = objective / product of the dependencies
//
// Sources: AWS "Availability with dependencies"; Treynor, Dahlin, Rau & Beyer, "The Calculus of
// Service Availability", ACM Queue 15(2), 2017; Google SRE Book, chapter 22 (retries).
// Index: soft dependency, serial dependency.
#pragma once

#include <nines/combine/parallel.hpp>
#include <nines/combine/series.hpp>
#include <nines/combine/split_common_cause.hpp>
#include <nines/probability/power.hpp>

namespace nines {

/// A dependency that only the share `needed` of the requests uses, seen by all requests.
/// *Accuracy*: 3 epsilon on both sides.
template <class T>
[[nodiscard]] constexpr probability<T> soft_dependency(const probability<T>& needed,
                                                       const probability<T>& dependency) {
  return probability<T>::from_computed_sides(
      T(needed.complement() + needed.value() * dependency.value()),
      T(needed.value() * dependency.complement()));
}

/// A dependency behind a cache that answers the share `hit` of the requests.
template <class T>
[[nodiscard]] constexpr probability<T> cached_dependency(const probability<T>& hit,
                                                         const probability<T>& dependency) {
  return agreed(either(hit, dependency));
}

namespace detail {

/// What an attempt does while there is no outage: it fails with (1 - s) q of 1 - s q.
template <class T>
constexpr probability<T> transient(const probability<T>& attempt, const probability<T>& common,
                                   const probability<T>& persistent) {
  const T none = zero<T>();
  const auto never_there = common.value() == none;
  const T there = choose(never_there, one<T>(), common.value());
  return probability<T>::from_computed_sides(
      choose(never_there, one<T>(), T(attempt.value() / there)),
      choose(never_there, none, T(attempt.complement() * persistent.complement() / there)));
}

}  // namespace detail

/// A dependency whose requests are tried 1 + `retries` times. Of the failures of one attempt the
/// share `persistent` (an outage) defeats every retry; the others are independent from attempt to
/// attempt. Without retries it is the attempt. *Accuracy*: 8 epsilon on both sides, and up to
/// 2 ln(1 / t^retries) epsilon of a t^retries, whose exponent multiplies what t is rounded by.
template <class T>
[[nodiscard]] constexpr probability<T> retried_dependency(
    const probability<T>& attempt, std::size_t retries,
    const probability<T>& persistent = probability<T>::never()) {
  if (retries == 0) return attempt;
  const auto common = split_common_cause(attempt, persistent).common;
  const auto once = detail::transient(attempt, common, persistent);
  return series(common, parallel(once, parallel(copies(retries, once))));
}

/// Which share of the unavailability of a retried_dependency is outages, s q (1 - t^(1 + retries)):
/// that lost to failures which outlast all retries while these would succeed. The rest is requests
/// that fail by their own luck. Without retries, and without failures, it is all. *Accuracy*: some
/// 10 epsilon on both sides, and those of t^retries as above.
template <class T>
[[nodiscard]] constexpr probability<T> share_of_outages(
    const probability<T>& attempt, std::size_t retries,
    const probability<T>& persistent = probability<T>::never()) {
  const T& s = persistent.value();
  const T none = zero<T>();
  if (retries == 0 || attempt.complement() == none || persistent.complement() == none)
    return probability<T>::always();
  if (s == none) return probability<T>::never();
  const auto common = split_common_cause(attempt, persistent).common;
  const auto once = detail::transient(attempt, common, persistent);
  // t^(1 + retries) : s q (1 - t^(1 + retries)), of which t / q = (1 - s) / (1 - s q). Where
  // products of small numbers underflow their ratio need not: first half the power by s.
  const T half = parallel(copies(retries / 2, once)).complement();
  const T last = retries % 2 == 0 ? one<T>() : once.complement();
  const auto all_but_first = parallel(copies(retries, once));
  const T recovered = all_but_first.value() + all_but_first.complement() * once.value();
  const T odds_of_luck =
      half / s * half * last / recovered * (persistent.complement() / common.value());
  return !probability<T>::from_odds(odds_of_luck);
}

/// The expected number of attempts of a request that is tried up to 1 + `retries` times:
/// 1 + q + q^2 + ... + q^retries, the load that retries put on the dependency. *Accuracy*: 6
/// epsilon for a built-in T at run time, though attempts hardly ever succeed. O(log retries).
template <class T>
[[nodiscard]] constexpr T expected_attempts(const probability<T>& attempt, std::size_t retries) {
  const T& q = attempt.complement();
  if constexpr (std::floating_point<T>) {
    if (!std::is_constant_evaluated() && attempt.value() < q && attempt.value() > 0)
      return 1 + q * (power(!attempt, retries).complement() / attempt.value());
  }
  return one<T>() + q * power_sum(q, retries).sum;
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
/// it. *Accuracy*: relative to the budget that is left (the difference of the smaller sides of the
/// two): as they approach each other the complement has the digits that their difference has.
template <class T>
[[nodiscard]] constexpr probability<T> required_own_availability(
    const probability<T>& objective, const probability<T>& dependencies) {
  if (!detail::all_at_least(dependencies, objective))
    fail("required_own_availability", "complement of the dependencies", dependencies.complement(),
         "at most that of the objective, " + describe(objective.complement()));
  const T none = zero<T>();
  const T one = nines::one<T>();
  // Input data, the larger minuend, and of the side that holds the digits: exact within a factor 2.
  const T left = choose(objective.value() < objective.complement(),
                        T(dependencies.value() - objective.value()),
                        T(objective.complement() - dependencies.complement()));
  const auto impossible = dependencies.value() == none;  // as the objective then is
  const T there = choose(impossible, one, dependencies.value());
  return probability<T>::from_computed_sides(choose(impossible, one, T(objective.value() / there)),
                                             choose(impossible, none, T(left / there)));
}

}  // namespace nines
