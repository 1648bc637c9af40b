// SPDX-License-Identifier: BSL-1.0
// The vocabulary of random times: their values at an instant, and where they are not smooth.
//
// A random time is a distribution on [0, infinity]: atoms (fixed times), a density that is smooth
// between breakpoints, and what never ends (the complement of `completion`). Times are plain
// seconds here.
//
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

/// A distribution at an instant t: the probability that it has ended before t, by t, and the
/// density there (of what is not an atom), per second.
template <class T = double>
struct distribution_value {
  probability<T> before, cdf;  ///< P(time < t) and P(time <= t); they differ at an atom of t
  T density = zero<T>();       ///< per second, of what is not an atom
};

/// The probability of one particular time.
template <class T = double>
struct time_atom {
  T time, mass;  ///< in seconds, and its probability
};

/// A time near which the density is like a power |t - time|^order: 0 for a jump, 1 for a kink.
template <class T = double>
struct time_breakpoint {
  T time, order;  ///< seconds, and the power; infinity: smooth
};

/// What a distribution says of itself, in seconds. Atoms and breakpoints in the order of time.
template <class T = double>
struct time_outline {
  T min;    ///< the shortest time
  T max;    ///< the longest, if it ends; may be infinite
  T reach;  ///< a time after which 1e-24 or less is left of what ends; finite
  std::vector<time_atom<T>> atoms = {};                  ///< fixed times, with their probabilities
  std::vector<time_breakpoint<T>> breakpoints = {};      ///< where the density is not smooth
  probability<T> completion = probability<T>::always();  ///< that it ends at all
  /// Of a side of a probability below this no digit is right.
  T smallest_resolved = zero<T>();
  /// Of the distribution at an instant, in microseconds or so: what a budget counts.
  double cost = 1;
  double work = 0;        ///< blocks of quadrature that its tables have taken
  bool in_parts = false;  ///< whether it is kept as several tables, each with an origin of its own
};

/// An outline with the cost of a value of the distribution, in microseconds.
template <class T>
[[nodiscard]] time_outline<T> with_cost(time_outline<T> dist, double cost) {
  dist.cost = cost;
  return dist;
}

/// What is left out of a distribution on either side: far below a tail of 1e-12 even after many
/// sums.
inline constexpr double negligible_mass = 1e-24;

/// The order of a break where nothing is rough: as of exp(-1/t).
template <class T>
constexpr T smooth_order = std::numeric_limits<T>::infinity();

/// In the order of time, equal times (but for rounding) once, with the least order.
template <class T>
void merge_ties(std::vector<time_breakpoint<T>>& breaks, const T& scale) {
  std::sort(breaks.begin(), breaks.end(), [](const auto& a, const auto& b) {
    return a.time != b.time ? a.time < b.time : a.order < b.order;
  });
  const T same = tie_width(scale);
  std::size_t kept = 0;
  for (const auto& next : breaks) {
    if (kept > 0 && next.time <= breaks[kept - 1].time + same)
      breaks[kept - 1].order = std::min(breaks[kept - 1].order, next.order);
    else
      breaks[kept++] = next;
  }
  breaks.resize(kept, time_breakpoint<T>{zero<T>(), zero<T>()});
}

/// In the order of time, equal times added up.
template <class T>
void merge_ties(std::vector<time_atom<T>>& atoms) {
  std::sort(atoms.begin(), atoms.end(),
            [](const auto& a, const auto& b) { return a.time < b.time; });
  std::size_t kept = 0;
  for (const auto& next : atoms) {
    if (kept > 0 && next.time <= atoms[kept - 1].time + tie_width(atoms[kept - 1].time))
      atoms[kept - 1].mass += next.mass;
    else
      atoms[kept++] = next;
  }
  atoms.resize(kept, time_atom<T>{zero<T>(), zero<T>()});
}

/// The mass of the atoms before, at and after a time.
template <class T>
struct atom_split {
  T before = zero<T>();  ///< of those that are earlier
  T at = zero<T>();      ///< of those that are there, but for rounding
  T after = zero<T>();   ///< of those that are later
};
/// The atoms before a time, at it, and after it: sums. Atoms within `width` of it are at it.
template <class T>
atom_split<T> split_atoms(const std::vector<time_atom<T>>& atoms, const T& t, const T& width) {
  atom_split<T> sums;
  for (const auto& a : atoms)
    (a.time + width < t ? sums.before : a.time > t + width ? sums.after : sums.at) += a.mass;
  return sums;
}

/// The atom that a time is but for `width`, or the time.
template <class T>
T on_atom(const std::vector<time_atom<T>>& atoms, const T& t, const T& width) {
  return tied(atoms, t, width, [](const time_atom<T>& a) { return a.time; });
}

/// A gamma distribution; an exponential one has shape 1.
template <class T>
struct gamma_term {
  T scale, shape;  ///< scale in seconds; shape without unit
};

/// A fixed time, gamma distributions of different scales, and uniform distributions from 0 to a
/// width.
template <class T>
struct sum_terms {
  T fixed = zero<T>();                     ///< seconds
  std::vector<gamma_term<T>> gammas = {};  ///< independent summands
  std::vector<T> widths = {};              ///< of uniform summands, in seconds

  /// Adds the terms of an independent summand.
  void add(const sum_terms& more) {
    fixed += more.fixed;
    gammas.insert(gammas.end(), more.gammas.begin(), more.gammas.end());
    widths.insert(widths.end(), more.widths.begin(), more.widths.end());
  }
  /// Puts gamma distributions of one scale together, where the first of them was. Scales that
  /// differ by rounding alone are one. *Cost*: n log n.
  void merge_scales() {
    std::vector<std::size_t> order(gammas.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::stable_sort(order.begin(), order.end(), [this](std::size_t a, std::size_t b) {
      return gammas[a].scale < gammas[b].scale;
    });
    std::size_t first = 0;  // of those of one scale
    for (std::size_t k = 0; k < order.size(); ++k) {
      const gamma_term<T>& g = gammas[order[k]];
      const T slack = 4 * std::numeric_limits<T>::epsilon() * g.scale;
      if (k > 0 && g.scale <= gammas[order[first]].scale + slack)
        join(order[first], order[k]);
      else
        first = k;
    }
    std::erase_if(gammas, [](const gamma_term<T>& g) { return !(g.shape > zero<T>()); });
  }

 private:
  /// Adds one distribution of a scale to another; the one that comes later is left without a shape.
  void join(std::size_t& first, std::size_t next) {
    if (next < first) std::swap(first, next);
    gammas[first].shape += gammas[next].shape;
    gammas[next].shape = zero<T>();
  }
};

}  // namespace nines
