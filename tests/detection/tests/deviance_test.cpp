// SPDX-License-Identifier: BSL-1.0
#include <doctest/doctest.h>

#include <boost/math/special_functions/gamma.hpp>
#include <boost/multiprecision/cpp_bin_float.hpp>
#include <cmath>
#include <nines/detection/tests/deviance.hpp>

#include "support/random.hpp"
#include "support/within.hpp"

namespace {

using fifty_digits = boost::multiprecision::cpp_bin_float_50;

double exact_deviance(double x, double m) {
  const fifty_digits a(x);
  const fifty_digits b(m);
  const fifty_digits exact = a * log(a / b) + b - a;
  return static_cast<double>(exact);
}
double exact_rest(double z) {
  const fifty_digits x(z);
  const fifty_digits two_pi = 2 * boost::math::constants::pi<fifty_digits>();
  const fifty_digits rest = boost::math::lgamma(x) - ((x - 0.5) * log(x) - x + log(two_pi) / 2);
  return static_cast<double>(rest);
}

}  // namespace

TEST_CASE("a deviance has all its digits, also of counts that are nearly their mean") {
  constexpr double epsilon = 2.220446049250313e-16;
  nines_test::random_source random(7);
  for (int i = 0; i < 2000; ++i) {
    const double x = std::pow(10, -3 + 15 * random.unit());
    const double m = x * (1 + (i % 2 == 0 ? 1 : -0.5) * std::pow(10, -12 * random.unit()));
    CAPTURE(x);
    CAPTURE(m);
    CHECK(nines::detail::deviance(x, m) == nines_test::within(exact_deviance(x, m), 6 * epsilon));
  }
}

TEST_CASE("Stirling's rest, from small arguments to large") {
  for (double z = 1e-3; z < 1e12; z *= 1.37) {
    CAPTURE(z);
    CHECK(std::abs(nines::detail::stirling_rest(z) - exact_rest(z)) <=
          2e-15 * std::max(1.0, exact_rest(z)));
  }
}
