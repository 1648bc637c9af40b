// SPDX-License-Identifier: BSL-1.0
// What the repair time, or the time between failures, must be to keep an agreement with a given
// probability.
//
// Example:
//   const error_budget budget(99.95_percent, month_30d);
//   required_mttr(budget, 5_percent, 720h);     // breached in at most 5 % of the windows
//   required_mttf(budget, 5_percent, 15min);
//   const auto outage = lognormal_time<>::from_median(10min, 95_percent, 2h);
//   required_mttf(budget, 5_percent, outage);
//   required_mttr(budget, 5_percent, 720h, outage);   // outages of that shape, longer or shorter
//
// The probability of a breach rises with the MTTR and falls with the MTTF, so each is the one root
// of a monotone function (TOMS 748; Alefeld, Potra & Shi 1995), found in the logarithm of the
// probability on its small side. A bare MTTR means exponential down times (unit_downtime.hpp): 4
// epsilon, as far as the probabilities are exact and depend on the time at all. With the
// distribution of an outage Y it is that of renewal_downtime.hpp, and the answer for the repair is
// f E[Y], of outages f Y: 1e-9. The sums of outages are made once and serve all values that are
// tried; they cost as much as one renewal_downtime, for the MTTF one with up to twice as many
// outages as are needed.
// Index: required repair time.
#pragma once

#include <nines/density/random_time.hpp>
#include <nines/slo/breach/breach.hpp>
#include <nines/slo/downtime/outage_sums.hpp>

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

/// The probability that an agreement is broken, as the failures and the repairs change.
template <class T>
class breach_of_distribution {
 public:
  breach_of_distribution(const char* function, const error_budget<T>& agreed, random_time<T> outage,
                         initial_condition start)
      : sums_(function, std::move(outage), start),
        window_(count_in<T, std::ratio<1>>(agreed.window())),
        allowed_(count_in<T, std::ratio<1>>(agreed.time())) {}

  /// With this mean up time and mean outage, in hours.
  [[nodiscard]] probability<T> operator()(const T& mttf, const T& mttr) {
    const outage_pattern<T> p{3600 * mttf, window_, 3600 * mttr / sums_.mean_outage()};
    if (!(allowed_ < window_)) return probability<T>::never();
    sums_.make_for(p.window / p.mttf);
    return !sums_.cdf_at(p, allowed_);
  }
  [[nodiscard]] T mean_hours() const { return sums_.mean_outage() / 3600; }

 private:
  outage_sums<T> sums_;
  T window_, allowed_;
};

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

/// The longest mean repair with which the agreement is broken with at most this probability, when
/// outages keep the shape of a distribution: infinite if failures are so rare that any will do.
/// *Throws* domain_error unless 0 < breach < 1 and mttf > 0, as renewal_downtime, and where even
/// the shortest repair breaks the agreement too often.
template <class T, class Rep, class Period, random_time_like Dist>
[[nodiscard]] hours_in<T> required_mttr(const error_budget<T>& promise,
                                        const probability<std::type_identity_t<T>>& breach,
                                        std::chrono::duration<Rep, Period> mttf, const Dist& shape,
                                        initial_condition start = initial_condition::up) {
  constexpr auto function = "required_mttr";
  detail::check_breach(function, breach);
  require_positive_duration(function, "mttf", mttf);
  detail::breach_of_distribution<T> broken(function, promise, shape, start);
  const T up = count_in<T>(mttf);
  return detail::time_of_probability<T>(
      function, "no MTTR is short enough: failures alone break the agreement too often",
      [&](const T& mttr) { return broken(up, mttr); }, breach, broken.mean_hours(), true);
}

/// The shortest MTTF with which the agreement is broken with at most this probability; 0 where the
/// whole window may be down. *Throws* domain_error unless 0 < breach < 1, as renewal_downtime, and
/// where the first outage alone, of a unit that starts down, breaks the agreement too often;
/// convergence_error where 500 outages in a window keep the agreement as well.
template <class T, random_time_like Dist>
[[nodiscard]] hours_in<T> required_mttf(const error_budget<T>& promise,
                                        const probability<std::type_identity_t<T>>& breach,
                                        const Dist& outage,
                                        initial_condition start = initial_condition::up) {
  constexpr auto function = "required_mttf";
  detail::check_breach(function, breach);
  if (!(promise.time() < promise.window())) return hours_in<T>(zero<T>());
  detail::breach_of_distribution<T> broken(function, promise, outage, start);
  const T mean = broken.mean_hours();
  return detail::time_of_probability<T>(
      function, "no MTTF is long enough: the first outage alone breaks the agreement too often",
      [&](const T& mttf) {
        if (!(promise.window().count() / mttf <= T(500)))
          give_up("required_mttf",
                  "500 outages in a window keep the agreement as well: an MTTF of " +
                      describe(T(promise.window().count() / 500)) + " h is enough");
        return broken(mttf, mean);
      },
      breach, promise.window().count(), false);
}

}  // namespace nines
