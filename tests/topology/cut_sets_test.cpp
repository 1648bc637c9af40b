// SPDX-License-Identifier: BSL-1.0
#include <doctest/doctest.h>

#include <nines/topology.hpp>

namespace {
using namespace nines::literals;
using doctest::Approx;

const nines::service_model shop{
    .regions = {{.name = "eu", .zones = {{"a", {99_percent}}, {"b", {98_percent}}}}},
    .services = {{.name = "app",
                  .own = nines::component{90_percent},
                  .zones = {{"a", 2}, {"b", 2}},
                  .need = 2},
                 {.name = "db", .own = nines::component{99.9_percent}}},
    .paths = {{.name = "p", .needs = {{"app"}, {"db", 50_percent}}}}};
}  // namespace

TEST_CASE("like cut sets are one entry, the likeliest first") {
  const auto graph = nines::compile(shop);
  const auto found = nines::likeliest_cut_sets(nines::gate_system(graph, graph.paths[0]));
  // Region eu never fails. Zones a and b; a zone and one of the two others (2 + 2); three of four
  // instances (4); the database.
  CHECK(found.count == 11);
  REQUIRE(found.likeliest.size() == 6);
  const auto text = [&](std::size_t i) {
    return nines::describe_cut_set(graph, found.likeliest[i]);
  };
  CHECK(text(0) == "zone b + app 1 in a");
  CHECK(found.likeliest[0].sets == 2);
  CHECK(found.likeliest[0].sum == Approx(2 * 0.02 * 0.1).epsilon(1e-13).scale(0));
  CHECK(found.likeliest[0].order() == 2);
  bool has_request = false;
  bool has_three = false;
  double sum = 0;
  for (std::size_t i = 0; i < 6; ++i) {
    sum += found.likeliest[i].sum;
    has_request = has_request || text(i) == "db + a request that needs db";
    has_three = has_three || text(i) == "2 like app 1 in a + app 1 in b";
    if (i > 0) CHECK(found.likeliest[i].sum <= found.likeliest[i - 1].sum);
  }
  CHECK(has_request);
  CHECK(has_three);
  CHECK(sum == Approx(found.rare_event).epsilon(1e-13).scale(0));
}

TEST_CASE("a list may be shorter than all") {
  const auto graph = nines::compile(shop);
  const auto found = nines::likeliest_cut_sets(nines::gate_system(graph, graph.paths[0]), 1);
  CHECK(found.count == 11);
  REQUIRE(found.likeliest.size() == 1);
  CHECK(found.likeliest[0].sets == 1);
}
