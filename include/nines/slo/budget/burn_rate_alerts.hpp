// SPDX-License-Identifier: BSL-1.0
// Alerts on the burn rate of an error budget, over a long and a short window.
//
// Example:
//   const error_budget budget(99.9_percent, rolling_30d);
//   burn_rate_alert page(budget, {.burn_rate = 14.4, .long_window = 1h, .short_window = 5min});
//   page.detection_time(100_percent);    // 51.84 s if all fail; never below 1.44 % of failures
//   page.reset_time(100_percent);        // 4.9 min after it has ended
//   page.budget_consumed();                 // 2 %, at whatever share of failures
//
// It fires while the share of failed requests is above the threshold B U in both windows. Of an
// outage with the share e of failures after none: it is detected after w B U / e, w the long
// window, and it resets w' (1 - B U / e) after the end, w' the shorter of the two. Assumes even
// traffic, evaluated without delay; how often it fires for nothing is in false_alerts.hpp. Source:
// Google SRE Workbook, ch. 5, "multiwindow, multi-burn-rate alerts". Accuracy: 4 epsilon; a reset
// time, which is a difference, 4 epsilon of its window.
// Index: burn rate alert, multiwindow alert.
#pragma once

#include <algorithm>
#include <nines/slo/budget/error_budget.hpp>
#include <vector>

namespace nines {

/// When an alert fires: at this burn rate in both windows; without a short window, in the long one.
template <class T = double>
struct burn_rate_rule {
  T burn_rate;                                        ///< in budgets per window of the objective
  hours_in<T> long_window;                            ///< the window that confirms the burn
  hours_in<T> short_window = hours_in<T>(zero<T>());  ///< the window that ends the alert; 0: none
  std::size_t least_failures = 1;  ///< failed requests in the long window before it may fire
};

/// A rule on a budget.
template <class T = double>
class burn_rate_alert {
 public:
  using scalar_type = T;

  /// *Throws* domain_error unless the burn rate and the long window are more than 0, the short
  /// window is shorter than the long one, the long one at most the budget's, least_failures >= 1,
  /// and the objective is less than 1.
  burn_rate_alert(error_budget<T> budget, burn_rate_rule<T> rule)
      : budget_(std::move(budget)), rule_(std::move(rule)) {
    constexpr auto function = "burn_rate_alert";
    if (!(rule_.burn_rate > zero<T>()) || !is_finite(rule_.burn_rate))
      fail(function, "burn_rate", rule_.burn_rate, "more than 0, and finite");
    require_positive_duration(function, "long_window (in hours)", rule_.long_window);
    require_duration(function, "short_window (in hours)", rule_.short_window);
    if (!(rule_.short_window < rule_.long_window))
      fail(function, "short_window (in hours)", rule_.short_window.count(),
           "shorter than the long window");
    if (!(rule_.long_window <= budget_.window()))
      fail(function, "long_window (in hours)", rule_.long_window.count(),
           "at most the window of the budget");
    if (!(rule_.least_failures >= 1))
      fail(function, "least_failures", rule_.least_failures, "1 or more");
    if (!(budget_.objective().complement() > zero<T>()))
      fail(function, "an objective of 100 % leaves no budget");
  }

  /// the budget that burns
  [[nodiscard]] const error_budget<T>& budget() const { return budget_; }
  [[nodiscard]] const burn_rate_rule<T>& rule() const { return rule_; }  ///< as given

  /// The share of failed requests above which it fires; over 1 it never does.
  [[nodiscard]] T threshold() const { return rule_.burn_rate * budget_.objective().complement(); }
  /// How long an outage with this share of failures lasts until it is detected; infinite if it
  /// never is. A share at the threshold is taken as above it.
  [[nodiscard]] hours_in<T> detection_time(const probability<T>& failing) const {
    if (!detects(failing)) return hours_in<T>(std::numeric_limits<T>::infinity());
    const T part = std::min(one<T>(), T(threshold() / failing.value()));
    return hours_in<T>(T(rule_.long_window.count() * part));
  }
  /// How long it goes on firing after the end of an outage that it has detected. *Throws*
  /// domain_error for a share that it does not detect.
  [[nodiscard]] hours_in<T> reset_time(const probability<T>& failing) const {
    if (!detects(failing))
      fail("burn_rate_alert::reset_time", "failing", failing.value(),
           "at least the threshold, " + describe(threshold()));
    const T above = std::max(zero<T>(), T(failing.value() - threshold()));  // input data
    return hours_in<T>(T(resetting_window().count() * (above / failing.value())));
  }
  /// The share of the budget that is consumed when it detects an outage, of whatever share of
  /// failures: B w / W.
  [[nodiscard]] T budget_consumed() const {
    return rule_.burn_rate * (rule_.long_window.count() / budget_.window().count());
  }
  /// The requests per hour from which a number of failed requests within the long window is not yet
  /// enough to fire. With less traffic every such handful fires the alert: then ask for more
  /// failures (least_failures), look at several services together, add artificial requests, or
  /// lower the objective. *Source*: SRE Workbook, ch. 5, "low-traffic services and error budget
  /// alerting".
  [[nodiscard]] T least_traffic(std::size_t failures = 1) const {
    return T(static_cast<double>(failures)) / threshold() / rule_.long_window.count();
  }

 private:
  /// Whether the share is at or above the threshold, within rounding.
  [[nodiscard]] bool detects(const probability<T>& failing) const {
    return failing.value() * (T(1) + T(8) * std::numeric_limits<T>::epsilon()) >= threshold();
  }
  [[nodiscard]] hours_in<T> resetting_window() const {
    return rule_.short_window.count() > zero<T>() ? rule_.short_window : rule_.long_window;
  }

  error_budget<T> budget_;
  burn_rate_rule<T> rule_;
};

/// The rule that fires when a share of the budget is consumed within the long window; the short one
/// is a twelfth of it, as the Workbook advises. *Throws* domain_error as burn_rate_alert.
template <class T, class Rep, class Period>
[[nodiscard]] burn_rate_alert<T> alert_on_consumption(
    const error_budget<T>& budget, const probability<std::type_identity_t<T>>& share,
    std::chrono::duration<Rep, Period> long_window) {
  const hours_in<T> window(count_in<T>(long_window));
  return {budget, {budget.burn_rate_to_consume(share, window), window, window / T(12)}};
}

/// The time in which the first of several alerts detects an outage; infinite if none does.
template <class T>
[[nodiscard]] hours_in<T> detection_time(const std::vector<burn_rate_alert<T>>& alerts,
                                         const probability<std::type_identity_t<T>>& failing) {
  if (alerts.empty()) fail("detection_time", "there is no alert");
  hours_in<T> first(std::numeric_limits<T>::infinity());
  for (const auto& alert : alerts) first = std::min(first, alert.detection_time(failing));
  return first;
}

}  // namespace nines
