// SPDX-License-Identifier: BSL-1.0
#include "nines/topology/given.hpp"

#include <doctest/doctest.h>

#include <nines/probability/literals.hpp>
#include <nines/topology/report.hpp>

namespace {
using namespace nines::literals;
using names = std::vector<std::string>;
}  // namespace

TEST_CASE("states in words") {
  const auto known = nines::parse_states("zone a down, app up and region eu down,db failover down");
  CHECK(known.down == names{"a", "eu", "db failover"});
  CHECK(known.up == names{"app"});
  CHECK(nines::parse_states("  app 2 in b   down ").down == names{"app 2 in b"});
}

TEST_CASE("what is no state") {
  for (const char* text : {"", "zone a", "down", "a down,", "a down and ", "a dwon", ", a down"})
    CHECK_THROWS_AS((void)nines::parse_states(text), nines::domain_error);
}

TEST_CASE("a report of a game day") {
  const nines::service_model m{
      .regions = {{.name = "eu", .zones = {{"a", {99_percent}}, {"b", {98_percent}}}}},
      .services = {{.name = "app", .own = nines::component{90_percent}, .zones = {{"a"}, {"b"}}}},
      .paths = {{.name = "p", .needs = {{"app"}}}}};
  const auto up = [&](const char* text) {
    return nines::assess(m, nines::parse_states(text)).paths[0].up.lower.value();
  };
  CHECK(up("zone a down") == doctest::Approx(0.98 * 0.9).epsilon(1e-14).scale(0));
  CHECK(up("zone a down and app in b up") == doctest::Approx(0.98).epsilon(1e-14).scale(0));
  CHECK(up("service app down") == 0);
  CHECK_THROWS_AS((void)up("zone c down"), nines::model_error);
}
