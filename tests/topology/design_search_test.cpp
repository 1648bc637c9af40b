// SPDX-License-Identifier: BSL-1.0
#include "nines/topology/design_search.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <nines/probability/literals.hpp>

namespace {
using namespace nines::literals;
using nines::service_model;

service_model app_and_database() {
  return {.services = {{.name = "app", .own = nines::component{99_percent, {}, 10}},
                       {.name = "db", .own = nines::component{99.5_percent, {}, 50}}},
          .paths = {{.name = "p", .needs = {{"app"}, {"db"}}, .objective = 99.99_percent}}};
}

nines::design_choice instances(std::size_t s, std::size_t most) {
  nines::design_choice made{.label = "instances", .options = {}};
  for (std::size_t n = 1; n <= most; ++n)
    made.options.push_back(
        {std::to_string(n), [s, n](service_model& m) { m.services[s].instances = n; }});
  return made;
}
}  // namespace

TEST_CASE("the cheapest of all designs that meet the objective, and the front, by hand") {
  const auto found = nines::design_search(app_and_database(), {instances(0, 5), instances(1, 4)});
  CHECK(found.evaluated == 20);
  REQUIRE(found.cheapest);
  // Complements: 1e-2k of the app, 5e-3^k of the database; 1e-4 needs three and two.
  CHECK(found.cheapest->options == std::vector<std::size_t>{2, 1});
  CHECK(found.cheapest->cost == 130);
  // Three, four and five of the app, each with two, three and four of the database.
  REQUIRE(found.meeting.size() == 9);
  CHECK(found.meeting.front().options == found.cheapest->options);
  for (std::size_t i = 1; i < found.meeting.size(); ++i) {
    CHECK(found.meeting[i].meets_objectives);
    CHECK(found.meeting[i - 1].cost <= found.meeting[i].cost);
  }
  // No design is as available as one of the front at no more cost.
  for (std::size_t a = 1; a <= 5; ++a)
    for (std::size_t d = 1; d <= 4; ++d) {
      const double cost = 10 * static_cast<double>(a) + 50 * static_cast<double>(d);
      const double down = 1 - (1 - std::pow(0.01, a)) * (1 - std::pow(0.005, d));
      bool is_covered = false;
      for (const auto& each : found.front)
        is_covered = is_covered ||
                     (each.cost <= cost && each.overall.complement() <= down * (1 + 1e-3) + 1e-15);
      CHECK(is_covered);
    }
  for (std::size_t i = 1; i < found.front.size(); ++i) {
    CHECK(found.front[i - 1].cost < found.front[i].cost);
    CHECK(found.front[i - 1].overall < found.front[i].overall);
  }
}

TEST_CASE("designs that make no sense are passed over, and none may be good enough") {
  auto model = app_and_database();
  model.services[0].need = 2;  // of one instance: refused
  const auto found = nines::design_search(model, {instances(0, 3), {"as it is", {{"", nullptr}}}});
  CHECK(found.refused == 1);
  CHECK(found.evaluated == 2);
  CHECK(!found.cheapest);
}

TEST_CASE("searches that are refused") {
  CHECK_THROWS_AS((void)nines::design_search(app_and_database(), {{"none", {}}}),
                  nines::domain_error);
  CHECK_THROWS_AS(
      (void)nines::design_search(app_and_database(), {instances(0, 5), instances(1, 5)}, 20),
      nines::convergence_error);
}
