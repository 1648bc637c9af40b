// SPDX-License-Identifier: BSL-1.0
#include <doctest/doctest.h>

#include <boost/math/distributions/poisson.hpp>
#include <nines/discrete/poisson.hpp>

using nines::poisson_weights;

namespace {

/// In epsilons of double; below 1e-300 weights count by their size only.
double error(double computed, long double exact) {
  if (exact < 1e-300L) return computed < 1e-299 ? 0 : 1e99;
  return static_cast<double>(std::abs(static_cast<long double>(computed) / exact - 1)) / 2.2e-16;
}

}  // namespace

TEST_CASE("Poisson weights have their digits on both sides of the mode, far out too") {
  for (const double x : {1e-20, 0.3, 1.0, 3.5, 100.0, 4321.0, 2e5}) {
    CAPTURE(x);
    const poisson_weights<double> w(x);
    const poisson_weights<long double> exact(static_cast<long double>(x));
    const std::size_t last = std::min(w.last(), exact.last());
    // The recurrence makes two roundings a step away from the mode, of random sign.
    const double allowed = 8 + 4 * std::sqrt(static_cast<double>(last - w.first()));
    const std::size_t stride = 1 + (last - w.first()) / 100;
    double worst = 0;
    for (std::size_t k = std::max(w.first(), exact.first()); k < last; k += stride)
      for (const double e : {error(w.at(k), exact.at(k)), error(w.above(k), exact.above(k)),
                             error(w.excess(k), exact.excess(k))})
        worst = std::max(worst, e);
    CHECK(worst <= allowed);
  }
}

TEST_CASE("Poisson weights are those of Boost.Math, tails those of its complement") {
  const poisson_weights<double> w(100);
  const boost::math::poisson_distribution<double> hundred(100);
  for (const std::size_t k : {20u, 60u, 100u, 180u, 400u}) {
    const auto count = static_cast<double>(k);
    CHECK(w.at(k) == doctest::Approx(boost::math::pdf(hundred, count)).epsilon(1e-12).scale(0));
    CHECK(w.above(k) == doctest::Approx(cdf(complement(hundred, count))).epsilon(1e-11).scale(0));
  }
}

TEST_CASE("Poisson weights of many events in a short time, down to 1e-300") {
  // w_k = x^k / k! to within x; the tail above is its next term, to within x / k.
  const double x = 2e-6;
  const poisson_weights<double> w(x);
  double term = std::exp(-x);
  for (std::size_t k = 0; term > 1e-300; ++k) {
    CAPTURE(k);
    CHECK(w.at(k) == doctest::Approx(term).epsilon(1e-13).scale(0));
    term *= x / static_cast<double>(k + 1);
    if (term > 1e-299)
      CHECK(w.above(k) ==
            doctest::Approx(term * (1 + x / static_cast<double>(k + 2))).epsilon(1e-12).scale(0));
  }
}

TEST_CASE("Poisson weights: the mean excess over -1 is the mean") {
  for (const double x : {0.01, 7.0, 5000.0}) {
    const poisson_weights<double> w(x);
    const double mean = w.above(0) + w.excess(0);  // E[N] is the sum of P(N > k)
    CHECK(mean == doctest::Approx(x).epsilon(1e-13).scale(0));
  }
}

TEST_CASE("Poisson weights below the bound are negligible") {
  for (const double x : {2000.0, 1e5, 1e7}) {
    const poisson_weights<double> w(x);
    CHECK(poisson_weights<double>::lower_bound(x) <= static_cast<double>(w.first()));
    CHECK(poisson_weights<double>::lower_bound(x) > 0);
  }
}
