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
// Methods: scaling and squaring of non-negative matrices (small chains, however stiff: the cost is
// that of log2(rate x time) matrix products) and uniformization (large ones: a step per transition),
// whose steps end when the chain has settled. What would take too long throws.
#pragma once

#include <nines/markov/squaring.hpp>
#include <nines/markov/uniformization.hpp>

namespace nines {

/// How to go through time.
enum class transient_method {
  automatic,       ///< by size, rate x time and what the chain settles to
  squaring,        ///< a dense matrix, squared; for up to some thousand states
  uniformization,  ///< sparse steps, until t or until the chain has settled
};
struct transient_options {
  transient_method method = transient_method::automatic;
  double tolerance = 1e-12;  ///< of settling: relative error of each entry
  double max_steps = 1e7;    ///< of uniformization, before it gives up
};

/// The expected time spent in each state during [0, t].
template <class T>
struct accumulated_time {
  std::vector<T> time;
  solver_report report;

  /// The share of the time spent in some states: interval availability, both sides.
  [[nodiscard]] probability<T> share(const state_set& set) const {
    detail::check_states("accumulated_time::share", "set", set, time.size());
    T inside = detail::zero<T>();
    T outside = detail::zero<T>();
    for (std::size_t i = 0; i < time.size(); ++i) (set.contains(i) ? inside : outside) += time[i];
    const T all = inside + outside;
    return {detail::unchecked, T(inside / all), T(outside / all)};
  }
  /// The expected time in some states: the downtime of a window, in the chain's unit.
  [[nodiscard]] T in(const state_set& set) const {
    detail::check_states("accumulated_time::in", "set", set, time.size());
    T sum = detail::zero<T>();
    for (const std::size_t s : set.states()) sum += time[s];
    return sum;
  }
  /// What is earned on the average, at `reward` per unit of time.
  [[nodiscard]] T mean(std::span<const T> reward) const {
    if (reward.size() != time.size())
      detail::fail("accumulated_time::mean", "size of reward", reward.size(),
                   std::to_string(time.size()));
    T sum = detail::zero<T>();
    for (std::size_t i = 0; i < time.size(); ++i) sum += time[i] * reward[i];
    return sum;
  }
};

/// A number for every state to start from, with the report of the solver.
template <class T>
struct solved_values {
  std::vector<T> value;
  solver_report report;
};

namespace detail {

/// The moving states among those seen (which are never left as a whole), and the absorbing ones.
template <class T>
struct visible_states {
  visible_states(const chain<T>& c, const state_set& seen)
      : rates(c.rates()),
        absorbing(seen & state_set::where(
                             c.size(), [&](auto i) { return !(c.exit_rates()[i] > zero<T>()); })),
        moving(restrict_to(c.rates(), seen & !absorbing)),
        all(restrict_to(c.rates(), seen)) {}

  const rate_matrix<T>& rates;
  state_set absorbing;
  restricted_chain<T> moving, all;
};

/// The entries of v for the states of a restricted chain, and back to their places.
template <class T>
std::vector<T> pick(std::span<const T> v, const std::vector<int>& states) {
  std::vector<T> picked;
  picked.reserve(states.size());
  for (const int s : states) picked.push_back(v[static_cast<std::size_t>(s)]);
  return picked;
}
template <class T>
void put(const std::vector<T>& picked, const std::vector<int>& states, std::vector<T>& v) {
  for (std::size_t i = 0; i < picked.size(); ++i)
    v[static_cast<std::size_t>(states[i])] = picked[i];
}

/// What the methods would cost, in transitions gone through.
struct transient_costs {
  double steps, step, squaring;
};
template <class T>
transient_costs predict(const visible_states<T>& seen, std::span<const T> exit_rates, const T& t) {
  double rate = 0;
  for (const int s : seen.moving.states)
    rate = std::max(rate, static_cast<double>(exit_rates[static_cast<std::size_t>(s)]));
  const auto n = static_cast<double>(seen.all.states.size());
  const double steps = rate * static_cast<double>(t);
  return {steps, 2 * n + static_cast<double>(seen.moving.rates.nonZeros()) + 100,
          0.6 * n * n * n * (8 + std::log2(1 + steps))};
}

/// Above so many transitions it pays to find out first what the chain settles to.
inline constexpr double worth_a_shape = 1e7;

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

/// v exp(Q t) and its integrals up to `order` over the states seen, by squaring.
template <class T>
evolution<T> evolve_densely(const visible_states<T>& seen, direction way, std::span<const T> v,
                            const T& t, int order) {
  const std::vector<int>& states = seen.all.states;
  std::vector<T> exits(states.size(), zero<T>());
  for (std::size_t i = 0; i < exits.size(); ++i)
    for (typename rate_matrix<T>::InnerIterator to(seen.all.rates, static_cast<Eigen::Index>(i));
         to; ++to)
      exits[i] += to.value();
  const auto m = transition_by_squaring<T>(seen.all.rates, exits, t, order > 0);
  std::vector<T> start = pick(v, states);
  const auto n = static_cast<Eigen::Index>(start.size());
  const Eigen::Map<const Eigen::Matrix<T, Eigen::Dynamic, 1>> x(start.data(), n);
  evolution<T> result;
  result.report = {"squaring", m.squarings, 0};
  for (int o = 0; o <= order; ++o) {
    const dense_matrix<T>& by = o == 0 ? m.chance : m.time;
    Eigen::Matrix<T, Eigen::Dynamic, 1> y(n);
    if (way == direction::forward)
      y.noalias() = by.transpose() * x;
    else
      y.noalias() = by * x;
    auto& entries = result.of_order[static_cast<std::size_t>(o)];
    entries.assign(v.size(), zero<T>());
    put(std::vector<T>(y.data(), y.data() + n), states, entries);
  }
  return result;
}

/// The same by steps among the moving states; nothing when more than `limit` would be needed.
template <class T, class Sweep>
std::optional<evolution<T>> evolve_in_steps(const visible_states<T>& seen, direction way,
                                            std::span<const T> v, const T& t, int order,
                                            const settled_vector<T>* shape, double tolerance,
                                            double limit, const Sweep& sweep) {
  const std::vector<int>& states = seen.moving.states;
  evolution<T> result;
  for (int o = 0; o <= order; ++o)
    result.of_order[static_cast<std::size_t>(o)].assign(v.size(), zero<T>());
  auto& at_end = result.of_order[0];
  auto& over_time = result.of_order[1];
  for (const std::size_t a : seen.absorbing.states()) {
    at_end[a] = v[a];
    if (order > 0) over_time[a] = v[a] * t;
  }
  if (states.empty()) return result;
  const uniformization<T> chain(seen.moving, way);
  const auto go = [&](const std::vector<T>& start, int highest) {
    return uniformized_walk<T, Sweep>(chain, start, t, highest, sweep).run(tolerance, limit, shape);
  };
  // What is absorbed by t has flown in over time: one integral more than is asked for.
  const bool absorbs = chain.may_leave();
  const std::vector<T> start = pick(v, states);
  if (way == direction::forward) {
    auto walk = go(start, order + (absorbs ? 1 : 0));
    if (!walk) return std::nullopt;
    result.report = walk->report;
    for (int o = 0; o <= order; ++o) {
      const auto k = static_cast<std::size_t>(o);
      put(walk->of_order[k], states, result.of_order[k]);
      if (!absorbs) continue;
      for (std::size_t i = 0; i < states.size(); ++i)
        for (typename rate_matrix<T>::InnerIterator to(seen.rates, states[i]); to; ++to)
          if (const auto a = static_cast<std::size_t>(to.col()); seen.absorbing.contains(a))
            result.of_order[k][a] += walk->of_order[k + 1][i] * to.value();
    }
    return result;
  }
  auto walk = go(start, order);
  if (!walk) return std::nullopt;
  result.report = walk->report;
  std::vector<T> gain(states.size(), zero<T>());
  for (std::size_t i = 0; i < states.size() && absorbs; ++i)
    for (typename rate_matrix<T>::InnerIterator to(seen.rates, states[i]); to; ++to)
      if (const auto a = static_cast<std::size_t>(to.col()); seen.absorbing.contains(a))
        gain[i] += to.value() * v[a];
  std::optional<evolution<T>> gained;
  if (std::any_of(gain.begin(), gain.end(), [](const T& x) { return x > zero<T>(); })) {
    gained = go(gain, order + 1);
    if (!gained) return std::nullopt;
    result.report.iterations += gained->report.iterations;
  }
  for (std::size_t k = 0; k <= static_cast<std::size_t>(order); ++k) {
    auto& entries = walk->of_order[k];
    for (std::size_t i = 0; i < entries.size() && gained; ++i)
      entries[i] += gained->of_order[k + 1][i];
    put(entries, states, result.of_order[k]);
  }
  return result;
}

/// By the method that suits, or the one chosen.
template <class T, class Sweep>
evolution<T> evolve(std::string_view function, const chain<T>& c, const state_set& from,
                    direction way, std::span<const T> v, const T& t, int order,
                    const transient_options& options, const Sweep& sweep) {
  const visible_states<T> seen(c, from);
  const transient_costs cost = predict(seen, c.exit_rates(), t);
  const std::size_t n = seen.all.states.size();
  const bool choose = options.method == transient_method::automatic;
  const bool dense_possible = choose && n <= 1024;
  const auto densely = [&] { return evolve_densely(seen, way, v, t, order); };
  if (options.method == transient_method::squaring) return densely();
  const bool few_steps = cost.steps <= 256 || (n > 64 && cost.steps * cost.step <= cost.squaring);
  if (dense_possible && n <= 64 && !few_steps) return densely();
  std::optional<settled_vector<T>> shape;
  if (!(dense_possible && few_steps) && cost.steps * cost.step > worth_a_shape)
    shape = find_shape(seen.moving, way);
  const double limit = dense_possible && !few_steps ? cost.squaring / cost.step : options.max_steps;
  if (auto done = evolve_in_steps(seen, way, v, t, order, shape ? &*shape : nullptr,
                                  options.tolerance, limit, sweep))
    return *std::move(done);
  if (dense_possible) return densely();
  throw convergence_error("nines::" + std::string(function) + ": the chain of " +
                          std::to_string(n) + " states has not settled after " +
                          describe(options.max_steps) + " of " + describe(cost.steps) + " steps");
}

template <class T>
void check_time(std::string_view function, const T& t, bool finite) {
  if (!(t >= zero<T>())) fail(function, "t", t, "0 or more");
  if (finite && !is_finite(t)) fail(function, "t", t, "finite");
}

/// Forward, from an initial distribution.
template <class T, class Sweep>
evolution<T> carry(std::string_view function, const chain<T>& c, std::span<const T> initial,
                   const T& t, int order, const transient_options& options, const Sweep& sweep) {
  check_distribution(function, "initial", initial, c.size());
  const auto start = state_set::where(c.size(), [&](auto i) { return initial[i] > zero<T>(); });
  return evolve(function, c, reachable_from(c.rates(), start), direction::forward, initial, t,
                order, options, sweep);
}

template <class T, class Sweep>
solved_distribution<T> transient_by(const Sweep& sweep, const chain<T>& c,
                                    std::span<const T> initial, const T& t,
                                    const transient_options& options) {
  check_time("transient", t, false);
  if (!is_finite(t)) return steady_state(c, initial);
  auto result = carry("transient", c, initial, t, 0, options, sweep);
  return {{std::move(result.of_order[0])}, result.report};
}
template <class T, class Sweep>
accumulated_time<T> accumulated_by(const Sweep& sweep, const chain<T>& c,
                                   std::span<const T> initial, const T& t,
                                   const transient_options& options) {
  check_time("accumulated", t, true);
  auto result = carry("accumulated", c, initial, t, 1, options, sweep);
  return {std::move(result.of_order[1]), result.report};
}
template <class T, class Sweep>
solved_values<T> reward_by(std::string_view function, const Sweep& sweep, const chain<T>& c,
                           std::span<const T> reward, const T& t, int order,
                           const transient_options& options) {
  check_time(function, t, true);
  if (reward.size() != c.size())
    fail(function, "size of reward", reward.size(), std::to_string(c.size()));
  for (std::size_t i = 0; i < reward.size(); ++i)
    if (!is_nonnegative(reward[i]) || !is_finite(reward[i]))
      fail(function, "reward of " + c.name(i), reward[i], "0 or more, and finite");
  auto result = evolve(function, c, state_set(c.size(), true), direction::backward, reward, t,
                       order, options, sweep);
  return {std::move(result.of_order[static_cast<std::size_t>(order)]), result.report};
}

}  // namespace detail

/// The distribution at time t, in the chain's unit, from an initial one; t may be infinite.
/// *Throws* domain_error for t < 0 and an initial that is no distribution, convergence_error when
/// max_steps do not do. *Accuracy*: each entry some ten epsilon relative by squaring, some
/// sqrt(steps) epsilon by steps, and `tolerance` where the chain has settled. *Cost*: the least of
/// rate x t steps, the steps until it settles, and log2(rate x t) products of n x n matrices.
template <class T>
[[nodiscard]] solved_distribution<T> transient(const chain<T>& c,
                                               std::type_identity_t<std::span<const T>> initial,
                                               const std::type_identity_t<T>& t,
                                               const transient_options& options = {}) {
  return detail::transient_by(detail::sequential{}, c, initial, t, options);
}
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
  return detail::reward_by<T>("expected_reward", detail::sequential{}, c, reward, t, 0, options);
}

/// The expected reward earned during [0, t], for every state to start from.
template <class T>
[[nodiscard]] solved_values<T> accumulated_reward(const chain<T>& c,
                                                  std::type_identity_t<std::span<const T>> reward,
                                                  const std::type_identity_t<T>& t,
                                                  const transient_options& options = {}) {
  return detail::reward_by<T>("accumulated_reward", detail::sequential{}, c, reward, t, 1, options);
}

}  // namespace nines
