// SPDX-License-Identifier: BSL-1.0
// The diagram of a module is the same function whatever the order, garbage collected on the way.
#include <doctest/doctest.h>

#include <nines/structure/module_diagram.hpp>

#include "structure/random_structures.hpp"

using namespace nines;
using namespace nines_test;

namespace {

bool holds(const decision_diagram& diagram, literal f, const std::vector<std::uint32_t>& leaves,
           state s) {
  bool negated = f.negated();
  while (!f.is_constant()) {
    const auto& node = diagram[f.index()];
    f = is_up(s, leaves[node.level] - 1) ? node.high : node.low;
    negated = negated != f.negated();
  }
  return !negated;
}

}  // namespace

TEST_CASE("all orders of random structures give the same function") {
  random_source random(1333);
  for (int run = 0; run < trials(300); ++run) {
    const auto drawn = draw_structure(random, 8, run % 2 == 0);
    const structure built = drawn.build();
    if (built.top().index() <= drawn.parts) continue;
    std::vector<std::uint8_t> is_leaf(built.graph().size());
    for (std::size_t i = 1; i <= drawn.parts; ++i) is_leaf[i] = 1;
    detail::module_walk walks(built.graph(), is_leaf);
    decision_diagram diagram;
    detail::module_diagram maker(built.graph(), diagram);
    for (const variable_order order : variable_orders) {
      const auto walk = walks.below(built.top().index(), order);
      const literal root = maker.build(walk) ^ built.top().negated();
      CHECK(maker.gates_done() == walk.gates.size());
      bool same = true;
      for (state s = 0; s < state{1} << drawn.parts; ++s)
        same = same && holds(diagram, root, walk.leaves, s) == drawn.is_system_up(s);
      CHECK(same);
    }
  }
}

TEST_CASE("a diagram of many products needs its garbage collected, and is exact all the same") {
  structure_builder b;
  std::vector<literal> pairs;
  for (int i = 0; i < 17; ++i)  // each part with one far away: 2^17 nodes, and garbage on the way
    pairs.push_back(b.all_of({b.part("a" + std::to_string(i)), b.part("b" + std::to_string(i))}));
  const auto built = b.build(b.any_of(pairs));
  std::vector<std::uint8_t> is_leaf(built.graph().size());
  for (std::size_t i = 1; i <= built.part_count(); ++i) is_leaf[i] = 1;
  detail::module_walk walks(built.graph(), is_leaf);
  auto walk = walks.below(built.top().index(), variable_order::as_named);
  std::stable_partition(walk.leaves.begin(), walk.leaves.end(),
                        [&](std::uint32_t leaf) { return built.part_names()[leaf - 1][0] == 'a'; });
  decision_diagram diagram;
  detail::module_diagram maker(built.graph(), diagram);
  const literal root = maker.build(walk) ^ built.top().negated();
  random_source random(1334);
  for (int run = 0; run < 1000; ++run) {
    std::vector<bool> up;
    for (std::size_t i = 0; i < built.part_count(); ++i) up.push_back(random.one_in(3));
    bool expected = false;
    for (std::size_t i = 0; i < up.size(); i += 2) expected = expected || (up[i] && up[i + 1]);
    literal f = root;
    bool negated = f.negated();
    while (!f.is_constant()) {
      const auto& node = diagram[f.index()];
      f = up[walk.leaves[node.level] - 1] ? node.high : node.low;
      negated = negated != f.negated();
    }
    CHECK(!negated == expected);
  }
}
