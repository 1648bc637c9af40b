// SPDX-License-Identifier: BSL-1.0
#include <doctest/doctest.h>

#include <nines/topology.hpp>

#include "state_world.hpp"

namespace {

using namespace topology_test;
using namespace nines::literals;
using namespace std::chrono_literals;
using doctest::Approx;

constexpr unsigned seed = 20261130;

chance path_up(const nines::service_model& m, const nines::part_states& known = {}) {
  const auto graph = nines::compile(m, known);
  return nines::gate_system(graph, graph.paths[0]).up();
}

/// Two services, and what fails over from the first to the second.
nines::service_model pair_of(const nines::component& first, const nines::component& second,
                             const nines::failover_policy& policy) {
  return {.services = {{.name = "first", .own = first},
                       {.name = "second", .own = second},
                       {.name = "db",
                        .any = nines::service_alternatives{1, {{"first"}, {"second"}}, policy}}},
          .paths = {{.name = "p", .needs = {{"db"}}}}};
}

}  // namespace

TEST_CASE("a model is as available as the sum over all its states says, on both sides") {
  INFO("seed ", seed);
  model_generator make(seed);
  int compared = 0;
  for (int round = 0; round < 300; ++round) {
    const auto m = make.run();
    world w(m);
    if (w.things.size() > 13) continue;
    ++compared;
    const auto exact = enumerate(w, 0, as_they_are(w));
    const auto up = path_up(m);
    CAPTURE(round);
    CHECK(relative_error(up.value(), exact.up) < 1e-13);
    CHECK(relative_error(up.complement(), exact.down) < 1e-13);
  }
  CHECK(compared > 150);
}

TEST_CASE("parts, zones and services in known states") {
  model_generator make(seed + 1);
  int compared = 0;
  for (int round = 0; round < 300; ++round) {
    const auto m = make.run();
    world w(m);
    if (w.things.size() > 12) continue;
    const auto graph = nines::compile(m);
    // A part of each kind that the model uses.
    const auto used = graph.parts_below(graph.paths[0]);
    const std::size_t i = make.below(graph.parts.size());
    const auto what = graph.units[graph.parts[i].unit].what;
    using kind = nines::model_unit::kind;
    const bool is_whole = graph.parts[i].name == graph.units[graph.parts[i].unit].element;
    if (!used[i] || what == kind::zone || is_whole) continue;  // those are tested below
    const std::size_t thing = w.number(graph.parts[i].name);
    REQUIRE(thing < w.things.size());
    for (const bool up : {true, false}) {
      auto q = as_they_are(w);
      q[thing] = up ? 0 : 1;
      const auto exact = enumerate(w, 0, q);
      const std::vector<std::string> names{graph.parts[i].name};
      const auto found =
          path_up(m, up ? nines::part_states{.up = names} : nines::part_states{.down = names});
      CAPTURE(round);
      CAPTURE(graph.parts[i].name);
      CHECK(relative_error(found.value(), exact.up) < 1e-13);
      CHECK(relative_error(found.complement(), exact.down) < 1e-13);
    }
    ++compared;
  }
  CHECK(compared > 50);
}

TEST_CASE("doubles keep the digits that 50-digit arithmetic has") {
  model_generator make(seed + 2);
  for (int round = 0; round < 100; ++round) {
    const auto m = make.run();
    const auto graph = nines::compile(m);
    const nines::gate_system system(graph, graph.paths[0]);
    const auto narrow = system.up();
    const auto exact = system.up<wide>();
    CAPTURE(round);
    CHECK(relative_error(narrow.value(), exact.value()) < 1e-13);
    CHECK(relative_error(narrow.complement(), exact.complement()) < 1e-13);
  }
}

TEST_CASE("unlike zones share the cause that the least unavailable one has") {
  const nines::service_model m{
      .regions = {{.name = "eu",
                   .common_cause = 10_percent,
                   .zones = {{"a", {99.5_percent}}, {"b", {99_percent}}, {"c"}}}},
      .services = {{.name = "app", .own = nines::component{}, .zones = {{"a"}, {"b"}}}},
      .paths = {{.name = "p", .needs = {{"app"}}}}};
  // 0.0005 is common; 0.0045 and 0.0095 are their own.
  CHECK(path_up(m).complement() ==
        Approx(0.0005 + 0.9995 * 0.0045 * 0.0095).epsilon(1e-13).scale(0));
  // A zone that is down has nothing more to lose: the other stands alone.
  CHECK(path_up(m, {.down = {"b"}}).complement() == Approx(0.005).epsilon(1e-13).scale(0));
  CHECK(path_up(m, {.down = {"eu"}}) == chance::never());
  CHECK(path_up(m, {.down = {"a", "b"}}) == chance::never());
  CHECK(path_up(m, {.up = {"a"}}) == chance::always());
}

TEST_CASE("a service as a whole may be down, or up") {
  nines::service_model m = pair_of({99_percent}, {99_percent}, {90_percent});
  CHECK(path_up(m, {.down = {"db"}}) == chance::never());
  CHECK(path_up(m, {.up = {"db"}}) == chance::always());
  CHECK(path_up(m, {.down = {"first"}}).value() == Approx(0.9 * 0.99).epsilon(1e-14).scale(0));
  CHECK(path_up(m, {.down = {"first", "db failover"}}) == chance::never());
  CHECK_THROWS_AS((void)path_up(m, {.down = {"frist"}}), nines::model_error);
  CHECK_THROWS_AS((void)path_up(m, {.up = {"db"}, .down = {"db"}}), nines::model_error);
}

TEST_CASE("a failover takes its time out of every outage of the first alternative") {
  // 1 failure in 1000 h, 0.1 h each, and nothing else, as the standby is perfect.
  auto m = pair_of(nines::repaired(999h, 1h), {}, {.time = hours(0.1)});
  CHECK(path_up(m).complement() == Approx(1e-4).epsilon(1e-13).scale(0));
  // While the first is known to be down the failover is done.
  CHECK(path_up(m, {.down = {"first"}}) == chance::always());
  m.services[2].any->failover->time = hours(1);
  CHECK_THROWS_WITH_AS(
      (void)nines::compile(m),
      "nines::service_model: services.db.failover: takes 1 h, but the outages that "
      "it should end last 1 h on average",
      nines::model_error);
  m.services[0].own = nines::component{99.9_percent};
  try {
    (void)nines::compile(m);
    FAIL("no error");
  } catch (const nines::model_error& e) {
    CHECK(e.element() == "services.db.failover");
    CHECK(e.reason() ==
          "its time needs to know how long the first alternative is down, but first has no mttr; "
          "state that, or leave out the time");
  }
}

TEST_CASE("a chain of services is no deeper than one of ten") {
  nines::service_model m;
  constexpr int links = 20000;
  for (int i = 0; i < links; ++i) {
    nines::service s{.name = std::to_string(i), .own = nines::component{99.99_percent}};
    if (i + 1 < links) s.needs = {{std::to_string(i + 1)}};
    m.services.push_back(s);
  }
  m.paths = {{.name = "p", .needs = {{"0"}}}};
  CHECK(path_up(m).value() == Approx(std::pow(0.9999, links)).epsilon(1e-10).scale(0));
}

TEST_CASE("parts have names of their own, also where a service is called like one") {
  const nines::service_model m{
      .services = {{.name = "a", .own = nines::component{90_percent}, .instances = 2, .need = 2},
                   {.name = "a 1", .own = nines::component{90_percent}}},
      .paths = {{.name = "p", .needs = {{"a"}, {"a 1"}}}}};
  CHECK(path_up(m).value() == Approx(0.729).epsilon(1e-14).scale(0));
}
