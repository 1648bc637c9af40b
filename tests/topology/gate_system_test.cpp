// SPDX-License-Identifier: BSL-1.0
#include <doctest/doctest.h>

#include <nines/topology.hpp>

#include "state_world.hpp"

namespace {

using namespace topology_test;
using namespace nines::literals;
using namespace std::chrono_literals;
using doctest::Approx;

/// Services in three zones, each of which needs three of the next ones.
nines::service_model mesh(std::size_t services, std::mt19937& random) {
  const auto zone = nines::repaired(8760h, 1h);
  nines::service_model m{.regions = {{.name = "eu",
                                      .self = nines::repaired(50000h, 1h),
                                      .common_cause = 1_percent,
                                      .zones = {{"a", zone}, {"b", zone}, {"c", zone}}}}};
  for (std::size_t i = 0; i < services; ++i) {
    nines::service s{.name = "s" + std::to_string(i),
                     .own = nines::repaired(2000h, 15min),
                     .zones = {{"a"}, {"b"}, {"c"}},
                     .need = 1 + i % 2};
    for (std::size_t k = 1 + random() % 3; s.needs.size() < 3 && i + k < services;
         k += 1 + random() % 9)
      s.needs.push_back({"s" + std::to_string(i + k)});
    m.services.push_back(s);
  }
  m.paths = {{.name = "p", .needs = {{"s0"}}}};
  return m;
}

}  // namespace

TEST_CASE("a mesh of 500 services in three zones, each of which needs three others, is exact") {
  std::mt19937 random(3);
  const auto m = mesh(500, random);
  const auto graph = nines::compile(m);
  const nines::gate_system system(graph, graph.paths[0]);
  REQUIRE(system.is_exact());
  // Given the zones each service is a factor of its own: sum over the states of the zones.
  const double q_zone = m.regions[0].zones[0].self.availability.complement();
  const double q = m.services[0].own->availability.complement();
  const auto used = graph.parts_below(graph.paths[0]);
  double all = 0;
  for (int up = 0; up <= 3; ++up) {
    const double p = up == 3 ? 1 : up == 2 ? 3 : up == 1 ? 3 : 1;
    double product = p * std::pow(1 - 0.99 * q_zone, up) * std::pow(0.99 * q_zone, 3 - up);
    for (const auto& s : m.services) {
      const auto first =
          std::find_if(graph.parts.begin(), graph.parts.end(),
                       [&](const auto& part) { return part.name == s.name + " in a"; });
      if (first == graph.parts.end() ||
          !used[static_cast<std::size_t>(first - graph.parts.begin())])
        continue;
      double enough = 0;
      for (int k = static_cast<int>(s.need); k <= up; ++k)
        enough += (up == 3 && k == 2   ? 3
                   : up == 3 && k == 1 ? 3
                   : up == 2 && k == 1 ? 2
                                       : 1) *
                  std::pow(1 - q, k) * std::pow(q, up - k);
      product *= enough;
    }
    all += product;
  }
  const double region = m.regions[0].self.availability.value();
  CHECK(system.up().value() == Approx(region * (1 - 0.01 * q_zone) * all).epsilon(1e-12).scale(0));
}

TEST_CASE("all partitions of a ring of 24 brokers are writable") {
  nines::service_model m;
  constexpr std::size_t n = 24;
  nines::request_path path{.name = "produce", .needs = {}};
  const auto broker = [](std::size_t i) { return "broker " + std::to_string(i % n); };
  for (std::size_t i = 0; i < n; ++i) {
    m.services.push_back({.name = broker(i), .own = nines::component{99.5_percent}});
    const std::string name = "partition " + std::to_string(i);
    m.services.push_back(
        {.name = name,
         .any = nines::service_alternatives{2, {{broker(i)}, {broker(i + 1)}, {broker(i + 2)}}}});
    path.needs.push_back({name});
  }
  m.paths = {path};
  const auto graph = nines::compile(m);
  CHECK(nines::gate_system(graph, graph.paths[0]).up().complement() ==
        Approx(1.18459180e-3).epsilon(5e-9).scale(0));  // by a transfer matrix
}

TEST_CASE("what takes too much has certain bounds") {
  model_generator make(5);
  int inexact = 0;
  for (int round = 0; round < 60; ++round) {
    const auto m = make.run();
    const auto graph = nines::compile(m);
    const auto exact = nines::gate_system(graph, graph.paths[0]).up();
    nines::topology_options options;
    options.compile.memory_limit = 0;  // no diagram at all
    options.bounds_work = make.below(2) == 0 ? 0 : 1e4;
    const nines::gate_system system(graph, graph.paths[0], options);
    const auto found = system.up_bounds();
    CAPTURE(round);
    CHECK(found.lower.complement() >= exact.complement() * (1 - 1e-13));
    CHECK(found.upper.complement() <= exact.complement() * (1 + 1e-13));
    if (system.is_exact()) continue;
    ++inexact;
    CHECK_THROWS_AS((void)system.up(), nines::convergence_error);
  }
  CHECK(inexact > 5);
}

TEST_CASE("a gate that is not there") {
  nines::service_graph none;
  CHECK_THROWS_AS((void)nines::gate_system(none, 0), nines::domain_error);
}
