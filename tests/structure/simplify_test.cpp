// SPDX-License-Identifier: BSL-1.0
// Simplified structures have the same value in every state, and are smaller where a distribution
// says so.
#include <doctest/doctest.h>

#include <nines/structure/modules.hpp>
#include <nines/structure/simplify.hpp>

#include "structure/random_structures.hpp"

using namespace nines;
using namespace nines_test;

namespace {

/// The value of a literal of a graph in a state of the parts.
bool holds(const gate_graph& graph, literal top, state s) {
  std::vector<bool> value(graph.size(), true);
  for (std::uint32_t i = 1; i < graph.size(); ++i) {
    std::vector<bool> in;
    std::size_t count = 0;
    for (const literal each : graph.inputs(i)) {
      in.push_back(value[each.index()] != each.negated());
      count += in.back() ? 1U : 0U;
    }
    switch (graph[i].kind) {
      case gate_kind::part:
        value[i] = is_up(s, graph[i].number);
        break;
      case gate_kind::conjunction:
        value[i] = count == in.size();
        break;
      case gate_kind::threshold:
        value[i] = count >= graph[i].number;
        break;
      case gate_kind::parity:
        value[i] = count % 2 == 1;
        break;
      default:
        value[i] = in[0] ? in[1] : in[2];
    }
  }
  return value[top.index()] != top.negated();
}

std::size_t gates_below(const gate_graph& graph, literal top) {
  const dominator_tree tree(graph, top.index());
  std::size_t count = 0;
  for (const std::uint32_t node : tree.preorder()) count += graph.inputs(node).empty() ? 0U : 1U;
  return count;
}

}  // namespace

TEST_CASE("simplified structures are the same function") {
  random_source random(1303);
  for (int run = 0; run < trials(1000); ++run) {
    const auto drawn = draw_structure(random, 8, run % 2 == 0);
    const structure built = drawn.build();
    const auto simple = simplified({built.graph(), built.top()}, drawn.parts);
    const auto factored = with_common_factors(simple, drawn.parts);
    const auto grouped = with_partial_modules(simple, drawn.parts);
    bool same = true;
    for (state s = 0; s < state{1} << drawn.parts; ++s) {
      const bool expected = drawn.is_system_up(s);
      same = same && holds(built.graph(), built.top(), s) == expected &&
             holds(simple.graph, simple.top, s) == expected &&
             holds(factored.graph, factored.top, s) == expected &&
             holds(grouped.graph, grouped.top, s) == expected;
    }
    CHECK_MESSAGE(same, "run " << run);
  }
}

TEST_CASE("what a dominating gate decides is absorbed") {
  structure_builder b;
  const auto x = b.part("x");
  const auto y = b.part("y");
  const auto z = b.part("z");
  const auto built = b.build(b.all_of({x, b.any_of({y, b.all_of({x, z})})}));
  const auto simple = simplified({built.graph(), built.top()}, 3);
  CHECK(gates_below(simple.graph, simple.top) == 2);
  const auto all = b.build(b.any_of({x, b.all_of({x, z})}));
  CHECK(simplified({all.graph(), all.top()}, 3).top == literal(1));
}

TEST_CASE("a gate that one gate alone uses is taken into it") {
  structure_builder b;
  const auto inner = b.all_of(b.parts({"a", "b"}));
  const auto built = b.build(b.all_of({inner, b.part("c")}));
  const auto simple = simplified({built.graph(), built.top()}, 3);
  CHECK(gates_below(simple.graph, simple.top) == 1);
}

TEST_CASE("common factors are taken out of a sum of products, the most frequent first") {
  structure_builder b;
  const auto inputs = b.parts({"x", "y", "a", "b", "c"});
  const auto built = b.build(
      b.any_of({b.all_of({inputs[0], inputs[1], inputs[2]}),
                b.all_of({inputs[0], inputs[1], inputs[3]}), b.all_of({inputs[0], inputs[4]})}));
  const auto factored = with_common_factors({built.graph(), built.top()}, 5);
  const dominator_tree tree(factored.graph, factored.top.index());
  CHECK(tree.dominator(1) == factored.top.index());  // x and (c or y and (a or b))
  CHECK(gates_below(factored.graph, factored.top) == 4);
}
