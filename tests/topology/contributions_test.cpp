// SPDX-License-Identifier: BSL-1.0
#include <doctest/doctest.h>

#include <nines/topology.hpp>

#include "state_world.hpp"

namespace {
using namespace topology_test;
using namespace nines::literals;
}  // namespace

TEST_CASE("what would be gone if a unit were perfect, against all states") {
  model_generator make(21);
  int compared = 0;
  for (int round = 0; round < 150; ++round) {
    const auto m = make.run();
    world w(m);
    if (w.things.size() > 11) continue;
    const auto graph = nines::compile(m);
    const auto exact = enumerate(w, 0, as_they_are(w));
    for (const auto& c : nines::contributions(nines::gate_system(graph, graph.paths[0]))) {
      auto perfect = as_they_are(w);
      auto gone = as_they_are(w);
      bool can_fail = false;
      bool is_single = false;
      for (std::size_t i = 0; i < w.things.size(); ++i) {
        if (w.things[i].unit != graph.units[c.unit].name) continue;
        perfect[i] = 0;
        gone = as_they_are(w);
        gone[i] = 1;
        can_fail = can_fail || w.things[i].q > 0;
        is_single = is_single || enumerate(w, 0, gone).up == 0;
      }
      CAPTURE(round);
      CAPTURE(graph.units[c.unit].name);
      const wide saved = exact.down - enumerate(w, 0, perfect).down;
      CHECK(static_cast<double>(abs(wide(c.saved) - saved)) <=
            1e-12 * static_cast<double>(saved) + 1e-45);
      if (exact.down > 0)
        CHECK(static_cast<double>(abs(wide(c.share.value()) - saved / exact.down)) < 1e-12);
      if (exact.up > 0) CHECK(c.single_point == is_single);
      ++compared;
    }
  }
  CHECK(compared > 200);
}

TEST_CASE("the largest come first, and too much work is refused") {
  const nines::service_model m{
      .services = {{.name = "a", .own = nines::component{99.9_percent}},
                   {.name = "b", .own = nines::component{99_percent}},
                   {.name = "c", .own = nines::component{90_percent}, .instances = 3, .need = 1}},
      .paths = {{.name = "p", .needs = {{"a"}, {"b"}, {"c"}}}}};
  const auto graph = nines::compile(m);
  const nines::gate_system system(graph, graph.paths[0]);
  const auto list = nines::contributions(system);
  REQUIRE(list.size() == 3);
  CHECK(graph.units[list[0].unit].name == "b");
  CHECK(list[0].single_point);
  CHECK(list[1].saved == doctest::Approx(0.001 * 0.99 * 0.999).epsilon(1e-13).scale(0));
  CHECK(!list[2].single_point);
  CHECK_THROWS_AS((void)nines::contributions(system, 5), nines::convergence_error);
}
