// SPDX-License-Identifier: BSL-1.0
// Measures of a life, of one part or of a composition: R(t), hazard, conditional survival, MTTF,
// B10.
//
//   survival R(t)     hazard f(t) / R(t)     conditional survival R(a + t) / R(a)
//   MTTF = integral of R from 0 on           B10 life: R = 90 %
//
// They need only at(t), so they hold for whatever the verbs build from lifetimes.
// Index: mission reliability, B10 life, mean residual life, conditional reliability, hazard rate.
#pragma once

#include <algorithm>
#include <boost/math/quadrature/exp_sinh.hpp>
#include <boost/math/quadrature/tanh_sinh.hpp>
#include <boost/math/tools/toms748_solve.hpp>
#include <cmath>
#include <nines/distribution/lifetime.hpp>
#include <nines/roots.hpp>
#include <utility>

namespace nines {

namespace detail {

template <class L>
using scalar_of = typename algebra<decltype(std::declval<const L&>().at({}))>::scalar_type;

template <timed_part L>
auto life_at(const L& life, scalar_of<L> age) {
  return life.at(typename L::time_type(age));
}

/// An age by which about half of those have ended that were not dead on arrival, within a factor of
/// two: where a life happens. Where there is none, the largest.
template <timed_part L>
scalar_of<L> typical_age(const L& life, const scalar_of<L>& alive_at_first) {
  using T = scalar_of<L>;
  return last_age<T>(
      [&](T t) { return life_at(life, t).survival.value() > alive_at_first / T(2); });
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

/// A sum of integrals of non-negative functions, with the error that quadrature admits. Tanh-sinh
/// is at ease with endpoints where a density is infinite; an interval with a kink is halved until
/// the kink does not matter, or 100 000 evaluations are spent. Functions should vary over lengths
/// of about 1.
template <class T>
class integral_sum {
 public:
  template <class F>
  void add(const F& f, T from, T to, int halvings = 20) {
    T error = 0;
    const auto counted = [&](T x) {
      ++evaluations_;
      return f(x);
    };
    const T sum = believed([&] { return finite_.integrate(counted, from, to, T(1e-13), &error); });
    if (error > T(1e-11) * std::max(sum, sum_) && halvings > 0 && evaluations_ < 100'000) {
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
  [[nodiscard]] T sum() const { return sum_; }
  /// Whether the sum is right to 1e-9, relative.
  [[nodiscard]] bool is_believed() const {
    return error_ <= T(1e-9) * sum_ && sum_ < std::numeric_limits<T>::infinity();
  }
  /// Throws convergence_error if it is not.
  [[nodiscard]] T checked(const char* function) const {
    if (!is_believed())
      give_up(function,
              "the integral reached " + describe(sum_) + " with an error of " + describe(error_));
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

  boost::math::quadrature::tanh_sinh<T> finite_{10};  // 10 refinements: some thousand points
  T sum_ = 0;
  T error_ = 0;
  int evaluations_ = 0;
};

}  // namespace detail

/// The probability of surviving to age t, both sides.
template <timed_part L, class Rep, class Period>
[[nodiscard]] auto survival(const L& life, std::chrono::duration<Rep, Period> t) {
  return detail::life_at(life, count_in<detail::scalar_of<L>>(t)).survival;
}

/// The hazard (instantaneous failure rate) at age t: f(t) / R(t), failures per `per` (an hour). Of
/// exponential and Weibull lives it is known at any age; for all others R(t) must be a number with
/// all its digits. *Throws* domain_error past the support or so far out that R(t) is below
/// 2.2e-308, and where f(t) is not determined.
template <timed_part L, class Rep, class Period, class Rep2 = int, class Period2 = std::ratio<3600>>
[[nodiscard]] auto hazard(
    const L& life, std::chrono::duration<Rep, Period> t,
    std::chrono::duration<Rep2, Period2> per = std::chrono::duration<Rep2, Period2>(1)) {
  using T = detail::scalar_of<L>;
  require_positive_finite_duration("hazard", "per", per);
  const T unit = count_in<T>(per);
  const T age = count_in<T>(t);
  if constexpr (requires { life.hazard_at(typename L::time_type(age)); }) {
    return T(life.hazard_at(typename L::time_type(age)) * unit);
  } else {
    const auto now = detail::life_at(life, age);
    if (!(now.survival.value() >= std::numeric_limits<T>::min()))
      fail("hazard", "survival at t", now.survival.value(),
           "at least " + describe(std::numeric_limits<T>::min()) + ", to have its digits");
    require_nonnegative("hazard", "density at t", now.density);
    return T(now.density / now.survival.value() * unit);
  }
}

namespace detail {

/// The probability of ending between two ages, found as the difference of R or of its complement,
/// whichever has the smaller numbers; what the difference may be off by; and as the integral of the
/// density.
template <timed_part L>
class share_ended {
  using T = scalar_of<L>;

 public:
  share_ended(const L& life, const T& from, const T& span)
      : life_(life),
        from_(from),
        span_(span),
        before_(life_at(life, from).survival),
        after_(life_at(life, T(from + span)).survival) {
    const bool by_value = before_.value() < after_.complement();
    const T larger = by_value ? before_.value() : after_.complement();
    const T smaller = by_value ? after_.value() : before_.complement();
    difference_ = std::max(T(0), larger - smaller);  // R does not rise: of rounding alone
    bound_ = 16 * std::numeric_limits<T>::epsilon() * larger;
  }

  [[nodiscard]] const probability<T>& before() const { return before_; }
  [[nodiscard]] const probability<T>& after() const { return after_; }

  /// The difference where it has its digits; else the integral, which must agree with it as far as
  /// the difference can tell: quadrature misses a step or a narrow peak. Throws convergence_error
  /// where neither is right to 1e-9.
  [[nodiscard]] T value() const {
    if (bound_ <= T(1e-12) * difference_ || !(difference_ > 0 || bound_ > 0)) return difference_;
    const T integral = integral_of_density();
    if (std::abs(integral - difference_) <= bound_ + T(1e-9) * integral) return integral;
    if (bound_ <= T(1e-9) * difference_) return difference_;
    give_up("conditional_survival", "the density says that " + describe(integral) +
                                        " of lives end, but the survival says " +
                                        describe(difference_));
  }

 private:
  /// NaN where quadrature cannot vouch for it.
  [[nodiscard]] T integral_of_density() const {
    integral_sum<T> sum;
    sum.add([&](T u) { return life_at(life_, from_ + u * span_).density; }, T(0), T(1));
    return sum.is_believed() ? span_ * sum.sum() : std::numeric_limits<T>::quiet_NaN();
  }

  const L& life_;
  T from_;
  T span_;
  probability<T> before_;
  probability<T> after_;
  T difference_ = 0;
  T bound_ = 0;
};

}  // namespace detail

/// The probability of surviving another t at age `age`: R(age + t) / R(age), and its complement
/// from the density where a difference of the two would cancel. *Throws* domain_error if no life
/// reaches `age`, or so few that R(age) is below 2.2e-308; convergence_error where density and
/// survival contradict each other. *Accuracy*: the value as R; the complement 1e-9 or better.
template <timed_part L, class Rep1, class Period1, class Rep2, class Period2>
[[nodiscard]] auto conditional_survival(const L& life, std::chrono::duration<Rep1, Period1> age,
                                        std::chrono::duration<Rep2, Period2> t) {
  using T = detail::scalar_of<L>;
  constexpr auto function = "conditional_survival";
  require_finite_duration(function, "age", age);
  require_duration(function, "t", t);
  const detail::share_ended<L> ended(life, count_in<T>(age), count_in<T>(t));
  const T reached = ended.before().value();
  if (!(reached >= std::numeric_limits<T>::min()))
    fail(function, "survival at the given age", reached,
         "at least " + describe(std::numeric_limits<T>::min()) + ", to have its digits");
  return probability<T>::from_computed_sides(T(ended.after().value() / reached),
                                             T(ended.value() / reached));
}

/// The mean life, the integral of R(t). *Throws* convergence_error if quadrature cannot vouch for
/// 1e-9, and where the mean is infinite: where some lives never end, for instance.
template <timed_part L>
[[nodiscard]] auto mttf(const L& life) {
  using T = detail::scalar_of<L>;
  const T alive_at_first = detail::life_at(life, detail::first_age<T>()).survival.value();
  if (alive_at_first == 0) return hours_in<T>(0);
  const T scale = detail::typical_age(life, alive_at_first);
  if (!(scale < detail::greatest_age<T>()))
    give_up("mttf", "half of the lives never end, and the mean is infinite");
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

namespace detail {

/// Throws domain_error where no age has the share: it is reached before the first, or by none.
template <timed_part L, class T, class Excess>
void check_share_is_reached(const L& life, const probability<T>& share, const Excess& excess,
                            const bracket<T>& ages) {
  if (!(excess(ages.low) < 0))
    fail("bx_life", "age of the share " + describe(share.value()) + " is below " +
                        describe(first_age<T>()) + " h, the shortest that there is");
  if (excess(ages.high) < 0)
    fail("bx_life", "share", share.value(),
         "at most that of the lives that end, " +
             describe(life_at(life, ages.high).survival.complement()));
}

}  // namespace detail

/// The age by which the given share of lives has ended; bx_life(l, 10_percent) is the B10 life. It
/// is 0 where that share is dead on arrival. *Throws* domain_error unless 0 < share < 1, or if that
/// share never ends; convergence_error if it is not found. *Accuracy*: 8 epsilon of the age, as far
/// as R is exact.
template <timed_part L, class T>
[[nodiscard]] auto bx_life(const L& life, const probability<T>& share) {
  if (!(share.value() > 0 && share.complement() > 0))
    fail("bx_life", "share", share.value(), "more than 0 and less than 1");
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
  if (steps >= 200) give_up("bx_life", "stopped at " + describe(found.first) + " h");
  return hours_in<T>(found.first + (found.second - found.first) / 2);
}

/// The B10 life: the age by which one in ten has failed.
template <timed_part L>
[[nodiscard]] auto b10_life(const L& life) {
  using T = detail::scalar_of<L>;
  return bx_life(life, probability<T>::from_value(T(1) / 10));
}

}  // namespace nines
