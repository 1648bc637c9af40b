// SPDX-License-Identifier: BSL-1.0
// Durations of a scalar T, and how the library counts any chrono duration in a T.
#pragma once

#include <chrono>
#include <nines/error.hpp>

namespace nines {

/// Hours that hold a T; `hours_in<double>` is what most functions return.
template <class T>
using hours_in = std::chrono::duration<T, std::ratio<3600>>;
/// Minutes that hold a T.
template <class T>
using minutes_in = std::chrono::duration<T, std::ratio<60>>;
/// Seconds that hold a T, the unit of random times.
template <class T>
using seconds_in = std::chrono::duration<T>;

/// A chrono duration, of whatever representation and period.
template <class>
struct is_duration : std::false_type {};
template <class Rep, class Period>
struct is_duration<std::chrono::duration<Rep, Period>> : std::true_type {};
/// What is_duration holds for, also behind a reference.
template <class D>
concept duration_type = is_duration<std::remove_cvref_t<D>>::value;

/// The duration in units of `Unit`, as a T. Unlike duration_cast it works for any scalar: one
/// multiplication and one division, each by an exact integer.
template <class T, class Unit = std::ratio<3600>, class Rep, class Period>
constexpr T count_in(const std::chrono::duration<Rep, Period>& d) {
  using factor = std::ratio_divide<Period, Unit>;
  T count = [&d] {
    if constexpr (std::is_arithmetic_v<Rep> && !scalar_traits<T>::is_lanes &&
                  requires { static_cast<T>(d.count()); })
      return static_cast<T>(d.count());  // all digits of a long count, in a T that has them
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

/// The checks of a duration: 0 or more, or more than 0; NaN fails each. It may be infinite: whoever
/// calls has an answer for that, or asks for a finite one.
template <class Rep, class Period>
constexpr void require_duration(std::string_view function, std::string_view argument,
                                const std::chrono::duration<Rep, Period>& d) {
  require_nonnegative(function, argument, d.count());
}
/// *Throws* domain_error, which names the argument, unless the duration is more than 0.
template <class Rep, class Period>
constexpr void require_positive_duration(std::string_view function, std::string_view argument,
                                         const std::chrono::duration<Rep, Period>& d) {
  require_positive(function, argument, d.count());
}
/// The same of a duration that has to end; a whole number of anything does.
template <class Rep, class Period>
constexpr void require_finite_duration(std::string_view function, std::string_view argument,
                                       const std::chrono::duration<Rep, Period>& d) {
  if constexpr (std::is_integral_v<Rep>)
    require_nonnegative(function, argument, d.count(), "0 or more, and finite");
  else
    require_nonnegative_finite(function, argument, d.count());
}
/// *Throws* domain_error unless the duration is more than 0 and finite.
template <class Rep, class Period>
constexpr void require_positive_finite_duration(std::string_view function,
                                                std::string_view argument,
                                                const std::chrono::duration<Rep, Period>& d) {
  if constexpr (std::is_integral_v<Rep>)
    require_positive(function, argument, d.count(), "more than 0, and finite");
  else
    require_positive_finite(function, argument, d.count());
}

}  // namespace nines
