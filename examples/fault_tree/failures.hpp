// SPDX-License-Identifier: BSL-1.0
// The failure laws of the format: the probability that a part is down at an instant, and that it is
// not, each as a sum of positive terms. Arguments in the order of the format; each throws
// std::invalid_argument for one out of its range.
#pragma once

#include "expressions.hpp"

namespace fault_tree {

/// exponential: rate, time. 1 - exp(-rate time).
two_sided_value exponential(arguments a);

/// GLM: probability to be down at first, failure rate, repair rate, time. With r the sum of the
/// rates: failure rate / r (1 - exp(-r time)) + gamma exp(-r time).
two_sided_value repairable_part(arguments a);

/// Weibull: scale, shape, shift, time.
two_sided_value weibull(arguments a);

/// periodic-test, of 4, 5 or 11 arguments. Failures are hidden until a test. With 4 (failure rate,
/// time between tests, time of the first, time) a test repairs at once; with 5 (failure rate,
/// repair rate, ...) it begins a repair. With 11 (failure rate, that during a test, repair rate,
/// time between tests, time of the first, probability that the test itself fails the part, length
/// of a test, whether it is available in a test, probability that a test finds a failure, that a
/// repaired part does not restart, time) the test takes time and may harm.
two_sided_value periodic_test(arguments a);

}  // namespace fault_tree
