// SPDX-License-Identifier: BSL-1.0
// Each order lists all leaves of a module once, and begins with what its rule prefers.
#include <doctest/doctest.h>

#include <nines/structure/order.hpp>

using namespace nines;

TEST_CASE("orders of the leaves of a gate") {
  gate_graph g;
  const literal rare = g.part(0);
  const literal shared = g.part(1);
  const literal x = g.part(2);
  const literal y = g.part(3);
  const literal z = g.part(4);
  const literal pair = g.any_of({shared, x});
  const literal trio = g.any_of({shared, y, z});
  const literal top = g.all_of({rare, shared, pair, trio});
  std::vector<std::uint8_t> is_leaf(g.size());
  for (std::uint32_t i = 1; i <= 5; ++i) is_leaf[i] = 1;
  detail::module_walk walk(g, is_leaf);
  const auto first = [&](variable_order order) {
    const auto found = walk.below(top.index(), order);
    CHECK(found.leaves.size() == 5);
    CHECK(found.gates.size() == 3);
    CHECK(found.gates.back() == top.index());
    return found.leaves.front();
  };
  CHECK(first(variable_order::most_used) == shared.index());
  CHECK(first(variable_order::gates_first) == shared.index());
  CHECK(first(variable_order::as_named) == rare.index());
  CHECK(first(variable_order::smallest) == rare.index());
}
