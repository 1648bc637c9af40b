// SPDX-License-Identifier: BSL-1.0
// Relative comparisons, however small the numbers: CHECK(x == within_epsilons(expected, 8)).
#pragma once

#include <doctest/doctest.h>

namespace nines_test {

/// Equal but for a relative error of `tolerance`.
inline doctest::Approx within(double expected, double tolerance = 1e-9) {
  return doctest::Approx(expected).epsilon(tolerance).scale(0);
}
/// The same in epsilons of a double.
inline doctest::Approx within_epsilons(double expected, double epsilons = 16) {
  return within(expected, epsilons * 0x1p-52);
}

}  // namespace nines_test
