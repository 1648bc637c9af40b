// SPDX-License-Identifier: BSL-1.0
// The vocabulary of random times: their values at an instant, and where they are not smooth.
//
// A random time is a distribution on [0, infinity]: atoms (fixed times), a density that is smooth
// between breakpoints, and what never ends (the complement of `completion`). Times are plain
// seconds here.
#pragma once

#include <algorithm>
#include <limits>
#include <nines/distribution/ties.hpp>
#include <nines/probability/two_sided.hpp>
#include <vector>

namespace nines {

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

}  // namespace nines
