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
  // Each of 200 services needs two of three others far and wide: no small diagram holds that.
  nines::service_model m;
  for (std::size_t i = 0; i < 200; ++i) {
    nines::service s{.name = std::to_string(i), .own = nines::component{99.9_percent}};
    std::vector<nines::service_dependency> of;
    for (const std::size_t step : {std::size_t{1}, 7 + 5 * (i % 11), 61 + 3 * (i % 7)})
      if (i + step < 200) of.push_back({std::to_string(i + step)});
    if (of.size() == 3) s.any = nines::service_alternatives{2, of};
    m.services.push_back(s);
  }
  m.paths = {{.name = "p", .needs = {{"0"}}}};
  nines::topology_options options;
  options.compile.memory_limit = 1e5;
  options.bounds_work = 0;
  const auto open = nines::assess(m, {}, options);
  REQUIRE(!open.paths[0].is_exact);
  CHECK(open.paths[0].rate_unknown.find("have no mttr") != std::string::npos);
  const auto [lower, upper] = open.paths[0].up;
  REQUIRE(lower < upper);
  const auto met = [&](double objective) {
    m.paths[0].objective = nines::probability<double>::from_complement(objective);
    return nines::assess(m, {}, options).paths[0].met;
  };
  CHECK(!met((lower.complement() + upper.complement()) / 2).has_value());
  CHECK(met(upper.complement() / 2) == false);
  CHECK(!nines::assess(m, {}, options).met());
  if (lower.complement() < 0.5) CHECK(met(lower.complement() * 1.1) == true);
  options.bounds_work = 1e5;
  const auto narrower = nines::assess(m, {}, options).paths[0].up;
  CHECK(narrower.lower >= lower);
  CHECK(narrower.upper <= upper);
}
