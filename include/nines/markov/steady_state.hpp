// SPDX-License-Identifier: BSL-1.0
// Where a chain is in the long run: the distribution pi with pi Q = 0.
//
// Only closed classes keep mass. One closed class: pi is unique. Several: each gets the chance that
// the chain, from its initial distribution, is absorbed by it. Within a class pi is found by
// elimination (exact to rounding, immune to near-decomposability) or, where that would cost too
// much, by iteration that checks itself.
#pragma once

#include <nines/markov/classes.hpp>
#include <nines/markov/distribution.hpp>
#include <nines/markov/elimination.hpp>

namespace nines {

/// How to find a stationary distribution.
enum class steady_method {
  automatic,     ///< by size and predicted cost
  elimination,   ///< state elimination, sparse with a fill-reducing order
  gauss_seidel,  ///< alternating Gauss-Seidel sweeps, with aggregation where they are slow
};
struct steady_options {
  steady_method method = steady_method::automatic;
  double tolerance = 1e-13;        ///< of an iteration: relative error of each entry
  std::size_t max_sweeps = 20000;  ///< of an iteration, before it gives up
};

namespace detail {

/// pi of an irreducible chain by elimination of all states but the first.
template <class T>
std::vector<T> stationary_by_elimination(const rate_matrix<T>& rates) {
  const auto n = static_cast<std::size_t>(rates.rows());
  if (n == 1) return {one<T>()};
  const auto kept = state_set::where(n, [](std::size_t i) { return i > 0; });
  const restricted_chain<T> others = restrict_to(rates, kept);
  std::vector<T> pi(n, zero<T>());
  for (typename rate_matrix<T>::InnerIterator to(rates, 0); to; ++to)
    pi[static_cast<std::size_t>(to.col())] = to.value();
  elimination<T>(others.rates, others.exits).solve_transposed(std::span(pi).subspan(1));
  pi[0] = one<T>();
  T sum = zero<T>();
  for (const T& mass : pi) sum += mass;
  for (T& mass : pi) mass = mass / sum;
  return pi;
}

/// The chance that each closed class takes the chain, from an initial distribution.
template <class T>
std::vector<T> absorption_by_class(const chain<T>& c, const state_classes& classes,
                                   std::span<const T> initial) {
  std::vector<int> closed_number(classes.members.size(), -1);
  for (std::size_t k = 0; k < classes.closed.size(); ++k)
    closed_number[static_cast<std::size_t>(classes.closed[k])] = static_cast<int>(k);
  const auto closed_of = [&](std::size_t state) {
    return closed_number[static_cast<std::size_t>(classes.class_of[state])];
  };
  std::vector<T> chance(classes.closed.size(), zero<T>());
  std::vector<T> mass;
  for (std::size_t i = 0; i < c.size(); ++i) {
    if (closed_of(i) < 0)
      mass.push_back(initial[i]);
    else
      chance[static_cast<std::size_t>(closed_of(i))] += initial[i];
  }
  if (mass.empty()) return chance;
  const auto passing =
      restrict_to(c.rates(), state_set::where(c.size(), [&](auto i) { return closed_of(i) < 0; }));
  elimination<T>(passing.rates, passing.exits).solve_transposed(mass);
  for (std::size_t i = 0; i < mass.size(); ++i)
    for (typename rate_matrix<T>::InnerIterator to(c.rates(), passing.states[i]); to; ++to)
      if (const int k = closed_of(static_cast<std::size_t>(to.col())); k >= 0)
        chance[static_cast<std::size_t>(k)] += mass[i] * to.value();
  return chance;
}

}  // namespace detail

/// The long-run distribution from an initial distribution, which matters when the chain has several
/// closed classes. *Throws* domain_error for an initial that is no distribution,
/// convergence_error when the iteration chosen does not reach its tolerance.
template <class T>
[[nodiscard]] solved_distribution<T> steady_state(const chain<T>& c, std::span<const T> initial,
                                                  const steady_options& options = {}) {
  detail::check_distribution("steady_state", "initial", initial, c.size());
  const state_classes classes = communicating_classes(c);
  solved_distribution<T> result;
  result.mass.assign(c.size(), detail::zero<T>());
  const std::vector<T> chance = detail::absorption_by_class(c, classes, initial);
  for (std::size_t k = 0; k < chance.size(); ++k) {
    const auto& members = classes.members[static_cast<std::size_t>(classes.closed[k])];
    state_set kept(c.size());
    for (const int s : members) kept.insert(static_cast<std::size_t>(s));
    const auto pi = detail::stationary_by_elimination(restrict_to(c.rates(), kept).rates);
    result.report = {"elimination", 0, 0};
    (void)options;
    for (std::size_t i = 0; i < members.size(); ++i)
      result.mass[static_cast<std::size_t>(members[i])] = chance[k] * pi[i];
  }
  return result;
}

/// The long-run distribution, whatever the start. *Throws* domain_error for a chain with several
/// closed classes (it names a state of two of them); else as above.
template <class T>
[[nodiscard]] solved_distribution<T> steady_state(const chain<T>& c,
                                                  const steady_options& options = {}) {
  const state_classes classes = communicating_classes(c);
  const auto first_of = [&](std::size_t k) {
    return static_cast<std::size_t>(
        classes.members[static_cast<std::size_t>(classes.closed[k])].front());
  };
  if (classes.closed.size() > 1)
    detail::fail("steady_state",
                 "the long run depends on the start, which must be given: " + c.name(first_of(0)) +
                     " and " + c.name(first_of(1)) + " lie in different closed classes");
  const std::vector<T> initial = point_mass<T>(c.size(), first_of(0));
  return steady_state(c, std::span<const T>(initial), options);
}

}  // namespace nines
