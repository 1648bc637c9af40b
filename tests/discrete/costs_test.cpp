// SPDX-License-Identifier: BSL-1.0
// What comments say that distributions of counts cost: counted in operations.
#include <doctest/doctest.h>

#include <cmath>
#include <nines/combine/binomial_polynomial.hpp>
#include <nines/discrete/binomial.hpp>
#include <nines/discrete/counts.hpp>
#include <nines/discrete/poisson.hpp>
#include <nines/discrete/skellam.hpp>

#include "support/counted.hpp"

using nines::probability;
using nines_test::counted;
using nines_test::work_of;
using namespace nines;
using namespace nines::detail;

namespace {

double real(std::size_t n) { return static_cast<double>(n); }
double divisions_to_compare(double a, double b) {
  return work_of([&] { return nines::compare_counts(counted(a), counted(b)); }).quotients();
}

}  // namespace

TEST_CASE("a race of counts takes |a - b| + 9.2 sqrt(a + b) divisions, 60 sqrt(a) at most") {
  for (const double a : {0.1, 1.0, 10.0, 1e3, 1e5, 1e7})
    for (const double ratio : {1.0, 0.9, 0.5, 0.1, 0.0}) {
      const double b = a * ratio;
      CAPTURE(a);
      CAPTURE(ratio);
      const double deviation = std::sqrt(a + b);
      CHECK(divisions_to_compare(a, b) <= a - b + 9.2 * deviation + 35);
      CHECK(divisions_to_compare(a, b) <= 60 * std::sqrt(a) + 35);
      const bool is_followed = std::sqrt(a) - std::sqrt(b) < 20;
      if (is_followed) CHECK(divisions_to_compare(a, b) >= a - b + 8 * deviation);
    }
}

TEST_CASE("a table of counts has 72 standard deviations, and 100 masses more") {
  for (const double mean : {0.01, 0.3, 1.0, 10.0, 100.0, 1e4, 1e6}) {
    CAPTURE(mean);
    const auto poisson = count_distribution<counted>::poisson(mean);
    CHECK(real(poisson.size()) <= 72 * std::sqrt(mean) + 100);
    CHECK(real(poisson.size()) <= count_distribution<counted>::most_masses(mean));
    const auto work = work_of([&] { return count_distribution<counted>::poisson(mean); });
    CHECK(work.all() <= 10 * real(poisson.size()) + 10);
    const poisson_weights<counted> weights{counted(mean)};
    CHECK(real(weights.last() - weights.first() + 1) <= 75 * std::sqrt(mean) + 160);
  }
}

TEST_CASE("a binomial distribution takes operations in its number") {
  for (const std::size_t n : {10U, 100U, 1000U})
    for (const double p : {0.5, 0.9, 0.999}) {
      const auto chance = probability<counted>::from_value(counted(p));
      CHECK(work_of([&] { return split_binomial(n, n / 3, chance); }).all() <= 8 * real(n) + 10);
    }
}

TEST_CASE("a polynomial for like parts takes n multiplications a point, and some powers") {
  for (const std::size_t n : {10U, 100U, 1000U})
    for (const std::size_t most_down : {std::size_t{1}, n / 2}) {
      const binomial_tails tails(n, most_down);
      const auto work = work_of([&] { return tails(counted(0.99), counted(0.01)); });
      CHECK(work.products() <= real(n) + 8 * std::log2(real(n)) + 10);
    }
}
