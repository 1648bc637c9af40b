// SPDX-License-Identifier: BSL-1.0
// Architectures that people asked about, with answers by other means (all states summed with 40
// digits; a ring of 24 by a transfer matrix); and what an evaluation may cost.
#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <string>

#include "../support/read_architecture.hpp"
#include "availability/analysis.hpp"
#include "availability/what_if.hpp"

namespace {

using namespace availability;
using doctest::Approx;

constexpr double hours_a_year = 8760;

figures analysed(const std::string& text) { return analyse(read_text(text, "case.yaml")); }
double unavailability(const std::string& text) {
  return summarise(read_text(text, "case.yaml")).paths[0].up.complement();
}

std::string broker(int i) {
  std::string name = "broker-";
  return name += std::to_string(i);
}

/// `n` brokers of 99.5 %, and partitions with three replicas, of which two must be up.
std::string brokers(int n, const std::vector<std::array<int, 3>>& partitions) {
  std::string text = "services:\n";
  for (int i = 0; i < n; ++i) text += "  " + broker(i) + ": {availability: 99.5%, mttr: 1 h}\n";
  std::string all;
  for (std::size_t p = 0; p < partitions.size(); ++p) {
    const auto& [x, y, z] = partitions[p];
    const std::string name = "partition-" + std::to_string(p);
    text += "  " + name + ": {at_least: {need: 2, of: [" + broker(x) + ", " + broker(y) + ", " +
            broker(z) + "]}}\n";
    all += (p ? ", " : "") + name;
  }
  return text + "paths:\n  produce: {needs: [" + all + "]}\n";
}

std::string ring(int n) {
  std::vector<std::array<int, 3>> partitions;
  partitions.reserve(static_cast<std::size_t>(n));
  for (int i = 0; i < n; ++i) partitions.push_back({i, (i + 1) % n, (i + 2) % n});
  return brokers(n, partitions);
}

std::string every_triple(int n) {
  std::vector<std::array<int, 3>> partitions;
  for (int x = 0; x < n; ++x)
    for (int y = x + 1; y < n; ++y)
      for (int z = y + 1; z < n; ++z) partitions.push_back({x, y, z});
  return brokers(n, partitions);
}

std::string members(int count, int need) {
  return "services:\n  m: {mttf: 60 d, mttr: 4 h, instances: " + std::to_string(count) +
         ", need: " + std::to_string(need) + "}\npaths:\n  p: {needs: [m]}\n";
}

std::string rooms(int first, int second) {
  return "regions:\n  site:\n    zones:\n      room_1: {availability: 99.9%, mttr: 2 h}\n"
         "      room_2: {availability: 99.9%, mttr: 2 h}\n"
         "services:\n  m: {mttf: 60 d, mttr: 4 h, need: 3, instances: {room_1: " +
         std::to_string(first) + ", room_2: " + std::to_string(second) +
         "}}\npaths:\n  p: {needs: [m]}\n";
}

}  // namespace

TEST_CASE("two web servers, and a router, typed from a data sheet") {
  CHECK(unavailability("services:\n  a: {availability: 99.75%}\n  b: {availability: 99.75%}\n"
                       "  web: {any_of: [a, b]}\npaths:\n  site: {needs: [web]}\n") ==
        Approx(6.25e-6).epsilon(1e-14).scale(0));
  CHECK(unavailability("services:\n  r: {mttf: 175000 h, mttr: 30 min}\npaths:\n"
                       "  wan: {needs: [r]}\n") == Approx(0.5 / 175000.5).epsilon(1e-14).scale(0));
}

TEST_CASE("an event without which nothing fails, which also votes") {
  const auto plant =
      analysed(
          "services:\n  e1: {availability: \"0.9593282\"}\n  e2: {availability: \"0.9109233\"}\n"
          "  e3: {availability: \"0.9241165\"}\n  e4: {availability: \"1-3.03e-5\"}\n"
          "  vote: {at_least: {need: 2, of: [e1, e2, e3]}}\n  pair: {needs: [e2, e4]}\n"
          "  top: {any_of: [e1, vote, pair]}\npaths:\n  plant: {needs: [top]}\n")
          .paths[0];
  CHECK(plant.up.complement() * hours_a_year == Approx(31.737435).epsilon(2e-8).scale(0));
  REQUIRE(plant.parts.size() == 4);
  CHECK(plant.parts[0].part.name == "e1");
  CHECK(plant.parts[0].share.complement() == 0);  // all of it is gone without e1
  CHECK(plant.parts[1].part.name == "e2");
  CHECK(plant.parts[1].share.complement() == Approx(2.581164309612e-5).epsilon(1e-11).scale(0));
}

TEST_CASE("all partitions are writable while two replicas of each are in sync") {
  CHECK(unavailability(every_triple(6)) == Approx(3.7002805e-4).epsilon(2e-8).scale(0));
  CHECK(unavailability(ring(6)) == Approx(2.9651683753125e-4).epsilon(1e-13).scale(0));
  CHECK(unavailability(ring(12)) == Approx(5.9247141e-4).epsilon(2e-8).scale(0));
  CHECK(unavailability(ring(24)) == Approx(1.18459180e-3).epsilon(5e-9).scale(0));
}

TEST_CASE("members of a quorum need no zone") {
  CHECK(unavailability(members(3, 2)) * hours_a_year * 60 ==
        Approx(12.0770).epsilon(1e-5).scale(0));
  CHECK(unavailability(members(4, 3)) * hours_a_year * 60 ==
        Approx(24.1094).epsilon(1e-5).scale(0));
  CHECK(unavailability(members(5, 3)) * hours_a_year * 60 ==
        Approx(0.111257).epsilon(1e-5).scale(0));
  CHECK(unavailability(rooms(3, 2)) * hours_a_year == Approx(8.83437).epsilon(1e-6).scale(0));
  CHECK(unavailability(rooms(2, 2)) * hours_a_year == Approx(17.9123).epsilon(1e-5).scale(0));
}

TEST_CASE(
    "a service may have instances without a zone in a region, and more of them by a what-if") {
  const architecture a = read_text(
      "regions:\n  eu:\n    availability: 99%\n    zones:\n      a: {availability: 50%}\n"
      "services:\n  m: {availability: 90%, region: eu, instances: 2, need: 1}\n"
      "paths:\n  p: {needs: [m]}\n",
      "case.yaml");
  CHECK(summarise(a).paths[0].up.value() == Approx(0.99 * 0.99).epsilon(1e-14).scale(0));
  CHECK(summarise(changed(a, "m.instances=3")).paths[0].up.value() ==
        Approx(0.99 * 0.999).epsilon(1e-14).scale(0));
}

TEST_CASE("a zone, a region or a service that is lost, or never fails, is a what-if everywhere") {
  const architecture a = read_text(
      "regions:\n  eu:\n    availability: 99.9%\n    mttr: 1 h\n    common_cause: 10%\n    zones:\n"
      "      a: {availability: 99%, mttr: 1 h}\n      b: {availability: 99%, mttr: 1 h}\n"
      "services:\n  p: {availability: 99%, mttr: 1 h, zone: a}\n"
      "  s: {availability: 99%, mttr: 1 h, zone: b}\n"
      "  db: {any_of: [p, s], failover: {success: 98%, time: 3 min}}\n"
      "  app: {availability: 99%, mttr: 1 h, zones: all, need: 1, common_cause: 20%}\n"
      "paths:\n  write: {needs: [db]}\n  show: {needs: [app]}\n",
      "case.yaml");
  const auto up = [&a](const char* change, std::size_t path) {
    return summarise(changed(a, change)).paths[path].up.value();
  };
  // Zone a is lost: the failover is over, if it worked; b stands alone, without a common cause.
  CHECK(up("a.availability=0%", 0) == Approx(0.98 * 0.999 * 0.99 * 0.99).epsilon(1e-14).scale(0));
  CHECK(up("p.availability=0%", 0) ==
        Approx(0.98 * 0.999 * (1 - 0.1 * 0.01) * (1 - 0.9 * 0.01) * 0.99).epsilon(1e-14).scale(0));
  CHECK(up("b.availability=0%", 0) == Approx(0.999 * 0.99 * 0.99).epsilon(1e-14).scale(0));
  CHECK(up("zones=1", 0) == Approx(0.999 * 0.99 * 0.99).epsilon(1e-14).scale(0));
  CHECK(up("zones=1", 1) == Approx(0.999 * 0.99 * 0.99).epsilon(1e-14).scale(0));
  CHECK(lost_services(changed(a, "zones=1")) == std::vector<std::string>{"s"});
  for (const char* dead : {"eu.availability=0%", "a.availability=0%, b.availability=0%"})
    for (const std::size_t path : {0U, 1U}) CHECK(up(dead, path) == 0);
  CHECK(up("app.availability=0%", 1) == 0);  // also what is not common is down
  CHECK(up("db.failover.success=0%", 0) ==
        Approx(0.999 * (1 - 0.1 * 0.01) * (1 - 0.9 * 0.01) * 0.99).epsilon(1e-14).scale(0));
  // What others make up is replaced as a whole; a failover may take no time.
  CHECK(up("db.availability=0%", 0) == 0);
  CHECK(up("db.availability=99.95%", 0) == 0.9995);
  for (const char* at_once : {"0", "0 s", "0.0 min"})
    CHECK(summarise(changed(a, std::string("db.failover.time=") + at_once)).paths[0].up >
          summarise(changed(a, "db.failover.time=1 ms")).paths[0].up);
  CHECK_THROWS_WITH(changed(a, "db.failover.time=0 x"), doctest::Contains("\"0 x\""));
  for (const char* perfect : {"eu.availability=100%", "a.availability=100%", "p.availability=100%",
                              "s.availability=100%", "app.availability=100%"})
    for (const std::size_t path : {0U, 1U})
      CHECK(up(perfect, path) >= summarise(a).paths[path].up.value());
}

TEST_CASE("the sides of all requests together do not contradict each other") {
  for (int paths = 1; paths <= 30; ++paths) {
    std::string text =
        "services:\n  a: {availability: 100%}\n  b: {availability: 1-1e-12}\npaths:\n";
    for (int i = 0; i < paths; ++i)
      text += "  p" + std::to_string(i) + ": {needs: [" + (i % 7 == 3 ? "b" : "a") +
              "], traffic: 0." + std::to_string(1 + i % 9) + "}\n";
    const chance all = summarise(read_text(text, "case.yaml")).overall;
    CAPTURE(paths);
    CHECK(all.value() <= 1);
    CHECK(all.value() == 1 - all.complement());
  }
}

TEST_CASE("figures and names as people write them") {
  CHECK(unavailability(
            "services:\n  서울: {mttf: 500 FIT, mttr: 1h}\npaths:\n  쓰기: {needs: [서울]}\n") ==
        Approx(1 / 2000001.0).epsilon(1e-13).scale(0));
  CHECK(read_text("services:\n  a: {availability: 0.9999%}\npaths:\n"
                  "  p: {needs: [a], objective: 0.999%}\n",
                  "case.yaml")
            .warnings.size() == 2);
  CHECK(read_text("services:\n  a: {availability: 99.99%}\npaths:\n"
                  "  p: {needs: [a], objective: 0.999}\n",
                  "case.yaml")
            .warnings.empty());
}

TEST_CASE("a zone more has a name of its own in any script") {
  architecture a;
  a.regions.push_back({.name = "r", .where = {}, .zones = {0}});
  for (const char* name : {"a", "z", "9", "\xEA\xB0\x80", "\xEA\xB0\xBF"}) {  // two syllables
    a.zones.assign(1, {.name = name, .where = {}});
    a.regions[0].zones.assign(1, 0);
    set_zone_count(a, 0, 2);
    CHECK(a.zones[1].name == (std::string(name) == "a" ? "b" : std::string(name) + " 2"));
  }
}

TEST_CASE("a part that never fails may have a repair time, which has no bearing") {
  CHECK(unavailability("services:\n  a: {availability: 100%, mttr: 1 h}\npaths:\n"
                       "  p: {needs: [a]}\n") == 0);
}

TEST_CASE("services whose gates are shared many times over take no time") {
  std::string text =
      "services:\n  e0: {availability: 90%}\n  e1: {availability: 90%}\n"
      "  x0: {any_of: [e0, e1]}\n  y0: {needs: [e0, e1]}\n";
  constexpr int layers = 40;  // 2^40 ways down
  for (int i = 1; i < layers; ++i) {
    const std::string below = std::to_string(i - 1);
    const std::string both = "[x" + below + ", y" + below + "]";
    text += "  x" + std::to_string(i) + ": {any_of: " + both + "}\n  y" + std::to_string(i) +
            ": {needs: " + both + "}\n";
  }
  text += "paths:\n  p: {needs: [x" + std::to_string(layers - 1) + "]}\n";
  CHECK(unavailability(text) == Approx(0.01).epsilon(1e-13).scale(0));  // x is x0, y is y0
}

TEST_CASE(
    "layers of services that need all of those below are one product, alternatives likewise") {
  constexpr int width = 12;
  const auto layers = [](const char* upper) {
    std::string text = "services:\n";
    std::string below;
    for (int l = 0; l < 4; ++l) {
      std::string layer;
      for (int i = 0; i < width; ++i) {
        const std::string name = "s" + std::to_string(l) + "-" + std::to_string(i);
        layer += (i ? ", " : "") + name;
        text += "  " + name + ": {" + (l == 0 ? "availability: 99%" : upper + below + "]") + "}\n";
      }
      below = layer;
    }
    return text + "paths:\n  p: {needs: [" + below + "]}\n";
  };
  CHECK(unavailability(layers("availability: 99.9%, needs: [")) ==
        Approx(1 - std::pow(0.99, width) * std::pow(0.999, 3 * width)).epsilon(1e-13).scale(0));
  CHECK(unavailability(layers("any_of: [")) ==
        Approx(std::pow(0.01, width)).epsilon(1e-13).scale(0));
}

TEST_CASE("where the work for changes is spent the next one is refused") {
  const architecture a = read_text(ring(16), "case.yaml");
  work none{"", 10, "", ""};
  CHECK_THROWS_WITH_AS(
      summarise(a, none),
      "case.yaml:35:3: paths.produce: its services share too many parts with one another for an "
      "exact answer; make one service with instances of those that fail alike, or ask about fewer "
      "of them at once",
      input_error);
}
