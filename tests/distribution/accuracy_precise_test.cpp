// SPDX-License-Identifier: BSL-1.0
// What the headers of elementary distributions and of quantiles say of their accuracy.
#include <algorithm>
#include <cmath>
#include <limits>

#include "support/precise.hpp"
#include "support/random.hpp"
#include "timing/distributions_test.hpp"

using namespace nines_test;

namespace {

double sides_error(const probability<double>& computed, const mp& value, const mp& complement) {
  return std::max(error_in_epsilons(computed.value(), value),
                  error_in_epsilons(computed.complement(), complement));
}

/// Whether the probability at a quantile is the one asked for to 4 epsilon, or is passed within
/// some epsilons of the time.
template <class Dist>
bool is_met(const Dist& dist, const probability<double>& chance) {
  const double t = dist.quantile(chance).count();
  const bool low = chance.value() <= chance.complement();
  const auto ratio = [&](double time) {
    const auto p = dist.cdf(seconds(time));
    return low ? p.value() / chance.value() : p.complement() / chance.complement();
  };
  const double epsilon = std::numeric_limits<double>::epsilon();
  if (std::abs(ratio(t) - 1) <= 4 * epsilon) return true;
  return (ratio(t * (1 - 4 * epsilon)) - 1) * (ratio(t * (1 + 4 * epsilon)) - 1) <= 0;
}
template <class Dist>
void check_quantiles(const Dist& dist) {
  for (const double p : {1e-15, 1e-12, 1e-9, 1e-6, 1e-3, 0.1, 0.5, 0.9}) {
    CAPTURE(p);
    CHECK(is_met(dist, tail(p)));
    CHECK(is_met(dist, !tail(p)));
  }
}

}  // namespace

TEST_CASE("uniform, exponential and triangular times: both tails to 4 epsilon") {
  random_source random(20261205);
  for (int trial = 0; trial < trials(2000); ++trial) {
    const double least = random.log_uniform(1, 1e4);
    const double most = least + random.log_uniform(1e-3, 1e5);
    const double mode = random.uniform(least, most), t = random.uniform(least, most);
    const mp a(least), b(most), m(mode), x(t);
    const uniform_time<double> even{seconds(least), seconds(most)};
    CHECK(sides_error(even.cdf(seconds(t)), (x - a) / (b - a), (b - x) / (b - a)) <= 4);
    const exponential_time<double> memoryless{seconds(least)};
    const mp mean_lives = x / a;  // of which exp() keeps the last digits of a few
    if (mean_lives < 4)
      CHECK(sides_error(memoryless.cdf(seconds(t)), -expm1(-mean_lives), exp(-mean_lives)) <= 4);
    const triangular_time<double> peaked{seconds(least), seconds(mode), seconds(most)};
    const mp rising = (x - a) * (x - a) / ((b - a) * (m - a));
    const mp falling = (b - x) * (b - x) / ((b - a) * (b - m));
    const auto p = peaked.cdf(seconds(t));
    CHECK((t <= mode ? sides_error(p, rising, 1 - rising) : sides_error(p, 1 - falling, falling)) <=
          4);
  }
}

TEST_CASE("a quantile: the probability to 4 epsilon, or the time to a few") {
  check_quantiles(uniform_time(60s, 90s));
  check_quantiles(exponential_time(45s));
  check_quantiles(triangular_time(10s, 20s, 60s));
  check_quantiles(lognormal_time(120s, 0.5));
  check_quantiles(weibull_time(1.5, 60s));
  check_quantiles(weibull_time(0.7, 20s));
  check_quantiles(gamma_time(2.5, 20s));
  check_quantiles(pert_time(30s, 60s, 300s));
}
