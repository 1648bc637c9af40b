// SPDX-License-Identifier: BSL-1.0
// The down time of a unit in a window, when its up and down times are exponential: the whole
// distribution.
//
// Example:
//   unit_downtime d(30 * day, 15min, month_30d);           // MTTF, MTTR, window
//   d.survival(minutes_in<double>(21.6));        // 26.2 %: the month is below 99.95 %
//   d.no_outage(), d.mean(), d.standard_deviation(), d.quantile(99_percent), d.density(10min);
//   survival(d, 22min), quantile(d, 99_percent);           // as of any random time
//
//   D <= x  exactly when the failures N within t - x of up time are at most the repairs M within x
//   of down time, N ~ Poisson((t - x) / MTTF), M ~ Poisson(x / MTTR) independent
//   first up:   P(D <= x) = P(N <= M)       first down:  P(D <= x) = P(N < M)
//
// So the start only decides what a tie means. Both tails are sums of positive terms, right to 3e2
// epsilon down to 1e-300 for means up to 1e6: of these two means as they are rounded, on which a
// far tail of a large mean m depends up to m times as much.
// There is an atom at 0 (no outage), and one at the window if it starts down (never up).
// Cost: that of compare_counts, see skellam.hpp.
// Source: Takacs 1957; Tijms 2003, section 8.3. As a race of two Poisson counts: here.
// Index: Takacs distribution.
#pragma once

#include <algorithm>
#include <limits>
#include <nines/discrete/skellam.hpp>
#include <nines/distribution/properties.hpp>
#include <nines/probability/two_sided.hpp>
#include <nines/repairable/repairable.hpp>
#include <nines/slo/downtime/downtime_interface.hpp>
#include <nines/slo/downtime/downtime_quantile.hpp>
#include <nines/slo/downtime/initial_condition.hpp>
#include <nines/slo/downtime/window_moments.hpp>

namespace nines {

/// The down time of one unit, or of a system taken for one, in a window. Immutable.
template <class T = double>
class unit_downtime : public downtime_interface<unit_downtime<T>, T, std::ratio<3600>> {
  using base = downtime_interface<unit_downtime, T, std::ratio<3600>>;

 public:
  using base::no_outage;

  /// From the mean up and down times. *Throws* domain_error unless mttf > 0 (it may be infinite),
  /// mttr > 0 and the window > 0, both finite.
  template <class Rep1, class Period1, class Rep2, class Period2, class Rep3, class Period3>
  unit_downtime(std::chrono::duration<Rep1, Period1> mttf,
                std::chrono::duration<Rep2, Period2> mttr,
                std::chrono::duration<Rep3, Period3> window,
                initial_condition start = initial_condition::up)
      : unit_downtime(count_in<T>(mttf), count_in<T>(mttr), count_in<T>(window), start) {}
  /// The same of a part or a system, by its mean up and down times. *Assumes* that these times are
  /// exponential. The down times of a system of unlike parts are not, and its probabilities may be
  /// off by a factor: the exact distribution is that of a chain
  /// (<nines/markov/occupation/downtime_distribution.hpp>), and compound_downtime has bounds.
  template <class Rep, class Period>
  unit_downtime(const repairable<T>& part, std::chrono::duration<Rep, Period> window,
                initial_condition start = initial_condition::up)
      : unit_downtime(part.mean_up_time().count(), time_down(part), count_in<T>(window), start) {}

  [[nodiscard]] hours_in<T> window() const { return hours_in<T>(window_); }  ///< as given, in hours

  /// The density at a down time between 0 and the window, per hour; 0 elsewhere. The atoms are not
  /// in it.
  template <class Rep, class Period>
  [[nodiscard]] T density(std::chrono::duration<Rep, Period> down) const {
    require_duration("unit_downtime::density", "down", down);
    const T x = count_in<T>(down);
    if (!(x > zero<T>()) || !(x < window_)) return zero<T>();
    return density_of(compare(x));
  }

  /// The mean; 10 epsilon. From up: U (t - (1 - exp(-s t)) / s), s = 1/MTTF + 1/MTTR.
  [[nodiscard]] hours_in<T> mean() const {
    const T span = mean_memory();
    const T y = window_ / span;
    return hours_in<T>(
        span * (share_down() * detail::window_mean(y) + up_first_.complement() * settled(y)));
  }
  /// The variance in square hours, and its root; 20 epsilon: all terms are positive.
  [[nodiscard]] T variance() const {
    const T span = mean_memory();
    const T y = window_ / span;
    const T down = share_down();
    const T up = span / mttr_;
    const T own = detail::window_own_variance(y) *
                  (up_first_.value() * down * down + up_first_.complement() * up * up);
    const T mixed = up_first_.value() * up_first_.complement() * settled(y) * settled(y);
    return span * (span * (own + T(2) * up * down * detail::window_shared_variance(y) + mixed));
  }
  /// The square root of the variance, which is a closed form.
  [[nodiscard]] hours_in<T> standard_deviation() const { return hours_in<T>(sqrt_of(variance())); }

  /// The shortest down time that is not exceeded with this probability; 0 where no outage at all is
  /// at least as likely. *Accuracy*: 4 epsilon of the time, as far as the probabilities are exact.
  /// *Throws* convergence_error if it is not found.
  [[nodiscard]] hours_in<T> quantile(const probability<T>& p) const;

  /// As the distribution of a time, in seconds: cdf(d, t), pdf(d, t), and a place in a plan.
  [[nodiscard]] distribution_value<T> at(const T& seconds) const;
  /// From 0 to the window, with atoms at 0 (no outage) and, if it may start down, at the window.
  [[nodiscard]] time_outline<T> outline() const;
  [[nodiscard]] T mean_seconds() const { return 3600 * mean().count(); }  ///< see mean()
  /// The variance in seconds squared.
  [[nodiscard]] T variance_seconds() const { return 3600 * (3600 * variance()); }

 private:
  friend base;
  static constexpr const char* asked_cdf = "unit_downtime::cdf";

  using number = std::type_identity_t<T>;  // from which T is not deduced
  unit_downtime(const number& mttf, const number& mttr, const number& window,
                initial_condition start)
      : mttf_(mttf), mttr_(mttr), window_(window) {
    const T none = zero<T>();
    if (!(mttf > none)) fail("unit_downtime", "mttf (in hours)", mttf, "more than 0");
    check("mttr (in hours)", mttr);
    check("window (in hours)", window);
    // Times must not be further apart than T can hold; mean_memory() is half of the shorter or
    // more.
    if (!(window_ / std::min(mttf_, mttr_) <= std::numeric_limits<T>::max() / T(2)))
      fail("unit_downtime", "window / mttr", T(window / mttr), "finite, as window / mttf");
    if (start == initial_condition::up) up_first_ = probability<T>::always();
    if (start == initial_condition::stationary)
      up_first_ = repairable<T>::from_hours(mttf, mttr).availability();
  }
  static void check(const char* argument, const T& x) {
    if (!(x > zero<T>()) || !is_finite(x))
      fail("unit_downtime", argument, x, "more than 0, and finite");
  }
  /// What never fails has no time to repair; any will do.
  static T time_down(const repairable<T>& part) {
    if (part.availability().complement() == zero<T>()) return one<T>();
    return part.mean_down_time().count();
  }

  /// 1 / (1/MTTF + 1/MTTR), after which the unit has forgotten its start; U; 1 - exp(-y).
  [[nodiscard]] T mean_memory() const {
    const T shorter = std::min(mttf_, mttr_);
    return shorter / (one<T>() + shorter / std::max(mttf_, mttr_));
  }
  [[nodiscard]] T share_down() const { return mean_memory() / mttf_; }
  static T settled(const T& y) { return -expm1_of(T(-y)); }

  /// Failures within the up time against repairs within the down time x, x < window.
  [[nodiscard]] count_comparison<T> compare(const T& x) const {
    const T up = window_ - x;  // input data, and rounded once
    return compare_counts(T(up / mttf_), T(x / mttr_));
  }
  [[nodiscard]] probability<T> cdf_at(const T& x) const {
    return x < window_ ? probability_of(compare(x)) : probability<T>::always();
  }
  [[nodiscard]] probability<T> probability_of(const count_comparison<T>& c) const {
    return both_sides("unit_downtime::cdf", T(c.fewer + up_first_.value() * c.equal),
                      T(c.more + up_first_.complement() * c.equal));
  }
  [[nodiscard]] T density_of(const count_comparison<T>& c) const {
    return priced(up_first_.value(), T(c.equal / mttf_ + c.one_more / mttr_)) +
           priced(up_first_.complement(), T(c.one_fewer / mttf_ + c.equal / mttr_));
  }
  /// The probability of being down all the time.
  [[nodiscard]] T never_up() const { return up_first_.complement() * exp_of(T(-window_ / mttr_)); }

  T mttf_, mttr_, window_;
  probability<T> up_first_;
};

template <class T>
hours_in<T> unit_downtime<T>::quantile(const probability<T>& p) const {
  if (p <= no_outage()) return hours_in<T>(zero<T>());
  if (p.complement() <= never_up()) return window();
  return hours_in<T>(detail::downtime_quantile<T>(
      "unit_downtime::quantile", [&](const T& x) { return cdf_at(x); }, p, mean().count(),
      window_));
}

template <class T>
distribution_value<T> unit_downtime<T>::at(const T& seconds) const {
  const T end = 3600 * window_;
  const T width = tie_width(end);
  if (seconds > end + width) return certainly<T>(true);
  const bool is_end = seconds + width >= end;
  const auto c = compare(is_end ? window_ : T(seconds / 3600));
  const auto within = probability_of(c);
  return {seconds > 0 ? within : probability<T>::never(),
          is_end ? probability<T>::always() : within, density_of(c) / 3600};
}

template <class T>
time_outline<T> unit_downtime<T>::outline() const {
  const T first = 0;
  const T end = 3600 * window_;
  time_outline<T> dist{first, end, end, {}, {{first, first}, {end, first}}};
  if (no_outage().value() > first) dist.atoms.push_back({first, no_outage().value()});
  if (never_up() > first) dist.atoms.push_back({end, never_up()});
  return with_cost<T>(std::move(dist), 5);
}

/// The down time in a window, asked by cdf(), survival(), quantile(), mean() ...: of a unit by its
/// mean up and down times, or of a part or a system that is taken for one; both times exponential.
/// *Throws* as unit_downtime.
template <class Rep1, class Period1, class Rep2, class Period2, class Rep3, class Period3>
[[nodiscard]] unit_downtime<> window_downtime(std::chrono::duration<Rep1, Period1> mttf,
                                              std::chrono::duration<Rep2, Period2> mttr,
                                              std::chrono::duration<Rep3, Period3> window,
                                              initial_condition start = initial_condition::up) {
  return {mttf, mttr, window, start};
}
/// The same of a part or a system, by its mean up and down times, both taken as exponential.
template <class T, class Rep, class Period>
[[nodiscard]] unit_downtime<T> window_downtime(const repairable<T>& part,
                                               std::chrono::duration<Rep, Period> window,
                                               initial_condition start = initial_condition::up) {
  return {part, window, start};
}

}  // namespace nines

#ifdef NINES_COMPILED
extern template class nines::unit_downtime<double>;
#endif
