// SPDX-License-Identifier: BSL-1.0
// Bracketing searches: where does a condition that grows true with x begin to hold?
//
//   bracket_from(1.0, least, most, holds)    doubles or halves until the two ends differ
//   least_true(bracket, holds)               halves the bracket, on a log scale, to neighbours
//   least_whole(from, most, holds)           the same over whole numbers
//
// A condition is asked, not a function: a NaN compares false, and nothing is extrapolated, so each
// search ends after a number of steps that is known before. Boost.Math's TOMS 748 takes fewer for
// a smooth function; the rooms that have Boost use it where a value costs much.
#pragma once

#include <cstddef>
#include <limits>
#include <nines/error.hpp>
#include <nines/scalar.hpp>
#include <optional>

namespace nines {

/// Two ends of a search: a condition does not hold at `low`, and holds at `high`.
template <class T>
struct bracket {
  T low, high;  ///< the ends, low <= high
};

/// The bracket in which `holds` becomes true, within a factor of 2, found from `start` outward. The
/// condition is false below some x, and true from there on. If it holds down to `least`, or not
/// even at `most`, both ends lie there, or next to it: ask holds(b.low) and holds(b.high). *Throws*
/// domain_error unless start > 0. *Cost*: one evaluation for each factor of 2.
template <class T, class Holds>
[[nodiscard]] constexpr bracket<T> bracket_from(const T& start, const T& least, const T& most,
                                                const Holds& holds) {
  if (!(start > zero<T>())) fail("bracket_from", "start", start, "more than 0");
  constexpr int most_steps = 40'000;  // more than a long double has powers of 2
  const T two = constant<T>(2);
  bracket<T> b{start, start};
  if (holds(start)) {
    for (int i = 0; i < most_steps && b.low > least; ++i) {
      b = {T(b.low / two), b.low};
      if (!holds(b.low)) break;
    }
  } else {
    for (int i = 0; i < most_steps && b.high < most; ++i) {
      b = {b.high, T(b.high * two)};
      if (holds(b.high)) break;
    }
  }
  return b;
}

namespace detail {

/// A number between the two, on a log scale where they are far apart.
template <class T>
constexpr T between(const T& low, const T& high) {
  const T none = zero<T>();
  const T two = constant<T>(2);
  if (!(low < none)) {
    const T tiny = std::numeric_limits<T>::min();
    const T& from = low > tiny ? low : tiny;
    if (high / from > two * two) return sqrt_of(from) * sqrt_of(high);
  }
  return low < none ? low / two + high / two : low + (high - low) / two;
}

}  // namespace detail

/// The least x in (low, high] at which `holds` is true, where it is false at low, true at high, and
/// changes once; of a condition that rounding makes change more often, one such change. The ends
/// are taken as said: holds(high) is not asked. *Throws* domain_error unless low < high, both
/// finite. *Accuracy*: exact, the answer is the neighbour of a number at which it is false. *Cost*:
/// some 70 evaluations of a double.
template <class T, class Holds>
[[nodiscard]] constexpr T least_true(const bracket<T>& from, const Holds& holds) {
  if (!(from.low < from.high) || !is_finite(from.low) || !is_finite(from.high))
    fail("least_true", "high", from.high, "finite, and more than low, " + describe(from.low));
  constexpr int most_steps = 2'000;  // a bracket around 0 has an exponent's range of halvings
  T low = from.low;
  T high = from.high;
  for (int i = 0; i < most_steps; ++i) {
    const T middle = detail::between(low, high);
    if (!(middle > low && middle < high)) return high;
    (holds(middle) ? high : low) = middle;
  }
  give_up("least_true", "reached " + describe(low) + " to " + describe(high));
}

/// The least n in [from, most] at which `holds` is true, where it is false below some n and true
/// from there on; nothing where it is not true at `most` either. *Cost*: some 2 log2(n - from)
/// evaluations.
template <class Holds>
[[nodiscard]] constexpr std::optional<std::size_t> least_whole(std::size_t from, std::size_t most,
                                                               const Holds& holds) {
  if (from > most) return std::nullopt;
  if (holds(from)) return from;
  std::size_t low = from;
  std::size_t high = from;
  for (std::size_t step = 1; high == low; step *= 2) {
    if (low == most) return std::nullopt;
    const std::size_t next = step < most - low ? low + step : most;
    (holds(next) ? high : low) = next;
    if (low == next) high = low;
  }
  while (high - low > 1) {
    const std::size_t middle = low + (high - low) / 2;
    (holds(middle) ? high : low) = middle;
  }
  return high;
}

}  // namespace nines
