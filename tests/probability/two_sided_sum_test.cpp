// SPDX-License-Identifier: BSL-1.0
// Sums of both sides: what rounding leaves, what is refused, and conditional probabilities.
#include <doctest/doctest.h>

#include <limits>
#include <nines/probability.hpp>

#include "support/message.hpp"
#include "support/precise.hpp"
#include "support/relative.hpp"

using namespace nines;
using namespace nines_test;

TEST_CASE("a sum of many masses does not exceed one, and its small side keeps its digits") {
  two_sided_sum<double> sum;
  for (int i = 0; i < 1'000'000; ++i) sum.add(true, 1e-6);
  sum.add(false, 3e-20);
  CHECK(sum.value() != 1);  // rounding has drifted
  const auto p = sum.result();
  CHECK(p.value() == 1);
  CHECK(p.complement() == 3e-20);
}

TEST_CASE("the smaller sum is kept on either side") {
  two_sided_sum<double> sum(0.125, 0.5);
  sum.add_value(0.125);
  sum.add_opposite(0.25 + 1e-13);
  CHECK(sum.result().value() == 0.25);
  CHECK(sum.result().complement() == 0.75);
  CHECK((!sum.result()).value() == 0.75);
}

TEST_CASE("cases are weighed by their probabilities, as pivot() does it in 100 digits") {
  const auto up = probability<mp>::from_complement(mp(1) / 3000);
  const auto hi = probability<mp>::from_complement(mp(1) / 7000);
  const auto lo = probability<mp>::from_complement(mp(1) / 11);
  two_sided_sum<mp> sum;
  sum.add_case(up.value(), hi);
  sum.add_case(up.complement(), lo);
  const mp exact = (mp(2999) / 7000 + mp(1) / 11) / 3000;
  CHECK(error_in_epsilons(sum.result().complement(), exact) <= 4);
}

TEST_CASE("masses of a part of all outcomes give a conditional probability") {
  two_sided_sum<double> sum;
  CHECK(message_of([&] { return sum.normalised(); }) ==
        "nines::two_sided_sum::normalised: sum of all masses is 0, but must be more than 0");
  sum.add_value(3e-30);
  sum.add_opposite(1e-30);
  CHECK(epsilons_apart(sum.normalised().value(), 0.75) <= 1);
  CHECK(epsilons_apart(sum.normalised().complement(), 0.25) <= 1);
}

TEST_CASE("NaN and negative sides are refused by name") {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  two_sided_sum<double> sum(0.5, nan);
  CHECK(message_of([&] { return sum.result(); }) ==
        "nines::probability::from_computed_sides: complement is nan, but must be 0 or more");
  CHECK(message_of([&] { return probability<>::from_computed_sides(-0.5, 0.5); }) ==
        "nines::probability::from_computed_sides: value is -0.5, but must be 0 or more");
}

static_assert(two_sided_sum<double>(0.25, 0.75).result() == 25_percent);
