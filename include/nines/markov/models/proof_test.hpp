// SPDX-License-Identifier: BSL-1.0
// PFDavg, the probability of failure on demand, of units whose failures show only in proof tests.
//
// k of n units, as good as new after each test, fail unseen at lambda in the interval tau between
// tests. The probability of failure on demand is the share of the interval in which fewer than k
// are left. With x = lambda tau, p = 1 - exp(-x) and m = n - k + 1 failures to the outage,
//   PFD = 1/x [ sum over j = m .. n-1 of P(at least j+1 of n have failed by tau) / (n - j)
//               + sum over i > n of p^i / i ]
// since the mean time in "j failed" is the probability of having left it by tau over the rate (n -
// j) lambda of leaving. The other side is the same sum over j < m. Textbooks print the first term
// in x,
//   C(n, m) x^m / (m + 1): x/2 for 1oo1, x^2/3 for 1oo2, x^2 for 2oo3.
// Assumes that tests find everything and take no time. Accuracy: 16 epsilon, both sides, for n to
// 8; 40 for n to 64. Cost: O(n^2), and 40 exp(min(x, 1.25 ln n + 1)) terms. Source: IEC 61508-6,
// annex B; Rausand 2014.
// Index: PFDavg, proof test.
#pragma once

#include <nines/combine/at_least.hpp>
#include <nines/combine/copies.hpp>
#include <nines/markov/models/arguments.hpp>
#include <nines/markov/models/unit_group.hpp>

namespace nines {

/// n units, tested every `interval`; at least `needed` must work on demand.
template <class T = double>
struct tested_units {
  using scalar_type = T;
  std::size_t units = 1;         ///< n
  std::size_t needed = 1;        ///< to work on demand, from 1 to n
  model_duration<T> mttf{};      ///< to a dangerous failure that only a test finds
  model_duration<T> interval{};  ///< between tests
};

namespace detail {

/// For n x up to 1/8: the down share itself, in products that are each a part of the result, for
/// the sum above times x may be below the range of T where the result is not. With r = p / x,
///   t_i = C(n, i) p^(i-1) q^(n-i) r,  t_(i+1) = t_i (n - i) p / ((i + 1) q),
///   PFD = sum over i > m of t_i (sum over m <= j < i of 1 / (n - j))
///         + r sum over i > n of p^(i-1) / i
template <class T>
T rare_failure_on_demand(const T& x, const T& p, const T& q, std::size_t n, std::size_t m) {
  T term = count_of<T>(n) * (p / x);
  for (std::size_t i = 1; i < n; ++i) term = term * q;
  T weight = zero<T>();
  T sum = zero<T>();
  for (std::size_t i = 1; i <= n; ++i) {
    if (i > m) {
      weight = weight + one<T>() / count_of<T>(n - i + 1);
      sum = sum + term * weight;
    }
    if (i < n) term = term * (count_of<T>(n - i) / count_of<T>(i + 1)) * (p / q);
  }
  T power = p / x;
  for (std::size_t i = 1; i <= n; ++i) power = power * p;
  for (std::size_t i = n + 1;; ++i, power = power * p) {
    const T more = sum + power / count_of<T>(i);
    if (!(more > sum)) return sum;
    sum = more;
  }
}

/// The sum over i > n of p^i / i = x - (sum up to n), for p = 1 - exp(-x).
template <class T>
T tail_of_logarithm(const T& x, const T& p, std::size_t n) {
  T power = one<T>();
  T head = zero<T>();
  for (std::size_t i = 1; i <= n; ++i) {
    power = power * p;
    head = head + power / count_of<T>(i);
  }
  if (x > constant<T>(1.25) * head) return x - head;  // much larger: loses 2 (n + 1) epsilon
  T tail = zero<T>();
  for (std::size_t i = n + 1;; ++i) {
    power = power * p;
    const T sum = tail + power / count_of<T>(i);
    if (!(sum > tail)) return tail;
    tail = sum;
  }
}

}  // namespace detail

/// The chain between two tests: units only fail. Labels "up" and "degraded". *Throws* domain_error
/// for a field out of its domain, by name.
template <class T = double>
[[nodiscard]] chain<T> between_tests(const tested_units<T>& g) {
  detail::check_needed("pfd_avg", "needed", g.needed, g.units);
  const T failure = detail::rate_of("pfd_avg", "mttf", g.mttf);
  std::vector<T> births;
  for (std::size_t i = 0; i < g.units; ++i)
    births.push_back(detail::count_of<T>(g.units - i) * failure);
  return birth_death<T>(births, std::vector<T>(g.units, zero<T>())).as_chain(failures_to_outage(g));
}

/// The probability of failing on a demand at a random time, PFDavg; its complement is the mean
/// availability. *Throws* as between_tests.
template <class T = double>
[[nodiscard]] probability<T> pfd_avg(const tested_units<T>& g) {
  detail::check_needed("pfd_avg", "needed", g.needed, g.units);
  const T interval = detail::length_of("pfd_avg", "interval", g.interval);
  const bool may_fail =
      detail::rate_of("pfd_avg", "mttf", g.mttf) > zero<T>() && interval > zero<T>();
  if (!may_fail) return probability<T>::never();
  const T x = interval / g.mttf.hours;
  if (!(x > zero<T>()) || !is_finite(x))
    fail("pfd_avg", "interval / mttf", x, "a number that can be held");
  const T minus_x = zero<T>() - x;                 // a change of sign
  const T failed = zero<T>() - expm1_of(minus_x);  // a change of sign
  const probability<T> unit_failed{unchecked, failed, exp_of(minus_x)};
  const std::size_t outage = failures_to_outage(g);
  if (x * detail::count_of<T>(g.units) <= constant<T>(0.125)) {
    const T down =
        detail::rare_failure_on_demand(x, failed, unit_failed.complement(), g.units, outage);
    return {unchecked, down, T(one<T>() - down)};  // benign: an eighth at most
  }
  T up = zero<T>();
  T down = detail::tail_of_logarithm(x, failed, g.units);
  for (std::size_t j = 0; j < g.units; ++j)
    (j < outage ? up : down) +=
        at_least(j + 1, copies(g.units, unit_failed)).value() / detail::count_of<T>(g.units - j);
  return both_sides("pfd_avg", T(down / x), T(up / x));
}

}  // namespace nines
