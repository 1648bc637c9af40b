// SPDX-License-Identifier: BSL-1.0
// What the headers of counts say of their accuracy, against 100 digits.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <nines/discrete/counts.hpp>
#include <nines/discrete/skellam.hpp>

#include "support/precise.hpp"
#include "support/random.hpp"

using namespace nines;
using namespace nines_test;

namespace {

double comparison_error(double a, double b) {
  const auto computed = nines::compare_counts<double>(a, b);
  const auto exact = nines::compare_counts<mp>(mp(a), mp(b));
  return std::max({error_in_epsilons(computed.fewer, exact.fewer),
                   error_in_epsilons(computed.equal, exact.equal),
                   error_in_epsilons(computed.more, exact.more)});
}

/// Whether each mass and both tails are right to |k - mode| + 10 epsilon.
void check_counts(const count_distribution<double>& computed, const count_distribution<mp>& exact,
                  double mode) {
  const std::size_t stride = 1 + computed.size() / 500;
  for (std::size_t k = computed.first() + 1; k <= computed.last(); k += stride) {
    if (exact.at(k) < 1e-270) continue;  // the masses are cut off at 1e-280
    const double allowed = std::abs(static_cast<double>(k) - mode) + 10;
    CHECK(error_in_epsilons(computed.at(k), exact.at(k)) <= allowed);
    CHECK(error_in_epsilons(computed.at_least(k), exact.at_least(k)) <= allowed);
    CHECK(error_in_epsilons(computed.less_than(k), exact.less_than(k)) <= allowed);
  }
}

}  // namespace

TEST_CASE("a race of counts: 30 epsilon for means to 1e3, 100 to 1e6") {
  random_source random(20261204);
  for (int trial = 0; trial < trials(150); ++trial) {
    const double a = random.log_uniform(1e-3, 1e3);
    const double b =
        random.one_in(3) ? a * random.uniform(0.5, 1.5) : random.log_uniform(1e-3, 1e3);
    if (std::abs(std::sqrt(a) - std::sqrt(b)) < 20) CHECK(comparison_error(a, b) <= 30);
  }
  for (int trial = 0; trial < trials(20); ++trial) {
    const double a = random.log_uniform(1e3, 1e6);
    CHECK(comparison_error(a, a + 20 * random.uniform(-1, 1) * std::sqrt(a)) <= 100);
  }
}

TEST_CASE("tables of counts: |k - mode| + 10 epsilon, tails too") {
  for (const double mean : {0.3, 5.0, 100.0, 1e4})
    check_counts(count_distribution<double>::poisson(mean), count_distribution<mp>::poisson(mean),
                 mean);
  for (const double p : {0.5, 0.01, 1e-4})
    for (const std::size_t n : {10U, 1000U, 100'000U}) {
      const auto chance = nines::probability<>::from_value(p);
      check_counts(count_distribution<double>::binomial(chance, n),
                   count_distribution<mp>::binomial(chance, n), p * static_cast<double>(n + 1));
    }
}
