// SPDX-License-Identifier: BSL-1.0
// repairable<T>: a part that fails and is repaired, by its MTTF and MTTR, and systems of such
// parts.
//
//   A = MTTF / (MTTF + MTTR)      f = 1 / (MTTF + MTTR)      MTBF = MTTF + MTTR (IEC 60050-192)
//   system: mean up time A / f, mean down time U / f
//
// It composes under series, parallel, at_least and bridge: the system fails at the rate at which
// its parts fail, each while it is critical (frequency-duration method). All sums are positive.
// Valid for any laws of the up and down times with these means, as long as the parts are
// independent. Sources: Billinton & Allan 1992, chapter 10; Trivedi & Bobbio 2017, section 4.3.
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

  /// From the mean up time of the part and its mean down time. An infinite MTTF never fails.
  /// *Throws* domain_error unless mttf > 0 and mttr >= 0 is finite. *Accuracy*: 2 epsilon.
  template <class Rep1, class Period1, class Rep2, class Period2>
  constexpr repairable(std::chrono::duration<Rep1, Period1> mttf,
                       std::chrono::duration<Rep2, Period2> mttr)
      : repairable(from_hours(detail::count_in<T>(mttf), detail::count_in<T>(mttr))) {}

  /// The same from hours of a T: for scalars that chrono does not know, lanes for instance.
  [[nodiscard]] static constexpr repairable from_hours(const T& mttf, const T& mttr) {
    if (!scalar_traits<T>::all(mttf > detail::zero<T>()))
      detail::fail("repairable", "mttf (in hours)", mttf, "more than 0");
    if (!detail::is_nonnegative(mttr) || !detail::is_finite(mttr))
      detail::fail("repairable", "mttr (in hours)", mttr, "0 or more, and finite");
    if constexpr (!scalar_traits<T>::is_lanes)
      if (!detail::is_finite(mttf)) return {probability<T>::always(), detail::zero<T>()};
    const T cycle = mttf + mttr;
    return {{detail::unchecked, T(mttf / cycle), T(mttr / cycle)}, T(detail::one<T>() / cycle)};
  }
  /// From the IEC's MTBF, the mean time from one failure to the next: MTTF is what MTTR leaves of
  /// it. *Throws* domain_error unless 0 <= mttr < mtbf.
  template <class Rep1, class Period1, class Rep2, class Period2>
  [[nodiscard]] static constexpr repairable from_mtbf(std::chrono::duration<Rep1, Period1> mtbf,
                                                      std::chrono::duration<Rep2, Period2> mttr) {
    const T cycle = detail::count_in<T>(mtbf);
    const T down = detail::count_in<T>(mttr);
    if (!detail::is_nonnegative(down) || !scalar_traits<T>::all(down < cycle))
      detail::fail("repairable::from_mtbf", "mttr (in hours)", down,
                   "from 0 to less than the MTBF");
    return from_hours(T(cycle - down), down);  // input data
  }
  /// From an availability and how often it is left, in failures per hour.
  constexpr repairable(probability<T> availability, T failures_per_hour)
      : availability_(std::move(availability)), failures_per_hour_(std::move(failures_per_hour)) {
    if (!detail::is_nonnegative(failures_per_hour_))
      detail::fail("repairable", "failures_per_hour", failures_per_hour_, "0 or more");
  }

  /// The share of time up, in the long run.
  [[nodiscard]] constexpr const probability<T>& availability() const { return availability_; }
  /// Failures per hour of calendar time, up or down.
  [[nodiscard]] constexpr const T& failures_per_hour() const { return failures_per_hour_; }
  /// The expected number of failures in a window: failure_frequency(year_365) is per year.
  template <class Rep, class Period>
  [[nodiscard]] constexpr T failure_frequency(std::chrono::duration<Rep, Period> window) const {
    detail::check_duration("repairable::failure_frequency", "window", window);
    return failures_per_hour_ * detail::count_in<T>(window);
  }
  /// Mean up time (of a part: MTTF) and mean down time (MTTR). A system that never fails has an
  /// infinite mean up time and no down time; one that is never up, the other way round.
  [[nodiscard]] constexpr hours_in<T> mean_up_time() const {
    if constexpr (!scalar_traits<T>::is_lanes)
      if (availability_.value() == detail::zero<T>()) return hours_in<T>(detail::zero<T>());
    return hours_in<T>(T(availability_.value() / failures_per_hour_));
  }
  [[nodiscard]] constexpr hours_in<T> mean_down_time() const {
    if constexpr (!scalar_traits<T>::is_lanes)
      if (availability_.complement() == detail::zero<T>()) return hours_in<T>(detail::zero<T>());
    return hours_in<T>(T(availability_.complement() / failures_per_hour_));
  }
  /// Mean time between failures, MUT + MDT = 1 / frequency.
  [[nodiscard]] constexpr hours_in<T> mtbf() const {
    return hours_in<T>(T(detail::one<T>() / failures_per_hour_));
  }

  /// What if: the same part with another repair time, or another time to failure.
  template <class Rep, class Period>
  [[nodiscard]] constexpr repairable with_mttr(std::chrono::duration<Rep, Period> mttr) const {
    return {mean_up_time(), mttr};
  }
  template <class Rep, class Period>
  [[nodiscard]] constexpr repairable with_mttf(std::chrono::duration<Rep, Period> mttf) const {
    return {mttf, mean_down_time()};
  }

 private:
  probability<T> availability_;
  T failures_per_hour_;
};

template <class Rep1, class Period1, class Rep2, class Period2>
repairable(std::chrono::duration<Rep1, Period1>, std::chrono::duration<Rep2, Period2>)
    -> repairable<double>;

template <class T>
struct algebra<repairable<T>> {
  using scalar_type = T;
  static constexpr bool has_intensity = true;
  static constexpr const probability<T>& chance(const repairable<T>& r) { return r.availability(); }
  static constexpr const T& intensity(const repairable<T>& r) { return r.failures_per_hour(); }
  static constexpr repairable<T> make(const probability<T>& p, const T& intensity) {
    return {p, intensity};
  }
};

/// The MTTR that a part of the given MTTF may have to reach an availability: MTTF * U / A.
/// *Throws* domain_error unless mttf > 0 and the availability is more than 0. 2 epsilon.
template <class T, class Rep, class Period>
[[nodiscard]] constexpr hours_in<T> required_mttr(const probability<T>& availability,
                                                  std::chrono::duration<Rep, Period> mttf) {
  detail::check_duration("required_mttr", "mttf", mttf, true);
  if (!scalar_traits<T>::all(availability.value() > detail::zero<T>()))
    detail::fail("required_mttr", "availability", availability.value(), "more than 0");
  return hours_in<T>(
      T(detail::count_in<T>(mttf) * availability.complement() / availability.value()));
}

/// The MTTF that a part of the given MTTR needs to reach an availability: MTTR * A / U; infinite
/// for availability 1. *Throws* domain_error unless mttr > 0. 2 epsilon.
template <class T, class Rep, class Period>
[[nodiscard]] constexpr hours_in<T> required_mttf(const probability<T>& availability,
                                                  std::chrono::duration<Rep, Period> mttr) {
  detail::check_duration("required_mttf", "mttr", mttr, true);
  return hours_in<T>(
      T(detail::count_in<T>(mttr) * (availability.value() / availability.complement())));
}

}  // namespace nines
