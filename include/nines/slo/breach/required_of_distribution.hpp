// SPDX-License-Identifier: BSL-1.0
// What the repair time, or the time between failures, must be to keep an agreement with a given
// probability, when outages last by any distribution.
//
//   required_mttf(budget, 5_percent, lognormal_time<>::from_median(10min, 95_percent, 2h))
//   required_mttr(budget, 5_percent, days(30), outage)    outages of that shape, longer or shorter
//
// As required.hpp, with the distribution of renewal_downtime.hpp: of the outage Y, and for the
// repair of f Y, whose mean f E[Y] is the answer. The sums of outages are made once and serve all
// values that are tried. Accuracy: that of the probabilities, 1e-9. Cost: that of one
// renewal_downtime; for the MTTF, of one with up to twice as many outages as are needed.
#pragma once

#include <nines/density/random_time.hpp>
#include <nines/slo/breach/required.hpp>
#include <nines/slo/downtime/outage_sums.hpp>

namespace nines {

namespace detail {

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

/// The longest mean repair with which the agreement is broken with at most this probability, when
/// outages keep the shape of a distribution: infinite if failures are so rare that any will do.
/// *Throws* domain_error unless 0 < breach < 1 and mttf > 0, as renewal_downtime, and where even
/// the shortest repair breaks the agreement too often.
template <class T, class Rep, class Period, time_distribution Dist>
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
template <class T, time_distribution Dist>
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
