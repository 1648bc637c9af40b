// SPDX-License-Identifier: BSL-1.0
// From an availability to the downtime that it allows in a window, and back.
//
//   downtime = complement * window          99.99 % of 365 d: 52.56 min
//
// No digit is lost: only the complement is used. Accuracy: 1.5 epsilon.
#pragma once

#include <nines/duration/hours.hpp>
#include <nines/duration/windows.hpp>
#include <nines/probability/two_sided.hpp>

namespace nines {

/// The expected (or, for an objective, the allowed) down time in a window: minutes for 99.99 % and
/// year_365 are 52.56. *Throws* domain_error if the window is negative or NaN.
template <class T, class Rep, class Period>
[[nodiscard]] constexpr hours_in<T> downtime(const probability<T>& availability,
                                             std::chrono::duration<Rep, Period> window) {
  detail::check_duration("downtime", "window", window);
  return hours_in<T>(availability.complement() * detail::count_in<T>(window));
}

/// The availability at which `down` is the down time of a window: the inverse of downtime().
/// The scalar is double unless a duration carries another. *Throws* domain_error unless the window
/// is positive and 0 <= down <= window.
template <class T = double, class Rep1, class Period1, class Rep2, class Period2>
[[nodiscard]] constexpr probability<T> availability_from_downtime(
    std::chrono::duration<Rep1, Period1> down, std::chrono::duration<Rep2, Period2> window) {
  constexpr auto function = "availability_from_downtime";
  detail::check_duration(function, "window", window, true);
  detail::check_duration(function, "down", down);
  const T down_hours = detail::count_in<T>(down);
  const T window_hours = detail::count_in<T>(window);
  if (!scalar_traits<T>::all(down_hours <= window_hours))
    detail::fail(function, "down (in hours)", down_hours, "at most the window");
  const T up_hours = window_hours - down_hours;  // input data: the time that was up
  return {detail::unchecked, up_hours / window_hours, down_hours / window_hours};
}

/// The availability of requests: the share of `total` that did not fail. *Throws* domain_error
/// unless total > 0 and 0 <= failed <= total.
template <class T = double>
[[nodiscard]] constexpr probability<T> availability_from_requests(const T& failed, const T& total) {
  constexpr auto function = "availability_from_requests";
  if (!scalar_traits<T>::all(total > detail::zero<T>()) || !detail::is_finite(total))
    detail::fail(function, "total", total, "more than 0");
  if (!detail::is_nonnegative(failed) || !scalar_traits<T>::all(failed <= total))
    detail::fail(function, "failed", failed, "from 0 to the total");
  const T good = total - failed;  // input data: counts
  return {detail::unchecked, good / total, failed / total};
}

}  // namespace nines
