// SPDX-License-Identifier: BSL-1.0
// The probability that at least one of several consecutive windows breaks an agreement: bounds.
//
//   any_breach_probability({jan, feb, mar})         however they depend: {the largest, the sum}
//   any_breach_probability(repairable(days(30), 15min), budget, 12)    closer, for a year of months
//   any_breach_probability(found, from_up, 12)      outages of any distribution, in the long run
//
// Windows are independent only if each begins afresh: then it is parallel(copies(12, breach)). A
// window that begins in the outage of the one before is broken sooner. Of exponential up and down
// times:
//   from below: whatever was before, a window is no better than one that begins up:
//               1 - (1 - p_1) (1 - p_up)^(n - 1)
//   from above: up and down is a monotone process, so windows that are kept are associated:
//               1 - product of (1 - p_k),   p_k by how likely it is up when window k begins
// With outages of any distribution the first holds as well; from above there is the sum, in the
// long run n p. They meet where an outage is short beside a window, and are exact for one window,
// and for an agreement of no outage with a unit that begins up. Accuracy: 1e2 epsilon of a
// probability as it is, and of the logarithm of one that is small because the windows are many; as
// far as the probability of one window is. Cost: some additions for each window that remembers the
// first, at most 1e7 windows. Source: Esary, Proschan & Walkup 1967; Lindqvist 1987 for processes.
#pragma once

#include <nines/algebra.hpp>
#include <nines/combine/copies.hpp>
#include <nines/combine/series.hpp>
#include <nines/error.hpp>
#include <nines/probability/bounds.hpp>
#include <nines/slo/breach/breach.hpp>

namespace nines {

namespace detail {

/// The upper bound of a union, by the sum of the probabilities.
template <class T>
probability<T> at_most_sum(const T& sum) {
  return sum < one<T>() ? probability<T>::from_value(sum) : probability<T>::always();
}

}  // namespace detail

/// Bounds of the probability that at least one of several windows is broken, each with a
/// probability of its own, however they depend. *Throws* domain_error for no window.
template <class T>
[[nodiscard]] bounds<T> any_breach_probability(const std::vector<probability<T>>& breaches) {
  if (breaches.empty()) fail("any_breach_probability", "there is no window");
  auto largest = probability<T>::never();
  T sum = zero<T>();
  for (const auto& p : breaches) {
    largest = std::max(largest, p);
    sum += p.value();
  }
  return {largest, detail::at_most_sum(sum)};
}

/// The same of a number of windows of a unit in the long run, by the probability that one of them
/// is broken, and that one which begins up is. *Assumes* exponential up times; outages may last by
/// any distribution. *Throws* domain_error for no window, and where one that begins up is broken
/// sooner than one as it is found.
template <class T>
[[nodiscard]] bounds<T> any_breach_probability(const probability<T>& found,
                                               const std::type_identity_t<probability<T>>& from_up,
                                               std::size_t windows) {
  if (windows < 1) fail("any_breach_probability", "windows", windows, "1 or more");
  if (!(from_up.value() <= T(1.000001) * found.value()))
    fail("any_breach_probability", "from_up", from_up.value(),
         "at most that of a window as it is found, " + describe(found.value()));
  if (windows == 1) return {found, found};
  const probability<T> most =
      detail::at_most_sum(T(constant<T>(static_cast<double>(windows)) * found.value()));
  return {std::min(!series(!found, series(copies(windows - 1, !from_up))), most), most};
}

namespace detail {

/// The probability that a unit is up a time after its start; `memories` is that time times the sum
/// of its rates.
template <class T>
probability<T> up_after(const probability<T>& availability, const T& memories,
                        initial_condition start) {
  const T faded = exp_of(T(-memories));
  const T settled = -expm1_of(T(-memories));
  const T& a = availability.value();
  const T& u = availability.complement();
  if (start == initial_condition::up) return {unchecked, a + u * faded, u * settled};
  if (start == initial_condition::down) return {unchecked, a * settled, u + a * faded};
  return availability;
}

}  // namespace detail

/// Bounds of the probability that at least one of a number of consecutive windows is broken by a
/// part or a system. *Assumes* exponential up and down times. *Throws* domain_error for no window,
/// and as unit_downtime; convergence_error for more than 1e7 windows that remember the first.
template <class T>
[[nodiscard]] bounds<T> any_breach_probability(const repairable<T>& part,
                                               const error_budget<std::type_identity_t<T>>& promise,
                                               std::size_t windows,
                                               initial_condition start = initial_condition::up) {
  if (windows < 1) fail("any_breach_probability", "windows", windows, "1 or more");
  const probability<T> kept = !breach_probability(part, promise, start);
  if (windows == 1 || part.availability() == probability<T>::always()) return {!kept, !kept};
  const probability<T> from_up = !breach_probability(part, promise, initial_condition::up);
  const probability<T> from_down = !breach_probability(part, promise, initial_condition::down);
  const T memories = promise.window().count() / part.mean_up_time().count() +
                     promise.window().count() / part.mean_down_time().count();
  const auto kept_after = [&](const T& since) {
    return pivot(detail::up_after(part.availability(), since, start), from_up, from_down);
  };
  work_budget steps("any_breach_probability", 1e7, "windows that remember the first",
                    "take fewer windows, or any_breach_probability({...}) of their sum");
  probability<T> all = kept;
  std::size_t k = 1;
  for (; k < windows; ++k, steps.spend(1)) {
    const T since = memories * constant<T>(static_cast<double>(k));
    if (exp_of(T(-since)) == zero<T>()) break;  // nothing is left of the start
    all = series(all, kept_after(since));
  }
  if (k < windows)
    all = series(all,
                 series(copies(windows - k, kept_after(T(memories * T(static_cast<double>(k)))))));
  return {!series(kept, series(copies(windows - 1, from_up))), !all};
}

}  // namespace nines
