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

#include <nines/markov/chain/classes.hpp>
#include <nines/markov/elimination.hpp>
#include <nines/markov/steady/irreducible.hpp>
#include <nines/markov/transient/settled.hpp>
#include <optional>

namespace nines {
namespace detail {

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
      give_up("quasi_stationary", "the rate is known within a factor of 1 + " + describe(spread) +
                                      " only after 1000 inverse iterations");
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
  auto pi = stationary(states.rates, {});
  return {std::move(pi.mass), zero<T>(), pi.report};
}

/// The shape to which the moving states settle, if there is one that can be found.
template <class T>
std::optional<settled_vector<T>> find_shape(const restricted_chain<T>& states, direction way) {
  if (communicating_classes(states.rates).members.size() != 1) return std::nullopt;
  try {
    return settle(states, way);
  } catch (const convergence_error&) {
    return std::nullopt;
  }
}

}  // namespace detail

/// The distribution to which mass settles among some states, and the rate at which it leaves them.
template <class T>
struct quasi_stationary_distribution : state_distribution<T> {
  T rate;                ///< of leaving, per unit of time: a failure rate in the long run
  solver_report report;  ///< iterations: solutions of the eliminated chain
};

/// What is seen of the chain among the states `up`, given that it has not left them for long: the
/// distribution, and the constant rate at which it leaves (the asymptotic failure rate). *Throws*
/// domain_error unless the states communicate and can be left, convergence_error when two modes
/// are nearly equally slow. *Accuracy*: some n epsilon, each entry. *Cost*: one elimination and
/// some 50 solutions, more where modes are nearly as slow (the report counts them; 1000 at most).
template <class T>
[[nodiscard]] quasi_stationary_distribution<T> quasi_stationary(const chain<T>& c,
                                                                const state_set& up) {
  detail::check_states("quasi_stationary", "up", up, c.size());
  const restricted_chain<T> states = restrict_to(c.rates(), up);
  if (states.states.empty()) fail("quasi_stationary", "there are no up states");
  const state_classes classes = communicating_classes(states.rates);
  if (classes.members.size() > 1) {
    const auto name = [&](std::size_t k) {
      return c.name(static_cast<std::size_t>(
          states.states[static_cast<std::size_t>(classes.members[k].front())]));
    };
    fail("quasi_stationary",
         "the up states must reach each other, but " + name(0) + " and " + name(1) + " do not");
  }
  if (std::none_of(states.exits.begin(), states.exits.end(),
                   [](const T& exit) { return exit > zero<T>(); }))
    fail("quasi_stationary", "the up states are never left");
  auto settled = detail::quasi_stationary_vector(states, detail::direction::forward);
  quasi_stationary_distribution<T> dist{
      {std::vector<T>(c.size(), zero<T>())}, std::move(settled.rate), settled.report};
  for (std::size_t i = 0; i < settled.shape.size(); ++i)
    dist.mass[static_cast<std::size_t>(states.states[i])] = std::move(settled.shape[i]);
  return dist;
}

}  // namespace nines
