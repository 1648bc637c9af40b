// SPDX-License-Identifier: BSL-1.0
// Dominators of a small graph, and of a long chain (modules_test.cpp has those of random graphs).
#include <doctest/doctest.h>

#include <nines/structure/dominators.hpp>

using namespace nines;

TEST_CASE("what two gates share is dominated by the gate where they meet") {
  gate_graph g;
  const literal a = g.part(0);
  const literal b = g.part(1);
  const literal c = g.part(2);
  const literal d = g.part(3);
  const literal left = g.any_of({a, b});
  const literal right = g.any_of({a, c});
  const literal middle = g.all_of({left, right});
  const literal top = g.any_of({middle, d});
  const dominator_tree tree(g, top.index());
  CHECK(tree.dominator(a.index()) == middle.index());
  CHECK(tree.dominator(b.index()) == left.index());
  CHECK(tree.dominator(middle.index()) == top.index());
  CHECK(tree.depth(a.index()) == 2);
  CHECK(tree.depth(b.index()) == 3);
  CHECK(tree.preorder().size() == 8);
  CHECK(tree.preorder().front() == top.index());
  CHECK_FALSE(tree.reaches(0));
}

TEST_CASE("a part that all gates of a long chain use is dominated by the last") {
  gate_graph g;
  const literal shared = g.part(0);
  literal chain = g.part(1);
  for (std::uint32_t i = 2; i < 200000; ++i)
    chain = g.all_of({g.any_of({chain, g.part(i)}), shared});
  const dominator_tree tree(g, chain.index());
  CHECK(tree.dominator(shared.index()) == chain.index());
  CHECK(tree.depth(2) > 300000);
}
