// SPDX-License-Identifier: BSL-1.0
#include <doctest/doctest.h>

#include <nines/combine/split_common_cause.hpp>
#include <nines/probability/literals.hpp>

using namespace nines;
using namespace nines::literals;

TEST_CASE("split_common_cause keeps both sides of both shares") {
  const auto split = split_common_cause(probability<double>::from_complement(1e-12), 25_percent);
  CHECK(split.common.complement() == 0.25e-12);
  CHECK(split.independent.complement() == 0.75e-12);
  CHECK(split.common.value() == 1 - 0.25e-12);
  const auto dead = split_common_cause(probability<double>::never(), 25_percent);
  CHECK(dead.common.value() == 0.75);
  CHECK(dead.independent.value() == 0.25);
}
