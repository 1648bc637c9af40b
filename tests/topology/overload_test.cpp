// SPDX-License-Identifier: BSL-1.0
#include "nines/topology/overload.hpp"

#include <doctest/doctest.h>

#include <nines/probability/literals.hpp>

namespace {
using namespace nines::literals;
using doctest::Approx;

const nines::service_model app_in_zones{
    .regions = {{.name = "eu",
                 .zones = {{"a", {99_percent}}, {"b", {98_percent}}, {"c", {97_percent}}}}},
    .services = {{.name = "app",
                  .own = nines::component{90_percent},
                  .zones = {{"a", 2}, {"b", 2}, {"c", 1}},
                  .needs = {{"db"}}},
                 {.name = "db", .own = nines::component{50_percent}}},
    .paths = {{.name = "p", .needs = {{"app"}}}}};
const std::vector<nines::demand_level> demand{
    {70_percent, 100}, {25_percent, 250}, {5_percent, 600}};
}  // namespace

TEST_CASE("demand against the instances that are up, over all states") {
  const double zones[] = {0.99, 0.98, 0.97};
  const int in[] = {0, 0, 1, 1, 2};
  double carried = 0;
  double lost = 0;
  for (unsigned state = 0; state < 256; ++state) {
    double p = 1;
    int up = 0;
    for (unsigned z = 0; z < 3; ++z) p *= (state >> z & 1U) != 0 ? zones[z] : 1 - zones[z];
    for (unsigned i = 0; i < 5; ++i) {
      const bool is_up = (state >> (3 + i) & 1U) != 0;
      p *= is_up ? 0.9 : 0.1;
      up += is_up && (state >> in[i] & 1U) != 0 ? 1 : 0;
    }
    for (const auto& level : demand) {
      const double weight = p * level.share_of_time.value();
      if (up * 100.0 >= level.demand) carried += weight;
      lost += weight * std::max(0.0, level.demand - up * 100.0);
    }
  }
  const auto found = nines::overload(app_in_zones, "app", 100, demand);
  CHECK(found.carried.value() == Approx(carried).epsilon(1e-13).scale(0));
  CHECK(found.carried.complement() == Approx(1 - carried).epsilon(1e-12).scale(0));
  const double mean = 0.7 * 100 + 0.25 * 250 + 0.05 * 600;
  CHECK(found.lost_share == Approx(lost / mean).epsilon(1e-12).scale(0));
}

TEST_CASE("a zone that is lost, and an instance that an update has taken out") {
  const auto found = nines::overload(app_in_zones, "app", 250, {{100_percent, 250}},
                                     {.down = {"a", "b", "app in c"}});
  CHECK(found.carried == nines::probability<double>::never());
  CHECK(found.lost_share == 1);
  CHECK(nines::overload(app_in_zones, "app", 250, {{100_percent, 0}}).carried.complement() == 0);
}

TEST_CASE("what is no demand") {
  CHECK_THROWS_AS((void)nines::overload(app_in_zones, "db2", 100, demand), nines::domain_error);
  CHECK_THROWS_AS((void)nines::overload(app_in_zones, "a", 100, demand), nines::domain_error);
  CHECK_THROWS_AS((void)nines::overload(app_in_zones, "app", 0, demand), nines::domain_error);
  CHECK_THROWS_AS((void)nines::overload(app_in_zones, "app", 100, {}), nines::domain_error);
  CHECK_THROWS_AS((void)nines::overload(app_in_zones, "app", 100, {{50_percent, 3}}),
                  nines::domain_error);
  CHECK_THROWS_AS((void)nines::overload(app_in_zones, "app", 100, {{100_percent, -3}}),
                  nines::domain_error);
}
