// SPDX-License-Identifier: BSL-1.0
// What a distribution of the down time in a window answers, once it has the probability of each
// time.
//
// unit_downtime and renewal_downtime each say how that probability is computed; the questions are
// the same.
#pragma once

#include <nines/duration/hours.hpp>
#include <nines/probability/two_sided.hpp>
#include <vector>

namespace nines {

/// A base of such distributions. `Dist` has cdf_at(x), the probability that the down time is at
/// most x, with x in `Unit`s, and asked_cdf, the name in an error message.
template <class Dist, class T, class Unit>
class downtime_interface {
 public:
  using scalar_type = T;

  /// The probability that the down time is at most `down`, and that it is longer. *Throws*
  /// domain_error for a negative duration.
  template <class Rep, class Period>
  [[nodiscard]] probability<T> cdf(std::chrono::duration<Rep, Period> down) const {
    require_duration(Dist::asked_cdf, "down", down);
    return dist().cdf_at(count_in<T, Unit>(down));
  }
  /// The probability of being down for longer than that.
  template <class Rep, class Period>
  [[nodiscard]] probability<T> survival(std::chrono::duration<Rep, Period> down) const {
    return !cdf(down);
  }
  /// A whole curve.
  [[nodiscard]] std::vector<probability<T>> cdf(const std::vector<hours_in<T>>& durations) const {
    std::vector<probability<T>> curve;
    curve.reserve(durations.size());
    for (const auto& down : durations) curve.push_back(cdf(down));
    return curve;
  }
  /// The probability of being up all the time.
  [[nodiscard]] probability<T> no_outage() const { return dist().cdf_at(zero<T>()); }

 private:
  friend Dist;
  downtime_interface() = default;
  [[nodiscard]] const Dist& dist() const { return static_cast<const Dist&>(*this); }
};

}  // namespace nines
