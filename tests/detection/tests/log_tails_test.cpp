// SPDX-License-Identifier: BSL-1.0
#include <doctest/doctest.h>

#include <boost/math/special_functions/erf.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <boost/multiprecision/cpp_bin_float.hpp>
#include <cmath>
#include <nines/detection/tests/log_tails.hpp>

namespace {

using tail_digits = boost::multiprecision::cpp_bin_float_50;

/// To 1e-13 of the logarithm, or of 1.
bool is_log(double log_tail, const tail_digits& exact) {
  const double right = static_cast<double>(exact);
  return std::abs(log_tail - right) <= 1e-13 * std::max(1.0, std::abs(right));
}

}  // namespace

TEST_CASE("logarithms of normal tails, also below any double") {
  for (double t = -8; t < 90; t += 0.73) {
    CAPTURE(t);
    const tail_digits exact = log(boost::math::erfc(tail_digits(t)) / 2);
    CHECK(is_log(nines::detail::log_half_erfc(t), exact));
  }
}

TEST_CASE("logarithms of gamma tails") {
  for (const double a : {0.3, 1.0, 7.5, 120.0, 3000.0})
    for (const double times : {0.2, 0.9, 1.0, 1.3, 3.0, 20.0}) {
      CAPTURE(a);
      CAPTURE(times);
      const double x = a * times;
      const tail_digits exact = log(boost::math::gamma_q(tail_digits(a), tail_digits(x)));
      CHECK(is_log(nines::detail::log_gamma_q(a, x), exact));
    }
}
