// SPDX-License-Identifier: BSL-1.0
#include <doctest/doctest.h>

#include <nines/detection/windows/deeper_cuts.hpp>

#include "support/within.hpp"

using nines::detail::deeper_cuts;
using nines_test::within;

namespace {

/// What a cut takes that costs a power of its logarithm.
double cost_of_cut(double cut, double power) { return std::pow(-std::log(cut), power); }

}  // namespace

TEST_CASE("cuts get deeper, and keep within what they may take") {
  for (const double power : {1.0, 3.0, 4.5}) {
    CAPTURE(power);
    const double most = cost_of_cut(1e-30, power);
    deeper_cuts cuts;
    double before = 1;
    double deepest = 1;
    for (int i = 0; i < 20; ++i) {
      CHECK(cuts.cut() < before);
      before = cuts.cut();
      const double spent = cost_of_cut(before, power);
      CHECK(spent < 4 * most);  // a guess may be too bold once: of the first power
      if (spent < most) deepest = before;
      if (!(spent < most ? cuts.inconclusive(spent, most) : cuts.go_back())) break;
    }
    CHECK(deepest < 1e-18);
  }
}

TEST_CASE("what costs nothing goes to the end, and stops there") {
  deeper_cuts cuts;
  int steps = 0;
  while (cuts.inconclusive(1, 1e9)) REQUIRE(++steps < 10);
  CHECK(cuts.cut() < 1e-279);
}

TEST_CASE("without a first cut there is no way back; else it is half the way") {
  deeper_cuts cuts;
  CHECK(!cuts.go_back());
  const double first = -std::log(deeper_cuts().cut());
  CHECK(!deeper_cuts().inconclusive(1, 1));  // nothing to spend
  deeper_cuts others;
  CHECK(others.inconclusive(1, 27));
  const double second = -std::log(others.cut());
  CHECK(second == within(3 * first, 1e-12));
  CHECK(others.go_back());
  CHECK(-std::log(others.cut()) == within(2 * first, 1e-12));
  CHECK(others.go_back());
  CHECK(others.go_back());
  CHECK(!others.go_back());
}
