// SPDX-License-Identifier: BSL-1.0
// From an availability to the downtime that it allows in a window, and back.
//
//   downtime = complement * window          99.99 % of 365 d: 52.56 min
//
// No digit is lost: only the complement is used. Accuracy: 1.5 epsilon.
// Index: permitted downtime.
#pragma once

#include <concepts>
#include <cstdint>
#include <limits>
#include <nines/duration/hours.hpp>
#include <nines/duration/windows.hpp>
#include <nines/probability/two_sided.hpp>

namespace nines {

/// The expected (or, for an objective, the allowed) down time in a window: minutes for 99.99 % and
/// year_365 are 52.56. What is always up is not down in an infinite window either. *Throws*
/// domain_error if the window is negative or NaN.
template <class T, class Rep, class Period>
[[nodiscard]] constexpr hours_in<T> downtime(const probability<T>& availability,
                                             std::chrono::duration<Rep, Period> window) {
  require_duration("downtime", "window", window);
  return hours_in<T>(priced(availability.complement(), count_in<T>(window)));
}

namespace detail {

/// The shares good / whole and bad / whole; good + bad = whole.
template <class T>
constexpr probability<T> share_of(const T& good, const T& bad, const T& whole) {
  return {unchecked, T(good / whole), T(bad / whole)};  // each rounded by itself
}

/// The number of the common unit of two durations in one of them.
template <class D, class Common>
inline constexpr auto units_in =
    std::ratio_divide<typename D::period, typename Common::period>::num;

/// Whether a whole number of a unit, not negative, is one of the common unit, too.
template <class D, class Common>
constexpr bool fits(const D& d) {
  constexpr auto most = std::numeric_limits<std::uintmax_t>::max() / units_in<D, Common>;
  return static_cast<std::uintmax_t>(d.count()) <= most;
}
template <class D, class Common>
constexpr std::uintmax_t whole_count(const D& d) {
  return static_cast<std::uintmax_t>(d.count()) * units_in<D, Common>;
}

/// The availability of whole counts with down <= window; their difference is exact.
template <class T>
constexpr probability<T> share_of_counts(std::uintmax_t down, std::uintmax_t window) {
  return share_of(static_cast<T>(window - down), static_cast<T>(down), static_cast<T>(window));
}

/// The availability of a down time and a window in hours, or another unit of both.
template <class T>
constexpr probability<T> share_of_times(const char* function, const T& down, const T& window) {
  require_positive_finite(function, "window (in hours)", window);
  require_at_most(function, "down (in hours)", down, window, "at most the window");
  return share_of(T(window - down), down, window);  // input data: the time that was up
}

}  // namespace detail

/// The availability at which `down` is the down time of a window: the inverse of downtime().
/// The scalar is double unless a duration carries another. Whole numbers of a unit (seconds,
/// nanoseconds) are subtracted as such: what is down but for a nanosecond of a year is up for
/// 3.17e-17 of it. *Throws* domain_error unless the window is positive and finite and
/// 0 <= down <= window. *Accuracy*: 2 epsilon, of whole numbers on both sides.
template <class T = double, class Rep1, class Period1, class Rep2, class Period2>
[[nodiscard]] constexpr probability<T> availability_from_downtime(
    std::chrono::duration<Rep1, Period1> down, std::chrono::duration<Rep2, Period2> window) {
  constexpr auto function = "availability_from_downtime";
  using common =
      std::common_type_t<std::chrono::duration<int, Period1>, std::chrono::duration<int, Period2>>;
  require_positive_finite_duration(function, "window", window);
  require_duration(function, "down", down);
  if constexpr (std::is_integral_v<Rep1> && std::is_integral_v<Rep2> &&
                !scalar_traits<T>::is_lanes) {
    using down_type = decltype(down);
    using window_type = decltype(window);
    if (detail::fits<down_type, common>(down) && detail::fits<window_type, common>(window)) {
      const auto lost = detail::whole_count<down_type, common>(down);
      const auto whole = detail::whole_count<window_type, common>(window);
      if (lost <= whole) return detail::share_of_counts<T>(lost, whole);
    }
  }
  return detail::share_of_times(function, count_in<T>(down), count_in<T>(window));
}

/// The availability of requests: the share of `total` that did not fail. Counts may be of any
/// arithmetic type: the probability of whole numbers is one of doubles. *Throws* domain_error
/// unless total > 0 is finite and 0 <= failed <= total.
template <scalar T = double>
[[nodiscard]] constexpr probability<T> availability_from_requests(const T& failed, const T& total) {
  constexpr auto function = "availability_from_requests";
  require_positive(function, "total", total);
  require_finite(function, "total", total, "finite");
  require_nonnegative(function, "failed", failed, "from 0 to the total");
  require_at_most(function, "failed", failed, total, "from 0 to the total");
  return detail::share_of(T(total - failed), failed, total);  // input data: counts
}
/// The same for counts of any two arithmetic types. Whole numbers are subtracted exactly.
template <class Failed, class Total>
  requires(std::is_arithmetic_v<Failed> && std::is_arithmetic_v<Total> &&
           !(std::floating_point<Failed> && std::same_as<Failed, Total>))
[[nodiscard]] constexpr probability<double> availability_from_requests(Failed failed, Total total) {
  constexpr auto function = "availability_from_requests";
  if constexpr (std::is_integral_v<Failed> && std::is_integral_v<Total>) {
    if (!(total > 0)) fail(function, "total", total, "more than 0");
    if (!(failed >= 0) || static_cast<std::uintmax_t>(failed) > static_cast<std::uintmax_t>(total))
      fail(function, "failed", failed, "from 0 to the total");
    return detail::share_of_counts<double>(static_cast<std::uintmax_t>(failed),
                                           static_cast<std::uintmax_t>(total));
  } else {
    return availability_from_requests(static_cast<double>(failed), static_cast<double>(total));
  }
}

}  // namespace nines
