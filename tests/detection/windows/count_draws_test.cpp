// SPDX-License-Identifier: BSL-1.0
#include <doctest/doctest.h>

#include <cstdint>
#include <nines/detection/windows/count_draws.hpp>
#include <random>

#include "support/within.hpp"

using nines::detail::count_draws;
using nines_test::within;

namespace {

/// 3, 4 and 5 in one of two, of four and of four.
struct three_counts {
  static std::size_t first() { return 3; }
  static std::size_t last() { return 5; }
  static double less_than(std::size_t k) { return k <= 3 ? 0 : k == 4 ? 0.5 : k == 5 ? 0.75 : 1; }
};

/// All from 0 to 9999 alike: many counts in a slot.
struct many_counts {
  static std::size_t first() { return 0; }
  static std::size_t last() { return 9999; }
  static double less_than(std::size_t k) { return static_cast<double>(k) / 10000; }
};

}  // namespace

TEST_CASE("a count has the numbers between its sums") {
  const count_draws few{three_counts()};
  CHECK(few.at(0) == 3);
  CHECK(few.at(0.4999999999) == 3);
  CHECK(few.at(0.5) == 4);
  CHECK(few.at(0.7499999999) == 4);
  CHECK(few.at(0.75) == 5);
  CHECK(few.at(0x1.fffffffffffffp-1) == 5);
  const count_draws many{many_counts()};
  for (const std::size_t k : {0U, 1U, 9U, 10U, 4321U, 9998U, 9999U})
    CHECK(many.at((static_cast<double>(k) + 0.5) / 10000) == k);
}

TEST_CASE("draws come as often as they should") {
  const count_draws few{three_counts()};
  std::mt19937_64 random(1);
  double threes = 0;
  for (int i = 0; i < 100000; ++i) threes += few(random) == 3 ? 1 : 0;
  CHECK(threes / 100000 == within(0.5, 0.015));
}
