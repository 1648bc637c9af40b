// SPDX-License-Identifier: BSL-1.0
// probability_before(a, b), P(A < B): the probability that one time ends before another.
//
//   P(A < B) = E[S_B(A)]      P(A >= B) = E[F_B(A)]      each by the table of A
//
// The pieces of A are cut at the edges of those of B, so that a distribution of seconds beside one
// of months is seen, on both sides. Equal times count as not before. Assumes independence.
// Accuracy: 1e-9, both sides. Cost: up to 16 blocks of 22 values of B for each piece and each cut.
// Index: stress-strength probability.
#pragma once

#include <nines/density/random_time.hpp>
#include <nines/timing/arguments.hpp>

namespace nines {

namespace detail {

/// The times, from another origin, between which a distribution is smooth.
template <class T>
std::vector<T> edges_seen_from(const tabulated<T>& dist, const T& origin) {
  std::vector<T> edges;
  const auto add = [&](const T& time) { edges.push_back(dist.origin + time - origin); };
  for (const auto& p : dist.pieces) {
    add(p.from);
    add(p.to);
  }
  for (const auto& a : dist.atoms) add(a.time);
  std::sort(edges.begin(), edges.end());
  return edges;
}

/// The sum of weight(t) over what ends, by probability; the weight is smooth between the edges.
template <class T, class Weight>
T sum_between(const tabulated<T>& dist, const std::vector<T>& edges, const Weight& weight) {
  T total = zero<T>();
  for (const auto& a : dist.atoms) total += a.mass * weight(a.time);
  for (const auto& p : dist.pieces) {
    const auto add = [&](const T& from, const T& to) {
      const T v = p.variable(from);
      const T w = p.variable(to);
      total += p.integral(std::min(v, w), std::max(v, w), weight, total);
    };
    T from = p.from;
    for (auto e = std::upper_bound(edges.begin(), edges.end(), from); e != edges.end() && *e < p.to;
         ++e) {
      if (*e > from) add(from, *e);
      from = *e;
    }
    add(from, p.to);
  }
  return total;
}

}  // namespace detail

/// The probability that the first time has ended before the second.
template <random_time_like A, random_time_like B>
[[nodiscard]] auto probability_before(const A& first, const B& second) {
  using T = time_scalar<A, B>;
  const random_time<T> one = first;
  const random_time<T> another = second;
  const auto table = one.table();
  const auto edges = detail::edges_seen_from(another.table(), table.origin);
  const auto other = [&](const T& t) { return another.at(table.origin + t).cdf; };
  const T before =
      detail::sum_between(table, edges, [&](const T& t) { return other(t).complement(); });
  const T after = detail::sum_between(table, edges, [&](const T& t) { return other(t).value(); }) +
                  table.completion.complement();
  const T all = before + after;  // 1, but for what the table and the quadrature are wrong by
  return probability<T>(unchecked, before / all, after / all);
}

}  // namespace nines
