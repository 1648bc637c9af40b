// SPDX-License-Identifier: BSL-1.0
// Ties: two times, or two probabilities, that are equal where exact arithmetic has them equal.
//
//   0.1 s and then 0.2 s have ended by 0.3 s, though 0.1 + 0.2 > 0.3 in binary
//   a lag of "99 % within 5 min" keeps "5 min in 99 %"
//
// Sums of decimals, conversions between units and closed forms round, each by an epsilon or so.
// Times that differ by less than 64 epsilon of the later one (1.4e-14: half a microsecond of a
// year) are one; probabilities meet an objective within a bound relative to the smaller of its
// sides, which keeps every nine: 1e-12 for distributions in closed form, 1e-9 for distributions by
// a table, as far as each is right. This is the one place where that is said: distributions,
// quantiles, objectives and calculators use it.
#pragma once

#include <algorithm>
#include <limits>
#include <nines/probability/two_sided.hpp>
#include <vector>

namespace nines {

/// How far a time may be off by rounding alone.
template <class T>
[[nodiscard]] T tie_width(const T& time) {
  return 64 * std::numeric_limits<T>::epsilon() * time;
}

/// The first of times in order that is `t` but for `width`, or else `t`. `time_of` tells the time
/// of an element.
template <class T, class List, class TimeOf>
[[nodiscard]] T tied(const List& times, const T& t, const T& width, const TimeOf& time_of) {
  const T low = t - width;  // a place a little before
  const auto next = std::lower_bound(times.begin(), times.end(), low,
                                     [&](const auto& x, const T& y) { return time_of(x) < y; });
  return next != times.end() && time_of(*next) <= t + width ? time_of(*next) : t;
}

/// Whether a probability is no less than an objective, ties included: the failing sides are
/// compared where the objective is more than a half, else the probabilities, up to `slack` of that
/// side. Certainty is reached but for 64 epsilon.
template <class T>
[[nodiscard]] bool reaches(const probability<T>& p, const probability<T>& objective,
                           const T& slack = T(1e-12)) {
  if (!(objective.complement() > zero<T>())) return p.complement() <= tie_width(one<T>());
  if (objective.complement() <= objective.value())
    return p.complement() <= objective.complement() * (1 + slack);
  return p.value() * (1 + slack) >= objective.value();
}

}  // namespace nines
