// SPDX-License-Identifier: BSL-1.0
// What is known of the sum of two durations before any integral: its atoms, where it is rough, and
// how far it reaches.
//
// Where X is rough by order a and Y by order b, the sum is by a + b + 1: what is smoother than
// order 7 is no breakpoint.
#pragma once

#include <nines/density/table.hpp>

namespace nines::detail {

/// Atoms of a sum: all pairs. Probabilities below 1e-30 are left out.
template <class T>
std::vector<time_atom<T>> sum_of_atoms(const tabulated<T>& x, const tabulated<T>& y) {
  if (x.atoms.size() * y.atoms.size() > 4'000'000)
    fail("sequence", "number of fixed times", x.atoms.size() * y.atoms.size(),
         "at most 4000000: fit a smooth distribution to this many records");
  std::vector<time_atom<T>> atoms;
  for (const auto& a : x.atoms)
    for (const auto& b : y.atoms)
      if (a.mass * b.mass > T(1e-30)) atoms.push_back({a.time + b.time, a.mass * b.mass});
  merge_ties(atoms);
  return atoms;
}

/// Where a sum is rough, atoms of one part included; a shortest time is always kept.
template <class T>
std::vector<time_breakpoint<T>> sum_of_breakpoints(const tabulated<T>& x, const tabulated<T>& y) {
  std::vector<time_breakpoint<T>> breaks;
  const auto add = [&](const T& time, const T& order) {
    if (order <= 7) breaks.push_back({time, order});
  };
  for (const auto& b : x.breakpoints)
    for (const auto& c : y.breakpoints) add(b.time + c.time, b.order + c.order + 1);
  for (const auto& b : x.breakpoints)
    for (const auto& c : y.atoms) add(b.time + c.time, b.order);
  for (const auto& b : x.atoms)
    for (const auto& c : y.breakpoints) add(b.time + c.time, c.order);
  constexpr T forever = std::numeric_limits<T>::infinity();
  const auto first = [](const auto& points) {
    return points.empty() ? forever : points.front().time;
  };
  const T least =
      std::min({first(x.breakpoints) + first(y.breakpoints), first(x.breakpoints) + first(y.atoms),
                first(x.atoms) + first(y.breakpoints)});
  if (least < forever) breaks.push_back({least, smooth_order<T>});
  merge_ties(breaks, T(x.reach + y.reach));
  return breaks;
}

/// A time after which next to nothing is left of a sum, from bounds that are certain.
template <class T>
T reach_of_sum(const tabulated<T>& x, const tabulated<T>& y) {
  const T whole = x.reach + y.reach;
  if (x.max + y.max <= whole) return x.max + y.max;
  constexpr int steps = 32;
  for (int i = steps / 4; i < steps; ++i) {
    const T t = whole * T(i) / T(steps);
    T left = zero<T>();
    for (const auto& p : x.pieces) left += p.mass * y.most_after(t - p.to);
    for (const auto& a : x.atoms) left += a.mass * y.most_after(t - a.time);
    if (left <= T(negligible_mass)) return t;
  }
  return whole;
}

}  // namespace nines::detail
