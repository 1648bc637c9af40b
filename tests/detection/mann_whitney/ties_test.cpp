// SPDX-License-Identifier: BSL-1.0
// The exact Mann-Whitney test with its ties, what it costs, and its normal estimate.
#include <doctest/doctest.h>

#include <cmath>
#include <nines/detection/mann_whitney/test.hpp>

#include "support/message.hpp"
#include "support/random.hpp"
#include "support/within.hpp"

using nines_test::message_of;
using nines_test::within;
using namespace nines;

namespace {

/// Of all ways to take as many from both series, the share whose U is as large, and the rest.
probability<> by_all_subsets(const std::vector<double>& release,
                             const std::vector<double>& baseline) {
  std::vector<double> all = release;
  all.insert(all.end(), baseline.begin(), baseline.end());
  const double seen = mann_whitney_u(release, baseline);
  double more = 0;
  double count = 0;
  for (unsigned mask = 0; mask < 1U << all.size(); ++mask) {
    if (static_cast<std::size_t>(__builtin_popcount(mask)) != release.size()) continue;
    std::vector<double> a;
    std::vector<double> b;
    for (std::size_t i = 0; i < all.size(); ++i) ((mask >> i) % 2 == 1 ? a : b).push_back(all[i]);
    more += mann_whitney_u(a, b) >= seen ? 1 : 0;
    count += 1;
  }
  return {nines::unchecked, more / count, (count - more) / count};
}

std::vector<double> random_series(nines_test::random_source& random, std::size_t size,
                                  std::size_t values) {
  std::vector<double> all;
  all.reserve(size);
  for (std::size_t i = 0; i < size; ++i) all.push_back(static_cast<double>(random.below(values)));
  return all;
}

/// The latencies of the report: 24 bits of a linear congruential generator, one for each in turn.
std::pair<std::vector<double>, std::vector<double>> latencies(std::size_t size) {
  std::pair<std::vector<double>, std::vector<double>> both;
  std::uint32_t s = 1;
  const auto next = [&s] { return static_cast<double>((s = s * 1664525U + 1013904223U) >> 8U); };
  for (std::size_t i = 0; i < size; ++i) {
    both.first.push_back(next());
    both.second.push_back(next());
  }
  return both;
}

bool nearly_equal(double a, double b) { return a == b || a == within(b, 1e-13); }

}  // namespace

TEST_CASE("U by sorting, as by pairs") {
  nines_test::random_source random(11);
  for (int i = 0; i < 50; ++i) {
    const auto x = random_series(random, random.between(1, 9), 5);
    const auto y = random_series(random, random.between(1, 9), 5);
    double u = 0;
    for (const double a : x)
      for (const double b : y) u += a > b ? 1 : (a == b ? 0.5 : 0);
    CHECK(mann_whitney_u(x, y) == u);
  }
  CHECK(mann_whitney_u({HUGE_VAL}, {1, HUGE_VAL}) == 1.5);
}

TEST_CASE("the exact test against all subsets, with and without ties") {
  nines_test::random_source random(12);
  for (const std::size_t values : {1U, 2U, 3U, 6U, 1000U})
    for (int i = 0; i < nines_test::trials(20); ++i) {
      const std::size_t n = random.between(1, 6);
      const auto x = random_series(random, n, values);
      const auto y = random_series(random, random.between(1, 11 - n), values);
      const auto p = mann_whitney_test(x, y);
      const auto all = by_all_subsets(x, y);
      CAPTURE(values);
      CHECK(nearly_equal(p.value(), all.value()));
      CHECK(nearly_equal(p.complement(), all.complement()));
    }
}

TEST_CASE("few errors against none, minute by minute") {
  CHECK(mann_whitney_test({1, 4, 2, 3, 1}, {0, 0, 0, 0, 0}).value() == within(1.0 / 252, 1e-14));
  CHECK(mann_whitney_test({0, 1, 2, 1, 0, 0}, {0, 0, 0, 0, 0, 0}).value() ==
        within(20.0 / 220, 1e-14));
}

TEST_CASE("the tails have all their digits, with ties as without") {
  std::vector<double> low;
  std::vector<double> high;
  double subsets = 1;  // C(80, 40)
  for (std::size_t i = 1; i <= 40; ++i) {
    low.push_back(static_cast<double>(i));
    high.push_back(static_cast<double>(40 + i));
    subsets *= static_cast<double>(40 + i) / static_cast<double>(i);
  }
  CHECK(mann_whitney_test(high, low).value() == within(1 / subsets, 1e-13));
  CHECK(mann_whitney_test(low, high).value() == 1);
  low[0] = low[1];
  high[5] = high[6];
  CHECK(mann_whitney_test(high, low).value() == within(1 / subsets, 1e-13));
  const std::vector<double> same(60, 7.0);
  CHECK(mann_whitney_test(same, same).value() == 1);
  CHECK(mann_whitney_test(same, same).complement() == 0);
}

TEST_CASE("longer series are refused before they begin, and estimated as such") {
  for (const std::size_t size : {1000U, 300U}) {
    const auto both = latencies(size);
    CHECK(message_of([&] { return mann_whitney_test(both.first, both.second); }) ==
          "nines::mann_whitney_test: takes more than 2e+09 products; take fewer measurements or "
          "buckets, mann_whitney_estimate, or more max_products");
  }
  const auto [x, y] = latencies(1000);
  const normal_estimate estimate = mann_whitney_estimate(x, y);
  CHECK(estimate.z == within(-0.9010570, 1e-6));
  CHECK(estimate.probability.value() + estimate.probability.complement() == within(1, 1e-15));
  const std::vector<double> many(200000, 1.0);  // sorted, not compared by pairs
  CHECK(mann_whitney_estimate(many, many).probability.value() == 1);
  CHECK_THROWS_AS((void)mann_whitney_test(many, many), convergence_error);
  CHECK(message_of([&] {
          return mann_whitney_test({1, 2}, {3}, {.max_products = std::nan("")});
        }) == "nines::mann_whitney_test: max_products is nan, but must be more than 0, and finite");
  CHECK(message_of([&] {
          return mann_whitney_test({1, 2}, {3}, {.memory_limit = 10});
        }).find("but memory_limit is") != std::string::npos);
}

TEST_CASE("how far the estimate is off") {
  nines_test::random_source random(13);
  for (const std::size_t values : {8U, 100000U})
    for (int i = 0; i < nines_test::trials(60); ++i) {
      auto x = random_series(random, 20 + random.below(8), values);
      const auto y = random_series(random, 20 + random.below(8), values);
      for (double& each : x) each += random.unit() < 0.3 ? static_cast<double>(values / 2) : 0;
      const double exact = mann_whitney_test(x, y).value();
      const double about = mann_whitney_estimate(x, y).probability.value();
      CAPTURE(exact);
      if (exact > 0.01) CHECK(about == within(exact, 0.08));
      if (exact > 1e-4) CHECK(about == within(exact, 0.6));
    }
  CHECK(message_of([] { return mann_whitney_estimate({}, {1}); }) ==
        "nines::mann_whitney_estimate: release is 0, but must be a series of 1 value or more");
}
