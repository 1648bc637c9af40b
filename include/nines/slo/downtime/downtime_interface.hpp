// SPDX-License-Identifier: BSL-1.0
// What a law of the down time in a window answers, once it has the chance of each time.
//
// unit_downtime and renewal_downtime each say how that chance is computed; the questions are the
// same.
#pragma once

#include <nines/duration/hours.hpp>
#include <nines/probability/two_sided.hpp>
#include <vector>

namespace nines {

/// A base of such laws. `Law` has chance(x), the chance that the down time is at most x, with x in
/// `Unit`s, and asked_at_most, the name that a complaint gives.
template <class Law, class T, class Unit>
class downtime_questions {
 public:
  using scalar_type = T;

  /// The chance that the down time is at most so long, and that it is longer. *Throws* domain_error
  /// for a negative duration.
  template <class Rep, class Period>
  [[nodiscard]] probability<T> at_most(std::chrono::duration<Rep, Period> down) const {
    require_duration(Law::asked_at_most, "down", down);
    return law().chance(detail::count_in<T, Unit>(down));
  }
  /// The chance to be down for longer than that.
  template <class Rep, class Period>
  [[nodiscard]] probability<T> chance_of_more_than(std::chrono::duration<Rep, Period> down) const {
    return !at_most(down);
  }
  /// A whole curve.
  [[nodiscard]] std::vector<probability<T>> at_most(
      const std::vector<hours_in<T>>& durations) const {
    std::vector<probability<T>> curve;
    curve.reserve(durations.size());
    for (const auto& down : durations) curve.push_back(at_most(down));
    return curve;
  }
  /// The chance to be up all the time.
  [[nodiscard]] probability<T> no_outage() const { return law().chance(detail::zero<T>()); }

 private:
  friend Law;
  downtime_questions() = default;
  [[nodiscard]] const Law& law() const { return static_cast<const Law&>(*this); }
};

}  // namespace nines
