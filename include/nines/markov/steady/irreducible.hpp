// SPDX-License-Identifier: BSL-1.0
// The stationary distribution of an irreducible chain, by the method that is quicker.
//
// Elimination is exact to rounding and immune to near-decomposability; where it would cost too
// much, Gauss-Seidel sweeps with extrapolation, which aggregation speeds up and checks. Neither
// subtracts, so rare states are as accurate as likely ones.
#pragma once

#include <nines/markov/elimination/stationary.hpp>
#include <nines/markov/steady/sweep_iteration.hpp>

namespace nines {

/// How to find a stationary distribution.
enum class steady_method {
  automatic,     ///< elimination where it is quick, else sweeps for as long as they cost less
  elimination,   ///< state elimination, sparse with a fill-reducing order
  gauss_seidel,  ///< alternating Gauss-Seidel sweeps, with aggregation where they are slow
};
/// How to solve, how accurately, and with how much memory.
struct steady_options {
  steady_method method = steady_method::automatic;  ///< how to solve
  double tolerance = 1e-12;        ///< of sweeps: estimated relative error of each entry
  std::size_t max_sweeps = 20000;  ///< before they give up
  double memory_limit =
      default_memory_limit;  ///< bytes of an elimination; above it sweeps, if they
                             ///< may be chosen
};

namespace detail {

inline void check_options(const steady_options& options) {
  if (!(options.tolerance > 0 && options.tolerance < 1))
    fail("steady_state", "tolerance", options.tolerance, "above 0 and below 1");
  require_nonnegative("steady_state", "memory_limit", options.memory_limit);
}

/// Whether an elimination fits into the memory that it may take.
template <class T>
bool fits(const elimination_plan& plan, const steady_options& options) {
  return plan.cost().entries * sizeof(T) <= options.memory_limit;
}

template <class T>
solved_distribution<T> stationary_by_elimination(const rate_matrix<T>& rates,
                                                 const elimination_plan& plan,
                                                 const steady_options& options) {
  solved_distribution<T> result;
  result.mass = stationary_masses(rates, plan, options.memory_limit);
  result.report = {"elimination", 0, 0};
  return result;
}
/// The number of sweeps that cost as much as an elimination of this many operations. These are done
/// in dense blocks, at about a fifth of the cost of going through one transition.
template <class T>
std::size_t sweeps_worth(double operations, const rate_matrix<T>& rates) {
  const double sweeps = operations / 5 / static_cast<double>(rates.nonZeros());
  return static_cast<std::size_t>(std::min(sweeps, 1e15));
}

/// pi of an irreducible chain by sweeps for as long as these have cost less than an elimination
/// would; then by elimination. At most about twice the time of the better one.
template <class T>
solved_distribution<T> stationary_by_sweeps_first(const rate_matrix<T>& rates,
                                                  const steady_options& options) {
  sweep_iteration<T> iteration(rates, options.tolerance);
  const auto run = [&](std::size_t sweeps) {
    return iteration.run(std::min(sweeps, options.max_sweeps));
  };
  if (run(100)) return iteration.take();  // few need more
  std::size_t worth = sweeps_worth(rough_elimination_operations(rates), rates);
  if (run(worth)) return iteration.take();
  if (worth > options.max_sweeps) iteration.fail();
  const elimination_plan plan(rates, true);
  worth = fits<T>(plan, options) ? sweeps_worth(plan.cost().operations, rates)
                                 : std::numeric_limits<std::size_t>::max();
  if (run(worth)) return iteration.take();
  if (worth > options.max_sweeps) iteration.fail();
  return stationary_by_elimination(rates, plan, options);
}

/// pi of an irreducible chain by the method chosen.
template <class T>
solved_distribution<T> stationary(const rate_matrix<T>& rates, const steady_options& options) {
  constexpr Eigen::Index small = 2000;
  constexpr double soon = 3e8;  // operations: less than a tenth of a second
  if (options.method == steady_method::gauss_seidel && rates.rows() > 1) {
    sweep_iteration<T> iteration(rates, options.tolerance);
    if (!iteration.run(options.max_sweeps)) iteration.fail();
    return iteration.take();
  }
  if (options.method == steady_method::automatic && rates.rows() > small)
    return stationary_by_sweeps_first(rates, options);
  const elimination_plan plan(rates, true);
  if (options.method == steady_method::automatic && plan.cost().operations > soon)
    return stationary_by_sweeps_first(rates, options);
  return stationary_by_elimination(rates, plan, options);
}

}  // namespace detail
}  // namespace nines

#ifdef NINES_COMPILED
extern template nines::solved_distribution<double> nines::detail::stationary(
    const nines::rate_matrix<double>&, const nines::steady_options&);
#endif
