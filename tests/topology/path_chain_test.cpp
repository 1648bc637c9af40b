// SPDX-License-Identifier: BSL-1.0
#include "nines/topology/path_chain.hpp"

#include <doctest/doctest.h>

#include <nines/duration/windows.hpp>
#include <nines/probability/literals.hpp>
#include <nines/slo/breach/breach.hpp>
#include <nines/topology/compile.hpp>
#include <random>

namespace {
using namespace nines::literals;
using namespace std::chrono_literals;
using doctest::Approx;
using hours = nines::hours_in<double>;

const nines::service_model chain_shop{
    .regions = {{.name = "eu",
                 .zones = {{"a", nines::repaired(700h, 2h)}, {"b", nines::repaired(600h, 3h)}}}},
    .services = {{.name = "app",
                  .own = nines::repaired(100h, 1h),
                  .zones = {{"a", 2}, {"b", 2}},
                  .need = 2},
                 {.name = "db", .own = nines::repaired(400h, 30min)}},
    .paths = {{.name = "p", .needs = {{"app"}, {"db"}}}}};

/// The down time in a window of the shop, from the definitions: each part by itself.
double simulated_downtime(std::mt19937_64& random, double window) {
  struct unit {
    double mttf, mttr, next;
    bool up;
  };
  const auto exponential = [&](double mean) {
    return std::exponential_distribution<double>(1 / mean)(random);
  };
  std::vector<unit> units{{700, 2, 0, true}, {600, 3, 0, true}, {400, 0.5, 0, true}};
  for (int i = 0; i < 4; ++i) units.push_back({100, 1, 0, true});
  for (unit& each : units) {
    each.up =
        std::uniform_real_distribution<double>()(random) < each.mttf / (each.mttf + each.mttr);
    each.next = exponential(each.up ? each.mttf : each.mttr);
  }
  double now = 0;
  double down = 0;
  while (now < window) {
    auto first = std::min_element(units.begin(), units.end(),
                                  [](const unit& x, const unit& y) { return x.next < y.next; });
    const int apps = (units[0].up ? units[3].up + units[4].up : 0) +
                     (units[1].up ? units[5].up + units[6].up : 0);
    const double until = std::min(first->next, window);
    if (!(units[2].up && apps >= 2)) down += until - now;
    now = until;
    first->up = !first->up;
    first->next += exponential(first->up ? first->mttf : first->mttr);
  }
  return down;
}

}  // namespace

TEST_CASE("the chain of a path has its availability, and its failures") {
  const auto graph = nines::compile(chain_shop);
  const nines::gate_system system(graph, graph.paths[0]);
  const auto model = nines::path_chain(system);
  CHECK(model.states == 2 * 2 * 3 * 3 * 2);
  double up = 0;
  double all = 0;
  for (std::size_t i = 0; i < model.chain.size(); ++i) {
    all += model.long_run[i];
    if (model.chain.states("up").contains(i)) up += model.long_run[i];
  }
  CHECK(all == Approx(1).epsilon(1e-13));
  CHECK(up == Approx(system.up().value()).epsilon(1e-13).scale(0));
  const auto down = nines::path_downtime(model, nines::month_30d);
  CHECK(down.mean().count() == Approx(720 * system.up().complement()).epsilon(1e-9).scale(0));
}

TEST_CASE("the down time of a month against a simulation from the definitions") {
  const auto graph = nines::compile(chain_shop);
  const auto down = nines::path_downtime(
      nines::path_chain(nines::gate_system(graph, graph.paths[0])), nines::month_30d);
  constexpr unsigned seed = 77;
  constexpr int runs = 20000;
  INFO("seed ", seed);
  std::mt19937_64 random(seed);
  const double limits[] = {0, 0.3, 1, 3, 8};
  int beyond[5] = {};
  for (int run = 0; run < runs; ++run) {
    const double hours_down = simulated_downtime(random, 720);
    for (int i = 0; i < 5; ++i) beyond[i] += hours_down > limits[i] ? 1 : 0;
  }
  for (int i = 0; i < 5; ++i) {
    const double exact = down.survival(hours(limits[i])).value();
    CAPTURE(limits[i]);
    CHECK(std::abs(beyond[i] - runs * exact) <= 4 * std::sqrt(runs * exact * (1 - exact)) + 1);
  }
}

TEST_CASE("the probability to break an agreement") {
  // One unit alone: as the agreement of its MTTF and MTTR.
  const nines::service_model one{.services = {{.name = "db", .own = nines::repaired(720h, 15min)}},
                                 .paths = {{.name = "p", .needs = {{"db"}}}}};
  const auto graph = nines::compile(one);
  const auto down = nines::path_downtime(
      nines::path_chain(nines::gate_system(graph, graph.paths[0])), nines::month_30d);
  CHECK(nines::breach_probability(down, {99.95_percent, nines::month_30d}).value() ==
        Approx(0.262).epsilon(2e-3).scale(0));
}

TEST_CASE("what is no such chain") {
  const auto chain_of = [](const nines::service_model& m, double limit = 1000) {
    const auto graph = nines::compile(m);
    return nines::path_chain(nines::gate_system(graph, graph.paths[0]), limit);
  };
  CHECK_THROWS_AS((void)chain_of(chain_shop, 50), nines::convergence_error);
  auto m = chain_shop;
  m.services[1].own->mttr.reset();
  CHECK_THROWS_AS((void)chain_of(m), nines::domain_error);
  m = chain_shop;
  m.paths[0].needs[1].needed = 10_percent;
  CHECK_THROWS_AS((void)chain_of(m), nines::domain_error);
  m = chain_shop;
  m.services.push_back({.name = "any",
                        .any = nines::service_alternatives{
                            1, {{"app"}, {"db"}}, nines::failover_policy{.time = hours(0.1)}}});
  m.paths[0].needs = {{"any"}};
  CHECK_THROWS_AS((void)chain_of(m), nines::domain_error);
}
