// SPDX-License-Identifier: BSL-1.0
// Lists of minimal sets: in order, complete down to the cut-off.
#include <doctest/doctest.h>

#include <nines/structure/compile.hpp>
#include <nines/structure/cut_sets/list.hpp>

#include "structure/cut_sets/minimal_states.hpp"

using namespace nines;
using namespace nines_test;

TEST_CASE("the likeliest sets come first, and all above the cut-off come") {
  random_source random(1323);
  for (int run = 0; run < trials(400); ++run) {
    const auto drawn = draw_structure(random, 7, run % 2 == 0);
    const auto family = minimal_cut_sets(compile(drawn.build()));
    const auto parts = draw_parts(random, drawn.parts);
    const double cut_off = 1e-8;
    std::size_t expected = 0;
    for (const state s : minimal_states(drawn, true)) {
      double product = 1;
      for (std::size_t i = 0; i < drawn.parts; ++i)
        if (is_up(s, i)) product *= parts[i].complement();
      if (product >= cut_off) ++expected;
    }
    const auto list = most_probable(family, parts, {.cut_off = cut_off});
    CHECK(list.size() == expected);
    for (std::size_t i = 0; i + 1 < list.size(); ++i) CHECK(list[i].product >= list[i + 1].product);
    if (expected > 1) CHECK(most_probable(family, parts, {.most = 1}).size() == 1);
  }
}

TEST_CASE("single points of failure, and sets of few parts") {
  structure_builder b;
  const auto pair = b.any_of(b.parts({"a", "b"}));
  const auto trio = b.any_of(b.parts({"c", "d", "e"}));
  const auto system = compile(b.build(b.all_of({pair, b.part("f"), trio, b.part("g")})));
  const auto cuts = minimal_cut_sets(system);
  CHECK(single_points_of_failure(cuts) == std::vector<std::size_t>{5, 6});
  CHECK(smallest_sets(cuts, 2).size() == 3);
  CHECK(smallest_sets(cuts, 2).back() == std::vector<std::size_t>{0, 1});
  CHECK(smallest_sets(cuts, 3).size() == 4);
  CHECK(single_points_of_failure(minimal_path_sets(system)).empty());
  CHECK_THROWS_AS((void)most_probable(cuts, std::vector<probability<double>>(1)), domain_error);
}
