// SPDX-License-Identifier: BSL-1.0
// Differences of branches against the same in 100 digits, where nearly all digits agree.
#include <doctest/doctest.h>

#include <nines/structure/compile.hpp>
#include <nines/structure/uncertainty/mean_differences.hpp>

#include "structure/random_structures.hpp"

using namespace nines;
using namespace nines_test;

TEST_CASE("the branches of all decisions of coherent structures keep their differences") {
  random_source random(1451);
  double worst = 0;
  int close = 0;
  for (int run = 0; run < trials(500); ++run) {
    const auto drawn = draw_structure(random, 7, true);
    const auto compiled = compile(drawn.build());
    if (!compiled.is_coherent()) continue;
    const auto parts = draw_parts(random, drawn.parts);
    detail::mean_differences<double> found(compiled, parts);
    detail::mean_differences<mp> exact(compiled, precise_list(parts, precise_by_small_side));
    for (const auto& each : compiled.decisions()) {
      const mp difference = exact(each.high, each.low);
      if (abs(difference) < 1e-250) continue;
      const double computed = found(each.high, each.low);
      worst = std::max(worst, static_cast<double>(abs(mp(computed) / difference - 1)));
      close += abs(difference) < 1e-8 ? 1 : 0;
    }
  }
  CHECK(close > 10);
  CHECK(worst <= 1e-11);  // twelve bits may cancel
}

TEST_CASE("means are those of evaluation, and equal branches have no difference") {
  structure_builder b;
  const auto of = compile(b.build(b.at_least(2, b.parts({"a", "b", "c"}))));
  const auto half = probability<double>::from_value(0.5);
  detail::mean_differences<double> found(of, {half, half, half});
  CHECK(found.mean(of.top().index()).value() == 0.5);
  CHECK(found(of.top(), of.top()) == 0);
  CHECK(found(always_true, always_false) == 1);
}
