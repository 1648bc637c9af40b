// SPDX-License-Identifier: BSL-1.0
// The evaluator of the availability calculator against the enumeration of all states: random small
// architectures, read from their meaning (not from the compiled structure), summed in 50 digits.
#include <doctest/doctest.h>

#include <nines/repairable.hpp>

#include "availability/analysis.hpp"
#include "availability/service_model.hpp"
#include "brute_force.hpp"
#include "random_architecture.hpp"

namespace {

using namespace availability;

/// The things of an origin, by the names of `world`.
std::function<bool(const std::string&)> things_of(const architecture& a, const origin& o) {
  using source = origin::source;
  return [&a, o](const std::string& name) {
    switch (o.what) {
      case source::region:
        return name == "region " + a.regions[o.index].name;
      case source::region_common:
        return name == "zones of " + a.regions[o.index].name;
      case source::zone:
        return name == "zone " + a.zones[o.index].name;
      case source::service_common:
        return name == "all of " + a.services[o.index].name;
      case source::failover:
        return name == "failover of " + a.services[o.index].name;
      default: {
        const std::string& service = a.services[o.index].name;
        const bool one =
            a.services[o.index].common_cause.complement() == 0;  // its instances are one thing
        return (name.starts_with(service + " ") && name.find("skips") == std::string::npos) ||
               (one && name == "all of " + service);
      }
    }
  };
}

constexpr unsigned seed = 20240607;

}  // namespace

TEST_CASE("the evaluator agrees with the enumeration of all states") {
  INFO("seed ", seed);
  double worst = 0;
  double worst_saved = 0;
  int compared = 0;
  generator make(seed);
  for (int round = 0; round < NINES_ROUNDS; ++round) {
    const architecture a = make.run();
    world w(a);
    if (w.size() > 13) continue;
    ++compared;
    const auto exact = enumerate(w, 0, [&](std::size_t i) { return w.unavailability(i); });
    const auto now = analyse(a).paths[0];
    CAPTURE(round);
    CHECK(relative_error(now.up.value(), exact.up) < 1e-13);
    CHECK(relative_error(now.up.complement(), exact.down) < 1e-13);
    worst = std::max({worst, relative_error(now.up.value(), exact.up),
                      relative_error(now.up.complement(), exact.down)});
    for (const auto& c : now.parts) {
      const auto is_of = things_of(a, c.part);
      const auto perfect = enumerate(
          w, 0, [&](std::size_t i) { return is_of(w.name(i)) ? wide(0) : w.unavailability(i); });
      const wide saved = exact.down - perfect.down;  // 50 digits: enough for a difference
      CAPTURE(c.part.name);
      CHECK(static_cast<double>(abs(wide(c.saved) - saved)) <=
            1e-12 * static_cast<double>(saved) + 1e-45);
      if (saved > 1e-30)  // below, 50 digits are too few for the difference
        worst_saved = std::max(worst_saved, relative_error(c.saved, saved));
    }
  }
  CHECK(compared > NINES_ROUNDS / 2);
  MESSAGE(compared << " architectures, worst relative error " << worst << ", of what a part costs "
                   << worst_saved);
}

TEST_CASE("a single point of failure is one that no state survives") {
  generator make(seed + 2);
  for (int round = 0; round < NINES_ROUNDS / 2; ++round) {
    const architecture a = make.run();
    world w(a);
    if (w.size() > 12) continue;
    const auto now = analyse(a).paths[0];
    for (const auto& c : now.parts) {
      using source = origin::source;
      const bool region = c.part.what == source::region || c.part.what == source::zone;
      if (!region || a.regions.empty()) continue;
      const auto is_of = things_of(a, c.part);
      bool can_fail = false;
      const auto dead = enumerate(w, 0, [&](std::size_t i) {
        can_fail = can_fail || (is_of(w.name(i)) && w.unavailability(i) > 0);
        return is_of(w.name(i)) ? wide(1) : w.unavailability(i);
      });
      CAPTURE(round);
      CAPTURE(c.part.name);
      CHECK(c.single_point == (can_fail && dead.up == 0));
    }
  }
}

TEST_CASE("a group of instances fails as often as its parts do while they are critical") {
  // Two of three in one zone each: f = sum of zone and instance failures while exactly one other
  // pair is up.
  architecture a;
  a.regions.push_back({.name = "r", .where = {}});
  const part zone_part{nines::parse("99%"), hours(4)};
  const part instance{nines::parse("95%"), hours(0.5)};
  service s{.name = "s", .where = {}, .own = instance};
  for (std::size_t z = 0; z < 3; ++z) {
    a.regions[0].zones.push_back(z);
    a.zones.push_back({numbered('z', z), {}, 0, zone_part});
    s.instances.push_back({z, 1});
  }
  s.need = 2;
  a.services.push_back(s);
  a.paths.push_back({.name = "p", .where = {}, .needs = {{0, {}}}});
  const auto figures = analyse(a).paths[0];
  const double pair = 0.99 * 0.95;
  const double pair_fails = 0.01 / 4 * 0.95 + 0.05 / 0.5 * 0.99;
  REQUIRE(figures.failures_per_hour);
  CHECK(*figures.failures_per_hour ==
        doctest::Approx(3 * pair_fails * 2 * pair * (1 - pair)).epsilon(1e-13).scale(0));
}

TEST_CASE("a failover takes its time out of every outage of the primary") {
  architecture a;
  const part primary{nines::repairable(hours(999), hours(1)).availability(), hours(1)};
  a.services.push_back({.name = "primary", .where = {}, .own = primary});
  a.services.push_back({.name = "standby", .where = {}, .own = part{}});
  service db{.name = "db", .where = {}};
  db.any = alternatives{1, {{0, {}}, {1, {}}}, failover{.time = hours(0.1), .where = {}}};
  a.services.push_back(db);
  a.paths.push_back({.name = "p", .where = {}, .needs = {{2, {}}}});
  // 1 failure in 1000 h, 0.1 h each: 1e-4, and nothing else, as the standby is perfect.
  CHECK(relative_error(summarise(a).paths[0].up.complement(), wide(1) / 10000) < 1e-14);
}

TEST_CASE("shared services cost what they have parts, whatever their size") {
  architecture a;
  a.services.push_back({.name = "big", .where = {}});
  for (std::size_t i = 1; i <= 100; ++i) {
    a.services.push_back(
        {.name = std::to_string(i), .where = {}, .own = part{nines::parse("99.9%")}});
    a.services[0].needs.push_back({i, {}});
  }
  for (const char* name : {"left", "right"}) {
    a.services.push_back(
        {.name = name, .where = {}, .own = part{nines::parse("99%")}, .needs = {{0, {}}}});
  }
  service either{.name = "either", .where = {}};
  either.any = alternatives{1, {{101, {}}, {102, {}}}};
  a.services.push_back(either);
  a.paths.push_back({.name = "p", .where = {}, .needs = {{103, {}}}});
  const auto graph = nines::compile(model_of(a));
  const nines::gate_system system(graph, graph.paths[0]);
  CHECK(system.compiled().decisions().size() <= graph.parts.size());
  // big * (1 - 0.01^2), B28 of the worked cases with big for S.
  CHECK(system.up().value() ==
        doctest::Approx(std::pow(0.999, 100) * 0.9999).epsilon(1e-14).scale(0));
}
