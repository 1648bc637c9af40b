// SPDX-License-Identifier: BSL-1.0
#include "nines/topology/model.hpp"

#include <doctest/doctest.h>

#include <nines/probability/literals.hpp>

namespace {
using namespace nines;
using namespace nines::literals;
using namespace std::chrono_literals;
}  // namespace

TEST_CASE("a component of times") {
  const component c = repaired(999h, 60min);
  CHECK(c.availability.complement() == doctest::Approx(1e-3).epsilon(1e-15).scale(0));
  CHECK(c.mttr->count() == 1);
  CHECK_THROWS_AS((void)repaired(0h, 1h), domain_error);
  CHECK_THROWS_AS((void)repaired(10h, 0h), domain_error);
  CHECK_THROWS_AS((void)repaired(10h, hours_in<double>(1.0 / 0.0)), domain_error);
}

TEST_CASE("instances and what they cost") {
  const service_model m{
      .regions = {{.name = "eu", .self = {.cost = 1}, .zones = {{"a", {.cost = 2}}, {"b"}}}},
      .services = {{.name = "app", .own = component{.cost = 10}, .zones = {{"a", 2}, {"b"}}},
                   {.name = "db", .own = component{.cost = 100}, .instances = 4},
                   {.name = "both", .needs = {{"app"}, {"db"}}}}};
  CHECK(m.services[0].instance_count() == 3);
  CHECK(m.services[1].instance_count() == 4);
  CHECK(m.services[2].instance_count() == 0);
  CHECK(running_cost(m) == 1 + 2 + 30 + 400);
}
