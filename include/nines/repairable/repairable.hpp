// SPDX-License-Identifier: BSL-1.0
// repairable<T>: a part that fails and is repaired, by its MTTF and MTTR, and systems of such
// parts.
//
//   A = MTTF / (MTTF + MTTR)      f = 1 / (MTTF + MTTR)      MTBF = MTTF + MTTR (IEC 60050-192)
//   system: mean up time A / f, mean down time U / f
//
// It composes under series, parallel, at_least and bridge: the system fails at the rate at which
// its parts fail, each while it is critical (frequency-duration method). All sums are positive.
// Valid for any distributions of the up and down times with these means, as long as the parts are
// independent. Sources: Billinton & Allan 1992, chapter 10; Trivedi & Bobbio 2017, section 4.3.
// Index: MTBF, MTTR, mean down time (MDT), mean up time (MUT), failure frequency,
// frequency-duration method.
#pragma once

#include <nines/algebra.hpp>
#include <nines/duration/hours.hpp>

namespace nines {

/// Availability with failure frequency: what is up how much of the time, and fails how often.
/// "MTBF" is used only for mean up time + mean down time; some sources mean the mean up time by it,
/// so no function takes one unless its name says so.
template <scalar T = double>
class repairable {
 public:
  using scalar_type = T;

  /// From the mean up time of the part and its mean down time. An infinite MTTF never fails; the
  /// MTTR of such a part is kept for with_mttf(). *Throws* domain_error unless mttf > 0 and mttr >=
  /// 0 is finite, or if 1 / (mttf + mttr) is too much for a T. *Accuracy*: 2 epsilon.
  template <class Rep1, class Period1, class Rep2, class Period2>
  constexpr repairable(std::chrono::duration<Rep1, Period1> mttf,
                       std::chrono::duration<Rep2, Period2> mttr)
      : repairable(from_hours(count_in<T>(mttf), count_in<T>(mttr))) {}

  /// The same from hours of a T: for scalars that chrono does not know, lanes for instance.
  [[nodiscard]] static constexpr repairable from_hours(const T& mttf, const T& mttr) {
    require_positive("repairable", "mttf (in hours)", mttf);
    require_nonnegative_finite("repairable", "mttr (in hours)", mttr);
    repairable part = of_times(mttf, mttr);
    part.repair_hours_ = mttr;
    return part;
  }
  /// From the IEC's MTBF, the mean time from one failure to the next: MTTF is what MTTR leaves of
  /// it. *Throws* domain_error unless 0 <= mttr < mtbf.
  template <class Rep1, class Period1, class Rep2, class Period2>
  [[nodiscard]] static constexpr repairable from_mtbf(std::chrono::duration<Rep1, Period1> mtbf,
                                                      std::chrono::duration<Rep2, Period2> mttr) {
    constexpr auto function = "repairable::from_mtbf";
    constexpr auto rule = "from 0 to less than the MTBF";
    const T cycle = count_in<T>(mtbf);
    const T down = count_in<T>(mttr);
    require_nonnegative(function, "mttr (in hours)", down, rule);
    require_less(function, "mttr (in hours)", down, cycle, rule);
    return from_hours(T(cycle - down), down);  // input data
  }
  /// From an availability and how often it is left, in failures per hour. *Throws* domain_error
  /// unless that is 0 or more, and finite.
  constexpr repairable(probability<T> availability, T failures_per_hour)
      : availability_(std::move(availability)), failures_per_hour_(std::move(failures_per_hour)) {
    require_nonnegative_finite("repairable", "failures_per_hour", failures_per_hour_);
  }

  /// The share of time up, in the long run.
  [[nodiscard]] constexpr const probability<T>& availability() const { return availability_; }
  /// Failures per hour of calendar time, up or down.
  [[nodiscard]] constexpr const T& failures_per_hour() const { return failures_per_hour_; }
  /// The expected number of failures in a window: failure_frequency(year_365) is per year. What
  /// never fails does not in an infinite window either.
  template <class Rep, class Period>
  [[nodiscard]] constexpr T failure_frequency(std::chrono::duration<Rep, Period> window) const {
    require_duration("repairable::failure_frequency", "window", window);
    return priced(failures_per_hour_, count_in<T>(window));
  }
  /// Mean up time (of a part: MTTF). Infinite for a system that never fails, 0 for one that is
  /// never up.
  [[nodiscard]] constexpr hours_in<T> mean_up_time() const {
    return hours_in<T>(hours_a_failure(availability_.value()));
  }
  /// Mean down time (of a part: MTTR). 0 for a system that never fails, infinite for one that is
  /// never up.
  [[nodiscard]] constexpr hours_in<T> mean_down_time() const {
    return hours_in<T>(hours_a_failure(availability_.complement()));
  }
  /// Mean time between failures, MUT + MDT = 1 / frequency.
  [[nodiscard]] constexpr hours_in<T> mtbf() const {
    return hours_in<T>(hours_a_failure(one<T>()));
  }

  /// What if: the same part with another repair time.
  template <class Rep, class Period>
  [[nodiscard]] constexpr repairable with_mttr(std::chrono::duration<Rep, Period> mttr) const {
    return {mean_up_time(), mttr};
  }
  /// What if: the same part with another time to failure. *Throws* domain_error if it has no
  /// failures: then nothing tells the repair time.
  template <class Rep, class Period>
  [[nodiscard]] constexpr repairable with_mttf(std::chrono::duration<Rep, Period> mttf) const {
    const T known =
        choose(failures_per_hour_ == zero<T>(), repair_hours_, mean_down_time().count());
    if (!is_nonnegative(known))
      fail("repairable::with_mttf", "nothing tells the repair time: there are no failures");
    return from_hours(count_in<T>(mttf), known);
  }

 private:
  /// The part of times that are valid.
  static constexpr repairable of_times(const T& mttf, const T& mttr) {
    const T one = nines::one<T>();
    if constexpr (scalar_traits<T>::is_lanes) {
      const auto scale = scale_of(mttf, mttr);
      const T cycle = mttf * scale + mttr * scale;
      const T up = choose(mttf - mttf == zero<T>(), T(mttf * scale / cycle), one);
      return {probability<T>::from_computed_sides(up, T(mttr * scale / cycle)), T(scale / cycle)};
    } else {
      if (!is_finite(mttf)) return {probability<T>::always(), zero<T>()};
      const auto scale = scale_of(mttf, mttr);
      const T cycle = mttf * scale + mttr * scale;
      return {probability<T>::from_computed_sides(T(mttf * scale / cycle), T(mttr * scale / cycle)),
              T(scale / cycle)};
    }
  }
  /// One, or a half where the sum of the two would be infinite.
  static constexpr T scale_of(const T& mttf, const T& mttr) {
    const T cycle = mttf + mttr;
    if constexpr (scalar_traits<T>::is_lanes)
      return choose(cycle - cycle == zero<T>(), one<T>(), constant<T>(0.5));
    else
      return is_finite(cycle) ? one<T>() : constant<T>(0.5);
  }
  /// share / frequency, where no share at all is no time: 0 / 0 is 0.
  [[nodiscard]] constexpr T hours_a_failure(const T& share) const {
    const T none = zero<T>();
    if constexpr (scalar_traits<T>::is_lanes)
      return choose(share == none, none, T(share / failures_per_hour_));
    else
      return share == none ? none : T(share / failures_per_hour_);
  }

  probability<T> availability_;
  T failures_per_hour_;
  /// The MTTR that was given; less than 0 where none was. Only what never fails needs it.
  T repair_hours_ = constant<T>(-1);
};

template <class Rep1, class Period1, class Rep2, class Period2>
repairable(std::chrono::duration<Rep1, Period1>, std::chrono::duration<Rep2, Period2>)
    -> repairable<double>;

template <class T>
struct algebra<repairable<T>> {
  using scalar_type = T;
  static constexpr bool has_intensity = true;
  static constexpr bool is_alternating = true;  ///< it is repaired as often as it fails
  static constexpr const probability<T>& probability_of(const repairable<T>& r) {
    return r.availability();
  }
  static constexpr const T& intensity(const repairable<T>& r) { return r.failures_per_hour(); }
  static constexpr repairable<T> make(const probability<T>& p, const T& intensity) {
    return {p, intensity};
  }
};

/// The MTTR that a part of the given MTTF may have to reach an availability: MTTF * U / A; any,
/// which is infinite, for a part that never fails. *Throws* domain_error unless mttf > 0 and the
/// availability is more than 0. 2 epsilon.
template <class T, class Rep, class Period>
[[nodiscard]] constexpr hours_in<T> required_mttr(const probability<T>& availability,
                                                  std::chrono::duration<Rep, Period> mttf) {
  require_positive_duration("required_mttr", "mttf", mttf);
  require_positive("required_mttr", "availability", availability.value());
  const T hours = count_in<T>(mttf);
  const T down = T(priced(availability.complement(), hours) / availability.value());
  if constexpr (scalar_traits<T>::is_lanes)
    return hours_in<T>(choose(hours - hours == zero<T>(), down, hours));
  else
    return hours_in<T>(is_finite(hours) ? down : hours);
}

/// The MTTF that a part of the given MTTR needs to reach an availability: MTTR * A / U; infinite
/// for availability 1. *Throws* domain_error unless mttr > 0 is finite. 2 epsilon.
template <class T, class Rep, class Period>
[[nodiscard]] constexpr hours_in<T> required_mttf(const probability<T>& availability,
                                                  std::chrono::duration<Rep, Period> mttr) {
  require_positive_finite_duration("required_mttf", "mttr", mttr);
  return hours_in<T>(T(count_in<T>(mttr) * availability.value() / availability.complement()));
}

}  // namespace nines
