// SPDX-License-Identifier: BSL-1.0
#include "nines/topology/path_simulation.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <nines/probability/literals.hpp>
#include <nines/slo/downtime/unit_downtime.hpp>
#include <nines/topology/compile.hpp>
#include <nines/topology/path_chain.hpp>

namespace {

using namespace nines::literals;
using namespace std::chrono_literals;
using doctest::Approx;
using span = nines::hours_in<double>;

/// Whether an estimate is within four standard errors of a probability.
bool is_near(const nines::downtime_estimate& found, span down,
             const nines::probability<double>& exact) {
  const double away = std::abs(found.survival(down).value() - exact.value());
  return away <= 4 * found.standard_error(down);
}

}  // namespace

TEST_CASE("one unit, against Takacs's formula") {
  const nines::service_model one{.services = {{.name = "web", .own = nines::repaired(200h, 2h)}},
                                 .paths = {{.name = "p", .needs = {{"web"}}}}};
  const auto graph = nines::compile(one);
  const nines::gate_system path(graph, graph.paths[0]);
  using start = nines::initial_condition;
  for (const auto from : {start::stationary, start::up}) {
    const nines::downtime_estimate found(path, 720h, {.events = 4e5, .start = from});
    const nines::unit_downtime<double> exact(200h, 2h, 720h, from);
    for (const double hours : {0.0, 2.0, 6.0, 15.0})
      CHECK(is_near(found, span(hours), exact.survival(span(hours))));
    CHECK(found.mean().count() == Approx(exact.mean().count()).epsilon(0.02));
  }
}

TEST_CASE("zones, need and a soft dependency, against the chain and the long run") {
  const nines::service_model shop{
      .regions = {{.name = "eu",
                   .zones = {{"a", nines::repaired(500h, 4h)}, {"b", nines::repaired(500h, 4h)}}}},
      .services = {{.name = "app",
                    .own = nines::repaired(100h, 1h),
                    .zones = {{"a", 2}, {"b", 2}},
                    .need = 2},
                   {.name = "search", .own = nines::repaired(100h, 1h)}},
      .paths = {{.name = "hard", .needs = {{"app"}}},
                {.name = "soft", .needs = {{"app"}, {"search", 20_percent}}}}};
  const auto graph = nines::compile(shop);
  const nines::gate_system hard(graph, graph.paths[0]);
  const nines::downtime_estimate found(hard, 720h, {.events = 6e5});
  const auto exact = nines::path_downtime(nines::path_chain(hard), 720h);
  for (const double hours : {0.0, 0.5, 2.0, 5.0})
    CHECK(is_near(found, span(hours), exact.survival(span(hours))));
  const nines::gate_system soft(graph, graph.paths[1]);
  const nines::downtime_estimate partly(soft, 720h, {.events = 6e5});
  CHECK(partly.mean().count() == Approx(720 * soft.up().complement()).epsilon(0.04));
}

TEST_CASE("a failover that takes time, or fails: the long run") {
  const nines::service_model pair{
      .services = {{.name = "primary", .own = nines::repaired(50h, 2h)},
                   {.name = "standby", .own = nines::repaired(50h, 2h)},
                   {.name = "db",
                    .any =
                        nines::service_alternatives{
                            .of = {{"primary"}, {"standby"}},
                            .failover = nines::failover_policy{90_percent, span(6min)}}}},
      .paths = {{.name = "p", .needs = {{"db"}}}}};
  const auto graph = nines::compile(pair);
  const nines::gate_system path(graph, graph.paths[0]);
  const nines::downtime_estimate found(path, 720h, {.events = 6e5});
  // Of each outage of the primary: the first 6 min, all of it in one of ten, and the standby's.
  const double q = 2.0 / 52;
  const double late = q * (1 - std::exp(-0.1 / 2));  // the outage is exponential
  const double exact = late + (q - late) * (0.1 + 0.9 * q);
  CHECK(found.mean().count() / 720 == Approx(exact).epsilon(0.03));
}

TEST_CASE("the same seed gives the same answer, and what cannot be simulated is refused") {
  const nines::service_model one{
      .services = {{.name = "web", .own = nines::repaired(200h, 2h)},
                   {.name = "dns", .own = nines::component{99_percent}}},
      .paths = {{.name = "p", .needs = {{"web"}}}, {.name = "q", .needs = {{"dns"}}}}};
  const auto graph = nines::compile(one);
  const nines::gate_system path(graph, graph.paths[0]);
  const auto mean = [&](std::uint64_t seed) {
    return nines::downtime_estimate(path, 720h, {.events = 1e4, .seed = seed}).mean();
  };
  CHECK(mean(1) == mean(1));
  CHECK(mean(1) != mean(2));
  const nines::gate_system unknown(graph, graph.paths[1]);
  CHECK_THROWS_AS(nines::downtime_estimate(unknown, 720h), nines::domain_error);
  CHECK_THROWS_AS(nines::downtime_estimate(path, 0h), nines::domain_error);
  CHECK_THROWS_AS(nines::downtime_estimate(path, 720h, {.events = 100}), nines::convergence_error);
}
