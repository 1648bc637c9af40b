// SPDX-License-Identifier: BSL-1.0
// Modules by three ways: at once, by diagrams, by counting.
#include <doctest/doctest.h>

#include <nines/combine/bridge.hpp>
#include <nines/structure/counting/counted_probability.hpp>

using namespace nines;
using namespace nines::detail;

namespace {

/// A bridge, which shares parts, in series with gates of parts of their own.
structure bridge_and_gates() {
  structure_builder b;
  const auto p = b.parts({"a", "b", "c", "d", "e"});
  const auto bridge = b.any_of({b.all_of({p[0], p[1]}), b.all_of({p[2], p[3]}),
                                b.all_of({p[0], p[4], p[3]}), b.all_of({p[2], p[4], p[1]})});
  return b.build(b.all_of({bridge, b.at_least(2, b.parts({"f", "g", "h"})),
                           b.exclusive_or(b.parts({"i", "j"})),
                           b.if_then_else(b.part("k"), b.part("l"), b.part("m"))}));
}

double up(std::size_t diagram_nodes, double& counted) {
  const structure built = bridge_and_gates();
  const rooted_graph grouped =
      with_partial_modules(simplified({built.graph(), built.top()}, 13), 13);
  number_ring<double> ring;
  work_budget work("test", 1e3, "components", "");
  const std::vector<side_pair<double>> parts(13, {0.75, 0.25});
  const structure_counter<number_ring<double>> counter(ring, grouped, parts, diagram_nodes, 1e6,
                                                       work);
  counted = work.spent();
  const auto top = counter.at(grouped.top);
  CHECK(top.up + top.down == doctest::Approx(1));
  return top.up;
}

}  // namespace

TEST_CASE("the bridge is counted, or not, and the gates of parts of their own never are") {
  const auto p = probability<>::from_value(0.75);
  const double expected = bridge(p, p, p, p, p).value() *
                          (0.75 * 0.75 * 0.75 + 3 * 0.75 * 0.75 * 0.25) * (2 * 0.75 * 0.25) * 0.75;
  double counted = 0;
  CHECK(up(1000, counted) == doctest::Approx(expected));
  CHECK(counted == 0);
  CHECK(up(0, counted) == doctest::Approx(expected));
  CHECK(counted > 0);
  CHECK(counted < 20);
}
