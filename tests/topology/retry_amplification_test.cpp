// SPDX-License-Identifier: BSL-1.0
#include "nines/topology/retry_amplification.hpp"

#include <doctest/doctest.h>

#include <nines/probability/literals.hpp>

namespace {
using namespace nines::literals;
using doctest::Approx;
using nines::component;
}  // namespace

TEST_CASE("three layers that try twice more ask the last one 27 times") {
  const nines::service_model m{
      .services =
          {{.name = "front", .own = component{99_percent}, .retries = 2, .needs = {{"mid"}}},
           {.name = "mid", .own = component{90_percent}, .retries = 2, .needs = {{"db"}}},
           {.name = "db", .own = component{50_percent}, .retries = 2}},
      .paths = {{.name = "p", .needs = {{"front"}}}}};
  const auto found = nines::retry_amplification(m, "p");
  REQUIRE(found.size() == 3);
  CHECK(found[2].service == "db");
  CHECK(found[2].worst == 27);
  CHECK(found[2].ordinary ==
        Approx((1 + 0.01 + 0.0001) * (1 + 0.1 + 0.01) * (1 + 0.5 + 0.25)).epsilon(1e-13).scale(0));
  CHECK_THROWS_AS((void)nines::retry_amplification(m, "q"), nines::domain_error);
}

TEST_CASE("attempts of several users add up, soft needs count as their share") {
  const nines::service_model m{
      .services = {{.name = "a", .own = component{}, .needs = {{"db"}}},
                   {.name = "b", .own = component{}, .retries = 1, .needs = {{"db", 25_percent}}},
                   {.name = "db", .own = component{}, .retries = 3},
                   {.name = "unused", .own = component{}, .needs = {{"db"}}}},
      .paths = {{.name = "p", .needs = {{"a"}, {"b"}}}}};
  const auto found = nines::retry_amplification(m, "p");
  REQUIRE(found.size() == 3);
  for (const auto& each : found)
    if (each.service == "db") {
      CHECK(each.worst == (1 + 2 * 0.25) * 4);
      CHECK(each.ordinary == 1.25);
    }
}

TEST_CASE("alternatives are all asked in the worst case, the first ones in the ordinary one") {
  const nines::service_model m{
      .services = {{.name = "one", .own = component{}},
                   {.name = "two", .own = component{}, .retries = 1},
                   {.name = "any", .any = nines::service_alternatives{1, {{"one"}, {"two"}}}}},
      .paths = {{.name = "p", .needs = {{"any"}}}}};
  const auto found = nines::retry_amplification(m, "p");
  REQUIRE(found.size() == 3);
  CHECK(found[1].ordinary == 1);
  CHECK(found[2].ordinary == 0);
  CHECK(found[2].worst == 2);
}
