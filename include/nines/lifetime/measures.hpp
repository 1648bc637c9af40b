// SPDX-License-Identifier: BSL-1.0
// Measures of a life, of one part or of a composition: R(t), hazard, conditional survival, MTTF,
// B10.
//
//   survival R(t)     hazard f(t) / R(t)     conditional survival R(a + t) / R(a)
//   MTTF = integral of R from 0 on           B10 life: R = 90 %
//
// They need only at(t), so they hold for whatever the verbs build from lifetimes.
#pragma once

#include <algorithm>
#include <boost/math/quadrature/exp_sinh.hpp>
#include <boost/math/quadrature/tanh_sinh.hpp>
#include <boost/math/tools/toms748_solve.hpp>
#include <nines/lifetime/lifetime.hpp>

namespace nines {

namespace detail {

template <class L>
using scalar_of = typename algebra<decltype(std::declval<const L&>().at({}))>::scalar_type;

template <timed_part L>
auto life_at(const L& life, scalar_of<L> age) {
  return life.at(typename L::time_type(age));
}

/// An age by which about half of the lives have ended, within a factor of two: where a life
/// happens.
template <timed_part L>
scalar_of<L> typical_age(const L& life) {
  using T = scalar_of<L>;
  const T age = last_age<T>([&life](T t) { return life_at(life, t).survival.value() > T(0.5); });
  if (!(age < std::numeric_limits<T>::max() / 4)) fail("typical_age", "the part never fails");
  return age;
}

/// A sum of integrals of non-negative functions, with the error that quadrature admits. Tanh-sinh
/// is at ease with endpoints where a density is infinite; an interval with a kink is halved until
/// the kink does not matter. Functions should vary over lengths of about 1.
template <class T>
class integral_sum {
 public:
  template <class F>
  void add(const F& f, T from, T to, int halvings = 20) {
    T error = 0;
    const T sum = believed([&] { return finite_.integrate(f, from, to, T(1e-13), &error); });
    if (error > T(1e-13) * std::max(sum, sum_) && halvings > 0 && pieces_ < 200) {
      ++pieces_;
      const T middle = from + (to - from) / 2;
      add(f, from, middle, halvings - 1);
      add(f, middle, to, halvings - 1);
    } else {
      sum_ += sum;
      error_ += error;
    }
  }
  template <class F>
  void add_tail(const F& f, T from) {
    T error = 0;
    boost::math::quadrature::exp_sinh<T> rule;
    sum_ += believed([&] {
      return rule.integrate(f, from, std::numeric_limits<T>::infinity(), T(1e-13), &error);
    });
    error_ += error;
  }
  /// Throws convergence_error if the sum is not right to 1e-9, relative.
  [[nodiscard]] T checked(const char* function) const {
    if (!(error_ <= T(1e-9) * sum_) || !(sum_ < std::numeric_limits<T>::infinity()))
      throw convergence_error(std::string("nines::") + function + ": the integral reached " +
                              describe(sum_) + " with an error of " + describe(error_));
    return sum_;
  }

 private:
  /// What quadrature returns, or NaN, which checked() refuses, where a value was not a number.
  template <class Quadrature>
  static T believed(const Quadrature& integrate) {
    try {
      return integrate();
    } catch (const boost::math::evaluation_error&) {
      return std::numeric_limits<T>::quiet_NaN();
    }
  }

  boost::math::quadrature::tanh_sinh<T> finite_;
  T sum_ = 0;
  T error_ = 0;
  int pieces_ = 0;
};

}  // namespace detail

/// The chance to survive to age t, both sides.
template <timed_part L, class Rep, class Period>
[[nodiscard]] auto survival(const L& life, std::chrono::duration<Rep, Period> t) {
  return detail::life_at(life, detail::count_in<detail::scalar_of<L>>(t)).survival;
}

/// The hazard (instantaneous failure rate) at age t: f(t) / R(t), failures per `per` (an hour).
template <timed_part L, class Rep, class Period, class Rep2 = int, class Period2 = std::ratio<3600>>
[[nodiscard]] auto hazard(
    const L& life, std::chrono::duration<Rep, Period> t,
    std::chrono::duration<Rep2, Period2> per = std::chrono::duration<Rep2, Period2>(1)) {
  using T = detail::scalar_of<L>;
  const auto now = detail::life_at(life, detail::count_in<T>(t));
  return T(now.density / now.survival.value() * detail::count_in<T>(per));
}

/// The chance to survive another t at age `age`: R(age + t) / R(age), and its complement from the
/// density where a difference of the two would cancel. *Throws* domain_error if no life reaches
/// `age`. *Accuracy*: the value as R; the complement 1e-9 or better.
template <timed_part L, class Rep1, class Period1, class Rep2, class Period2>
[[nodiscard]] auto conditional_survival(const L& life, std::chrono::duration<Rep1, Period1> age,
                                        std::chrono::duration<Rep2, Period2> t) {
  using T = detail::scalar_of<L>;
  detail::check_duration("conditional_survival", "t", t);
  const T from = detail::count_in<T>(age);
  const T span = detail::count_in<T>(t);
  const T to = from + span;
  const probability<T> before = detail::life_at(life, from).survival;
  const probability<T> after = detail::life_at(life, to).survival;
  if (!(before.value() > 0))
    detail::fail("conditional_survival", "survival at the given age", before.value(),
                 "more than 0");
  const auto died = [&]() -> T {
    if (before.value() > 2 * after.value())
      return before.value() - after.value();  // larger by half at least: 3 epsilon
    if (after.complement() > 2 * before.complement())
      return after.complement() - before.complement();  // larger by half at least: 3 epsilon
    detail::integral_sum<T> sum;
    sum.add([&](T u) { return detail::life_at(life, from + u * span).density; }, T(0), T(1));
    return span * sum.checked("conditional_survival");
  };
  return probability<T>(detail::unchecked, std::min(T(1), after.value() / before.value()),
                        std::min(T(1), died() / before.value()));
}

/// The mean life, the integral of R(t). *Throws* convergence_error if quadrature cannot vouch for
/// 1e-9 (an infinite mean, for instance).
template <timed_part L>
[[nodiscard]] auto mttf(const L& life) {
  using T = detail::scalar_of<L>;
  const T scale = detail::typical_age(life);
  const auto alive = [&life, scale](T u) {
    return detail::life_at(life, scale * u).survival.value();
  };
  detail::integral_sum<T> sum;
  for (const auto& [from, to] :
       {std::pair(0, 1), std::pair(1, 2), std::pair(2, 4), std::pair(4, 8)})
    sum.add(alive, T(from), T(to));
  sum.add_tail(alive, T(8));
  return hours_in<T>(scale * sum.checked("mttf"));
}

/// The age by which the given share of lives has ended; b_life(l, 10_percent) is the B10 life.
/// *Throws* domain_error unless 0 < share < 1; convergence_error if it is not found.
/// *Accuracy*: 8 epsilon of the age, as far as R is exact.
template <timed_part L, class T>
[[nodiscard]] auto b_life(const L& life, const probability<T>& share) {
  if (!(share.value() > 0 && share.complement() > 0))
    detail::fail("b_life", "share", share.value(), "more than 0 and less than 1");
  const auto excess = [&](T age) {  // by the side that holds the digits; 0 where it is found
    const auto s = detail::life_at(life, age).survival;
    return share.value() < share.complement() ? s.complement() / share.value() - 1
                                              : 1 - s.value() / share.complement();
  };
  T low = detail::typical_age(life);
  T high = low;
  while (low > 0 && excess(low) > 0) low /= 2;
  while (high < std::numeric_limits<T>::max() / 2 && excess(high) < 0) high *= 2;
  if (low == high) return hours_in<T>(low);
  std::uintmax_t steps = 200;
  const auto found = boost::math::tools::toms748_solve(
      excess, low, high, boost::math::tools::eps_tolerance<T>(std::numeric_limits<T>::digits - 2),
      steps);
  if (steps >= 200)
    throw convergence_error("nines::b_life: stopped at " + detail::describe(found.first) + " h");
  return hours_in<T>(found.first + (found.second - found.first) / 2);
}

/// The B10 life: the age by which one in ten has failed.
template <timed_part L>
[[nodiscard]] auto b10_life(const L& life) {
  using T = detail::scalar_of<L>;
  return b_life(life, probability<T>::from_value(T(1) / 10));
}

}  // namespace nines
