// SPDX-License-Identifier: BSL-1.0
// The down time of a unit in a window when its outages last by any distribution: the whole
// distribution.
//
//   renewal_downtime d(days(30), lognormal_time<>::from_median(10min, 95_percent, 2h), month_30d);
//   d.survival(minutes(21.6))
//
//   P(D <= x) = sum of p_n P(Y_1 + ... + Y_n <= x),   N ~ Poisson((t - x) / MTTF)
//
// exactly, for exponential up times (Takacs 1957); with one outage more if the window begins with
// one, and with what is left of one (residual_life) if it is found in the long run. The sums Y_1 +
// ... + Y_n are made once, by the rules of sequence(): then both sides of a probability are sums of
// positive terms, right to 1e-9 where they are 1e-12 or more. More outages than have a probability
// of 1e-24 are counted as too many. Cost: a sequence() for each number of outages that may happen,
// once; then a look-up in the table of each (renewal_month, renewal_probability of slo_bench). With
// very many outages, or records of unlike lengths, take compound_downtime, which has certain
// bounds; with exponential ones unit_downtime.
// Index: alternating renewal process.
#pragma once

#include <nines/density/moments.hpp>
#include <nines/slo/downtime/downtime_interface.hpp>
#include <nines/slo/downtime/downtime_quantile.hpp>
#include <nines/slo/downtime/outage_sums.hpp>

namespace nines {

/// The down time of one unit in a window. Immutable.
template <class T = double>
class renewal_downtime : public downtime_interface<renewal_downtime<T>, T, std::ratio<1>> {
  using base = downtime_interface<renewal_downtime, T, std::ratio<1>>;

 public:
  using base::no_outage;

  /// From the mean up time and the distribution of an outage. *Throws* domain_error unless mttf >
  /// 0, window / mttf is at most 500, the window is finite and > 0 and the mean outage too;
  /// convergence_error where a sum misses the accuracy of sequence(), and where outages of a few
  /// lengths have more than 1e7 sums.
  template <class Rep1, class Period1, random_time_like Dist, class Rep2, class Period2>
  renewal_downtime(std::chrono::duration<Rep1, Period1> mttf, const Dist& outage,
                   std::chrono::duration<Rep2, Period2> window,
                   initial_condition start = initial_condition::up)
      : pattern_{count_in<T, std::ratio<1>>(mttf), seconds_of<T>(name, "window", window, true)},
        sums_(name, outage, start) {
    require_positive_duration(name, "mttf", mttf);
    sums_.make_for(pattern_.window / pattern_.mttf);
  }

  /// as given, in hours
  [[nodiscard]] hours_in<T> window() const { return hours_in<T>(pattern_.window / 3600); }

  /// The mean; 1e-9. *Cost*: an integral of one density for each atom of the sums and each block of
  /// their quadrature.
  [[nodiscard]] hours_in<T> mean() const { return hours_in<T>(sums_.mean(pattern_) / 3600); }
  /// The shortest down time that is not exceeded with this probability; 0 where no outage at all is
  /// at least as likely. *Accuracy*: 4 epsilon of the time, as far as the probabilities are exact.
  /// *Throws* convergence_error if it is not found.
  [[nodiscard]] hours_in<T> quantile(const probability<T>& p) const {
    if (p <= no_outage()) return hours_in<T>(T(0));
    const T before_end = 1 - std::numeric_limits<T>::epsilon();  // benign: the number below 1
    if (cdf_at(pattern_.window * before_end) < p) return window();
    return hours_in<T>(detail::downtime_quantile<T>(
                           "renewal_downtime::quantile", [&](const T& x) { return cdf_at(x); }, p,
                           sums_.mean_outage(), pattern_.window) /
                       3600);
  }

  /// As the distribution of a time, in seconds: cdf(d, t), pdf(d, t), and a place in a plan. The
  /// variance is found by a table, to 1e-9.
  [[nodiscard]] distribution_value<T> at(const T& seconds) const {
    const T width = tie_width(pattern_.window);
    if (seconds > pattern_.window + width) return certainly<T>(true);
    const bool is_end = seconds + width >= pattern_.window;
    auto now = sums_.instant(pattern_, is_end ? pattern_.window : seconds);
    if (!(seconds > T(0))) now.before = probability<T>::never();
    if (is_end) now.before = now.cdf, now.cdf = probability<T>::always();
    return now;
  }
  /// From 0 to the window, with the atoms of no outage, of outages of fixed lengths and of never
  /// being up.
  [[nodiscard]] time_outline<T> outline() const {
    const T first = T(0);
    const T end = pattern_.window;
    time_outline<T> dist{first, end, end, {}, {{first, first}, {end, first}}};
    sums_.add_marks(dist, pattern_);
    const T never_up = at(end).before.complement();
    if (never_up > first) dist.atoms.push_back({end, never_up});
    merge_ties(dist.atoms);
    merge_ties(dist.breakpoints, end);
    dist.smallest_resolved = T(smallest_resolved_probability);
    dist.cost = 20;
    return dist;
  }
  [[nodiscard]] T mean_seconds() const { return sums_.mean(pattern_); }  ///< see mean()
  /// By a table, to 1e-9. *Throws* convergence_error where the table misses its accuracy.
  [[nodiscard]] T variance_seconds() const {
    auto work = work_of_tables("variance");
    return variance_of(tabulate<T>(*this, work));
  }

 private:
  friend base;
  static constexpr const char* asked_cdf = "renewal_downtime::cdf";

  static constexpr const char* name = "renewal_downtime";

  [[nodiscard]] probability<T> cdf_at(const T& x) const {
    if (!(x < pattern_.window)) return probability<T>::always();
    const auto p = sums_.cdf_at(pattern_, x);
    return both_sides("renewal_downtime::cdf", p.value(), p.complement());
  }

  detail::outage_pattern<T> pattern_;
  detail::outage_sums<T> sums_;
};

template <class Rep1, class Period1, random_time_like Dist, class Rep2, class Period2>
renewal_downtime(std::chrono::duration<Rep1, Period1>, const Dist&,
                 std::chrono::duration<Rep2, Period2>, initial_condition = initial_condition::up)
    -> renewal_downtime<time_scalar<Dist>>;

/// The down time in a window of a unit whose outages last any random time: a plan, a phase type, a
/// fixed_time. (A bare duration is a mean, of exponential outages: unit_downtime.hpp.) *Throws* as
/// renewal_downtime.
template <class Rep1, class Period1, random_time_like Dist, class Rep2, class Period2>
  requires(!duration_type<Dist>)
[[nodiscard]] renewal_downtime<time_scalar<Dist>> window_downtime(
    std::chrono::duration<Rep1, Period1> mttf, const Dist& outage,
    std::chrono::duration<Rep2, Period2> window, initial_condition start = initial_condition::up) {
  return {mttf, outage, window, start};
}

}  // namespace nines

#ifdef NINES_COMPILED
extern template class nines::renewal_downtime<double>;
#endif
