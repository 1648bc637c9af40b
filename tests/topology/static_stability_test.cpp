// SPDX-License-Identifier: BSL-1.0
#include "nines/topology/static_stability.hpp"

#include <doctest/doctest.h>

namespace {
using nines::component;

nines::service_model of(std::vector<nines::service> services) {
  return {
      .regions = {{.name = "eu", .zones = {{"a"}, {"b"}, {"c"}}}, {.name = "us", .zones = {{"d"}}}},
      .services = services,
      .paths = {{.name = "p", .needs = {{services[0].name}}}}};
}
}  // namespace

TEST_CASE("three zones hold three halves of the load so that one may be lost") {
  const auto found = nines::static_stability(
      of({{.name = "app", .own = component{}, .zones = {{"a", 2}, {"b", 2}, {"c", 2}}, .need = 4},
          {.name = "thin", .own = component{}, .zones = {{"a", 2}, {"b", 2}, {"c", 1}}, .need = 4},
          {.name = "none", .own = component{}, .instances = 5, .need = 4}}));
  REQUIRE(found.size() == 2);
  CHECK(found[0].without_a_zone == 4);
  CHECK(found[0].survives_a_zone());
  CHECK(!found[0].survives_a_region());
  CHECK(found[0].provisioned() == 1.5);  // n / (n - 1)
  CHECK(found[0].needed_in_each_zone == 2);
  CHECK(found[1].without_a_zone == 3);
  CHECK(found[1].worst_zone == "a");
  CHECK(!found[1].survives_a_zone());
}

TEST_CASE("zones of two regions, and one zone alone") {
  const auto found = nines::static_stability(
      of({{.name = "wide", .own = component{}, .zones = {{"a", 1}, {"b", 1}, {"d", 3}}, .need = 2},
          {.name = "one", .own = component{}, .zones = {{"d", 9}}, .need = 1}}));
  CHECK(found[0].without_a_region == 2);
  CHECK(found[0].survives_a_region());
  CHECK(found[0].needed_in_each_zone == 1);
  CHECK(found[1].without_a_zone == 0);
  CHECK(found[1].needed_in_each_zone == 0);
  CHECK(!found[1].survives_a_zone());
}
