// SPDX-License-Identifier: BSL-1.0
// How often a path fails, with failovers that take their time: closed forms, and random
// architectures against all states and all ways out of them.
#include <doctest/doctest.h>

#include <nines/repairable.hpp>

#include "availability/analysis.hpp"
#include "availability/service_model.hpp"
#include "brute_force.hpp"
#include "random_architecture.hpp"

namespace {

using namespace availability;
using doctest::Approx;

part repaired(double mttf, double mttr) {
  return {nines::repairable(hours(mttf), hours(mttr)).availability(), hours(mttr)};
}

/// A pair of services and what fails over from the one to the other, as a path.
architecture pair_of(const part& primary, const part& standby, const failover& switching) {
  architecture a;
  a.services.push_back({.name = "primary", .where = {}, .own = primary});
  a.services.push_back({.name = "standby", .where = {}, .own = standby});
  service db{.name = "db", .where = {}};
  db.any = alternatives{1, {{0, {}}, {1, {}}}, switching};
  a.services.push_back(db);
  a.paths.push_back({.name = "p", .where = {}, .needs = {{2, {}}}});
  return a;
}

/// The repair time of a thing of `world`, in hours; nothing of the luck of a request or failover.
std::optional<double> mttr_of(const architecture& a, const std::string& thing) {
  if (thing.find(" skips ") != std::string::npos || thing.starts_with("failover of ")) return {};
  for (const auto& s : a.services)
    if (thing.starts_with(s.name + " ") || thing == "all of " + s.name) return s.own->mttr->count();
  for (const auto& r : a.regions) {
    if (thing == "region " + r.name) return r.self.mttr->count();
    if (thing == "zones of " + r.name) return a.zones[r.zones[0]].self.mttr->count();
  }
  for (const auto& z : a.zones)
    if (thing == "zone " + z.name) return z.self.mttr->count();
  return {};
}

/// Failures an hour of a path: all states, all things that may fail in them, and then the luck of
/// the failover whose primary was up.
class brute_frequency {
 public:
  brute_frequency(const architecture& a, std::size_t failing_over, double done, double at_once)
      : a_(a), w_(a), at_once_(at_once) {
    for (std::size_t i = 0; i < w_.size(); ++i) {
      q_.push_back(static_cast<double>(w_.unavailability(i)));
      if (w_.name(i) == "failover of " + a.services[failing_over].name) {
        coin_ = i;
        q_.back() = 1 - done;
      }
    }
    primary_ = a;
    primary_.paths = {
        {.name = "path", .where = {}, .needs = {a.services[failing_over].any->of[0]}}};
  }

  double run() {
    world primary(primary_);
    double sum = 0;
    for (unsigned long state = 0; state < 1UL << w_.size(); ++state) {
      if (!w_.path_up(0, state)) continue;
      for (std::size_t i = 0; i < w_.size(); ++i) {
        const auto mttr = mttr_of(a_, w_.name(i));
        if (!mttr || (state >> i & 1U) == 0 || q_[i] == 0) continue;
        sum += probability_of(state) * q_[i] / (1 - q_[i]) / *mttr * goes_down(state, i, primary);
      }
    }
    return sum;
  }

 private:
  double probability_of(unsigned long state) const {
    double p = 1;
    for (std::size_t i = 0; i < w_.size(); ++i) p *= (state >> i & 1U) != 0 ? 1 - q_[i] : q_[i];
    return p;
  }
  double goes_down(unsigned long state, std::size_t i, world& primary) {
    const unsigned long after = state & ~(1UL << i);
    const unsigned long coin = 1UL << coin_;
    if (!primary.path_up(0, state) || primary.path_up(0, after))
      return w_.path_up(0, after) ? 0 : 1;
    return (w_.path_up(0, after | coin) ? 0 : at_once_) +
           (w_.path_up(0, after & ~coin) ? 0 : 1 - at_once_);
  }

  const architecture& a_;
  architecture primary_;
  world w_;
  std::vector<double> q_;
  std::size_t coin_ = 0;
  double at_once_;
};

/// Leaves the last failover, all requests of which need its alternatives, and nothing is tried
/// again.
std::size_t with_one_failover(architecture& a) {
  std::size_t found = a.services.size();
  for (std::size_t s = 0; s < a.services.size(); ++s) {
    auto& service = a.services[s];
    service.retries = 0;
    if (!service.any) continue;
    for (auto& d : service.any->of) d.needed = chance::always();
    if (service.any->switching && found < s) a.services[found].any->switching.reset();
    if (service.any->switching) found = s;
  }
  return found;
}

}  // namespace

TEST_CASE("every failure of the primary is an outage where the failover takes time") {
  const auto figures =
      analyse(pair_of(repaired(999, 1), {}, {.time = hours(0.1), .where = {}})).paths[0];
  REQUIRE(figures.failures_per_hour);
  CHECK(*figures.failures_per_hour == Approx(1e-3).epsilon(1e-13).scale(0));
  CHECK(figures.up.complement() == Approx(1e-4).epsilon(1e-13).scale(0));  // 0.1 h each
}

TEST_CASE("a failover that fails is one outage, as long as the primary is down") {
  const failover switching{.success = nines::parse("90%"), .time = hours(0.1), .where = {}};
  const auto figures = analyse(pair_of(repaired(999, 1), {}, switching)).paths[0];
  CHECK(*figures.failures_per_hour == Approx(1e-3).epsilon(1e-13).scale(0));
  CHECK(figures.up.complement() == Approx(1e-3 * (0.9 * 0.1 + 0.1)).epsilon(1e-13).scale(0));
}

TEST_CASE("a failover without a time is an outage only where it fails") {
  const failover switching{.success = nines::parse("90%"), .time = {}, .where = {}};
  const auto figures = analyse(pair_of(repaired(999, 1), {}, switching)).paths[0];
  CHECK(*figures.failures_per_hour == Approx(1e-4).epsilon(1e-13).scale(0));
}

TEST_CASE("a standby that fails while it serves is an outage of its own") {
  const auto figures =
      analyse(pair_of(repaired(999, 1), repaired(99, 1), {.time = hours(0.1), .where = {}}))
          .paths[0];
  // The primary fails: 1e-3 an hour. While it is down and the standby serves, the standby fails.
  const double serving = 1e-3 * 0.9;
  CHECK(*figures.failures_per_hour == Approx(1e-3 + serving * 0.01).epsilon(1e-13).scale(0));
}

TEST_CASE("a failover of failovers ends what lasts longer than it takes") {
  architecture a = pair_of(repaired(999, 1), {}, {.time = hours(0.1), .where = {}});
  a.services.push_back({.name = "site", .where = {}, .own = repaired(198, 2)});  // 1 % of the time
  a.services.push_back({.name = "west", .where = {}, .needs = {{2, {}}, {3, {}}}});
  a.services.push_back({.name = "east", .where = {}, .own = part{}});
  service both{.name = "both", .where = {}};
  both.any = alternatives{1, {{4, {}}, {5, {}}}, failover{.time = hours(0.5), .where = {}}};
  a.services.push_back(both);
  a.paths[0].needs = {{6, {}}};
  // Outages of the site shrink from 2 h to 0.5 h; those of 0.1 h stay as they are.
  const double long_ones = 0.01;
  const double short_ones = 0.99 * 1e-4;
  const double left = (long_ones * 0.25 + short_ones) / (long_ones + short_ones);
  CHECK(analyse(a).paths[0].up.complement() ==
        Approx((1 - 0.99 * (1 - 1e-4)) * left).epsilon(1e-12).scale(0));
}

TEST_CASE("a failover of a failover that has failed for good") {
  const failover inner{.success = nines::parse("98%"), .time = hours(0.1), .where = {}};
  architecture a = pair_of({chance::never(), {}}, {}, inner);
  a.services.push_back({.name = "east", .where = {}, .own = part{}});
  service both{.name = "both", .where = {}};
  both.any = alternatives{1, {{2, {}}, {3, {}}}, failover{.time = hours(0.5), .where = {}}};
  a.services.push_back(both);
  CHECK(summarise(a).paths[0].up.complement() == Approx(0.02).epsilon(1e-13).scale(0));
  a.paths[0].needs = {{4, {}}};
  CHECK(summarise(a).paths[0].up == chance::always());  // it has moved on, long ago
}

TEST_CASE("an outage that a share of the requests meet counts as that share") {
  architecture a = pair_of(repaired(999, 1), {}, {.time = {}, .where = {}});
  a.services.push_back({.name = "images", .where = {}, .own = repaired(98, 2)});
  a.paths[0].needs = {{0, {}}, {3, {}, nines::parse("20%")}};
  const auto figures = analyse(a).paths[0];
  REQUIRE(figures.failures_per_hour);
  CHECK(figures.has_partial_outages);
  // Of five requests one meets both, at 1e-3 * 0.98 + 1e-2 * 0.999 an hour, and four the first
  // alone.
  const double both = 1e-3 * 0.98 + 0.01 * 0.999;
  CHECK(*figures.failures_per_hour == Approx(0.2 * both + 0.8 * 1e-3).epsilon(1e-13).scale(0));
}

TEST_CASE("a failover in time from a part that some requests need") {
  architecture a = pair_of({}, {}, {.time = hours(0.5), .where = {}});
  a.services[0].own.reset();
  a.services.push_back({.name = "images", .where = {}, .own = repaired(98, 2)});
  a.services[0].needs = {{3, {}, nines::parse("20%")}};
  // One request in five meets an outage of 2 h, 2 % of the time, of which the failover leaves 0.5
  // h.
  const auto figures = analyse(a).paths[0];
  CHECK(figures.up.complement() == Approx(0.2 * 0.02 * 0.25).epsilon(1e-13).scale(0));
  CHECK(*figures.failures_per_hour == Approx(0.2 * 0.01).epsilon(1e-13).scale(0));
}

TEST_CASE("how often random architectures fail, against all states") {
  constexpr unsigned seed = 20261129;
  INFO("seed ", seed);
  generator make(seed);
  int compared = 0;
  for (int round = 0; round < 4 * NINES_ROUNDS; ++round) {
    architecture a = make.run();
    const std::size_t found = with_one_failover(a);
    if (found == a.services.size() || world(a).size() > 12) continue;
    if (round % 2 == 0) a.services[found].any->switching->time = hours(0.05);
    try {
      const auto graph = with_places(a, [&] { return nines::compile(model_of(a)); });
      if (!nines::unknown_rate(graph, graph.paths[0]).empty()) continue;
      nines::takeover switching;
      for (const auto& gate : graph.gates)
        if (gate.what == nines::service_gate::kind::failover) switching = gate.switching;
      const double at_once = switching.time ? 0 : switching.success.value();
      const double exact = brute_frequency(a, found, switching.done().value(), at_once).run();
      CAPTURE(round);
      CHECK(nines::failures_per_hour(nines::gate_system(graph, graph.paths[0])) ==
            Approx(exact).epsilon(1e-9).scale(1e-12));
      ++compared;
    } catch (const input_error&) {
      continue;  // its outages are shorter than the failover, or not known
    }
  }
  CHECK(compared > NINES_ROUNDS / 20);
  MESSAGE(compared << " architectures with a failover");
}

TEST_CASE("what is down for ever does not fail, and what never is does not either") {
  architecture a =
      pair_of({chance::never(), {}}, repaired(99, 1), {.time = hours(0.1), .where = {}});
  auto figures = analyse(a).paths[0];
  CHECK(*figures.failures_per_hour == Approx(0.01).epsilon(1e-13).scale(0));  // the standby's
  CHECK(figures.up.complement() == Approx(0.01).epsilon(1e-13).scale(0));
  a.services[1].own = part{chance::never(), {}};
  figures = analyse(a).paths[0];
  CHECK(*figures.failures_per_hour == 0);
  CHECK(figures.up == chance::never());
  a.services[0].own = part{};
  figures = analyse(a).paths[0];
  CHECK(*figures.failures_per_hour == 0);
  CHECK(figures.up == chance::always());
}
