// SPDX-License-Identifier: BSL-1.0
// The Mann-Whitney test where release and baseline are not alike: distribution of U, rule, watch.
#include <doctest/doctest.h>

#include <algorithm>
#include <nines/detection/mann_whitney/rule.hpp>
#include <nines/detection/mann_whitney/ties.hpp>
#include <nines/detection/tests/exact_tests.hpp>
#include <nines/probability/literals.hpp>
#include <numeric>

#include "support/message.hpp"
#include "support/precise.hpp"
#include "support/within.hpp"

using nines_test::message_of;
using nines_test::mp;
using nines_test::within;
using namespace nines;
using namespace nines::literals;

namespace {

/// Alike, or both nothing.
bool nearly(double a, double b) { return a == b || a == within(b, 1e-12); }

const latency_buckets slower{.release = {1, 0, 2, 4}, .baseline = {3, 2, 0, 1}};

/// The distribution of U by all orders of single measurements, in which the next is each of those
/// left in proportion to its hazard.
std::vector<double> by_all_orders(std::size_t n, std::size_t m, double theta) {
  std::vector<std::size_t> order(n + m);  // the first n are of the release
  std::iota(order.begin(), order.end(), 0U);
  std::vector<double> dist(2 * n * m + 1, 0.0);
  do {
    double chance = 1;
    double left = 0;
    std::vector<double> release(n);
    std::vector<double> baseline(m);
    for (std::size_t k = order.size(); k-- > 0;) {
      const bool is_release = order[k] < n;
      (is_release ? release[order[k]] : baseline[order[k] - n]) = static_cast<double>(k);
      const double hazard = is_release ? theta : 1;
      chance *= hazard / (left += hazard);
    }
    dist[static_cast<std::size_t>(2 * mann_whitney_u(release, baseline))] += chance;
  } while (std::next_permutation(order.begin(), order.end()));
  return dist;
}

/// All ways to put measurements into the buckets, each with its probability.
template <class See>
void for_all_places(const series_sizes& sizes, const latency_buckets& buckets, const See& see) {
  const std::size_t all = sizes.release + sizes.baseline;
  const std::size_t count = buckets.release.size();
  const auto sum = [](const auto& w) { return std::accumulate(w.begin(), w.end(), 0.0); };
  std::vector<std::size_t> place(all, 0);
  for (bool is_more = true; is_more;) {
    double chance = 1;
    std::vector<double> release;
    std::vector<double> baseline;
    for (std::size_t i = 0; i < all; ++i) {
      const bool is_release = i < sizes.release;
      const auto& weights = is_release ? buckets.release : buckets.baseline;
      chance *= weights[place[i]] / sum(weights);
      (is_release ? release : baseline).push_back(static_cast<double>(place[i]));
    }
    if (chance > 0) see(release, baseline, chance);
    std::size_t i = 0;
    while (i < all && ++place[i] == count) place[i++] = 0;
    is_more = i < all;
  }
}

}  // namespace

TEST_CASE(
    "the null distribution is that of a walk value by value, and of Mann & Whitney 1947, table I") {
  for (const auto& [n, m] : {std::pair(3U, 5U), std::pair(6U, 2U), std::pair(8U, 8U)}) {
    const auto dist = mann_whitney_distribution({n, m}, 50_percent);
    detail::tied_walk<double> walk({n, m});
    for (std::size_t i = 0; i < n + m; ++i) walk.step(1);
    const auto masses = walk.result();
    REQUIRE(dist.by_halves().size() == masses.size());
    for (std::size_t s = 0; s < masses.size(); ++s) CHECK(nearly(dist.by_halves()[s], masses[s]));
  }
  // P(U <= u), u = 0, 1, 2 ..., to three digits.
  const auto table = [](std::size_t n, std::size_t m) {
    const auto dist = mann_whitney_distribution({n, m}, 50_percent);
    std::vector<int> thousandths;
    for (std::size_t u = 0; 2 * u <= n * m; ++u)
      thousandths.push_back(
          static_cast<int>(dist.at_least(static_cast<double>(u) + 1).complement() * 1000 + 0.5));
    return thousandths;
  };
  CHECK(table(3, 3) == std::vector{50, 100, 200, 350, 500});
  CHECK(table(4, 4) == std::vector{14, 29, 57, 100, 171, 243, 343, 443, 557});
  CHECK(table(5, 5) == std::vector{4, 8, 16, 28, 48, 75, 111, 155, 210, 274, 345, 421, 500});
}

TEST_CASE("proportional hazards against all orders") {
  for (const double theta : {0.25, 1.0, 3.0})
    for (const auto& [n, m] : {std::pair(3U, 3U), std::pair(2U, 5U), std::pair(5U, 1U)}) {
      const auto dist = mann_whitney_distribution({n, m}, above_at_hazard_ratio(theta));
      const auto orders = by_all_orders(n, m, theta);
      REQUIRE(dist.by_halves().size() == orders.size());
      for (std::size_t s = 0; s < orders.size(); ++s) CHECK(nearly(dist.by_halves()[s], orders[s]));
    }
}

TEST_CASE("twice the hazard: the lesser of two, against all orders of twice as many") {
  std::vector<int> order(7);  // two pairs of the release, three of the baseline
  std::iota(order.begin(), order.end(), 0);
  std::vector<double> counts(7, 0.0);
  double all = 0;
  do {
    const std::vector<double> release = {static_cast<double>(std::min(order[0], order[1])),
                                         static_cast<double>(std::min(order[2], order[3]))};
    const std::vector<double> baseline(order.begin() + 4, order.end());
    counts[static_cast<std::size_t>(mann_whitney_u(release, baseline))] += 1;
    all += 1;
  } while (std::next_permutation(order.begin(), order.end()));
  const auto dist = mann_whitney_distribution({2, 3}, above_at_hazard_ratio(2));
  for (std::size_t u = 0; u < counts.size(); ++u)
    CHECK(dist.at(static_cast<double>(u)) == within(counts[u] / all, 1e-13));
}

TEST_CASE("one value of the release: a beta function") {
  // C(m, u) theta B(u + 1, m - u + theta), from u = m on: a ratio of neighbours.
  const double theta = 0.3;
  const double m = 12;
  const auto dist = mann_whitney_distribution({1, 12}, above_at_hazard_ratio(theta));
  double expected = 1;
  for (double i = 1; i <= m; ++i) expected *= i / (i + theta);
  for (double u = m; u >= 0; --u) {
    CHECK(dist.at(u) == within(expected, 1e-13));
    expected *= (m - u + theta) / (m - u + 1);
  }
  CHECK(dist.at(0.5) == 0);
  CHECK(dist.at(13) == 0);
}

TEST_CASE("distributions of U: means, mirror images, and sides in 100 digits") {
  const auto p = 80_percent;
  const auto dist = mann_whitney_distribution({7, 4}, p);
  const auto mirror = mann_whitney_distribution({4, 7}, !p);
  CHECK(dist.mean() == within(28 * 0.8, 1e-13));
  for (double u = 0; u <= 28; ++u) CHECK(dist.at(u) == within(mirror.at(28 - u), 1e-13));
  CHECK(mann_whitney_distribution({10, 10}, slower).mean() ==
        within(100 * above_in(slower).value(), 1e-13));
  CHECK(above_in(slower).complement() == within(1 - above_in(slower).value(), 1e-13));
  CHECK(mann_whitney_distribution({3, 2}, probability<>::always()).at(6) == 1);
  CHECK(mann_whitney_distribution({3, 2}, probability<>::never()).at(0) == 1);
  for (const auto& each : {3_percent, 50_percent, 99.9_percent}) {
    const auto in_doubles = mann_whitney_distribution({10, 8}, each);
    const auto exact = mann_whitney_distribution<mp>({10, 8}, each);
    for (double u = 1; u <= 80; u += 7)
      CHECK(nines_test::error_in_epsilons(in_doubles.at_least(u), exact.at_least(u)) < 50);
  }
  const latency_buckets rare{.release = {1, 1e-9, 1e-3}, .baseline = {1, 1e-6, 1e-9}};
  const auto in_doubles = mann_whitney_distribution({6, 5}, rare);
  const auto exact = mann_whitney_distribution<mp>({6, 5}, rare);
  for (double u = 0.5; u <= 30; u += 2.5)
    CHECK(nines_test::error_in_epsilons(in_doubles.at_least(u), exact.at_least(u)) < 50);
  const mann_whitney_rule rule(5_percent);
  CHECK(nines_test::error_in_epsilons(failure_probability(rule, {6, 5}, rare),
                                      failure_probability<mp>(rule, {6, 5}, rare)) < 50);
}

TEST_CASE("buckets, distribution and rule, against all places") {
  const latency_buckets alike{.release = {1, 2, 1}, .baseline = {1, 2, 1}};
  const latency_buckets apart{.release = {0, 0, 1}, .baseline = {1, 1, 0}};
  for (const auto& buckets : {slower, alike, apart})
    for (const auto& [n, m] : {std::pair(3U, 3U), std::pair(2U, 4U)})
      for (const auto& alpha : {5_percent, 30_percent}) {
        const mann_whitney_rule rule(alpha);
        std::vector<double> dist(2 * n * m + 1, 0.0);
        double rolled_back = 0;
        double kept = 0;
        for_all_places({n, m}, buckets, [&](const auto& x, const auto& y, double chance) {
          dist[static_cast<std::size_t>(2 * mann_whitney_u(x, y))] += chance;
          (rule(x, y) == verdict::roll_back ? rolled_back : kept) += chance;
        });
        const auto masses = mann_whitney_distribution({n, m}, buckets).by_halves();
        REQUIRE(masses.size() == dist.size());
        for (std::size_t s = 0; s < dist.size(); ++s) CHECK(nearly(masses[s], dist[s]));
        const auto fails = failure_probability(rule, {n, m}, buckets);
        CHECK(nearly(fails.value(), rolled_back));
        CHECK(nearly(fails.complement(), kept));
      }
}

TEST_CASE("the rule without ties has a limit for U") {
  const mann_whitney_rule rule(5_percent);
  CHECK(rule.roll_back_from({3, 3}) == 9);   // p = 1/20, which is at most 5 %
  CHECK(rule.roll_back_from({2, 3}) == 7);   // never: at best 1/10
  CHECK(rule.roll_back_from({5, 5}) == 21);  // P(U <= 4) = 0.048, P(U <= 5) = 0.075
  CHECK(rule({4, 5, 6}, {1, 2, 3}) == verdict::roll_back);
  CHECK(rule({4, 5, 3}, {1, 2, 3.5}) == verdict::inconclusive);
  CHECK(failure_probability(rule, {3, 3}, 50_percent).value() == within(0.05, 1e-13));
  CHECK(failure_probability(rule, {2, 3}, 99_percent).value() == 0);
  const auto alike = failure_probability(rule, {20, 20}, 50_percent);
  CHECK(alike.value() < 0.05);
  CHECK(alike.value() > 0.04);
  // Many narrow buckets of one distribution are nearly without ties.
  const std::vector<double> many(15, 1.0);
  CHECK(failure_probability(rule, {2, 2}, latency_buckets{many, many}).value() == 0);
  CHECK(failure_probability(mann_whitney_rule(17_percent), {2, 2}, latency_buckets{many, many})
            .value() == within(1.0 / 6, 0.2));
}

TEST_CASE("a test at each interval, with failures allowed") {
  const failed_checks rule(mann_whitney_rule(5_percent), {.allowed = 1});
  const std::vector<series_sizes> intervals(6, {8, 8});
  const auto oc = operating_characteristic(rule, intervals, measured_pair{50_percent, 75_percent});
  for (const auto& [dist, above] :
       {std::pair(oc.good, 50_percent), std::pair(oc.bad, 75_percent)}) {
    const auto fails = failure_probability(rule.check(), {8, 8}, above);
    const auto twice = binomial_test(2, 6, fails);
    CHECK(dist.analyses() == 6);
    CHECK(dist.roll_back().value() == within(twice.value(), 1e-12));
    CHECK(dist.roll_back().complement() == within(twice.complement(), 1e-12));
    CHECK(dist.rolled_back[1] == within(fails.value() * fails.value(), 1e-12));
  }
  CHECK(oc.detection().value() > 0.89);
  CHECK(oc.false_rollback().value() < 0.04);
  // At the end of a bake: one interval, no failure allowed; with ties as without.
  const failed_checks once(mann_whitney_rule(5_percent), {.allowed = 0});
  const latency_buckets alike{slower.baseline, slower.baseline};
  const auto end = operating_characteristic(once, {{6, 6}}, measured_pair{alike, slower});
  CHECK(end.detection().value() == failure_probability(once.check(), {6, 6}, slower).value());
  CHECK(end.false_rollback().value() == failure_probability(once.check(), {6, 6}, alike).value());
}

TEST_CASE("what distributions of U and their rule refuse") {
  const mann_whitney_rule rule(5_percent);
  CHECK(message_of([] { return mann_whitney_distribution({0, 1}, 50_percent); }) ==
        "nines::mann_whitney_distribution: release is 0, but must be 1 measurement or more");
  CHECK(message_of([] { return mann_whitney_distribution({1, 0}, slower); }) ==
        "nines::mann_whitney_distribution: baseline is 0, but must be 1 measurement or more");
  CHECK(message_of([&] { return failure_probability(rule, {1, 0}, slower); }) ==
        "nines::mann_whitney_distribution: baseline is 0, but must be 1 measurement or more");
  CHECK(message_of([] { return above_at_hazard_ratio(0); }) ==
        "nines::above_at_hazard_ratio: ratio is 0, but must be more than 0, and finite");
  CHECK(message_of([] { return above_in({{1, -1}, {1, 1}}); }) ==
        "nines::latency_buckets: release is -1, but must be 0 or more, and finite");
  CHECK(message_of([] { return above_in({{1, 1}, {0, 0}}); }) ==
        "nines::latency_buckets: baseline is 0, but must be more than 0 in some bucket");
  CHECK(message_of([] { return above_in({{1, 1}, {1, 0, 1}}); }) ==
        "nines::latency_buckets: the number of the baseline's is 3, but must be that of the "
        "release's, 2");
  CHECK(message_of([] { return mann_whitney_rule(0_percent); }) ==
        "nines::mann_whitney_rule: alpha is 0, but must be more than 0, and less than 1");
  const failed_checks checks(rule, {.allowed = 1});
  CHECK(message_of([&] {
          return stopping_distribution(checks, std::vector<series_sizes>{}, 50_percent);
        }) ==
        "nines::stopping_distribution_of_checks: the number of checks is 0, but must be 1 or more");
  CHECK(message_of([&] {
          return operating_characteristic(checks, {{5, 5}}, measured_pair{60_percent, 50_percent});
        }) ==
        "nines::operating_characteristic: the probability of the good release to be above is 0.6, "
        "but must be less "
        "than that of the bad one, 0.5");
  CHECK_THROWS_WITH_AS((void)mann_whitney_distribution({1000, 1000}, 50_percent),
                       doctest::Contains("takes more than 2e+09 products"), convergence_error);
  CHECK_THROWS_AS((void)mann_whitney_distribution({100, 100}, slower), convergence_error);
  const std::vector<double> ten(10, 1.0);
  CHECK_THROWS_AS((void)failure_probability(rule, {20, 20}, latency_buckets{ten, ten}),
                  convergence_error);
}
