// SPDX-License-Identifier: BSL-1.0
// What the ready models take: durations of any kind, in aggregates with named fields.
//
// Example:
//   k_of_n({.units = 5, .needed = 3, .mttf = 10000h, .mttr = 1h, .crews = 1});
//
// The scalar is double unless it is named: k_of_n<long double>({...}). A field is checked once,
// where the model is made, and the message names it.
#pragma once

#include <nines/duration/hours.hpp>
#include <nines/error.hpp>
#include <nines/probability/two_sided.hpp>

namespace nines {

/// A duration among the arguments of a model: any chrono duration, counted in hours of a T.
template <class T = double>
struct model_duration {
  T hours = zero<T>();  ///< a fraction of an hour is kept

  constexpr model_duration() = default;
  /// From any chrono duration. Implicit, so that a field need not name its type.
  template <class Rep, class Period>
  constexpr model_duration(std::chrono::duration<Rep, Period> d)  // NOLINT(*-explicit-constructor)
      : hours(count_in<T>(d)) {}
};

/// As many repair crews as there are units: each repair starts at once.
inline constexpr std::size_t unlimited_crews = std::numeric_limits<std::size_t>::max();

namespace detail {

/// Something that happens after a mean time that is more than 0; never, if that is infinite.
template <class T>
T rate_of(std::string_view function, std::string_view field, const model_duration<T>& mean) {
  if (!(mean.hours > zero<T>()))
    fail(function, std::string(field) + " (in hours)", mean.hours, "more than 0");
  return is_finite(mean.hours) ? T(one<T>() / mean.hours) : zero<T>();
}
/// Something that is sure to happen, so that its mean time is finite too.
template <class T>
T finite_rate_of(std::string_view function, std::string_view field, const model_duration<T>& mean) {
  if (!(mean.hours > zero<T>()) || !is_finite(mean.hours))
    fail(function, std::string(field) + " (in hours)", mean.hours, "more than 0, and finite");
  return one<T>() / mean.hours;
}
/// The mean length of a stage; a stage of length 0 is passed at once.
template <class T>
T length_of(std::string_view function, std::string_view field, const model_duration<T>& mean) {
  if (!is_nonnegative(mean.hours) || !is_finite(mean.hours))
    fail(function, std::string(field) + " (in hours)", mean.hours, "0 or more, and finite");
  return mean.hours;
}
inline void check_at_least_one(std::string_view function, std::string_view field, std::size_t n) {
  if (n < 1) fail(function, field, n, "1 or more");
}
inline void check_needed(std::string_view function, std::string_view field, std::size_t needed,
                         std::size_t units, double memory_limit = default_memory_limit) {
  check_at_least_one(function, "units", units);
  require_memory(function, "a chain of " + std::to_string(units) + " units",
                 300. * static_cast<double>(units), memory_limit);
  if (needed < 1 || needed > units)
    fail(function, field, needed, "from 1 to the number of units, " + std::to_string(units));
}

template <class T>
T count_of(std::size_t n) {
  return constant<T>(static_cast<double>(n));
}

}  // namespace detail
}  // namespace nines
