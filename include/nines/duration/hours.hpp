// SPDX-License-Identifier: BSL-1.0
// Durations of a scalar T, and how the library counts any chrono duration in a T.
#pragma once

#include <chrono>
#include <nines/error.hpp>
#include <nines/scalar.hpp>

namespace nines {

/// Hours, minutes and seconds that hold a T; `hours_in<double>` is what most functions return.
template <class T>
using hours_in = std::chrono::duration<T, std::ratio<3600>>;
template <class T>
using minutes_in = std::chrono::duration<T, std::ratio<60>>;
template <class T>
using seconds_in = std::chrono::duration<T>;

namespace detail {

/// A chrono duration, of whatever representation and period.
template <class>
struct is_duration : std::false_type {};
template <class Rep, class Period>
struct is_duration<std::chrono::duration<Rep, Period>> : std::true_type {};
template <class D>
concept duration_type = is_duration<std::remove_cvref_t<D>>::value;

/// The duration in units of `Unit`, as a T. Unlike duration_cast it works for any scalar: one
/// multiplication and one division, each by an exact integer.
template <class T, class Unit = std::ratio<3600>, class Rep, class Period>
constexpr T count_in(const std::chrono::duration<Rep, Period>& d) {
  using factor = std::ratio_divide<Period, Unit>;
  T count = [&d] {
    if constexpr (std::is_arithmetic_v<Rep> && std::is_arithmetic_v<T>)
      return static_cast<T>(d.count());
    else if constexpr (std::is_integral_v<Rep>)
      return constant<T>(static_cast<double>(d.count()));
    else if constexpr (std::is_arithmetic_v<Rep>)
      return constant<T>(d.count());
    else
      return T(d.count());
  }();
  if constexpr (factor::num != 1) count = count * constant<T>(static_cast<double>(factor::num));
  if constexpr (factor::den != 1) count = count / constant<T>(static_cast<double>(factor::den));
  return count;
}

/// Throws domain_error unless the duration is at least zero (NaN fails) or, with `positive`, more.
template <class Rep, class Period>
constexpr void check_duration(const char* function, const char* argument,
                              const std::chrono::duration<Rep, Period>& d, bool positive = false) {
  const bool holds =
      positive ? scalar_traits<Rep>::all(d.count() > zero<Rep>()) : is_nonnegative(d.count());
  if (!holds) fail(function, argument, d.count(), positive ? "more than 0" : "0 or more");
}

}  // namespace detail
}  // namespace nines
