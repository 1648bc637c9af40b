// SPDX-License-Identifier: BSL-1.0
// Sums and products by hand, and their derivatives.
#include <doctest/doctest.h>

#include <nines/structure/counting/sum_product_graph.hpp>

using namespace nines;
using nines::detail::sum_product_graph;

TEST_CASE("constants make no nodes") {
  sum_product_graph g(2);
  const auto x = sum_product_graph::part(0, true);
  const auto before = g.size();
  CHECK(before == 6);
  CHECK(g.times(x, sum_product_graph::one()) == x);
  CHECK(g.times(sum_product_graph::zero(), x) == sum_product_graph::zero());
  CHECK(g.plus(x, sum_product_graph::zero()) == x);
  CHECK(g.size() == before);
}

TEST_CASE("x y + (not x) y y has its value and derivatives") {
  sum_product_graph g(2);
  const auto x = sum_product_graph::part(0, true);
  const auto not_x = sum_product_graph::part(0, false);
  const auto y = sum_product_graph::part(1, true);
  const auto root = g.plus(g.times(x, y), g.times(not_x, g.times(y, y)));
  const std::vector parts = {probability<>::from_value(0.25), probability<>::from_value(0.5)};
  const auto values = g.values(std::span(parts));
  CHECK(values[root] == 0.3125);
  const auto slopes = g.slopes(values, root);
  CHECK(slopes[x] == 0.5);
  CHECK(slopes[not_x] == 0.25);
  CHECK(slopes[y] == 1);
}

TEST_CASE("more nodes than one block holds, and no more than memory allows") {
  sum_product_graph g(1);
  const auto x = sum_product_graph::part(0, true);
  auto all = x;
  for (int i = 1; i < 200000; ++i) all = g.plus(all, x);
  const std::vector parts = {probability<>::from_value(0.5)};
  const auto values = g.values(std::span(parts));
  CHECK(values[all] == 100000);
  CHECK(g.slopes(values, all)[x] == 200000);
  sum_product_graph small(1, 1e5);
  CHECK_THROWS_AS((void)small.times(x, x), convergence_error);
}
