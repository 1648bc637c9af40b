// SPDX-License-Identifier: BSL-1.0
// Sums of uniforms against the formula with signs, in 100 digits, on both tails; in long double.
#include <boost/multiprecision/cpp_bin_float.hpp>
#include <cmath>

#include "timing/distributions_test.hpp"

using namespace nines_test;

namespace {

using big = boost::multiprecision::cpp_bin_float_100;

/// Irwin and Hall for widths of any kind: the sum over subsets of (x - their widths)^n, with signs.
big probability_with_signs(const std::vector<double>& widths, const big& x) {
  const std::size_t n = widths.size();
  big sum = 0;
  big scale = 1;
  for (std::size_t i = 0; i < n; ++i) scale *= big(widths[i]) * int(i + 1);
  for (std::size_t subset = 0; subset < (std::size_t(1) << n); ++subset) {
    big rest = x;
    int sign = 1;
    for (std::size_t i = 0; i < n; ++i) {
      if ((subset >> i & 1) == 0) continue;
      rest -= widths[i];
      sign = -sign;
    }
    if (rest > 0) sum += sign * pow(rest, int(n));
  }
  return sum / scale;
}

}  // namespace

TEST_CASE("both sides against the formula with signs in 100 digits") {
  const std::vector<std::vector<double>> cases{
      {3}, {30, 60}, {30, 60, 60}, {1, 1, 1, 1}, {1e-3, 1, 40, 1000}, {0.7, 1.9, 0.7, 5}};
  for (const auto& widths : cases) {
    double whole = 0;
    for (const double w : widths) whole += w;
    const uniform_sum dist(0s, widths);
    for (const double part : {0x1p-30, 0x1p-10, 0.125, 0.3125, 0.5, 0.75, 1 - 0x1p-10}) {
      CAPTURE(part);
      const double t = whole * part;
      const auto p = dist.cdf(seconds(t));
      const double value(probability_with_signs(widths, big(t)));
      const double rest(probability_with_signs(widths, big(whole) - t));  // symmetric
      check_sides(p, value, rest, 1e-12);
    }
  }
}

TEST_CASE("densities, moments and an offset") {
  const uniform_sum dist(10s, {2.0, 2.0});
  CHECK(dist.density(11s) == near(0.25, 1e-15));
  CHECK(dist.density(12s) == near(0.5, 1e-15));
  CHECK(dist.mean() == 12s);
  CHECK(dist.variance() == near(8.0 / 12, 1e-15));
  CHECK(dist.max() == 14s);
}

TEST_CASE("in long double: more digits of the same") {
  const uniform_sum<long double> dist(seconds_in<long double>(0), {0.5L, 2.0L, 3.0L});
  const auto p = dist.cdf(seconds_in<long double>(1.25L));
  const auto expected = static_cast<long double>(probability_with_signs({0.5, 2, 3}, big(1.25)));
  CHECK(std::abs(p.value() / expected - 1) < 1e-17L);
  const exponential_time<long double> other(seconds_in<long double>(30));
  CHECK(std::abs(other.cdf(seconds_in<long double>(60)).complement() * std::exp(2.0L) - 1) <
        1e-18L);
}

TEST_CASE("what is rejected") {
  CHECK(message_of([] { return uniform_sum(0s, std::vector<double>{}); }) ==
        "nines::uniform_sum: number of widths is 0, but must be 1 to 4");
  CHECK(message_of([] { return uniform_sum(0s, {1.0, 0.0}); }) ==
        "nines::uniform_sum: width (s) is 0, but must be more than 0, and finite");
  CHECK(message_of([] { return uniform_sum(-1s, {1.0}); }) ==
        "nines::uniform_sum: least is -1, but must be 0 or more");
}
