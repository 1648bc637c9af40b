// SPDX-License-Identifier: BSL-1.0
// The down time of a unit against 100 digits, both tails: by its definition and by the same code.
#include <doctest/doctest.h>

#include <nines/slo/downtime/unit_downtime.hpp>

#include "support/precise.hpp"
#include "support/random.hpp"

using nines_test::error_in_epsilons;
using nines_test::mp;

namespace {

/// P(N <= M) and P(N > M) by the double sum of Poisson probabilities, all terms positive.
nines::probability<mp> by_sums(const mp& first, const mp& second) {
  std::vector<mp> probability_of_second(1, exp(-second));
  while (probability_of_second.size() < second || probability_of_second.back() > mp("1e-400"))
    probability_of_second.push_back(probability_of_second.back() * second /
                                    probability_of_second.size());
  const std::size_t n = probability_of_second.size();
  std::vector<mp> at_least(n + 1, 0);
  for (std::size_t k = n; k-- > 0;) at_least[k] = at_least[k + 1] + probability_of_second[k];
  mp no_more = 0;
  mp more = 0;
  mp below = 0;
  mp probability_of_first = exp(-first);
  for (std::size_t k = 0; k < n || k < first || probability_of_first > mp("1e-400"); ++k) {
    if (k < n) no_more += probability_of_first * at_least[k];
    more += probability_of_first * below;
    if (k < n) below += probability_of_second[k];
    probability_of_first *= first / (k + 1);
  }
  return {nines::unchecked, no_more, more};
}

}  // namespace

TEST_CASE("comparing counts keeps its digits on both tails, down to 1e-300") {
  nines_test::random_source random(11);
  double worst = 0;
  for (int trial = 0; trial < nines_test::trials(60, 6); ++trial) {
    const double a = random.log_uniform(1e-3, 800);
    const double b = random.log_uniform(1e-3, 800);
    const auto exact = by_sums(mp(a), mp(b));
    const auto c = nines::compare_counts(a, b);
    const nines::probability<double> p(nines::unchecked, c.fewer + c.equal, c.more);
    CAPTURE(a);
    CAPTURE(b);
    CHECK(error_in_epsilons(p, exact) < 100);
    worst = std::max(worst, error_in_epsilons(p, exact));
    const auto same = nines::compare_counts(mp(a), mp(b));
    CHECK(error_in_epsilons(
              nines::probability<mp>(nines::unchecked, same.fewer + same.equal, same.more), exact) <
          1e5);
  }
  MESSAGE("largest error: " << worst << " epsilon");
}

TEST_CASE("large counts against the same code in 100 digits") {
  for (const double a : {1e3, nines_test::is_optimised ? 1e5 : 3e3})
    for (const double ratio : {0.8, 0.9, 1.0, 1.05, 1.2}) {
      const double b = a * ratio;
      const auto c = nines::compare_counts(a, b);
      const auto exact = nines::compare_counts(mp(a), mp(b));
      CAPTURE(a);
      CAPTURE(b);
      CHECK(error_in_epsilons(c.more, exact.more) < 300);
      CHECK(error_in_epsilons(c.fewer, exact.fewer) < 300);
    }
}

TEST_CASE("mean and variance in 100 digits, for windows short and long") {
  using nines::hours_in;
  for (const auto start : {nines::initial_condition::up, nines::initial_condition::down,
                           nines::initial_condition::stationary})
    for (const double window : {1e-9, 0.1, 3.0, 7.9, 8.1, 1e5}) {
      const nines::unit_downtime<double> d(hours_in<double>(30), hours_in<double>(3),
                                           hours_in<double>(window), start);
      const nines::unit_downtime<mp> e(hours_in<mp>(30), hours_in<mp>(3), hours_in<mp>(mp(window)),
                                       start);
      CAPTURE(window);
      CHECK(error_in_epsilons(d.mean().count(), e.mean().count()) < 20);
      CHECK(error_in_epsilons(d.variance(), e.variance()) < 40);
    }
}
