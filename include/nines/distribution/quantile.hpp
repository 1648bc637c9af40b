// SPDX-License-Identifier: BSL-1.0
// The time by which a distribution has ended with a given probability: the inverse of F, found on
// its small side.
//
//   Newton's step on log F in log(t - least), or on log S in t: both are nearly straight lines
//
// between bounds that are halved where a step would leave them. Throws if the probability is
// smaller than the tabulated distribution resolves. Accuracy: what the distribution tells there is
// the probability to 4 epsilon of its smaller side, or passes it within 4 epsilon of the time.
// Cost: some 10 to 70 values of the distribution.
// Index: percent point function.
#pragma once

#include <nines/distribution/singularities.hpp>
#include <nines/error.hpp>
#include <nines/roots.hpp>

namespace nines::detail {

/// The ratio of a probability to the one that is sought, on the side that is small.
template <class T>
struct sought_probability {
  probability<T> prob;
  bool low = prob.value() <= prob.complement();

  [[nodiscard]] T side(const probability<T>& p) const { return low ? p.value() : p.complement(); }
  /// The step in t that would meet the probability if the log of its side were straight.
  [[nodiscard]] T next(const T& t, const T& least, const distribution_value<T>& now) const {
    const T ratio = side(now.cdf) / side(prob);
    const T step = log_of(ratio) * side(now.cdf) / now.density;
    if (!low) return t + step;
    const T distance = t - least;
    return least + distance * exp_of(zero<T>() - step / distance);
  }
};

/// The inverse of `at` (which tells distribution values) between two times, the first too early and
/// the second late enough; no atoms lie strictly between them.
template <class T, class At>
T time_of_probability(const At& at, const probability<T>& prob, const T& least, T early, T late) {
  const sought_probability<T> sought{prob};
  T t = early + (late - early) / 2;
  T width = late - early;
  for (int i = 0; i < 400; ++i) {
    const distribution_value<T> now = at(t);
    (now.cdf < prob ? early : late) = t;
    const T enough = 2 * std::numeric_limits<T>::epsilon() * late;
    if (late - early <= enough) return late;                              // the bounds have met
    const T found = sought.side(now.cdf) / sought.side(prob) - one<T>();  // how far off it is
    if (std::abs(found) <= 4 * std::numeric_limits<T>::epsilon()) return t;
    T next = sought.next(t, least, now);
    const bool slow = i % 3 == 2 && late - early > width / 2;  // no progress in three steps
    if (i % 3 == 2) width = late - early;
    if (!(next > early && next < late) || slow) {
      const T from = early - least;
      const T to = late - least;
      next = from > zero<T>() && to > 4 * from ? least + sqrt_of(from) * sqrt_of(to)
                                               : early + (late - early) / 2;
    }
    if (next == t) return t;
    t = next;
  }
  give_up("quantile", "reached " + describe(t) + " s");
}

/// The inverse of a distribution over all its times: first which atom or which stretch between two
/// of them.
template <class T, class At>
T quantile_of(const At& at, const time_outline<T>& dist, const probability<T>& prob) {
  constexpr T forever = std::numeric_limits<T>::infinity();
  const bool comes_close = dist.max == forever && dist.completion.complement() > zero<T>();
  if (prob > dist.completion || (comes_close && !(prob < dist.completion))) return forever;
  const T side = std::min(prob.value(), prob.complement());
  if (side < dist.smallest_resolved)
    give_up("quantile", "a side of the probability is " + describe(side) +
                            ", but a distribution by its table tells nothing below " +
                            describe(dist.smallest_resolved));
  T early = dist.min;
  T late = dist.max;
  const auto first =
      std::partition_point(dist.atoms.begin(), dist.atoms.end(),
                           [&](const auto& atom) { return at(atom.time).cdf < prob; });
  if (first != dist.atoms.end()) {
    if (at(first->time).before < prob) return first->time;
    late = first->time;
  }
  if (first != dist.atoms.begin()) early = (first - 1)->time;
  if (!(late < forever)) {
    late = std::max(early, dist.reach);
    if (late == early) late = early > zero<T>() ? 2 * early : one<T>();
    const auto is_over = [&](const T& t) { return !(at(t).cdf < prob); };
    late = bracket_from(late, late, std::numeric_limits<T>::max() / 4, is_over).high;
    if (!is_over(late)) give_up("quantile", "not over by " + describe(late) + " s");
  }
  return time_of_probability(at, prob, dist.min, early, late);
}

}  // namespace nines::detail
