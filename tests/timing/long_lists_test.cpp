// SPDX-License-Identifier: BSL-1.0
// Lists of a hundred thousand distributions: no stack is as deep as a list is long.
#include <cmath>

#include "support/random.hpp"
#include "timing/distributions_test.hpp"

using namespace nines_test;

namespace {
const std::size_t list_length = is_optimised ? 200'000 : 20'000;
}

TEST_CASE("the last and the first of very many") {
  const std::vector<random_time<>> dists(list_length, exponential_time(1s));
  const double n = static_cast<double>(list_length);
  const auto last = all_of(dists).cdf(10s);
  CHECK(last.value() == near(std::exp(n * std::log1p(-std::exp(-10.0))), 1e-10));
  CHECK(first_of(dists).cdf(seconds(1 / n)).complement() == near(std::exp(-1.0), 1e-10));
  if (is_optimised)  // the shorter list is within the budget
    CHECK(message_of([&] { return all_of(dists).mean(); }).find("takes more than") !=
          std::string::npos);
}

TEST_CASE("a sequence, a choice and a repetition of very many") {
  const auto sum = sequence(std::vector<random_time<>>(list_length, fixed_time(seconds(0.1))));
  CHECK(sum.cdf(seconds(0.1 * static_cast<double>(list_length) * (1 + 1e-9))).value() == 1);
  const double weight = 1 / static_cast<double>(list_length);
  const auto mixed =
      mixture(std::vector<weighted_time<double>>(list_length, {weight, exponential_time(1s)}));
  CHECK(mixed.cdf(1s).complement() == near(std::exp(-1.0), 1e-10));
  CHECK(sum_of(list_length, exponential_time(1s)).mean().count() ==
        near(double(list_length), 1e-12));
}

TEST_CASE(
    "a sum of very many distributions of few scales, and of as many scales as distributions") {
  std::vector<random_time<>> dists;
  double mean = 0;
  for (std::size_t i = 0; i < list_length; ++i) {
    const double scale = 1 + double(i % 3);
    dists.push_back(exponential_time(seconds(scale)));
    mean += scale;
  }
  const auto sum = sequence(dists);
  CHECK(sum.mean().count() == near(mean, 1e-12));
  for (std::size_t i = 0; i < list_length; ++i)
    dists[i] = exponential_time(seconds(1 + double((i * 7919) % list_length) * 1e-3));
  CHECK(message_of([&] { return sequence(dists); }).find("takes more than") != std::string::npos);
}

TEST_CASE("terms of one scale are merged where the first of them was, rounding aside") {
  sum_terms<double> terms{0, {{3, 1}, {1, 2}, {3 * (1 + 2e-16), 4}, {2, 1}, {1, 0.5}}};
  terms.merge_scales();
  REQUIRE(terms.gammas.size() == 3);
  CHECK(terms.gammas[0].scale == 3);
  CHECK(terms.gammas[0].shape == 5);
  CHECK(terms.gammas[1].scale == 1);
  CHECK(terms.gammas[1].shape == 2.5);
  CHECK(terms.gammas[2].scale == 2);
}
