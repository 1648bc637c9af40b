// SPDX-License-Identifier: BSL-1.0
#include "nines/topology/report.hpp"

#include <doctest/doctest.h>

#include <nines/probability/literals.hpp>

namespace {
using namespace nines::literals;
using namespace std::chrono_literals;
using doctest::Approx;

nines::service_model shop() {
  return {.services = {{.name = "db", .own = nines::repaired(999h, 1h)},
                       {.name = "images", .own = nines::component{99_percent, {}, 12}, .need = 1}},
          .paths = {{.name = "buy",
                     .needs = {{"db"}},
                     .objective = 99.9_percent,
                     .traffic = 1,
                     .outage_cost = 100},
                    {.name = "look",
                     .needs = {{"db"}, {"images"}},
                     .objective = 99.9_percent,
                     .traffic = 3}}};
}
}  // namespace

TEST_CASE("objectives, the whole and what it costs") {
  const auto figures = nines::assess(shop());
  CHECK(figures.paths[0].met == true);  // a tie
  CHECK(figures.paths[1].met == false);
  CHECK(!figures.met());
  CHECK(*figures.paths[0].failures_per_hour == Approx(1e-3).epsilon(1e-13).scale(0));
  CHECK(figures.paths[1].rate_unknown == "images has no mttr");
  const double look = 1 - 0.999 * 0.99;
  CHECK(figures.overall.lower.complement() ==
        Approx(0.25 * 0.001 + 0.75 * look).epsilon(1e-13).scale(0));
  CHECK(figures.running_cost == 12);
  CHECK(figures.outage_cost == Approx(100 * 8.76).epsilon(1e-12).scale(0));
  CHECK(figures.cost() == figures.running_cost + figures.outage_cost);
}

TEST_CASE("a summary has the availability, and no failures") {
  const auto figures = nines::summarise(shop());
  CHECK(!figures.paths[0].failures_per_hour);
  CHECK(figures.paths[0].up.lower == figures.paths[0].up.upper);
  CHECK(figures.overall == nines::assess(shop()).overall);
}

TEST_CASE("what a game day finds: the report where a service is down") {
  const auto figures = nines::assess(shop(), {.down = {"images"}});
  CHECK(figures.paths[0].met == true);
  CHECK(figures.paths[1].up.upper.value() == 0);
  CHECK(*figures.paths[1].failures_per_hour == 0);
  CHECK(nines::assess(shop(), {.up = {"db", "images"}}).overall.lower.complement() == 0);
}

TEST_CASE("an objective between bounds is neither met nor missed") {
  nines::service_model m;
  nines::request_path path{.name = "p", .needs = {}, .objective = 99.9996_percent};
  for (std::size_t i = 0; i < 12; ++i) {
    const std::string n = std::to_string(i);
    m.services.push_back({.name = n, .own = nines::component{99.9_percent}});
  }
  for (std::size_t i = 0; i < 12; ++i) {
    const std::string n = "any " + std::to_string(i);
    m.services.push_back(
        {.name = n,
         .any = nines::service_alternatives{
             2, {{std::to_string(i)}, {std::to_string((i + 1) % 12)}, {std::to_string((i + 5) % 12)}}}});
    path.needs.push_back({n});
  }
  m.paths = {path};
  nines::topology_options options;
  options.compile.memory_limit = 0;
  options.bounds_work = 0;
  const auto wide = nines::assess(m, {}, options).paths[0];
  CHECK(!wide.is_exact);
  const auto exact = nines::assess(m).paths[0];
  CHECK(wide.up.lower <= exact.up.lower);
  CHECK(exact.up.lower <= wide.up.upper);
  m.paths[0].objective = nines::probability<double>::from_complement(
      (wide.up.lower.complement() + wide.up.upper.complement()) / 2);
  CHECK(!nines::assess(m, {}, options).paths[0].met.has_value());
  CHECK(wide.rate_unknown == "2 has no mttr");
}
