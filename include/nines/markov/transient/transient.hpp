// SPDX-License-Identifier: BSL-1.0
// Where a chain is at time t, where it has been until then, and what that earns.
//
//   p(t) = p(0) exp(Q t)     L(t) = integral of p over [0, t]     forward, from one start
//   u(t) = exp(Q t) r        integral of u over [0, t]            backward, for every start
//
// Point availability is p(t) in the up states, interval availability L(t) in them over t. Absorbing
// states take no part in the steps: what they hold is what has flown in, which is a sum. No method
// subtracts; each entry is right in relative terms, 1e-300 included.
//
// Methods (method.hpp): scaling and squaring of non-negative matrices for small chains,
// however stiff; uniformization for large ones, whose steps end when the chain has settled.
// Index: Kolmogorov equations, Markov reward model.
#pragma once

#include <nines/markov/steady/steady_state.hpp>
#include <nines/markov/transient/method.hpp>
#include <nines/markov/transient/quasi_stationary.hpp>

namespace nines {

/// The expected time spent in each state during [0, t].
template <class T>
struct accumulated_time {
  std::vector<T> time;   ///< of each state, in the chain's unit
  solver_report report;  ///< method, iterations and error

  /// The share of the time spent in some states: interval availability, both sides. *Throws*
  /// domain_error when no time has passed: then there is nothing to share.
  [[nodiscard]] probability<T> share(const state_set& set) const {
    detail::check_states("accumulated_time::share", "set", set, time.size());
    T inside = zero<T>();
    T outside = zero<T>();
    for (std::size_t i = 0; i < time.size(); ++i) (set.contains(i) ? inside : outside) += time[i];
    const T all = inside + outside;
    if (!(all > zero<T>()))
      fail("accumulated_time::share", "no time has passed to have a share of");
    return both_sides("accumulated_time::share", T(inside / all), T(outside / all));
  }
  /// The expected time in some states: the downtime of a window, in the chain's unit.
  [[nodiscard]] T in(const state_set& set) const {
    detail::check_states("accumulated_time::in", "set", set, time.size());
    T sum = zero<T>();
    for (const std::size_t s : set.states()) sum += time[s];
    return sum;
  }
  /// What is earned on the average, at `reward` per unit of time.
  [[nodiscard]] T mean(std::span<const T> reward) const {
    return detail::earned("accumulated_time::mean", time, reward);
  }
};

/// A number for every state to start from, with the report of the solver.
template <class T>
struct solved_values {
  std::vector<T> value;  ///< by the state to start from
  solver_report report;  ///< method, iterations and error
};

namespace detail {

template <class T>
void check_time(std::string_view function, const T& t, bool finite) {
  if (!(t >= zero<T>())) fail(function, "t", t, "0 or more");
  if (finite && !is_finite(t)) fail(function, "t", t, "finite");
}

template <class T>
void check_range(std::string_view function, const std::vector<T>& entries) {
  for (const T& x : entries)
    if (!is_finite(x))
      give_up(function, "an integral over the time exceeds the range of the scalar type");
}

/// Forward, from an initial distribution.
template <class T, class Sweep>
evolution<T> carry(std::string_view function, const chain<T>& c, const time_question<T>& asked,
                   const transient_options& options, const Sweep& sweep) {
  const std::vector<T> mass = distribution_of(function, "initial", asked.v, c.size());
  const auto start = state_set::where(c.size(), [&](auto i) { return mass[i] > zero<T>(); });
  return evolve(function, visible_states<T>(c, reachable_from(c.rates(), start)),
                {asked.way, mass, asked.t, asked.order}, options, sweep, find_shape<T>);
}

template <class T, class Sweep>
solved_distribution<T> transient_by(const Sweep& sweep, const chain<T>& c,
                                    std::span<const T> initial, const T& t,
                                    const transient_options& options) {
  check_time("transient", t, false);
  check_options("transient", options);
  if (!is_finite(t)) return steady_state(c, initial);
  auto result = carry<T>("transient", c, {direction::forward, initial, t, 0}, options, sweep);
  check_range("transient", result.of_order[0]);
  return {{std::move(result.of_order[0])}, result.report};
}
template <class T, class Sweep>
accumulated_time<T> accumulated_by(const Sweep& sweep, const chain<T>& c,
                                   std::span<const T> initial, const T& t,
                                   const transient_options& options) {
  check_time("accumulated", t, true);
  check_options("accumulated", options);
  auto result = carry<T>("accumulated", c, {direction::forward, initial, t, 1}, options, sweep);
  check_range("accumulated", result.of_order[1]);
  return {std::move(result.of_order[1]), result.report};
}
/// The worth of a reward: of order 0 at time t, of order 1 until then.
template <class T, class Sweep>
solved_values<T> reward_by(std::string_view function, const Sweep& sweep, const chain<T>& c,
                           const time_question<T>& asked, const transient_options& options) {
  check_time(function, asked.t, true);
  check_options(function, options);
  if (asked.v.size() != c.size())
    fail(function, "size of reward", asked.v.size(), std::to_string(c.size()));
  for (std::size_t i = 0; i < asked.v.size(); ++i)
    if (!is_nonnegative(asked.v[i]) || !is_finite(asked.v[i]))
      fail(function, "reward of " + c.name(i), asked.v[i], "0 or more, and finite");
  auto result = evolve(function, visible_states<T>(c, state_set(c.size(), true)), asked, options,
                       sweep, find_shape<T>);
  auto& worth = result.of_order[static_cast<std::size_t>(asked.order)];
  check_range(function, worth);
  return {std::move(worth), result.report};
}
template <class T, class Sweep>
solved_values<T> expected_reward_by(const Sweep& sweep, const chain<T>& c,
                                    std::span<const T> reward, const T& t,
                                    const transient_options& options) {
  return reward_by<T>("expected_reward", sweep, c, {direction::backward, reward, t, 0}, options);
}
template <class T, class Sweep>
solved_values<T> accumulated_reward_by(const Sweep& sweep, const chain<T>& c,
                                       std::span<const T> reward, const T& t,
                                       const transient_options& options) {
  return reward_by<T>("accumulated_reward", sweep, c, {direction::backward, reward, t, 1}, options);
}

}  // namespace detail

/// The distribution at time t, in the chain's unit, from an initial one; t may be infinite.
/// *Throws* domain_error for t < 0 and an initial that is no distribution, convergence_error when
/// max_steps do not do. *Accuracy*: relative, of each entry above 1e-290: some 100 epsilon by
/// squaring and by steps (more where states lose their mass on their own: up to an epsilon a step),
/// `tolerance` where the chain has settled. *Cost*: about the least of rate x t steps, the steps
/// until it settles, and log2(rate x t) products of n x n matrices; the latter for up to 64 states
/// and more than 256 steps.
template <class T>
[[nodiscard]] solved_distribution<T> transient(const chain<T>& c,
                                               std::type_identity_t<std::span<const T>> initial,
                                               const std::type_identity_t<T>& t,
                                               const transient_options& options = {}) {
  return detail::transient_by(detail::sequential{}, c, initial, t, options);
}
/// The same at a duration after the start.
template <class T, class Rep, class Period>
[[nodiscard]] solved_distribution<T> transient(const chain<T>& c,
                                               std::type_identity_t<std::span<const T>> initial,
                                               std::chrono::duration<Rep, Period> t,
                                               const transient_options& options = {}) {
  return transient(c, initial, c.time(t), options);
}

/// The expected time in each state during [0, t], from an initial distribution. As transient(), but
/// t must be finite.
template <class T>
[[nodiscard]] accumulated_time<T> accumulated(const chain<T>& c,
                                              std::type_identity_t<std::span<const T>> initial,
                                              const std::type_identity_t<T>& t,
                                              const transient_options& options = {}) {
  return detail::accumulated_by(detail::sequential{}, c, initial, t, options);
}
/// The same for a duration.
template <class T, class Rep, class Period>
[[nodiscard]] accumulated_time<T> accumulated(const chain<T>& c,
                                              std::type_identity_t<std::span<const T>> initial,
                                              std::chrono::duration<Rep, Period> t,
                                              const transient_options& options = {}) {
  return accumulated(c, initial, c.time(t), options);
}

/// The expected rate of reward at time t, for every state to start from: with 1 for up and 0 for
/// down the point availability. Rewards are 0 or more. As transient() otherwise.
template <class T>
[[nodiscard]] solved_values<T> expected_reward(const chain<T>& c,
                                               std::type_identity_t<std::span<const T>> reward,
                                               const std::type_identity_t<T>& t,
                                               const transient_options& options = {}) {
  return detail::expected_reward_by(detail::sequential{}, c, reward, t, options);
}

/// The expected reward earned during [0, t], for every state to start from.
template <class T>
[[nodiscard]] solved_values<T> accumulated_reward(const chain<T>& c,
                                                  std::type_identity_t<std::span<const T>> reward,
                                                  const std::type_identity_t<T>& t,
                                                  const transient_options& options = {}) {
  return detail::accumulated_reward_by(detail::sequential{}, c, reward, t, options);
}

}  // namespace nines

#ifdef NINES_COMPILED
extern template nines::solved_distribution<double> nines::transient<double>(
    const nines::chain<double>&, std::span<const double>, const double&,
    const nines::transient_options&);
extern template nines::accumulated_time<double> nines::accumulated<double>(
    const nines::chain<double>&, std::span<const double>, const double&,
    const nines::transient_options&);
extern template nines::solved_values<double> nines::expected_reward<double>(
    const nines::chain<double>&, std::span<const double>, const double&,
    const nines::transient_options&);
extern template nines::solved_values<double> nines::accumulated_reward<double>(
    const nines::chain<double>&, std::span<const double>, const double&,
    const nines::transient_options&);
#endif
