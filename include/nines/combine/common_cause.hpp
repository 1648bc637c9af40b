// SPDX-License-Identifier: BSL-1.0
// Parts that fail together: the beta factor, and correlation.
//
// Beta factor (IEC 61508-6): of the unavailability q of each part, the share beta comes from a
// cause that takes all of them at once.
//   exact union   1 - (1 - beta q) (1 - P(independent parts fail with (1 - beta) q each))
//   rare event    beta q + P(...)           the usual sum, an upper bound of it
// Correlation rho between any two parts (beta-binomial; two parts: q^2 + rho q (1 - q)).
// Index: beta factor model, beta-binomial model, common-cause failure.
#pragma once

#include <nines/combine/at_least.hpp>
#include <nines/combine/series.hpp>
#include <nines/combine/split_common_cause.hpp>
#include <nines/probability/power.hpp>
#include <nines/probability/two_sided_sum.hpp>
#include <nines/roots.hpp>
#include <utility>

namespace nines {

/// At least k of n identical parts, the share `beta` of whose unavailability is common: exact union
/// of the common cause and the independent failures, beta q and (1 - beta) q as the standard has
/// them (so that each of several parts is down with q - beta (1 - beta) q^2). A part alone shares
/// nothing: it is down with q. *Throws* domain_error if k > n. k = 0 is certain.
template <class T>
[[nodiscard]] constexpr probability<T> beta_factor(std::size_t k,
                                                   const copies<probability<T>>& parts,
                                                   const probability<T>& beta) {
  detail::check_threshold(k, parts.count);
  if (k == 0) return probability<T>::always();
  if (parts.count == 1) return parts.unit;
  const auto split = split_common_cause(parts.unit, beta);
  return series(split.common, at_least(k, copies(parts.count, split.independent)));
}

/// The unavailability in the rare-event form, beta q + P(independent parts fail), as textbooks and
/// standards print it. A bare number: it is an upper bound of beta_factor().complement(), which
/// large unavailabilities can push over one. *Throws* domain_error if k > n.
template <class T>
[[nodiscard]] constexpr T beta_factor_rare_event(std::size_t k, const copies<probability<T>>& parts,
                                                 const probability<T>& beta) {
  detail::check_threshold(k, parts.count);
  if (k == 0) return zero<T>();
  const auto split = split_common_cause(parts.unit, beta);
  return split.common.complement() +
         at_least(k, copies(parts.count, split.independent)).complement();
}

namespace detail {

/// x^n as the sum of two numbers; the second is the error of the first. *Accuracy*: n epsilon^2.
template <std::floating_point T>
std::pair<T, T> exact_power(T x, std::size_t n) {
  T high = 1;
  T low = 0;
  for (; n > 0; --n) {  // times x: the product, what it was rounded by, and the rest's share
    const T product = high * x;
    low = fma_of(high, x, -product) + low * x;
    high = product;
  }
  return {high, low};
}

/// beta q + ((1 - beta) q)^n - q^n by positive terms alone, for q n < 1:
///   beta q ((1 - n q^(n-1)) + q^(n-1) (sum over i < n of 1 - (1 - beta)^i))
template <std::floating_point T>
T rise_over_independent(T beta, T q, std::size_t n) {
  const T others = integer_power(q, n - 1);
  T lost = 0;  // 1 - (1 - beta)^i
  T sum = 0;
  for (std::size_t i = 1; i < n; ++i) sum += lost = lost * (1 - beta) + beta;
  return beta * q * ((1 - static_cast<T>(n) * others) + others * sum);  // n others < 1
}

}  // namespace detail

/// The share beta at which n redundant parts together have the given unavailability in the
/// rare-event form: solves beta q + ((1 - beta) q)^n = unavailability, n >= 2. It reconciles a
/// computed figure with an observed one. *Throws* domain_error unless q^n <= unavailability <= q <
/// 1/n. *Accuracy*: 4 epsilon, relative, for the very numbers given, however little the
/// unavailability is above q^n (from 1e-290 on).
template <std::floating_point T>
[[nodiscard]] T beta_for(const copies<probability<T>>& parts, T unavailability) {
  const T q = parts.unit.complement();
  const std::size_t n = parts.count;
  if (n < 2) fail("beta_for", "count", n, "at least 2");
  if (!(q * static_cast<T>(n) < 1))
    fail("beta_for", "unavailability of a part", q, "less than 1 / count");
  const auto [independent, rest] = detail::exact_power(q, n);
  if (!(unavailability >= independent && unavailability <= q))
    fail("beta_for", "unavailability", unavailability,
         "from " + describe(independent) + " (beta = 0) to " + describe(q));
  // Input data: the first difference is exact where it is small, and `rest` is small beside it.
  const T rise = (unavailability - independent) - rest;
  if (!(rise > 0)) return 0;
  return least_true<T>({0, 1}, [&, q = q](T beta) {  // the rise grows with beta
    return !(detail::rise_over_independent(beta, q, n) < rise);
  });
}

/// At least k of n identical parts; any two are correlated with coefficient rho in [0, 1]
/// (the beta-binomial distribution: rho = 0 independent, 1 all together). *Throws* domain_error if
/// k > n or rho is outside [0, 1]; convergence_error for more than 44 000 copies. *Accuracy*: 3 n
/// epsilon, both sides. *Cost*: O(n^2). *Source*: Skellam 1948.
template <class T>
[[nodiscard]] probability<T> correlated_at_least(std::size_t k, const copies<probability<T>>& parts,
                                                 const probability<T>& rho) {
  const std::size_t n = parts.count;
  detail::check_threshold(k, n);
  if (k == 0) return probability<T>::always();
  if (const double steps = static_cast<double>(n) * static_cast<double>(n); !(steps <= 2e9))
    give_up("correlated_at_least",
            describe(n) + " copies take n^2 steps, and more than 2e9 would take minutes");
  // Polya's urn: after u up and d down the next part is down with probability
  // (q (1 - rho) + d rho) / ((1 - rho) + (u + d) rho). The masses by d, part after part.
  const T spread = rho.value();
  const T rest = rho.complement();
  std::vector<T> mass(n + 1, zero<T>());
  mass[0] = one<T>();
  const auto count = [](std::size_t x) { return constant<T>(static_cast<double>(x)); };
  for (std::size_t seen = 0; seen < n; ++seen) {
    const T total = rest + count(seen) * spread;
    for (std::size_t d = seen + 1;
         d-- > 0;) {  // the first part, seen = 0, has its own probabilities: no 0 / 0 for rho = 1
      const T to_down = seen == 0 ? parts.unit.complement()
                                  : T((parts.unit.complement() * rest + count(d) * spread) / total);
      const T to_up = seen == 0 ? parts.unit.value()
                                : T((parts.unit.value() * rest + count(seen - d) * spread) / total);
      mass[d + 1] = mass[d + 1] + mass[d] * to_down;
      mass[d] = mass[d] * to_up;
    }
  }
  two_sided_sum<T> sum;
  for (std::size_t d = 0; d <= n; ++d) sum.add(n - d >= k, mass[d]);
  return sum.result();
}

}  // namespace nines
