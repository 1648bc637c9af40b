// SPDX-License-Identifier: BSL-1.0
// The down time of a unit in a window when its outages last by any law: the whole law.
//
//   renewal_downtime d(days(30), lognormal_time<>::from_median(10min, 95_percent, 2h), month_30d);
//   d.chance_of_more_than(minutes(21.6))
//
//   P(D <= x) = sum of p_n P(Y_1 + ... + Y_n <= x),   N ~ Poisson((t - x) / MTTF)
//
// exactly, for exponential up times (Takacs 1957); with one outage more if the window begins with
// one, and with what is left of one (residual_time) if it is found in the long run. The sums Y_1 +
// ... + Y_n are made once, by the rules of sequence(): then both sides of a chance are sums of
// positive terms, right to 1e-9 where they are 1e-12 or more. More outages than have a chance of
// 1e-24 are counted as too many. Cost: some milliseconds for each number of outages that may happen,
// once; then a microsecond for each. With very many outages, or records of unlike lengths, take
// compound_downtime, which has certain bounds; with exponential ones unit_downtime.
#pragma once

#include <nines/slo/downtime_quantile.hpp>
#include <nines/slo/downtime_questions.hpp>
#include <nines/slo/window_start.hpp>
#include <nines/timing/residual.hpp>
#include <nines/timing/sequence.hpp>

namespace nines {

/// The down time of one unit in a window. Immutable.
template <class T = double>
class renewal_downtime : public downtime_questions<renewal_downtime<T>, T, std::ratio<1>> {
  using base = downtime_questions<renewal_downtime, T, std::ratio<1>>;

 public:
  using base::no_outage;

  /// From the mean up time and the law of an outage. *Throws* domain_error unless mttf > 0, window /
  /// mttf is at most 500, the window is finite and > 0 and the mean outage too; convergence_error
  /// where a sum misses the promise of sequence().
  template <class Rep1, class Period1, timing_law Law, class Rep2, class Period2>
  renewal_downtime(std::chrono::duration<Rep1, Period1> mttf, const Law& outage,
                   std::chrono::duration<Rep2, Period2> window,
                   window_start start = window_start::up)
      : mttf_(detail::count_in<T, std::ratio<1>>(mttf)),
        window_(detail::seconds_of<T>("renewal_downtime", "window", window, true)),
        outage_(outage) {
    detail::check_duration("renewal_downtime", "mttf", mttf, true);
    mean_outage_ = outage_.mean_seconds();
    if (!(mean_outage_ > detail::zero<T>()) || !detail::is_finite(mean_outage_))
      detail::fail("renewal_downtime", "the mean outage (in seconds)", mean_outage_,
                   "more than 0, and finite");
    if (start == window_start::up) up_first_ = probability<T>::always();
    if (start == window_start::stationary)
      up_first_ = probability<T>::from_odds(mttf_ / mean_outage_);
    add_sums(start);
  }

  [[nodiscard]] hours_in<T> window() const { return hours_in<T>(window_ / 3600); }

  /// The mean, the integral of the chance to be down for longer; 1e-8. *Cost*: some hundred chances.
  [[nodiscard]] hours_in<T> mean() const;
  /// The shortest down time that is not exceeded with this chance; 0 where no outage at all is at
  /// least as likely. *Accuracy*: 4 epsilon of the time, as far as the chances are exact. *Throws*
  /// convergence_error if it is not found.
  [[nodiscard]] hours_in<T> quantile(const probability<T>& p) const {
    if (p <= no_outage()) return hours_in<T>(detail::zero<T>());
    const T before_end = 1 - std::numeric_limits<T>::epsilon();  // benign: the number below 1
    if (chance(window_ * before_end) < p) return window();
    return hours_in<T>(detail::downtime_quantile<T>(
                           "renewal_downtime::quantile", [&](const T& x) { return chance(x); }, p,
                           mean_outage_, window_) /
                       3600);
  }

 private:
  friend base;
  static constexpr const char* asked_at_most = "renewal_downtime::at_most";

  /// The laws of n outages together, for each n that has a chance.
  void add_sums(window_start start) {
    const T most = window_ / mttf_;
    if (!(most <= T(500)))
      detail::fail("renewal_downtime", "window / mttf", most,
                   "at most 500 (compound_downtime has bounds for more)");
    if (start != window_start::down)
      from_up_.push_back(fixed_time<T>(seconds_in<T>(detail::zero<T>())));
    if (start == window_start::down) from_down_.push_back(outage_);
    if (start == window_start::stationary) from_down_.push_back(residual_time(outage_));
    T chance = detail::exp_of(T(-most));  // of n outages; it rises and then falls
    for (T n = detail::one<T>(); n <= most || chance > T(1e-25); n += detail::one<T>()) {
      chance *= most / n;
      for (auto* sums : {&from_up_, &from_down_})
        if (!sums->empty()) sums->push_back(sequence(sums->back(), outage_));
    }
  }

  /// The sum over n of p_n sums[n] at x. What is beyond the last has terms that fall by a quarter at
  /// least, and counts as longer than x.
  [[nodiscard]] static probability<T> mixed(const std::vector<duration_law<T>>& sums, const T& mean,
                                            const T& x) {
    T weight = detail::exp_of(T(-mean));
    T value = detail::zero<T>();
    T complement = detail::zero<T>();
    T n = detail::zero<T>();
    for (const auto& sum : sums) {
      const auto now = sum.at(x).within;
      value += weight * now.value();
      complement += weight * now.complement();
      weight *= mean / (n += detail::one<T>());
    }
    return {detail::unchecked, value, complement + 4 * weight};
  }
  [[nodiscard]] probability<T> chance(const T& x) const {
    if (!(x < window_)) return probability<T>::always();
    const T mean = (window_ - x) / mttf_;  // input data, and rounded once
    T value = detail::zero<T>();
    T complement = detail::zero<T>();
    const auto add = [&](const T& weight, const probability<T>& p) {
      value += weight * p.value();
      complement += weight * p.complement();
    };
    if (!from_up_.empty()) add(up_first_.value(), mixed(from_up_, mean, x));
    if (!from_down_.empty()) add(up_first_.complement(), mixed(from_down_, mean, x));
    return {detail::unchecked, value, complement};
  }

  T mttf_, window_;
  duration_law<T> outage_;
  T mean_outage_ = detail::zero<T>();
  probability<T> up_first_;
  std::vector<duration_law<T>> from_up_, from_down_;  // n outages, and the one that is there first
};

template <class T>
hours_in<T> renewal_downtime<T>::mean() const {
  std::vector<T> edges{detail::zero<T>()};  // where the chance is not smooth, as far as it shows
  const auto outline = outage_.outline();
  for (int n = 1; n <= 3; ++n) {
    for (const auto& b : outline.breakpoints) edges.push_back(T(n) * b.time);
    for (const auto& a : outline.atoms) edges.push_back(T(n) * a.time);
  }
  edges.push_back(window_);
  std::sort(edges.begin(), edges.end());
  edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
  T sum = detail::zero<T>();
  const auto longer = [&](const auto& places, auto& values) {
    for (std::size_t i = 0; i < places.size(); ++i) values[i] = chance(places[i]).complement();
  };
  for (std::size_t i = 0; i + 1 < edges.size() && edges[i] < window_; ++i)
    sum += detail::kronrod<T>::rule().integrate(longer, edges[i], std::min(edges[i + 1], window_),
                                                sum);
  return hours_in<T>(sum / 3600);
}

template <class Rep1, class Period1, timing_law Law, class Rep2, class Period2>
renewal_downtime(std::chrono::duration<Rep1, Period1>, const Law&,
                 std::chrono::duration<Rep2, Period2>, window_start = window_start::up)
    -> renewal_downtime<typename Law::scalar_type>;

}  // namespace nines
