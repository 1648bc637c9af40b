// SPDX-License-Identifier: BSL-1.0
// The stopping distribution of checks of a sliding window, by simulation: an estimate with its
// standard error, for windows whose sums have too many values for the bounds of bounds.hpp.
//
//   simulate_stopping(rule, {even_analyses(5.4e6, 45)}, 0.7_percent)
//     .roll_back()       12.34 %, standard error 0.03 %, of 1e6 runs
//
// Each run draws a count for each interval by its table, and adds up windows, until it rolls back.
// The standard error of each probability is at most 0.5 / sqrt(runs), whatever it is. The same seed
// gives the same estimate. Cost: runs x intervals draws.
#pragma once

#include <cstdint>
#include <nines/detection/windows/count_draws.hpp>
#include <nines/detection/windows/failure_counter.hpp>
#include <nines/detection/windows/rule.hpp>
#include <nines/inline.hpp>
#include <random>

namespace nines {

/// A stopping distribution, estimated by a number of simulated runs.
struct stopping_estimate {
  stopping_probabilities<> distribution;  ///< shares of the runs
  std::size_t runs = 0;                   ///< how many were simulated

  /// share of the runs that were rolled back
  [[nodiscard]] probability<> roll_back() const { return distribution.roll_back(); }
  /// Of the probability of being rolled back: it is within two of them in 19 cases of 20.
  [[nodiscard]] double standard_error() const;
};

/// How much is simulated.
struct simulation_options {
  std::size_t runs = 1000000;                  ///< four times as many halve the standard error
  std::uint64_t seed = 1;                      ///< the same seed gives the same estimate
  double max_draws = 2e8;                      ///< counts of intervals
  double memory_limit = default_memory_limit;  ///< bytes
};

namespace detail {

/// One run after the other.
class window_simulation {
 public:
  window_simulation(const failure_limits& limits, std::size_t intervals,
                    const checked_intervals& seen, const event_rate& rate,
                    std::vector<std::size_t> levels, const simulation_options& options);
  /// The interval after which it rolls back; their number if after none.
  std::size_t run();

 private:
  failure_counter failures_;
  std::size_t window_;
  std::vector<std::size_t> levels_;
  std::vector<bool> restarts_;
  std::vector<count_draws<count_distribution<double>>> draws_;
  std::vector<std::size_t> draws_of_;
  std::vector<std::size_t> sums_;  // since the first interval
  std::mt19937_64 random_;
};

/// Shares of `runs` runs, where `stopped[j]` of them rolled back at check j.
stopping_probabilities<> shares_of(const std::vector<double>& stopped, double runs);

void check_runs(const simulation_options& options, const checked_intervals& seen);

}  // namespace detail

/// The estimate. *Throws* domain_error where there is no check, no request or no run,
/// convergence_error for more draws than `max_draws`.
template <stopping_rule Check>
[[nodiscard]] stopping_estimate simulate_stopping(const sliding_window_checks<Check>& rule,
                                                  const checked_intervals& seen,
                                                  const event_rate& rate,
                                                  const simulation_options& options = {}) {
  detail::check_runs(options, seen);
  detail::window_simulation simulation(rule.limits(), rule.intervals(), seen, rate,
                                       detail::failing_sums(rule, seen, rate), options);
  std::vector<double> stopped(seen.checks(), 0.0);
  for (std::size_t i = 0; i < options.runs; ++i)
    if (const std::size_t at = simulation.run(); at < seen.requests.size())
      ++stopped[at - seen.unchecked];  // a rollback comes at a check
  return {detail::shares_of(stopped, static_cast<double>(options.runs)), options.runs};
}

}  // namespace nines

#ifndef NINES_COMPILED
#include <nines/detection/impl/window_simulation.hpp>
#endif
