// SPDX-License-Identifier: BSL-1.0
#include <doctest/doctest.h>

#include <nines/topology.hpp>

#include "state_world.hpp"

namespace {

using namespace topology_test;
using namespace nines::literals;
using namespace std::chrono_literals;
using doctest::Approx;

/// Failures an hour of a path, of which failovers take no time: all states, and all things that may
/// fail in them.
double brute_frequency(world& w) {
  double sum = 0;
  for (unsigned long state = 0; state < 1UL << w.things.size(); ++state) {
    if (!w.path_up(0, state)) continue;
    wide p = 1;
    for (std::size_t i = 0; i < w.things.size(); ++i)
      p *= (state >> i & 1U) != 0 ? 1 - w.things[i].q : w.things[i].q;
    for (std::size_t i = 0; i < w.things.size(); ++i) {
      const auto& [name, unit, q, mttr] = w.things[i];
      if (!mttr || (state >> i & 1U) == 0 || q == 0 || q == 1) continue;
      if (!w.path_up(0, state & ~(1UL << i))) sum += static_cast<double>(p * q / (1 - q)) / *mttr;
    }
  }
  return sum;
}

/// A primary in two parts and a standby that shares one of them, with a failover that takes time.
nines::service_model standby(const nines::failover_policy& policy) {
  return {.services = {{.name = "power", .own = nines::repaired(990h, 10h)},
                       {.name = "first", .own = nines::repaired(99h, 1h), .needs = {{"power"}}},
                       {.name = "second", .own = nines::repaired(98h, 2h), .needs = {{"power"}}},
                       {.name = "db",
                        .any = nines::service_alternatives{1, {{"first"}, {"second"}}, policy}}},
          .paths = {{.name = "p", .needs = {{"db"}}}}};
}

nines::path_figures figures(const nines::service_model& m) { return nines::assess(m).paths[0]; }

}  // namespace

TEST_CASE("how often random models fail, against all states") {
  model_generator make(11);
  int compared = 0;
  for (int round = 0; round < 400; ++round) {
    const auto m = make.run();
    world w(m);
    if (w.things.size() > 11) continue;
    const auto graph = nines::compile(m);
    const nines::gate_system system(graph, graph.paths[0]);
    if (!nines::unknown_rate(graph, graph.paths[0]).empty()) continue;
    CAPTURE(round);
    CHECK(nines::failures_per_hour(system) ==
          Approx(brute_frequency(w)).epsilon(1e-11).scale(1e-30));
    ++compared;
  }
  CHECK(compared > 60);
}

TEST_CASE("every failure of the first is an outage where the failover takes time") {
  // By hand: with power, first, second up with a, b, c and the failover done for a share s of the
  // first's down time, the path fails when power does while it is up, when the first does (it is
  // down, if only until the failover is done), and when the second does while it serves.
  const auto m = standby({.success = 90_percent, .time = hours(0.1)});
  const auto graph = nines::compile(m);
  const nines::takeover* switching = nullptr;
  for (const auto& gate : graph.gates)
    if (gate.what == nines::service_gate::kind::failover) switching = &gate.switching;
  REQUIRE(switching != nullptr);
  const double a = 0.99;
  const double b = 0.99;
  const double c = 0.98;
  const double s = switching->done().value();
  const double up = a * (b + (1 - b) * s * c);
  CHECK(nines::gate_system(graph, graph.paths[0]).up().value() ==
        Approx(up).epsilon(1e-13).scale(0));
  const double power = 1e-3 * (b + (1 - b) * s * c);
  const double first = 1e-2 * a;
  const double second = 1e-2 * a * (1 - b) * s;
  CHECK(*figures(m).failures_per_hour == Approx(power + first + second).epsilon(1e-12).scale(0));
}

TEST_CASE("the outages that a failover ends, by kinds") {
  const auto m = standby({.time = hours(0.1)});
  const auto graph = nines::compile(m);
  const nines::gate_system system(graph, graph.paths[0]);
  const auto kinds = nines::kinds_of_outage(system);
  REQUIRE(kinds.size() == 2);
  // Without the time: down with power, or with both.
  CHECK(kinds[0].down == Approx(1 - 0.99 * (1 - 0.01 * 0.02)).epsilon(1e-12).scale(0));
  CHECK(kinds[1].each.count() == 0.1);
  CHECK(kinds[0].down + kinds[1].down == Approx(system.up().complement()).epsilon(1e-12).scale(0));
}

TEST_CASE("the share of outages that is left after a time") {
  const std::vector<nines::outage_kind> kinds{{0.03, hours(2)}, {0.01, hours(0.5)}};
  CHECK(nines::share_after(hours(0.5), kinds).value() ==
        Approx(0.03 * 0.75 / 0.04).epsilon(1e-14).scale(0));
  CHECK(nines::share_after(hours(3), kinds).value() == 0);
  const std::vector<nines::outage_kind> endless{
      {0.01, hours(std::numeric_limits<double>::infinity())}};
  CHECK(nines::share_after(hours(3), endless) == chance::always());
}

TEST_CASE("why it is not known how often a path fails") {
  auto m = standby({});
  m.services[1].own->mttr.reset();
  CHECK(figures(m).rate_unknown == "first has no mttr");
  CHECK(!figures(m).failures_per_hour);
  m.services[2].own->mttr.reset();
  m.services[0].retries = 1;
  CHECK(figures(m).rate_unknown == "first and second have no mttr");
  m.services[1].own = nines::component{};
  m.services[2].own = nines::component{chance::never()};
  m.services[0].retries = 0;
  CHECK(figures(m).rate_unknown.empty());  // neither ever changes
}

TEST_CASE("a failure that outlasts all retries is an outage, and no other is") {
  // Of 0.02 down, 10 % outlast: 0.002, once in 1000 h. Else an attempt fails with t = 0.018/0.998.
  nines::service_model m{.services = {{.name = "mail",
                                       .own = nines::repaired(98h, 2h),
                                       .retries = 2,
                                       .persistent = 10_percent}},
                         .paths = {{.name = "p", .needs = {{"mail"}}}}};
  const double luck = std::pow(0.018 / 0.998, 3);
  auto found = figures(m);
  REQUIRE(found.failures_per_hour);
  CHECK(*found.failures_per_hour == Approx(1e-3 * (1 - luck)).epsilon(1e-13).scale(0));
  CHECK(found.down_in_outages == Approx(2e-3 * (1 - luck)).epsilon(1e-13).scale(0));  // 2 h each
  CHECK(found.up.lower.complement() == Approx(2e-3 * (1 - luck) + luck).epsilon(1e-13).scale(0));
  m.services[0].persistent = chance::never();
  found = figures(m);
  CHECK(found.rate_unknown.empty());
  CHECK(*found.failures_per_hour == 0);
  CHECK(found.down_in_outages == 0);
  m.services[0].persistent = chance::always();  // every failure is an outage
  CHECK(*figures(m).failures_per_hour == Approx(1e-2).epsilon(1e-13).scale(0));
  CHECK(figures(m).down_in_outages == Approx(0.02).epsilon(1e-13).scale(0));
  m.services[0].own->mttr.reset();
  CHECK(figures(m).rate_unknown == "mail has no mttr");
}

TEST_CASE("outages of two services that are tried again, against all states and all luck") {
  const double q[] = {0.1, 0.3};
  const double mttr[] = {1, 2};
  const double persistent[] = {0.4, 0.2};
  nines::service_model m;
  for (int i = 0; i < 2; ++i)
    m.services.push_back({.name = i == 0 ? "a" : "b",
                          .own = nines::component{chance::from_complement(q[i]), hours(mttr[i])},
                          .retries = 1,
                          .persistent = chance::from_value(persistent[i])});
  m.services.push_back({.name = "c", .own = nines::repaired(9h, 1h)});
  m.services.push_back({.name = "any", .any = nines::service_alternatives{1, {{"a"}, {"b"}}}});
  m.paths = {{.name = "p", .needs = {{"any"}, {"c"}}}};
  // Bits: outages of a, b and c, then the luck of a and b. Down if (a or its luck, and b or its
  // luck) or c; an outage begins where one more of the first three takes it down.
  double chances[5] = {q[0] * persistent[0], q[1] * persistent[1], 0.1, 0, 0};
  for (int i = 0; i < 2; ++i) {
    const double once = (1 - persistent[i]) * q[i] / (1 - persistent[i] * q[i]);
    chances[3 + i] = once * once;
  }
  const double repairs[] = {mttr[0], mttr[1], 1};
  const auto is_down = [](unsigned s) {
    return ((s & 9U) != 0 && (s & 18U) != 0) || (s & 4U) != 0;
  };
  double often = 0;
  double down = 0;
  for (unsigned s = 0; s < 32; ++s) {
    double p = 1;
    for (unsigned i = 0; i < 5; ++i) p *= (s >> i & 1U) != 0 ? chances[i] : 1 - chances[i];
    if (is_down(s) && !is_down(s & 24U)) down += p;
    for (unsigned i = 0; i < 3; ++i)
      if ((s >> i & 1U) == 0 && !is_down(s) && is_down(s | 1U << i))
        often += p * chances[i] / (1 - chances[i]) / repairs[i];
  }
  CHECK(*figures(m).failures_per_hour == Approx(often).epsilon(1e-13).scale(0));
  CHECK(figures(m).down_in_outages == Approx(down).epsilon(1e-13).scale(0));
}

TEST_CASE("a failover that takes time is not begun by requests that are tried again") {
  auto m = standby({.time = hours(0.1)});
  m.services[1].retries = 2;
  m.services[1].common_cause = 10_percent;
  m.services[1].instances = 2;
  CHECK_THROWS_WITH_AS((void)nines::compile(m),
                       "nines::service_model: services.db.failover: its time needs to know how "
                       "long the first alternative is down, but requests to first are tried "
                       "again; state that, or leave out the time",
                       nines::model_error);
}

TEST_CASE("an outage that a share of the requests meets counts as that share") {
  nines::service_model m{.services = {{.name = "db", .own = nines::repaired(999h, 1h)},
                                      {.name = "images", .own = nines::repaired(98h, 2h)}},
                         .paths = {{.name = "p", .needs = {{"db"}, {"images", 20_percent}}}}};
  const auto found = figures(m);
  CHECK(found.has_partial_outages);
  const double both = 1e-3 * 0.98 + 0.01 * 0.999;
  CHECK(*found.failures_per_hour == Approx(0.2 * both + 0.8 * 1e-3).epsilon(1e-13).scale(0));
}
