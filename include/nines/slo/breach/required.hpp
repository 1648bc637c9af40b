// SPDX-License-Identifier: BSL-1.0
// What the repair time, or the time between failures, must be to keep an agreement with a given
// probability.
//
// Example:
//   const error_budget budget(99.95_percent, month_30d);
//   required_mttr(budget, 5_percent, 720h);     // breached in at most 5 % of the windows
//   required_mttf(budget, 5_percent, 15min);
//
// The probability of a breach rises with the MTTR and falls with the MTTF, so each is the one root
// of a monotone function (TOMS 748; Alefeld, Potra & Shi 1995), found in the logarithm of the
// probability on its small side. Assumes exponential up and down times, see unit_downtime.hpp.
// Accuracy: 4 epsilon, as far as the probabilities are exact and depend on the time at all.
// Index: required repair time.
#pragma once

#include <nines/slo/breach/breach.hpp>

namespace nines {

namespace detail {

/// The time x with breach(x) = wanted, where breach rises with x, or falls. If it is everywhere
/// less, the end at which it is largest; if it is everywhere more, this is `impossible`.
template <class T, class Breach>
hours_in<T> time_of_probability(const char* function, const char* impossible, const Breach& breach,
                                const probability<T>& wanted, const T& guess, bool rises) {
  const auto excess = [&](const T& x) { return log_excess(breach(x), wanted); };
  const auto is_over = [&](const T& x) { return (wanted < breach(x)) == rises; };
  const T most = std::numeric_limits<T>::max() / 1e30;
  const T least = std::numeric_limits<T>::min() * 1e30;
  T low = guess;
  T high = guess;
  while (high < most && !is_over(high)) low = high, high *= 2;
  while (low > least && is_over(low)) high = low, low /= 2;
  if (!(high < most) && rises) return hours_in<T>(std::numeric_limits<T>::infinity());
  if (!(low > least) && !rises) return hours_in<T>(zero<T>());
  if (!(high < most) || !(low > least)) fail(function, impossible);
  return hours_in<T>(root_between<T>(function, excess, low, high));
}

template <class T>
void check_breach(const char* function, const probability<T>& breach) {
  if (!(breach.value() > zero<T>() && breach.complement() > zero<T>()))
    fail(function, "breach", breach.value(), "more than 0 and less than 1");
}

}  // namespace detail

/// The longest MTTR with which the agreement is broken with at most this probability: infinite if
/// failures are so rare that any will do. *Throws* domain_error unless 0 < breach < 1 and mttf > 0,
/// and where even the shortest repair breaks the agreement too often.
template <class T, class Rep, class Period>
[[nodiscard]] hours_in<T> required_mttr(const error_budget<T>& promise,
                                        const probability<std::type_identity_t<T>>& breach,
                                        std::chrono::duration<Rep, Period> mttf,
                                        initial_condition start = initial_condition::up) {
  constexpr auto function = "required_mttr";
  detail::check_breach(function, breach);
  require_positive_duration(function, "mttf", mttf);
  return detail::time_of_probability<T>(
      function, "no MTTR is short enough: failures alone break the agreement too often",
      [&](const T& mttr) {
        return breach_probability(
            unit_downtime<T>(mttf, hours_in<T>(mttr), promise.window(), start), promise);
      },
      breach, promise.window().count(), true);
}

/// The shortest MTTF with which the agreement is broken with at most this probability; 0 where the
/// whole window may be down. *Throws* domain_error unless 0 < breach < 1 and mttr > 0, and where
/// the first repair alone, of a unit that starts down, breaks the agreement too often.
template <class T, class Rep, class Period>
[[nodiscard]] hours_in<T> required_mttf(const error_budget<T>& promise,
                                        const probability<std::type_identity_t<T>>& breach,
                                        std::chrono::duration<Rep, Period> mttr,
                                        initial_condition start = initial_condition::up) {
  constexpr auto function = "required_mttf";
  detail::check_breach(function, breach);
  require_positive_duration(function, "mttr", mttr);
  return detail::time_of_probability<T>(
      function, "no MTTF is long enough: the first repair alone breaks the agreement too often",
      [&](const T& mttf) {
        return breach_probability(
            unit_downtime<T>(hours_in<T>(mttf), mttr, promise.window(), start), promise);
      },
      breach, promise.window().count(), false);
}

}  // namespace nines
