// SPDX-License-Identifier: BSL-1.0
#include "nines/topology/service_graph.hpp"

#include <doctest/doctest.h>

#include <nines/structure/compile.hpp>
#include <nines/structure/evaluate.hpp>

namespace {

using namespace nines;

/// first or (works and others): parts 0, 1, 2; gate 3. Gate 4 needs part 3, too.
service_graph failover_graph(bool takes_time) {
  service_graph g;
  g.units = {{model_unit::kind::service, "all", "all"}};
  for (const char* name : {"first", "works", "others", "more"})
    g.parts.push_back({name, probability<double>::from_value(0.5), {}, 0, g.parts.size()});
  for (std::size_t i = 0; i < 3; ++i) g.gates.push_back({service_gate::kind::leaf, i});
  g.gates.push_back({service_gate::kind::failover, 0, {0, 1, 2}});
  if (takes_time) g.gates[3].switching.time = hours_in<double>(1);
  g.gates.push_back({service_gate::kind::leaf, 3});
  g.gates.push_back({service_gate::kind::every, 0, {3, 4}});
  g.paths = {5};
  return g;
}
bool holds(const structure& of, unsigned state) {
  std::vector<probability<double>> parts;
  for (std::size_t i = 0; i < of.part_count(); ++i)
    parts.push_back((state >> i & 1U) != 0 ? probability<double>::always()
                                           : probability<double>::never());
  return evaluate(compile(of), parts).value() == 1;
}

}  // namespace

TEST_CASE("a structure has the parts of the graph, in their order") {
  const auto graph = failover_graph(false);
  const auto top = structure_of(graph, 5);
  CHECK(top.part_names() == std::vector<std::string>{"first", "works", "others", "more"});
  for (unsigned state = 0; state < 16; ++state) {
    const auto up = [state](unsigned i) { return (state >> i & 1U) != 0; };
    CAPTURE(state);
    CHECK(holds(top, state) == ((up(0) || (up(1) && up(2))) && up(3)));
  }
}

TEST_CASE("at the instant of a failure a failover that takes time has not begun") {
  for (const bool takes_time : {false, true}) {
    const auto graph = failover_graph(takes_time);
    for (unsigned state = 0; state < 16; ++state) {
      const auto up = [state](unsigned i) { return (state >> i & 1U) != 0; };
      CAPTURE(state);
      CAPTURE(takes_time);
      // The first fails: up before with more, down after unless the others serve at once.
      CHECK(holds(failure_structure(graph, 5, 0), state) ==
            (up(3) && (takes_time || !(up(1) && up(2)))));
      // The others fail: down after if the first was down, and the failover done.
      CHECK(holds(failure_structure(graph, 5, 2), state) == (up(3) && !up(0) && up(1)));
      CHECK(holds(failure_structure(graph, 5, 3), state) == (up(0) || (up(1) && up(2))));
    }
  }
}

TEST_CASE("what is below a gate") {
  const auto graph = failover_graph(false);
  CHECK(graph.parts_below(3) == std::vector<bool>{true, true, true, false});
  CHECK(graph.gates_below(3) == std::vector<bool>{true, true, true, true, false, false});
  CHECK_THROWS_AS((void)structure_of(graph, 6), domain_error);
  CHECK_THROWS_AS((void)failure_structure(graph, 5, 4), domain_error);
  CHECK(graph.part_values<float>()[2].value() == 0.5F);
}
