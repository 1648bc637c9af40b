// SPDX-License-Identifier: BSL-1.0
#include "nines/topology/resolve.hpp"

#include <doctest/doctest.h>

#include <functional>
#include <nines/probability/literals.hpp>

namespace {

using namespace nines;
using namespace nines::literals;

service_model right() {
  return {.regions = {{.name = "eu", .zones = {{"a"}, {"b"}}}},
          .services = {{.name = "db", .own = component{99_percent}},
                       {.name = "app",
                        .own = component{99_percent},
                        .zones = {{"a"}, {"b"}},
                        .needs = {{"db"}}},
                       {.name = "either", .any = service_alternatives{1, {{"db"}, {"app"}}}}},
          .paths = {{.name = "read", .needs = {{"either"}}}}};
}

/// What is said about the right model with a mistake in it: "element: reason".
std::string complaint(const std::function<void(service_model&)>& spoil) {
  service_model m = right();
  spoil(m);
  try {
    (void)resolved_model(m);
  } catch (const model_error& e) {
    CHECK(e.what() == "nines::service_model: " + e.element() + ": " + e.reason());
    return e.element() + ": " + e.reason();
  }
  return "";
}

}  // namespace

TEST_CASE("a right model has its services in both orders") {
  const service_model m = right();
  const resolved_model resolved(m);
  CHECK(resolved.users_first() == std::vector<std::size_t>{2, 0, 1});
  CHECK(resolved.needed_first() == std::vector<std::size_t>{0, 1, 2});
  CHECK(resolved.number("b") == 1);
  CHECK(resolved.find("b")->what == resolved_model::kind::zone);
  CHECK(resolved.find("nobody") == nullptr);
  CHECK(resolved.zones().size() == 2);
}

TEST_CASE("names that are unknown, or in use") {
  CHECK(complaint([](auto& m) { m.paths[0].needs[0].service = "eithr"; }) ==
        "paths.read.needs[0]: no service is called \"eithr\"");
  CHECK(complaint([](auto& m) { m.services[1].needs[0].service = "a"; }) ==
        "services.app.needs[0]: no service is called \"a\"");
  CHECK(complaint([](auto& m) { m.services[1].zones[1].zone = "c"; }) ==
        "services.app.zones[1]: no zone is called \"c\"");
  CHECK(complaint([](auto& m) { m.services[0].region = "us"; }) ==
        "services.db.region: no region is called \"us\"");
  CHECK(complaint([](auto& m) { m.services[0].name = "a"; }) ==
        "services.a: a zone is called \"a\" already");
  CHECK(complaint([](auto& m) { m.regions[0].zones[0].name = "eu"; }) ==
        "regions.eu.zones.eu: a region is called \"eu\" already");
  CHECK(complaint([](auto& m) { m.services[2].name = ""; }) == "services: has no name");
  CHECK(complaint([](auto& m) { m.paths.push_back(m.paths[0]); }) ==
        "paths.read: a path is called that already");
  CHECK(complaint([](auto& m) { m.paths[0].name = ""; }) == "paths: one has no name");
  CHECK(complaint([](auto& m) { m.services[1].zones[1].zone = "a"; }) ==
        "services.app.zones: names a twice");
  CHECK(complaint([](auto& m) { m.services[2].any->of[1].service = "db"; }) ==
        "services.either.any: names db twice");
}

TEST_CASE("services that need each other in a cycle") {
  CHECK(complaint([](auto& m) { m.services[0].needs = {{"either"}}; }) ==
        "services.either: services need each other in a cycle: either -> db -> either");
  CHECK(complaint([](auto& m) {
          m.services.push_back({.name = "self", .needs = {{"self"}}});  // that nobody needs
        }) == "services.self: services need each other in a cycle: self -> self");
}

TEST_CASE("numbers that cannot be") {
  CHECK(complaint([](auto& m) { m.services[1].need = 3; }) ==
        "services.app.need: is 3, but there are 2 instances");
  CHECK(complaint([](auto& m) { m.services[1].need = 0; }) ==
        "services.app.need: is 0, but there are 2 instances");
  CHECK(complaint([](auto& m) { m.services[0].instances = 0; }) ==
        "services.db.need: is 1, but there are 0 instances");
  CHECK(complaint([](auto& m) { m.services[1].zones[0].count = 0; }) ==
        "services.app.zones[0]: has no instances");
  CHECK(complaint([](auto& m) { m.services[2].any->need = 3; }) ==
        "services.either.any.need: is 3, but there are 2 alternatives");
  CHECK(complaint([](auto& m) { m.services[0].own->mttr = hours_in<double>(-1); }) ==
        "services.db.mttr: is -1 h, but must be more than 0, and finite");
  CHECK(complaint([](auto& m) { m.services[0].own->mttr = hours_in<double>(0.0 / 0.0); }) ==
        "services.db.mttr: is nan h, but must be more than 0, and finite");
  CHECK(complaint([](auto& m) { m.regions[0].self.cost = -5; }) ==
        "regions.eu.cost: is -5, but must be 0 or more");
  CHECK(complaint([](auto& m) { m.paths[0].traffic = 0; }) ==
        "paths.read.traffic: must be more than 0");
  CHECK(complaint([](auto& m) { m.paths[0].outage_cost = -1; }) ==
        "paths.read.outage_cost: must be 0 or more");
  CHECK(complaint([](auto& m) {
          m.services[2].any->failover = failover_policy{.time = hours_in<double>(0)};
        }) == "services.either.failover.time: is 0 h, but must be more than 0, and finite");
}

TEST_CASE("what has no meaning") {
  CHECK(complaint([](auto& m) { m.paths.clear(); }) == "paths: there are none");
  CHECK(complaint([](auto& m) { m.paths[0].needs.clear(); }) == "paths.read.needs: there are none");
  CHECK(complaint([](auto& m) { m.services[2].any.reset(); }) ==
        "services.either: needs a component of its own, alternatives, or services that it needs");
  CHECK(complaint([](auto& m) { m.paths[0].needs[0].needed = probability<double>::never(); }) ==
        "paths.read.needs[0]: is never needed: leave it out");
  CHECK(complaint([](auto& m) { m.services[1].region = "eu"; }) ==
        "services.app: has instances in zones and in a region");
  CHECK(complaint([](auto& m) {
          m.services[2].any->need = 2;
          m.services[2].any->failover = failover_policy{};
        }) ==
        "services.either.failover: needs a first service and others to go to, any of which is "
        "enough");
}
