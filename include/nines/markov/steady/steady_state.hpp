// SPDX-License-Identifier: BSL-1.0
// Where a chain is in the long run: the distribution pi with pi Q = 0.
//
// Only closed classes keep mass. One closed class: pi is unique. Several: each gets the probability
// that the chain, from its initial distribution, is absorbed by it. Within a class pi is found by
// elimination (exact to rounding, immune to near-decomposability) or, where that would cost too
// much, by Gauss-Seidel sweeps with extrapolation, which aggregation speeds up and checks. The
// report says which it was; neither subtracts, so rare states are as accurate as likely ones.
// Index: stationary distribution, global balance equations.
#pragma once

#include <nines/markov/chain/classes.hpp>
#include <nines/markov/chain/distribution.hpp>
#include <nines/markov/passage/passage_solver.hpp>
#include <nines/markov/steady/irreducible.hpp>

namespace nines {

namespace detail {

/// How a first passage is solved beside a steady state. What sweeps prove of it has to leave room
/// for rounding; the estimate that they work to is as small as that of the steady state.
inline passage_options passage_options_of(const steady_options& options) {
  passage_options result{.memory_limit = options.memory_limit,
                         .tolerance = std::min(1e3 * options.tolerance, 0.5),
                         .max_sweeps = options.max_sweeps};
  if (options.method == steady_method::elimination) result.method = passage_method::elimination;
  if (options.method == steady_method::gauss_seidel) result.method = passage_method::gauss_seidel;
  return result;
}

/// The probability that each closed class takes the chain, from an initial distribution.
template <class T>
std::vector<T> absorption_by_class(const chain<T>& c, const state_classes& classes,
                                   std::span<const T> initial, const steady_options& options) {
  std::vector<int> closed_number(classes.members.size(), -1);
  for (std::size_t k = 0; k < classes.closed.size(); ++k)
    closed_number[static_cast<std::size_t>(classes.closed[k])] = static_cast<int>(k);
  const auto closed_of = [&](std::size_t state) {
    return closed_number[static_cast<std::size_t>(classes.class_of[state])];
  };
  std::vector<T> absorbed(classes.closed.size(), zero<T>());
  std::vector<T> mass;
  for (std::size_t i = 0; i < c.size(); ++i) {
    if (closed_of(i) < 0)
      mass.push_back(initial[i]);
    else
      absorbed[static_cast<std::size_t>(closed_of(i))] += initial[i];
  }
  if (mass.empty()) return absorbed;
  const auto passing =
      restrict_to(c.rates(), state_set::where(c.size(), [&](auto i) { return closed_of(i) < 0; }));
  passage_solver<T>(passing.rates, passing.exits, passage_options_of(options))
      .solve_transposed(mass);
  for (std::size_t i = 0; i < mass.size(); ++i)
    for (const auto [to, rate] : row_of(c.rates(), passing.states[i]))
      if (const int k = closed_of(to); k >= 0)
        absorbed[static_cast<std::size_t>(k)] += mass[i] * rate;
  return absorbed;
}

/// The long run of a chain, given the probability of each closed class.
template <class T>
solved_distribution<T> steady_state_of_classes(const chain<T>& c, const state_classes& classes,
                                               const std::vector<T>& absorbed,
                                               const steady_options& options) {
  solved_distribution<T> result;
  result.mass.assign(c.size(), zero<T>());
  for (std::size_t k = 0; k < absorbed.size(); ++k) {
    const auto& members = classes.members[static_cast<std::size_t>(classes.closed[k])];
    solved_distribution<T> within;
    if (members.size() == c.size()) {
      within = stationary(c.rates(), options);
    } else {
      state_set kept(c.size());
      for (const int s : members) kept.insert(static_cast<std::size_t>(s));
      within = stationary(restrict_to(c.rates(), kept).rates, options);
    }
    for (std::size_t i = 0; i < members.size(); ++i)
      result.mass[static_cast<std::size_t>(members[i])] = absorbed[k] * within.mass[i];
    const bool is_worse = std::pair(within.report.error, within.report.iterations) >
                          std::pair(result.report.error, result.report.iterations);
    if (k == 0 || is_worse) result.report = within.report;
  }
  return result;
}

}  // namespace detail

/// The long-run distribution from an initial distribution, which matters when the chain has several
/// closed classes; the report is that of the class solved worst. *Accuracy*: by elimination some n
/// epsilon, relative, each entry. By sweeps the tolerance, which is an estimate: what the rate of
/// convergence leaves to do, and what a correction by aggregation still changed; not a bound.
/// Entries below 1e-290 (in double) are not held to it. *Throws* domain_error for an initial that
/// is no distribution, convergence_error when sweeps do not reach the tolerance.
template <class T>
[[nodiscard]] solved_distribution<T> steady_state(const chain<T>& c, std::span<const T> initial,
                                                  const steady_options& options = {}) {
  const std::vector<T> start =
      detail::distribution_of("steady_state", "initial", initial, c.size());
  detail::check_options(options);
  const state_classes classes = communicating_classes(c);
  const auto absorbed = detail::absorption_by_class(c, classes, std::span<const T>(start), options);
  return detail::steady_state_of_classes(c, classes, absorbed, options);
}

/// The long-run distribution, whatever the start. *Throws* domain_error for a chain with several
/// closed classes (it names a state of two of them); else as above.
template <class T>
[[nodiscard]] solved_distribution<T> steady_state(const chain<T>& c,
                                                  const steady_options& options = {}) {
  detail::check_options(options);
  const state_classes classes = communicating_classes(c);
  const auto first_of = [&](std::size_t k) {
    return static_cast<std::size_t>(
        classes.members[static_cast<std::size_t>(classes.closed[k])].front());
  };
  if (classes.closed.size() > 1)
    fail("steady_state",
         "the long run depends on the start, which must be given: " + c.name(first_of(0)) +
             " and " + c.name(first_of(1)) + " lie in different closed classes");
  return detail::steady_state_of_classes(c, classes, {one<T>()}, options);
}

}  // namespace nines

#ifdef NINES_COMPILED
extern template nines::solved_distribution<double> nines::steady_state(
    const nines::chain<double>&, std::span<const double>, const nines::steady_options&);
extern template nines::solved_distribution<double> nines::steady_state(
    const nines::chain<double>&, const nines::steady_options&);
#endif
