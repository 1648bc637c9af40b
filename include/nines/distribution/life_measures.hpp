// SPDX-License-Identifier: BSL-1.0
// Measures of a life, of one part or of a composition; and of any random time taken for one.
//
//   MTTF = integral of R from 0 on             B10 life: R = 90 %
//   mean residual life = integral of R(a + t) / R(a) over all t
//
// They need only at(t), so they hold for whatever the verbs build from lifetimes. R(t), the hazard
// and the BX life: properties.hpp.
// Index: mean residual life, mean time to failure.
#pragma once

#include <boost/math/tools/toms748_solve.hpp>
#include <nines/distribution/conditional_survival.hpp>
#include <nines/distribution/life_quadrature.hpp>
#include <nines/roots.hpp>

namespace nines {

namespace detail {

/// How long after an age about half of those have ended that reach it, within a factor of two:
/// where a life happens. Where there is no such time, the largest.
template <class L>
time_scalar<L> typical_span(const L& life, const time_scalar<L>& age, const time_scalar<L>& alive) {
  using T = time_scalar<L>;
  return last_age<T>(
      [&](T t) { return life_at(life, T(age + t)).survival.value() > alive / T(2); });
}
/// The shortest age that there is after 0.
template <class T>
T first_age() {
  return std::numeric_limits<T>::min() * 4;
}
template <class T>
T greatest_age() {
  return std::numeric_limits<T>::max() / 4;
}

/// The integral of R from an age on, in the own unit of the life.
template <class L>
auto integral_of_survival(const char* function, const L& life, const time_scalar<L>& age) {
  using T = time_scalar<L>;
  const T alive = life_at(life, std::max(age, first_age<T>())).survival.value();
  if (alive == 0) return T(0);
  const T scale = typical_span(life, age, alive);
  if (!(scale < greatest_age<T>()))
    give_up(function, "half of the lives never end, and the mean is infinite");
  const auto left = [&](T u) { return life_at(life, age + scale * u).survival.value(); };
  std::vector<T> edges{1, 2, 4, 8};
  for (const T& time : rough_times(life, age)) edges.push_back(time / scale);
  std::sort(edges.begin(), edges.end());
  integral_sum<T> sum;
  T from = 0;
  for (const T& to : edges) {
    if (!is_apart(from, to)) continue;
    sum.add(left, from, to);
    from = to;
  }
  sum.add_tail(left, from);
  return T(scale * sum.checked(function));
}

}  // namespace detail

/// The mean life, the integral of R(t). *Throws* convergence_error if quadrature cannot vouch for
/// 1e-9, and where the mean is infinite: where some lives never end, for instance.
template <lived L>
[[nodiscard]] auto mttf(const L& life) {
  return hours_in<time_scalar<L>>(detail::integral_of_survival("mttf", life, time_scalar<L>(0)));
}
/// The same.
template <lived L>
[[nodiscard]] seconds_in<time_scalar<L>> mean(const L& life) {
  return mttf(life);
}

/// The mean of the time that is left at an age: the integral of R(age + t) / R(age). *Throws* as
/// mttf(), and domain_error if no life reaches the age.
template <random_time_like D, class Rep, class Period>
[[nodiscard]] hours_in<time_scalar<D>> mean_residual_life(const D& d,
                                                          std::chrono::duration<Rep, Period> age) {
  using T = time_scalar<D>;
  constexpr auto function = "mean_residual_life";
  require_finite_duration(function, "age", age);
  const T from = count_in<T, detail::own_unit<D>>(age);
  const auto of = [&](const auto& life) {
    const T reached = detail::life_at(life, from).survival.value();
    return std::chrono::duration<T, detail::own_unit<D>>(
        detail::integral_of_survival(function, life, from) /
        detail::reached_by_some(function, reached));
  };
  if constexpr (lived<D>)
    return of(d);
  else
    return of(detail::seen(d));
}

namespace detail {

/// Throws domain_error where no age has the share: it is reached before the first, or by none.
template <lived L, class T, class Excess>
void check_share_is_reached(const L& life, const probability<T>& share, const Excess& excess,
                            const bracket<T>& ages) {
  if (!(excess(ages.low) < 0))
    fail("quantile", "age of the share " + describe(share.value()) + " is below " +
                         describe(first_age<T>()) + " h, the shortest that there is");
  if (excess(ages.high) < 0)
    fail("quantile", "share", share.value(),
         "at most that of the lives that end, " +
             describe(life_at(life, ages.high).survival.complement()));
}

}  // namespace detail

/// The age by which the given share of lives has ended, in hours. It is 0 where that share is dead
/// on arrival. *Throws* domain_error unless 0 < share < 1, or if that share never ends;
/// convergence_error if it is not found. *Accuracy*: 8 epsilon of the age, as far as R is exact.
template <lived L, class T>
[[nodiscard]] auto quantile(const L& life, const probability<T>& share) {
  if (!(share.value() > 0 && share.complement() > 0))
    fail("quantile", "share", share.value(), "more than 0 and less than 1");
  const auto excess = [&](T age) {  // by the side that holds the digits; 0 where it is found
    const auto s = detail::life_at(life, age).survival;
    return std::min(T(1e6), share.value() < share.complement()
                                ? s.complement() / share.value() - 1
                                : 1 - s.value() / share.complement());
  };
  if (!(excess(T(0)) < 0)) return hours_in<T>(0);
  const auto ages = bracket_from(T(1), detail::first_age<T>(), detail::greatest_age<T>(),
                                 [&](const T& age) { return !(excess(age) < 0); });
  detail::check_share_is_reached(life, share, excess, ages);
  std::uintmax_t steps = 200;
  const auto found = boost::math::tools::toms748_solve(
      excess, ages.low, ages.high,
      boost::math::tools::eps_tolerance<T>(std::numeric_limits<T>::digits - 2), steps);
  if (steps >= 200) give_up("quantile", "stopped at " + describe(found.first) + " h");
  return hours_in<T>(found.first + (found.second - found.first) / 2);
}

}  // namespace nines
