// SPDX-License-Identifier: BSL-1.0
// A z-test that is asked again and again: what its level and its power really are.
//
//   repeated_z_test(1.96, 30)        a nominal 5 %, asked every minute of half an hour: 28.0 %
//
// S_k is a sum of k normal steps of variance 1 and mean `drift`; it stops at analysis k when |S_k|
// is over limit * sqrt(k). The density of what goes on is carried by Gauss-Legendre panels from one
// analysis to the next: all terms are positive, and what stops is an integral of normal tails. It
// is the limit of count_recursion.hpp for large counts. Accuracy: 1e-11 relative for probabilities
// above 1e-15. Cost: analyses x (13 limit sqrt(analyses)) x 200 (steps of up to 12 standard
// deviations), up to 2e8. Source: Armitage, McPherson & Rowe, J. R. Stat. Soc. A 132, 1969.
// Index: Pocock boundary, group sequential test.
#pragma once

#include <nines/detection/stopping_distribution.hpp>
#include <nines/inline.hpp>

namespace nines {

/// How often, and on which side, a repeated z-test stops.
struct repeated_significance_test {
  /// Stops for a value above the limit alone; two-sided otherwise.
  bool one_sided = false;
  /// The mean of a step, in its standard deviations.
  double drift = 0;
};

/// The distribution of the analysis at which the test stops. "Rolled back" is stopped. *Throws*
/// domain_error unless the limit is more than 0, and there is an analysis.
[[nodiscard]] stopping_probabilities<> repeated_z_test(
    double limit, std::size_t analyses, const repeated_significance_test& options = {});

}  // namespace nines

#ifndef NINES_COMPILED
#include <nines/detection/impl/repeated_significance_test.hpp>
#endif
