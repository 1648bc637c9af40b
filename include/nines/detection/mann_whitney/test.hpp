// SPDX-License-Identifier: BSL-1.0
// The Mann-Whitney test of two series of measurements, exact and with ties.
//
//   mann_whitney_u(release, baseline)        pairs in which the release has more, ties by half
//   mann_whitney_test(release, baseline)     P(U >= seen) when all orders are alike, both tails
//   mann_whitney_estimate(release, baseline) the normal approximation of it, for long series
//
// It sees as many observations as there are intervals, not requests, and their order, not their
// size: seven minutes of ten at a hundred times the errors give 0.0015, where a test of the counts
// gives 1e-193. It is for values without a distribution (latencies by minute); for counts see
// exact_tests.hpp. As it is no function of total counts, operating_characteristic.hpp does not
// follow it through analyses; what it does at the end of one, or interval by interval, is in
// mann_whitney/rule.hpp.
//
// Method and cost of the exact test: mann_whitney/ties.hpp; some 250 of each without ties, 200
// with. Source: Mann & Whitney 1947; of the variance with ties Lehmann, Nonparametrics, 1975.
// Index: Mann-Whitney U test, Wilcoxon rank-sum test.
#pragma once

#include <nines/detection/mann_whitney/u_distribution.hpp>
#include <nines/inline.hpp>

namespace nines {

/// U: for how many pairs (x of the release, y of the baseline) x > y, ties counted by half.
/// *Throws* domain_error for an empty series or a NaN.
[[nodiscard]] double mann_whitney_u(const std::vector<double>& release,
                                    const std::vector<double>& baseline);

/// The probability of a U as large as seen, or larger, where release and baseline are alike, given
/// which values are equal. *Throws* domain_error for an empty series or a NaN; convergence_error,
/// before it begins, for more work than `max_products`: then take mann_whitney_estimate.
[[nodiscard]] probability<> mann_whitney_test(const std::vector<double>& release,
                                              const std::vector<double>& baseline,
                                              const mann_whitney_options& options = {});

/// An approximation by the normal distribution, which has no bound of its error.
struct normal_estimate {
  nines::probability<> probability;  ///< about so
  double z = 0;                      ///< standard deviations from the mean
};

/// About the probability that mann_whitney_test gives: U as if it were normal, with the variance
/// that the ties leave, and corrected for its steps. *Accuracy*: none is promised; of 20 and more
/// of each a probability above 1 % is right to 8 % of it, one of 1e-4 to 60 %, mostly too large.
/// *Throws* domain_error for an empty series or a NaN.
[[nodiscard]] normal_estimate mann_whitney_estimate(const std::vector<double>& release,
                                                    const std::vector<double>& baseline);

/// The upper fence of quartiles: what lies beyond is taken for an outlier (Tukey 1977; Kayenta's
/// factor is 3). *Throws* domain_error unless lower <= upper, both finite, and factor >= 0.
[[nodiscard]] double upper_fence(double lower_quartile, double upper_quartile, double factor);

}  // namespace nines

#ifndef NINES_COMPILED
#include <nines/detection/impl/mann_whitney_test.hpp>
#endif
