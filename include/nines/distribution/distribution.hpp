// SPDX-License-Identifier: BSL-1.0
// What every distribution of a time offers: cdf on both sides, density, quantile, moments.
//
// Example:
//   const auto failover = lognormal_time<>::from_median(90s, 99_percent, 240s);
//   failover.within(120s);          // both sides of the chance
//   failover.quantile(99.9_percent);
//
// A law is any class derived from law_members<Law, T> that says `at(seconds)` (a law_instant: both
// tails by themselves), `outline()`, `mean_seconds()` and `variance_seconds()`.
// Any of them as a value: duration_law, nines/density/duration_law.hpp.
#pragma once

#include <concepts>
#include <nines/distribution/quantile.hpp>
#include <nines/duration/hours.hpp>
#include <vector>

namespace nines {

namespace detail {
/// A chrono duration in seconds; throws unless it is finite and at least 0, or more than 0.
template <class T, class Rep, class Period>
T seconds_of(const char* function, const char* argument, std::chrono::duration<Rep, Period> d,
             bool positive = false) {
  positive ? require_positive_duration(function, argument, d)
           : require_duration(function, argument, d);
  const T seconds = count_in<T, std::ratio<1>>(d);
  if (!is_finite(seconds)) fail(function, argument, seconds, "finite");
  return seconds;
}
}  // namespace detail

/// The members that every law of a duration has; `Law` is the class itself.
template <class Law, class T>
class law_members {
 public:
  using scalar_type = T;
  using time_type = seconds_in<T>;

  /// The chance that it is over by t. *Accuracy*: the law's, on both sides; of a law by its table,
  /// as a sum is, 1e-9 down to 1e-12, and no digit below 1e-20. *Throws* domain_error if t is
  /// negative or NaN.
  template <class Rep, class Period>
  [[nodiscard]] probability<T> within(std::chrono::duration<Rep, Period> t) const {
    return at("within", t).within;
  }
  /// The density at t (of what is not an atom) per second. *Throws* as within().
  template <class Rep, class Period>
  [[nodiscard]] T density(std::chrono::duration<Rep, Period> t) const {
    return at("density", t).density;
  }
  /// The density at each time of a grid from the shortest time to `until`, both included.
  template <class Rep, class Period>
  [[nodiscard]] std::vector<T> density(std::chrono::duration<Rep, Period> until,
                                       std::size_t points) const {
    if (points < 2) detail::fail("density", "points", points, "2 or more");
    std::vector<T> values(points);
    const time_type from = least();
    detail::seconds_of<T>("density", "until", until);
    if (!(until > from)) detail::fail("density", "until", until.count(), "after the shortest time");
    const time_type span = until - from;
    for (std::size_t i = 0; i < points; ++i)
      values[i] = density(from + span * (T(i) / T(points - 1)));  // the count of steps
    return values;
  }
  /// The time by which it is over with the given chance; infinite where it ends with less.
  /// *Throws* domain_error unless 0 < chance < 1; convergence_error for a law by its table where a
  /// side of the chance is below 1e-20.
  [[nodiscard]] time_type quantile(const probability<T>& chance) const {
    if (!(chance.value() > 0 && chance.complement() > 0))
      detail::fail("quantile", "chance", chance.value(), "more than 0 and less than 1");
    return time_type(detail::quantile_of<T>([this](const T& t) { return self().at(t); },
                                            self().outline(), chance));
  }
  /// The mean time; infinite if it may never end.
  [[nodiscard]] time_type mean() const { return time_type(self().mean_seconds()); }
  /// The variance in seconds squared; infinite if it may never end.
  [[nodiscard]] T variance() const { return self().variance_seconds(); }
  [[nodiscard]] time_type standard_deviation() const {
    return time_type(detail::sqrt_of(variance()));
  }
  /// The shortest time.
  [[nodiscard]] time_type least() const { return time_type(self().outline().least); }
  /// The worst case: the longest time if it ends, which may be infinite.
  [[nodiscard]] time_type most() const { return time_type(self().outline().most); }
  /// The chance that it ends at all.
  [[nodiscard]] probability<T> finishes() const { return self().outline().finishes; }

 private:
  [[nodiscard]] const Law& self() const { return static_cast<const Law&>(*this); }
  template <class Rep, class Period>
  [[nodiscard]] law_instant<T> at(const char* function,
                                  std::chrono::duration<Rep, Period> t) const {
    require_duration(function, "t", t);
    const T seconds = detail::count_in<T, std::ratio<1>>(t);
    if (detail::is_finite(seconds)) return self().at(seconds);
    const probability<T> end = finishes();
    return {end, end, detail::zero<T>()};
  }
};

/// A class that is a law of a duration.
template <class L>
concept timing_law = requires(const L& law, typename L::scalar_type t) {
  { law.at(t) } -> std::same_as<law_instant<typename L::scalar_type>>;
  { law.outline() } -> std::same_as<law_outline<typename L::scalar_type>>;
  { law.mean_seconds() } -> std::same_as<typename L::scalar_type>;
  { law.variance_seconds() } -> std::same_as<typename L::scalar_type>;
};

namespace detail {
/// A law where it has no atom.
template <class T>
law_instant<T> without_atom(const T& value, const T& complement, const T& density) {
  const probability<T> p(unchecked, value, complement);
  return {p, p, density};
}
/// A law before its shortest or after its longest time.
template <class T>
law_instant<T> certainly(bool is_over) {
  return is_over ? without_atom(one<T>(), zero<T>(), zero<T>())
                 : without_atom(zero<T>(), one<T>(), zero<T>());
}
}  // namespace detail

}  // namespace nines
