// SPDX-License-Identifier: BSL-1.0
// conditional_survival(d, age, t): the probability that what has lasted to an age lasts t longer.
//
//   R(age + t) / R(age)    and, beside it, the share that ends meanwhile
//
// Of a part, of a composition of lifetimes, and of any random time that is taken for a life.
// Index: mission reliability, conditional reliability.
#pragma once

#include <nines/distribution/life_quadrature.hpp>

namespace nines {

namespace detail {

/// The probability of ending between two ages, found as the difference of R or of its complement,
/// whichever has the smaller numbers; what the difference may be off by; and as the integral of the
/// density.
template <class L>
class share_ended {
  using T = time_scalar<L>;

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
    T from = 0;
    const auto add_until = [&](const T& to) {
      sum.add([&](T u) { return life_at(life_, from_ + u * span_).density; }, from, to);
      from = to;
    };
    for (const T& time : rough_times(life_, from_))
      if (is_apart(from, T(time / span_)) && is_apart(T(time / span_), T(1)))
        add_until(time / span_);
    add_until(T(1));
    return sum.is_believed() ? span_ * sum.sum() + atoms() : std::numeric_limits<T>::quiet_NaN();
  }
  /// The probability of single times, of a distribution that has them.
  [[nodiscard]] T atoms() const {
    T sum = 0;
    if constexpr (time_distribution<L>)
      for (const auto& a : life_.outline().atoms)
        if (a.time > from_ + tie_width(from_) && a.time <= from_ + span_) sum += a.mass;
    return sum;
  }

  const L& life_;
  T from_;
  T span_;
  probability<T> before_;
  probability<T> after_;
  T difference_ = 0;
  T bound_ = 0;
};

template <class L>
auto conditional(const L& life, const time_scalar<L>& age, const time_scalar<L>& t) {
  using T = time_scalar<L>;
  const share_ended<L> ended(life, age, t);
  const T reached = reached_by_some("conditional_survival", ended.before().value());
  return probability<T>::from_computed_sides(T(ended.after().value() / reached),
                                             T(ended.value() / reached));
}

}  // namespace detail

/// The probability of surviving another t at age `age`: R(age + t) / R(age), and its complement
/// from the density where a difference of the two would cancel. *Throws* domain_error if no life
/// reaches `age`, or so few that R(age) is below 2.2e-308; convergence_error where density and
/// survival contradict each other. *Accuracy*: the value as R; the complement 1e-9 or better.
template <random_time_like D, class Rep1, class Period1, class Rep2, class Period2>
[[nodiscard]] probability<time_scalar<D>> conditional_survival(
    const D& d, std::chrono::duration<Rep1, Period1> age, std::chrono::duration<Rep2, Period2> t) {
  using T = time_scalar<D>;
  using unit = detail::own_unit<D>;
  require_finite_duration("conditional_survival", "age", age);
  require_duration("conditional_survival", "t", t);
  const T from = count_in<T, unit>(age);
  if constexpr (lived<D>)
    return detail::conditional(d, from, count_in<T, unit>(t));
  else
    return detail::conditional(detail::seen(d), from, count_in<T, unit>(t));
}

}  // namespace nines
