// SPDX-License-Identifier: BSL-1.0
// The distribution of the excess errors of a bad release: those that a good one would not have
// had.
//
// Of the errors of a bad release each is one too many with the probability (bad - good)/bad. Those
// that its analyses see are counted on the very paths by which it is rolled back or passes
// (counted_errors.hpp); those of a ramp and of the reaction, which nothing waits for, are Poisson:
// requests come at random.
//
//   P(N = k) = sum over stages of (thinned errors if rolled back there) * (those of the reaction)
//
// Accuracy: masses below 1e-280 are dropped. Its mean is (bad - good) times the expected requests,
// by Wald's identity.
#pragma once

#include <nines/detection/stopping_distribution.hpp>
#include <nines/discrete/count_series.hpp>
#include <nines/inline.hpp>
#include <nines/rollout/plan/plan.hpp>

namespace nines {

namespace detail {

/// The errors that the analyses see from the first request on, by the stage that rolls back, and of
/// what passes.
struct error_counts {
  std::vector<count_series> rolled_back;
  count_series passed{1};
};

/// Adds a stage that counts from its own beginning.
void add_stage(const stopping_probabilities<count_series>& dist, error_counts& counts,
               work_budget& budget);
/// The counts of stages that go on counting; `analyses` has the number of each stage.
error_counts counts_of_stages(const stopping_probabilities<count_series>& dist,
                              const std::vector<std::size_t>& analyses);

}  // namespace detail

/// The number of bad requests beyond those of a good release until it is gone. Immutable.
class excess_errors_distribution {
 public:
  /// *Throws* convergence_error where the budget does not cover it.
  excess_errors_distribution(const rollout_plan& plan, double excess_errors_per_hour,
                             const probability<>& too_many, const detail::error_counts& errors,
                             work_budget& budget);

  /// P(N > x).
  [[nodiscard]] probability<> survival(double x) const;

 private:
  void add_up(const std::vector<double>& mass);

  double first_ = 0;
  std::vector<double> upper_, lower_;  // P(N >= first_ + i), and less
};

}  // namespace nines

#ifndef NINES_COMPILED
#include <nines/rollout/impl/excess_errors.hpp>
#endif
