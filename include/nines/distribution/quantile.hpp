// SPDX-License-Identifier: BSL-1.0
// The time by which a law is over with a given chance: the inverse of F, found on its small side.
//
//   Newton's step on log F in log(t - least), or on log S in t: both are nearly straight lines
//
// between bounds that are halved where a step would leave them. A chance of which the law's table
// has no digit (its outline says so) is refused. Accuracy: as the law's own tails,
// by at most 1e-14 worse. Cost: some 5 to 10 values of the law.
// Index: percent point function.
#pragma once

#include <nines/distribution/singularities.hpp>
#include <nines/error.hpp>
#include <nines/roots.hpp>

namespace nines::detail {

/// The ratio of a chance to the one that is sought, on the side that is small.
template <class T>
struct sought_chance {
  probability<T> chance;
  bool low = chance.value() <= chance.complement();

  [[nodiscard]] T side(const probability<T>& p) const { return low ? p.value() : p.complement(); }
  /// The step in t that would meet the chance if the log of its side were straight.
  [[nodiscard]] T next(const T& t, const T& least, const law_instant<T>& now) const {
    const T ratio = side(now.within) / side(chance);
    const T step = log_of(ratio) * side(now.within) / now.density;
    if (!low) return t + step;
    const T distance = t - least;
    return least + distance * exp_of(zero<T>() - step / distance);
  }
};

/// The inverse of `at` (which tells law_instants) between two times of which the first is too early
/// and the second late enough; no atoms lie strictly between them.
template <class T, class At>
T time_of_chance(const At& at, const probability<T>& chance, const T& least, T early, T late) {
  const sought_chance<T> sought{chance};
  T t = early + (late - early) / 2;
  T width = late - early;
  for (int i = 0; i < 400; ++i) {
    const law_instant<T> now = at(t);
    (now.within < chance ? early : late) = t;
    const T enough = 2 * std::numeric_limits<T>::epsilon() * late;
    if (late - early <= enough) return late;  // the bounds have met
    const T found = sought.side(now.within) / sought.side(chance) - one<T>();  // how far off it is
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

/// The inverse of a law over all its times: first which atom or which stretch between two of them.
template <class T, class At>
T quantile_of(const At& at, const law_outline<T>& law, const probability<T>& chance) {
  constexpr T never = std::numeric_limits<T>::infinity();
  const bool comes_close = law.most == never && law.finishes.complement() > zero<T>();
  if (chance > law.finishes || (comes_close && !(chance < law.finishes))) return never;
  const T side = std::min(chance.value(), chance.complement());
  if (side < law.faintest)
    give_up("quantile", "a side of the chance is " + describe(side) +
                            ", but a law by its table tells nothing below " +
                            describe(law.faintest));
  T early = law.least;
  T late = law.most;
  const auto first =
      std::partition_point(law.atoms.begin(), law.atoms.end(),
                           [&](const auto& atom) { return at(atom.time).within < chance; });
  if (first != law.atoms.end()) {
    if (at(first->time).before < chance) return first->time;
    late = first->time;
  }
  if (first != law.atoms.begin()) early = (first - 1)->time;
  if (!(late < never)) {
    late = std::max(early, law.reach);
    if (late == early) late = early > zero<T>() ? 2 * early : one<T>();
    const auto is_over = [&](const T& t) { return !(at(t).within < chance); };
    late = bracket_from(late, late, std::numeric_limits<T>::max() / 4, is_over).high;
    if (!is_over(late)) give_up("quantile", "not over by " + describe(late) + " s");
  }
  return time_of_chance(at, chance, law.least, early, late);
}

}  // namespace nines::detail
