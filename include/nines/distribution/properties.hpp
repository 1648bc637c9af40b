// SPDX-License-Identifier: BSL-1.0
// cdf(d, t), survival, pdf, hazard, quantile, bx_life, mean, variance: what every random time
// answers, in the words of Boost.Math.
//
// Example:
//   const auto failover = triangular_time(1min, 2min, 10min);
//   cdf(failover, 3min);                // over by then: both sides of the probability
//   quantile(failover, 99_percent);     // the time by which 99 % have ended
//   survival(30s, 20s);                 // a duration is a time that is always the same
//
// A random time is a distribution (distribution.hpp) or what is seen as one: a std::chrono
// duration; a lifetime, and what the verbs of combine make of lifetimes (life_measures.hpp); a
// phase type and a first passage (markov/passage); the down time in a window (slo/downtime). Each
// is asked by these functions, and is a step of a plan (timing.hpp). Rates, as the density and the
// hazard, are per hour unless another duration is given.
// Index: cumulative distribution function, probability density function, survival function,
// hazard rate, B10 life, BX life.
#pragma once

#include <nines/algebra.hpp>
#include <nines/distribution/elementary.hpp>

namespace nines {

/// A part that lives once: life.at(t) says the probability of living still, and the density per
/// hour.
template <class L>
concept lived = requires(const L& life, typename L::time_type t) {
  life.at(t).survival.complement();
  life.at(t).density;
};

/// A value that distribution_of(value), found beside its type, sees as a distribution.
template <class X>
concept seen_as_time = requires(const X& x) {
  { distribution_of(x) } -> time_distribution;
};

/// What is taken wherever a time may be random.
template <class X>
concept random_time_like = time_distribution<X> || duration_type<X> || lived<X> || seen_as_time<X>;

namespace detail {

/// The distribution that a value is, or is seen as.
template <random_time_like X>
decltype(auto) seen(const X& x) {
  if constexpr (time_distribution<X>)
    return (x);
  else if constexpr (duration_type<X>)
    return fixed_time<
        std::conditional_t<std::is_integral_v<typename X::rep>, double, typename X::rep>>(x);
  else
    return distribution_of(x);
}

template <class X>
struct own_scalar {
  using type = typename std::remove_cvref_t<decltype(seen(std::declval<const X&>()))>::scalar_type;
};
template <lived X>
struct own_scalar<X> {
  using type =
      typename algebra<decltype(std::declval<const X&>().at(typename X::time_type{}))>::scalar_type;
};

/// The scalar in which several random times are computed together: that of the first one which is
/// no bare duration.
template <class First, class... Rest>
struct scalar_of_times {
  using type = typename own_scalar<First>::type;
};
template <duration_type First, class... Rest>
  requires(!(duration_type<Rest> && ...))
struct scalar_of_times<First, Rest...> {
  using type = typename scalar_of_times<Rest...>::type;
};

}  // namespace detail

/// The scalar of a random time, or of several together: a bare duration takes that of the others.
template <random_time_like... X>
using time_scalar = typename detail::scalar_of_times<X...>::type;

namespace detail {

/// The unit in which a random time counts: a life in hours, anything else in seconds.
template <class D>
using own_unit = std::conditional_t<lived<D>, std::ratio<3600>, std::ratio<1>>;

/// A random time at an instant, with the density per its own unit.
template <random_time_like D, class Rep, class Period>
distribution_value<time_scalar<D>> instant_of(const char* function, const D& d,
                                              std::chrono::duration<Rep, Period> t) {
  using T = time_scalar<D>;
  require_duration(function, "t", t);
  if constexpr (lived<D>) {
    const auto now = d.at(typename D::time_type(count_in<T>(t)));
    return {!now.survival, !now.survival, now.density};
  } else {
    const auto& distribution = seen(d);
    const T seconds = count_in<T, std::ratio<1>>(t);
    if (is_finite(seconds)) return distribution.at(seconds);
    const probability<T> end = distribution.outline().completion;
    return {end, end, zero<T>()};
  }
}

/// Whether a life, or the distribution that a random time is seen as, says its hazard itself.
template <class D>
constexpr bool knows_hazard = requires(const D& d, hours_in<time_scalar<D>> t) {
  requires lived<D>;
  d.hazard_at(t);
} || requires(const D& d, seconds_in<time_scalar<D>> t) {
  requires !lived<D>;
  seen(d).hazard_at(t);
};

/// How many of its own units a duration is, for a rate per that duration.
template <class D, class Rep, class Period>
time_scalar<D> own_units_in(const char* function, std::chrono::duration<Rep, Period> per) {
  require_positive_finite_duration(function, "per", per);
  return count_in<time_scalar<D>, own_unit<D>>(per);
}

}  // namespace detail

/// The probability that it has ended by t, and that it is not. *Accuracy*: the distribution's, on
/// both sides. *Throws* domain_error if t is negative or NaN.
template <random_time_like D, class Rep, class Period>
[[nodiscard]] probability<time_scalar<D>> cdf(const D& d, std::chrono::duration<Rep, Period> t) {
  return detail::agreed_sides("cdf", detail::instant_of("cdf", d, t).cdf);
}

/// The probability that it is not over by t: of a life, the reliability R(t). *Throws* as cdf().
template <random_time_like D, class Rep, class Period>
[[nodiscard]] probability<time_scalar<D>> survival(const D& d,
                                                   std::chrono::duration<Rep, Period> t) {
  return !detail::agreed_sides("survival", detail::instant_of("survival", d, t).cdf);
}

/// The density at t, of what is not an atom, per `per` (an hour). *Throws* as cdf().
template <random_time_like D, class Rep, class Period, class Rep2 = int,
          class Period2 = std::ratio<3600>>
[[nodiscard]] time_scalar<D> pdf(
    const D& d, std::chrono::duration<Rep, Period> t,
    std::chrono::duration<Rep2, Period2> per = std::chrono::duration<Rep2, Period2>(1)) {
  const auto unit = detail::own_units_in<D>("pdf", per);
  return detail::instant_of("pdf", d, t).density * unit;
}

/// The hazard (instantaneous failure rate) at t: f(t) / S(t), failures per `per` (an hour).
/// Exponential and Weibull lives, series of them and phase types know it at any age: they say
/// hazard_at(t). Of all others S(t) must be a number with all its digits. *Throws* domain_error
/// past the support or so far out that S(t) is below 2.2e-308, and where f(t) is not determined; a
/// wider scalar, as lifetimes of long double, goes further out.
template <random_time_like D, class Rep, class Period, class Rep2 = int,
          class Period2 = std::ratio<3600>>
[[nodiscard]] time_scalar<D> hazard(
    const D& d, std::chrono::duration<Rep, Period> t,
    std::chrono::duration<Rep2, Period2> per = std::chrono::duration<Rep2, Period2>(1)) {
  using T = time_scalar<D>;
  const T unit = detail::own_units_in<D>("hazard", per);
  const auto own =
      std::chrono::duration<T, detail::own_unit<D>>(count_in<T, detail::own_unit<D>>(t));
  if constexpr (detail::knows_hazard<D>) {
    if constexpr (lived<D>)
      return T(d.hazard_at(own) * unit);
    else
      return T(detail::seen(d).hazard_at(own) * unit);
  } else {
    const auto now = detail::instant_of("hazard", d, own);
    const T left = now.cdf.complement();
    constexpr T least = std::numeric_limits<T>::min();
    if (!(left >= least))
      fail("hazard", "survival at t", left, "at least " + describe(least) + ", to have its digits");
    require_nonnegative("hazard", "density at t", now.density);
    return T(now.density / left * unit);
  }
}

/// The time by which it has ended with this probability; infinite where it ends with less. *Throws*
/// domain_error unless 0 < p < 1; convergence_error where a table has no digit of a side of p.
template <random_time_like D, class T>
[[nodiscard]] seconds_in<T> quantile(const D& d, const probability<T>& p) {
  if (!(p.value() > 0 && p.complement() > 0))
    fail("quantile", "p", p.value(), "more than 0 and less than 1");
  const auto& distribution = detail::seen(d);
  return seconds_in<T>(detail::quantile_of<T>([&](const T& t) { return distribution.at(t); },
                                              distribution.outline(), p));
}

/// The age by which a share of all has ended, in hours: bx_life(d, 10_percent) is the B10 life, of
/// a plan as of a part. *Throws* as quantile().
template <random_time_like D, class T>
[[nodiscard]] hours_in<T> bx_life(const D& d, const probability<T>& share) {
  return hours_in<T>(quantile(d, share));
}
/// The B10 life: the age by which one in ten has failed.
template <random_time_like D>
[[nodiscard]] hours_in<time_scalar<D>> b10_life(const D& d) {
  using T = time_scalar<D>;
  return bx_life(d, probability<T>::from_value(T(1) / 10));
}

/// The mean time; infinite if it may never end.
template <random_time_like D>
[[nodiscard]] seconds_in<time_scalar<D>> mean(const D& d) {
  return seconds_in<time_scalar<D>>(detail::seen(d).mean_seconds());
}
/// The variance in seconds squared; infinite if it may never end.
template <random_time_like D>
[[nodiscard]] time_scalar<D> variance(const D& d) {
  return detail::seen(d).variance_seconds();
}
/// The root of the variance.
template <random_time_like D>
[[nodiscard]] seconds_in<time_scalar<D>> standard_deviation(const D& d) {
  return seconds_in<time_scalar<D>>(sqrt_of(variance(d)));
}

/// The probability that it ends at all.
template <random_time_like D>
[[nodiscard]] probability<time_scalar<D>> completion_probability(const D& d) {
  return detail::seen(d).outline().completion;
}
/// The shortest and the longest time, if it ends: first and second, as Boost.Math has them; the
/// second may be infinite.
template <random_time_like D>
[[nodiscard]] auto support(const D& d) {
  const auto outline = detail::seen(d).outline();
  using duration = seconds_in<time_scalar<D>>;
  return std::pair(duration(outline.min), duration(outline.max));
}

}  // namespace nines
