// SPDX-License-Identifier: BSL-1.0
// An objective over a window, and the error budget that it leaves.
//
// Example:
//   error_budget budget(99.9_percent, rolling_30d);
//   budget.time();                         // 43.2 min of full outage
//   budget.requests(2.5e6);                // 2500 of them
//   budget.burn_rate(15_percent);          // 150: the budget of 150 windows in one
//   budget.consumed_by(10min, 50_percent);    // an outage of half the requests: 11.6 % of it
//   budget.time_to_exhaust(35.0);          // 20.6 h
//
// With U = 1 - objective, W the window and e the share of requests that fail: burn rate e / U,
// consumed in a time d: e d / (U W). Only U is used, so no digit of an objective is lost. 3
// epsilon. Assumes an even traffic where time is set against requests. Source: Google SRE Workbook,
// ch. 5.
// Index: error budget, service level objective (SLO).
#pragma once

#include <nines/duration/downtime.hpp>

namespace nines {

/// An objective: an availability of requests or of time, over a window. Immutable.
template <class T = double>
class error_budget {
 public:
  using scalar_type = T;

  /// *Throws* domain_error unless the window is more than 0 and finite.
  template <class Rep, class Period>
  constexpr error_budget(probability<T> objective, std::chrono::duration<Rep, Period> window)
      : objective_(std::move(objective)), window_(count_in<T>(window)) {
    if (!(window_.count() > zero<T>()) || !is_finite(window_.count()))
      fail("error_budget", "window (in hours)", window_.count(), "more than 0, and finite");
  }

  /// as given
  [[nodiscard]] constexpr const probability<T>& objective() const { return objective_; }
  /// of the objective, in hours
  [[nodiscard]] constexpr hours_in<T> window() const { return window_; }

  /// How long everything may fail: U W.
  [[nodiscard]] constexpr hours_in<T> time() const { return downtime(objective_, window_); }
  /// How many of a number of requests may fail. *Throws* domain_error unless total >= 0.
  [[nodiscard]] constexpr T requests(const T& total) const {
    check("error_budget::requests", "total", total);
    return objective_.complement() * total;
  }

  /// How many times faster than allowed the budget is consumed, while this share of requests fails.
  /// *Throws* domain_error where there is no budget, as in all of the following.
  [[nodiscard]] constexpr T burn_rate(const probability<T>& failing) const {
    check_budget("error_budget::burn_rate");
    return failing.value() / objective_.complement();
  }
  /// The burn rate that consumes a share of the budget in a time: 5 % of 30 d in 1 h is 36.
  template <class Rep, class Period>
  [[nodiscard]] constexpr T burn_rate_to_consume(const probability<T>& share,
                                                 std::chrono::duration<Rep, Period> in) const {
    require_positive_duration("error_budget::burn_rate_to_consume", "in", in);
    return priced(share.value(), T(window_.count() / count_in<T>(in)));
  }
  /// The share of the budget, over 1 if it is more than that, that an outage spends. *Throws*
  /// domain_error also for an outage that is longer than the window.
  template <class Rep, class Period>
  [[nodiscard]] constexpr T consumed_by(
      std::chrono::duration<Rep, Period> outage,
      const probability<T>& failing = probability<T>::always()) const {
    constexpr auto function = "error_budget::consumed_by";
    require_duration(function, "outage", outage);
    const T lasts = count_in<T>(outage);
    if (!(lasts <= window_.count()))
      fail(function, "outage (in hours)", lasts,
           "at most the window, " + describe(window_.count()));
    const T part = lasts / window_.count();
    const T rate = burn_rate(failing);
    return is_finite(rate) ? T(rate * part) : T(failing.value() * part / objective_.complement());
  }
  /// The share of the budget that failed requests consume, of `total` in the whole window. *Throws*
  /// domain_error unless failed >= 0 and total > 0.
  [[nodiscard]] constexpr T consumed_by_requests(const T& failed, const T& total) const {
    check("error_budget::consumed_by_requests", "failed", failed);
    if (!(total > zero<T>()) || !is_finite(total))
      fail("error_budget::consumed_by_requests", "total", total, "more than 0");
    check_budget("error_budget::consumed_by_requests");
    return failed / total / objective_.complement();
  }
  /// How long the whole budget lasts at a burn rate: W / B; for ever at 0.
  [[nodiscard]] constexpr hours_in<T> time_to_exhaust(const T& burn_rate) const {
    check("error_budget::time_to_exhaust", "burn_rate", burn_rate);
    if (burn_rate == zero<T>()) return hours_in<T>(std::numeric_limits<T>::infinity());
    return hours_in<T>(T(window_.count() / burn_rate));
  }

 private:
  static constexpr void check(const char* function, const char* argument, const T& x) {
    if (!is_nonnegative(x) || !is_finite(x)) fail(function, argument, x, "0 or more, and finite");
  }
  constexpr void check_budget(const char* function) const {
    if (!(objective_.complement() > zero<T>()))
      fail(function, "an objective of 100 % leaves no budget");
  }

  probability<T> objective_;
  hours_in<T> window_;
};

}  // namespace nines
