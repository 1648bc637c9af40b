// SPDX-License-Identifier: BSL-1.0
// Modules against their definition: no part below one is used by a gate that is not below it.
#include <doctest/doctest.h>

#include <nines/structure/modules.hpp>
#include <set>

#include "structure/random_structures.hpp"

using namespace nines;
using namespace nines_test;

namespace {

std::set<std::uint32_t> all_below(const gate_graph& graph, std::uint32_t root,
                                  std::uint32_t without = 0) {
  std::set<std::uint32_t> found;
  std::vector<std::uint32_t> stack = {root};
  while (!stack.empty()) {
    const std::uint32_t node = stack.back();
    stack.pop_back();
    if (node == without || !found.insert(node).second) continue;
    for (const literal each : graph.inputs(node)) stack.push_back(each.index());
  }
  return found;
}

}  // namespace

TEST_CASE("modules and dominators are what their definitions say") {
  random_source random(1304);
  for (int run = 0; run < trials(500); ++run) {
    const structure built = draw_structure(random, 9, run % 2 == 0).build();
    const auto& graph = built.graph();
    if (built.top().is_constant()) continue;
    const std::uint32_t top = built.top().index();
    const dominator_tree tree(graph, top);
    const auto found = modules(graph, tree);
    for (const std::uint32_t node : all_below(graph, top)) {
      const auto above = all_below(graph, top, node);
      const auto below = all_below(graph, node);
      bool apart = true;
      for (const std::uint32_t each : below) apart = apart && !above.contains(each);
      CHECK((found[node] != 0) == apart);
      const auto without = all_below(graph, top, tree.dominator(node));
      CHECK((node == top || !without.contains(node)));
    }
  }
}

TEST_CASE("inputs that share parts among themselves alone become a gate of their own") {
  structure_builder b;
  const auto shared = b.part("shared");
  const auto left = b.any_of({shared, b.part("a")});
  const auto right = b.any_of({shared, b.part("b")});
  const auto common = b.part("common");
  const auto mixed = b.all_of({left, right, b.any_of({common, b.part("c")})});
  const auto built = b.build(b.any_of({mixed, b.all_of({common, b.part("d")})}));
  const auto grouped = with_partial_modules({built.graph(), built.top()}, built.part_count());
  const dominator_tree tree(grouped.graph, grouped.top.index());
  const auto found = modules(grouped.graph, tree);
  std::size_t gates = 0;
  for (std::uint32_t i = 1; i < grouped.graph.size(); ++i)
    if (tree.reaches(i) && found[i] != 0 && !grouped.graph.inputs(i).empty()) ++gates;
  CHECK(gates == 2);  // the top, and what is made of left and right
}
