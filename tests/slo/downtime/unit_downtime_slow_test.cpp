// SPDX-License-Identifier: BSL-1.0
// The down time of a unit against a numerical inversion of its transform, and against simulation.
#include <doctest/doctest.h>

#include <boost/multiprecision/cpp_bin_float.hpp>
#include <cmath>
#include <nines/slo/downtime/unit_downtime.hpp>

#include "slo/slo_test.hpp"
#include "support/random.hpp"

using nines::initial_condition;
using nines::unit_downtime;
using nines_test::hours;
using nines_test::within;

namespace {

using digits_160 = boost::multiprecision::number<boost::multiprecision::cpp_bin_float<160>>;

/// Gaver-Stehfest: f(t) from the transform on the real axis, in 160 digits, 90 terms.
template <class Transform>
digits_160 inverse_laplace(const Transform& f, const digits_160& t) {
  constexpr int n = 90;
  const digits_160 step = log(digits_160(2)) / t;
  const auto factorial = [](int k) {
    digits_160 product = 1;
    for (int i = 2; i <= k; ++i) product *= i;
    return product;
  };
  digits_160 sum = 0;
  for (int k = 1; k <= n; ++k) {
    digits_160 weight = 0;
    for (int j = (k + 1) / 2; j <= std::min(k, n / 2); ++j)
      weight += pow(digits_160(j), n / 2) * factorial(2 * j) /
                (factorial(n / 2 - j) * factorial(j) * factorial(j - 1) * factorial(k - j) *
                 factorial(2 * j - k));
    if ((k + n / 2) % 2 == 1) weight = -weight;
    sum += weight * f(digits_160(step * k));
  }
  return step * sum;
}

}  // namespace

TEST_CASE("against the inversion of a Laplace transform") {
  // D > x when the failures within the up time u = t - x are more than the repairs M within x, so
  // when the failure M + 1 comes before u. Its time has the transform r^(M + 1), r = lambda /
  // (lambda + s), and M is Poisson of mean mu x: the transform of P(D > x) in u is r exp(-mu x (1 -
  // r)) / s.
  const double lambda = 0.05;
  const double mu = 2;
  for (const double x : {0.1, 1.0, 4.0, 12.0})
    for (const double u : {10.0, 80.0, 300.0}) {
      const auto transform = [&](const digits_160& s) -> digits_160 {
        const digits_160 ratio = lambda / (lambda + s);
        return ratio * exp(-mu * x * (1 - ratio)) / s;
      };
      const unit_downtime d(hours(1 / lambda), hours(1 / mu), hours(u + x));
      const double exact = static_cast<double>(inverse_laplace(transform, digits_160(u)));
      CAPTURE(x);
      CAPTURE(u);
      CHECK(d.survival(hours(x)).value() == within(exact, 1e-10));
    }
}

TEST_CASE("against a simulation of a hundred million windows") {
  const double mttf = 40;
  const double mttr = 3;
  const double window = 60;
  for (const auto start :
       {initial_condition::up, initial_condition::down, initial_condition::stationary}) {
    nines_test::random_source random(21);
    const int trials = nines_test::trials(100000000, 10000);
    const std::vector<double> limits = {0.0, 1.0, 5.0, 12.0};
    std::vector<int> over(limits.size(), 0);
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < trials; ++i) {
      bool up = start == initial_condition::up ||
                (start == initial_condition::stationary && random.unit() < mttf / (mttf + mttr));
      double down = 0;
      for (double now = 0; now < window; up = !up) {
        const double next = now - (up ? mttf : mttr) * std::log(random.unit());
        if (!up) down += std::min(next, window) - now;
        now = next;
      }
      for (std::size_t k = 0; k < limits.size(); ++k) over[k] += down > limits[k] ? 1 : 0;
      sum += down;
      squares += down * down;
    }
    const unit_downtime d(hours(mttf), hours(mttr), hours(window), start);
    for (std::size_t k = 0; k < limits.size(); ++k) {
      const double p = d.survival(hours(limits[k])).value();
      CAPTURE(limits[k]);
      CHECK(std::abs(over[k] - p * trials) <= 5 * std::sqrt(trials * p * (1 - p)));
    }
    const double mean = sum / trials;
    CHECK(std::abs(mean - d.mean().count()) <= 5 * std::sqrt(d.variance() / trials));
    CHECK(squares / trials - mean * mean == within(d.variance(), 0.005));
  }
}
