// SPDX-License-Identifier: BSL-1.0
// Which step costs most: the mean of each, given that all together take a time.
//
//   percentile_contributions(steps, t)   E[X_i | sum = t] of each step
//
// They add up to t. Accuracy: as sequence(). All steps but one are a sum of those before it and of
// those after it, so it takes three sums a step.
#pragma once

#include <nines/density/random_time.hpp>
#include <nines/timing/sequence.hpp>
#include <vector>

namespace nines {

namespace detail {

/// The mean share of one part of a sum of two, given the time t of both (from both origins): by the
/// atoms that add up to t, or else by the densities.
template <class T>
T contribution_of(const tabulated<T>& part, const tabulated<T>& others, const T& t,
                  work_budget& work) {
  const T rounding = tie_width(T(part.origin + others.origin + t));
  T all = zero<T>();
  T weighted = zero<T>();
  for (const auto& a : part.atoms)
    for (const auto& b : others.atoms) {
      if (std::abs(a.time + b.time - t) > rounding) continue;
      all += a.mass * b.mass;
      weighted += a.mass * b.mass * a.time;
    }
  if (!(all > zero<T>())) {
    convolution<T> density(part, others, work);
    all = density(t);
    weighted = density.weighted(t, [](const T& s) { return s; });
  }
  if (!(all > zero<T>()))
    fail("percentile_contributions", "t (s)", part.origin + others.origin + t,
         "a time that the sum can take");
  return part.origin + weighted / all;
}

/// The sum of two tables; one of them may be missing (a null pointer).
template <class T>
tabulated<T> joined(const tabulated<T>* a, const tabulated<T>* b, work_budget& work) {
  return a == nullptr ? *b : b == nullptr ? *a : convolved(*a, *b, work);
}

}  // namespace detail

/// The mean length of each step, given that all together take t: what a late recovery is made of.
/// *Throws* domain_error for no step, and where the sum cannot take the time t.
template <distribution_range R, class Rep, class Period>
[[nodiscard]] auto percentile_contributions(const R& steps, std::chrono::duration<Rep, Period> t) {
  using T = detail::distribution_scalar<R>;
  const auto dists = detail::listed("percentile_contributions", steps);
  const T seconds = seconds_of<T>("percentile_contributions", "t", t);
  const std::size_t n = dists.size();
  if (n == 1) return std::vector<seconds_in<T>>{seconds_in<T>(seconds)};
  auto work = work_of_tables("percentile_contributions", 3 * static_cast<double>(n));
  std::vector<tabulated<T>> tables;
  for (const auto& dist : dists) tables.push_back(dist.table(work));
  auto first = tables;  // of the first i + 1 steps
  auto last = tables;   // of those from i on
  for (std::size_t i = 1; i < n; ++i) first[i] = convolved(first[i - 1], tables[i], work);
  for (std::size_t i = n - 1; i-- > 0;) last[i] = convolved(tables[i], last[i + 1], work);
  std::vector<seconds_in<T>> result;
  for (std::size_t i = 0; i < n; ++i) {
    const auto rest = detail::joined<T>(i > 0 ? &first[i - 1] : nullptr,
                                        i + 1 < n ? &last[i + 1] : nullptr, work);
    const T time = seconds - tables[i].origin - rest.origin;  // since the shortest
    result.emplace_back(detail::contribution_of(tables[i], rest, time, work));
  }
  return result;
}

}  // namespace nines

#ifdef NINES_COMPILED
extern template double nines::detail::contribution_of(const nines::tabulated<double>&,
                                                      const nines::tabulated<double>&,
                                                      const double&, nines::work_budget&);
#endif
