// SPDX-License-Identifier: BSL-1.0
#include <doctest/doctest.h>

#include <cmath>
#include <nines/probability/two_sided.hpp>

#include "support/message.hpp"

using namespace nines;
using nines_test::message_of;

TEST_CASE("two sides that contradict each other are an error; a drift is shared out") {
  CHECK(message_of([] { return nines::both_sides("f", 0.8125, 0.0); }) ==
        "nines::f: the two sides of a probability, 0.8125 and 0, do not add up to 1");
  CHECK(message_of([] {
          return nines::both_sides("f", std::nan(""), 1.0);
        }).find("do not add up to 1") != std::string::npos);
  const auto p = nines::both_sides("f", 1.0000000000000833, 8.7e-117);
  CHECK(p.value() == 1);
  CHECK(p.complement() == 8.7e-117);
  // A float has drifted more after as many sums.
  const auto f = nines::both_sides("f", 0.3F, 0.70001F);
  CHECK(f.value() == 0.3F);
  CHECK(f.complement() == 1 - 0.3F);
  CHECK_THROWS_AS((void)nines::both_sides("f", 0.3F, 0.701F), convergence_error);
}
