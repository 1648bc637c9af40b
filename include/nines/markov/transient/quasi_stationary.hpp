// SPDX-License-Identifier: BSL-1.0
// What a chain settles to, and what that spares: horizons at a cost that does not depend on them.
//
// Left long enough among some states, a chain forgets where it began: its mass takes the shape psi
// with psi Q = -theta psi and leaves at the constant rate theta. (If nothing leaves, psi is the
// steady state and theta is 0.) As P = I + Q / q keeps order,
//
//   a psi <= v <= b psi   implies   a (1 - theta/q)^m psi <= v P^m <= b (1 - theta/q)^m psi,
//
// so once b / a - 1 is small the rest of a sum over steps is geometric, within that relative error
// for every entry. A slow mode cannot hide from this, as it can from a comparison of one step with
// the next. psi comes from elimination: x (-Q)^-1 / x brackets 1 / theta (Collatz & Wielandt).
// Sources: Sericola 1999 (the bound for steady states); Seneta 1981, chapters 1 and 7.
// Index: quasi-stationary distribution, decay parameter.
#pragma once

#include <array>
#include <boost/math/special_functions/log1p.hpp>
#include <nines/markov/chain/chain_builder.hpp>
#include <nines/markov/chain/classes.hpp>
#include <nines/markov/elimination.hpp>
#include <nines/markov/steady/steady_state.hpp>
#include <nines/markov/transient/evolution.hpp>

namespace nines {
namespace detail {

/// The shape to which vectors settle among some states, its entries of sum 1 (backward: of maximum
/// 1), and the rate at which they leave it.
template <class T>
struct settled_vector {
  std::vector<T> shape;
  T rate;
  solver_report report;
};

/// The least and the largest of a[i] / b[i], where b[i] is not so small that it has lost digits.
template <class T>
std::pair<T, T> ratio_bounds(std::span<const T> a, std::span<const T> b) {
  T least = std::numeric_limits<T>::infinity();
  T largest = zero<T>();
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (!(b[i] > constant<T>(1e-290))) continue;
    const T ratio = a[i] / b[i];
    if (ratio < least) least = ratio;
    if (ratio > largest) largest = ratio;
  }
  return {least, largest};
}

/// Returns the sum that x had.
template <class T>
T scale_to_one(std::vector<T>& x) {
  T sum = zero<T>();
  for (const T& entry : x) sum += entry;
  for (T& entry : x) entry = entry / sum;
  return sum;
}

/// A vector with which inverse iteration begins: what likely states send out, which is of the right
/// order of magnitude for rare ones; a uniform start would be far too much for these. Backward
/// entries differ by little.
template <class T, class Solve>
std::vector<T> likely_start(std::size_t n, direction way, const Solve& solve) {
  std::vector<T> x(n, one<T>() / constant<T>(static_cast<double>(n)));
  if (way == direction::backward) return x;
  solve(x);
  const T least = *std::max_element(x.begin(), x.end()) / constant<T>(1000);
  for (T& entry : x)
    if (entry < least) entry = zero<T>();
  solve(x);
  return x;
}

/// The quasi-stationary vector of states that communicate and can be left, by inverse iteration.
/// *Throws* convergence_error when 1000 solutions do not bring the bracket of the rate down to what
/// rounding leaves, 1e-13 at most: the second slowest mode is then nearly as slow as the slowest.
template <class T>
settled_vector<T> quasi_stationary_vector(const restricted_chain<T>& states, direction way) {
  const elimination<T> solver(states.rates, states.exits);
  const auto solve = [&](std::vector<T>& x) {
    way == direction::forward ? solver.solve_transposed(x) : solver.solve(x);
  };
  std::vector<T> x = likely_start<T>(states.exits.size(), way, solve);
  scale_to_one(x);
  double last_spread = std::numeric_limits<double>::infinity();
  for (std::size_t k = 1;; ++k) {
    std::vector<T> y = x;
    solve(y);
    const auto [least, largest] = ratio_bounds<T>(y, x);  // both sides of 1 / rate
    const auto spread = static_cast<double>(T(largest / least - one<T>()));  // how far from done
    const T mean = scale_to_one(y);
    x = std::move(y);
    const bool only_rounding_left = spread <= 1e-13 && !(spread < 0.5 * last_spread);
    if (spread <= 1e-14 || only_rounding_left)
      return {x, T(one<T>() / mean), {"elimination", k, spread}};
    if (k == 1000)
      throw convergence_error("nines::quasi_stationary: the rate is known within a factor of 1 + " +
                              describe(spread) + " only after 1000 inverse iterations");
    last_spread = spread;
  }
}

/// What vectors settle to among states that communicate.
template <class T>
settled_vector<T> settle(const restricted_chain<T>& states, direction way) {
  const std::size_t n = states.exits.size();
  for (const T& exit : states.exits)
    if (exit > zero<T>()) return quasi_stationary_vector(states, way);
  if (way == direction::backward)  // a reward settles to the same everywhere
    return {std::vector<T>(n, one<T>() / constant<T>(static_cast<double>(n))), zero<T>(), {}};
  auto pi = steady_state(chain_builder<T>(states.rates).build());
  return {std::move(pi.mass), zero<T>(), pi.report};
}

/// z - 1 + exp(-z) for z >= 0, all of its digits.
template <class T>
T exp_excess(const T& z) {
  if (z > constant<T>(0.5)) return expm1_of(T(-z)) + z;  // at least a fifth of z is left
  T term = z * z / constant<T>(2);
  T sum = term;
  for (int n = 3; n < 200 && sum + term != sum; ++n) {
    term = term * -z / constant<T>(n);
    sum += term;  // signs alternate, but each term is below a sixth of the one before it
  }
  return sum;
}

/// The sums over m >= 0 of rho^m times the weights of step k + m, rho = 1 - d, for a Poisson number
/// N of steps, mean x, that is beyond k for certain: E[rho^(N-k)], the sum of P(N > k + m) rho^m,
/// and that of E[(N - k - m - 1)^+] rho^m.
template <class T>
std::array<T, 3> geometric_rest(const T& x, const T& k, const T& d) {
  const T left = x - k;  // at least some standard deviations
  if (d == zero<T>()) return {one<T>(), left, T((left * left + k) / constant<T>(2))};
  const T bend = -boost::math::log1pmx(T(-d));               // -d - log(1 - d), of order d^2
  const auto exponent = [&](const T& from, const T& mean) {  // E[rho^(N - from)] = exp(-exponent)
    return T(mean * d - from * bend);  // benign: the first is the larger by far, or both are tiny
  };
  const T z = exponent(k, left);
  const T next = exponent(k + one<T>(), T(left - one<T>()));
  return {exp_of(T(-z)), T(-expm1_of(T(-z)) / d),
          T(((k + one<T>()) * bend + exp_excess(next) - d * expm1_of(T(-next))) / (d * d))};
}

}  // namespace detail

/// The law to which mass settles among some states, and the rate at which it leaves them.
template <class T>
struct quasi_stationary_law : state_distribution<T> {
  T rate;  ///< of leaving, per unit of time: a failure rate in the long run
  solver_report report;
};

/// What is seen of the chain among the states `up`, given that it has not left them for long: the
/// distribution, and the constant rate at which it leaves (the asymptotic failure rate). *Throws*
/// domain_error unless the states communicate and can be left, convergence_error when two modes
/// are nearly equally slow. *Accuracy*: some n epsilon, each entry. *Cost*: one elimination and a
/// few solutions.
template <class T>
[[nodiscard]] quasi_stationary_law<T> quasi_stationary(const chain<T>& c, const state_set& up) {
  detail::check_states("quasi_stationary", "up", up, c.size());
  const restricted_chain<T> states = restrict_to(c.rates(), up);
  if (states.states.empty()) detail::fail("quasi_stationary", "there are no up states");
  const state_classes classes = communicating_classes(states.rates);
  if (classes.members.size() > 1) {
    const auto name = [&](std::size_t k) {
      return c.name(static_cast<std::size_t>(
          states.states[static_cast<std::size_t>(classes.members[k].front())]));
    };
    detail::fail("quasi_stationary", "the up states must reach each other, but " + name(0) +
                                         " and " + name(1) + " do not");
  }
  if (std::none_of(states.exits.begin(), states.exits.end(),
                   [](const T& exit) { return exit > detail::zero<T>(); }))
    detail::fail("quasi_stationary", "the up states are never left");
  auto settled = detail::quasi_stationary_vector(states, detail::direction::forward);
  quasi_stationary_law<T> law{
      {std::vector<T>(c.size(), detail::zero<T>())}, std::move(settled.rate), settled.report};
  for (std::size_t i = 0; i < settled.shape.size(); ++i)
    law.mass[static_cast<std::size_t>(states.states[i])] = std::move(settled.shape[i]);
  return law;
}

}  // namespace nines
