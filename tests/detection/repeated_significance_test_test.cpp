// SPDX-License-Identifier: BSL-1.0
#include <doctest/doctest.h>

#include <boost/math/constants/constants.hpp>
#include <boost/math/quadrature/gauss_kronrod.hpp>
#include <boost/math/special_functions/erf.hpp>
#include <boost/multiprecision/cpp_bin_float.hpp>
#include <nines/detection/repeated_significance_test.hpp>

#include "support/within.hpp"

using nines_test::within;
using namespace nines;

namespace {

using analysis_digits = boost::multiprecision::cpp_bin_float_50;

/// P(|S_1| > c, or |S_2| > c sqrt 2) as one tail and an integral of tails, in 50 digits.
double two_analyses(double limit) {
  const analysis_digits c(limit);
  const analysis_digits root2 = sqrt(analysis_digits(2));
  const auto tails =
      [&](const analysis_digits& s) -> analysis_digits {  // of a step from s to beyond c sqrt 2
    const analysis_digits above = boost::math::erfc((c * root2 - s) / root2) / 2;
    const analysis_digits below = boost::math::erfc((c * root2 + s) / root2) / 2;
    const analysis_digits density =
        exp(-s * s / 2) / sqrt(2 * boost::math::constants::pi<analysis_digits>());
    return density * (above + below);
  };
  analysis_digits sum = boost::math::erfc(c / root2);
  constexpr int panels = 16;
  for (int i = 0; i < panels; ++i) {
    const analysis_digits from = -c + 2 * c * i / panels;
    sum += boost::math::quadrature::gauss_kronrod<analysis_digits, 61>::integrate(
        tails, from, from + 2 * c / panels, 0, analysis_digits(0));
  }
  return static_cast<double>(sum);
}

}  // namespace

TEST_CASE("two analyses of a z-test against an integral in 50 digits, down to 1e-15") {
  for (const double limit : {0.5, 1.96, 4.0, 7.5}) {
    CAPTURE(limit);
    const double exact = two_analyses(limit);
    CHECK(exact > 1e-15);
    CHECK(repeated_z_test(limit, 2).roll_back().value() == within(exact, 1e-11));
  }
}
