// SPDX-License-Identifier: BSL-1.0
// The choice of a method for transient distributions, and its use.
//
// Squaring takes log2(rate x time) products of dense matrices: for small chains, however stiff.
// Steps take one pass over the transitions each, rate x time of them: for large chains and short
// times. Where steps would be many, it is found out first what the chain settles to
// (quasi_stationary.hpp, which the caller hands in); then they end when it has. What none of this
// can do in the steps allowed throws.
// Index: stiff chain.
#pragma once

#include <nines/markov/elimination/plan.hpp>
#include <nines/markov/transient/squared_evolution.hpp>
#include <nines/markov/transient/stepped_evolution.hpp>

namespace nines {

/// How to go through time.
enum class transient_method {
  automatic,       ///< by size, rate x time and what the chain settles to
  squaring,        ///< a dense matrix, squared; for up to some thousand states
  uniformization,  ///< sparse steps, until t or until the chain has settled
};
/// How to go through time, how accurately, and at what cost.
struct transient_options {
  transient_method method = transient_method::automatic;  ///< how to go through time
  double tolerance = 1e-12;                    ///< of settling: relative error of each entry
  double max_steps = 1e7;                      ///< of uniformization, before it gives up
  double max_products = 3e11;                  ///< multiplications of all steps (some minutes)
  double memory_limit = default_memory_limit;  ///< bytes of the dense matrices of squaring
};

namespace detail {

inline void check_options(std::string_view function, const transient_options& options) {
  check_tolerance(function, options.tolerance);
  require_nonnegative(function, "max_steps", options.max_steps);
  require_nonnegative(function, "max_products", options.max_products);
  require_nonnegative(function, "memory_limit", options.memory_limit);
}

/// For more states squaring is never chosen: 1024 take some seconds.
inline constexpr std::size_t most_squared_states = 1024;

/// What the methods would cost, in transitions gone through; some 2e9 take a second.
struct transient_costs {
  double steps, step, squaring;
  [[nodiscard]] double stepping() const { return steps * step; }
};
template <class T>
transient_costs predict(const visible_states<T>& seen, const T& t) {
  const auto n = static_cast<double>(seen.size());
  const auto steps = std::min(static_cast<double>(T(seen.fastest() * t)), 1e300);
  return {steps, 2 * n + static_cast<double>(seen.moving().rates.nonZeros()) + 100,
          0.6 * n * n * n * (8 + std::log2(1 + steps))};
}

/// What it would cost to find what the moving states settle to.
template <class T>
double shape_cost(const restricted_chain<T>& states, direction way) {
  for (const T& exit : states.exits)
    if (exit > zero<T>()) return 3e7 + 6 * rough_elimination_operations(states.rates);
  const double sweeps = way == direction::backward ? 0 : 300;
  return 3e7 + sweeps * static_cast<double>(states.rates.nonZeros());
}
/// Uses the method that suits, or the one chosen. `function` is named in errors; find_shape(states,
/// way) finds what the moving states settle to, if anything.
template <class T, class Sweep, class FindShape>
evolution<T> evolve(std::string_view function, const visible_states<T>& seen,
                    const time_question<T>& asked, const transient_options& options,
                    const Sweep& sweep, const FindShape& find_shape) {
  const transient_costs cost = predict(seen, asked.t);
  const bool automatic = options.method == transient_method::automatic;
  const bool may_square = automatic && seen.size() <= most_squared_states;
  const bool is_short =
      cost.steps <= 256 || (seen.size() > few_states && cost.stepping() <= cost.squaring);
  const auto squared = [&] {
    const auto n = static_cast<double>(seen.size());
    require_memory(function, "squaring a matrix of " + std::to_string(seen.size()) + " states",
                   (asked.order > 0 ? 6 : 4) * n * n * sizeof(T), options.memory_limit);
    return evolve_squared(seen, asked);
  };
  if (options.method == transient_method::squaring ||
      (may_square && seen.size() <= few_states && !is_short))
    return squared();

  const double spared = poisson_weights<T>::lower_bound(cost.steps) * cost.step;
  const bool may_settle =
      !(may_square && is_short) && spared > 3e7 && spared > shape_cost(seen.moving(), asked.way);
  std::optional<settled_vector<T>> shape;
  if (may_settle) shape = find_shape(seen.moving(), asked.way);
  const double most_steps = std::min(options.max_steps, options.max_products / cost.step);
  const step_options<T, Sweep> stepping{
      options.tolerance, may_square && !is_short ? cost.squaring / cost.step : most_steps,
      shape ? &*shape : nullptr, sweep};
  const bool may_end = cost.steps <= 2 * stepping.limit || shape;  // else it is known before
  if (may_end)
    if (auto done = stepped_evolution(seen, asked, stepping).run()) return *std::move(done);
  if (may_square) return squared();
  give_up(function, "the chain of " + std::to_string(seen.size()) +
                        (may_end ? " states has not settled after " : " states may take ") +
                        describe(most_steps) + " of " + describe(cost.steps) + " steps" +
                        (may_end                          ? ""
                         : most_steps < options.max_steps ? " (max_products)"
                                                          : " (max_steps)"));
}

}  // namespace detail
}  // namespace nines
