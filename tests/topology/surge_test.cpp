// SPDX-License-Identifier: BSL-1.0
#include "nines/topology/surge.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <nines/probability/literals.hpp>
#include <random>

namespace {

using namespace nines::literals;
using namespace std::chrono_literals;
using doctest::Approx;

nines::service_model news() {
  return {.regions = {{.name = "eu",
                       .zones = {{"a", {99_percent}}, {"b", {98_percent}}, {"c", {97_percent}}}}},
          .services = {{.name = "web",
                        .own = nines::component{90_percent},
                        .zones = {{"a", 2}, {"b", 2}, {"c", 2}},
                        .need = 2}},
          .paths = {{.name = "read", .needs = {{"web"}}}}};
}

/// A peak of five times, 2 h each time, a hundredth of the time.
const std::vector<nines::surge_level> breaking_story{{99_percent, 100}, {1_percent, 500, 2h}};

}  // namespace

TEST_CASE("phases: before scaling is done, after, and while an update goes on") {
  const auto phases = nines::demand_phases(breaking_story, 60, 6, nines::scaling_policy{8, 12min},
                                           nines::update_policy{1, 25_percent});
  REQUIRE(phases.size() == 6);
  const double share[] = {0.7425, 0.2475, 0.00075, 0.00025, 0.00675, 0.00225};
  const std::size_t instances[] = {6, 5, 6, 5, 8, 7};  // 500 / 60 wants nine, of which eight come
  for (std::size_t i = 0; i < 6; ++i) {
    CHECK(phases[i].share_of_time.value() == Approx(share[i]).epsilon(1e-12));
    CHECK(phases[i].instances == instances[i]);
    CHECK(phases[i].demand == (i < 2 ? 100 : 500));
  }
  // Scaling that takes longer than the peak comes too late.
  CHECK(nines::demand_phases({{100_percent, 500, 5min}}, 60, 6, nines::scaling_policy{20, 1h})
            .size() == 1);
}

TEST_CASE("an overload in phases, against a simulation from the definitions") {
  const auto model = news();
  const auto found = nines::surge(
      model, "web", 60,
      nines::demand_phases({{80_percent, 200}, {20_percent, 400, 2h}}, 60, 6,
                           nines::scaling_policy{9, 30min}, nines::update_policy{1, 10_percent}));
  std::mt19937_64 random(11);
  std::uniform_real_distribution<double> uniform(0, 1);
  const auto is_so = [&](double p) { return uniform(random) < p; };
  const double zone_up[] = {0.99, 0.98, 0.97};
  constexpr int draws = 400000;
  double carried = 0, lost = 0, all = 0;
  for (int i = 0; i < draws; ++i) {
    const bool peak = is_so(0.2);
    const bool scaled = peak && !is_so(0.25);  // 30 min of 2 h are without
    const int standing[] = {scaled ? 3 : 2, scaled ? 2 : 2, scaled ? 2 : 2};
    int in[] = {standing[0], standing[1], standing[2]};  // 400 / 60 wants seven
    if (is_so(0.1)) --in[0];
    double capacity = 0;
    for (int z = 0; z < 3; ++z) {
      if (!is_so(zone_up[z])) continue;
      for (int k = 0; k < in[z]; ++k) capacity += is_so(0.9) ? 60 : 0;
    }
    const double demand = peak ? 400 : 200;
    carried += capacity >= demand ? 1 : 0;
    lost += std::max(0.0, demand - capacity);
    all += demand;
  }
  CHECK(found.carried.value() == Approx(carried / draws).epsilon(3e-3));
  CHECK(found.lost_share == Approx(lost / all).epsilon(2e-2));
}

TEST_CASE("one phase with the instances that stand is the overload of levels") {
  const auto model = news();
  const std::vector<nines::demand_level> levels{{70_percent, 100}, {30_percent, 250}};
  const auto by_levels = nines::overload(model, "web", 60, levels);
  const auto by_phases =
      nines::surge(model, "web", 60, {{70_percent, 100, 6}, {30_percent, 250, 6}});
  CHECK(by_phases.carried == by_levels.carried);
  CHECK(by_phases.lost_share == by_levels.lost_share);
  const auto lost = nines::surge(model, "web", 60, {{100_percent, 300, 6}}, {.down = {"a"}});
  CHECK(lost.carried.value() == 0);  // four are left, five are wanted
}

TEST_CASE("what is no surge") {
  CHECK_THROWS_AS((void)nines::demand_phases(breaking_story, 0, 6), nines::domain_error);
  CHECK_THROWS_AS(
      (void)nines::demand_phases(breaking_story, 60, 6, {}, nines::update_policy{6, 1_percent}),
      nines::domain_error);
  CHECK_THROWS_AS((void)nines::demand_phases({{100_percent, 5, 0h}}, 60, 6), nines::domain_error);
  CHECK_THROWS_AS((void)nines::surge(news(), "app", 60, {{100_percent, 5, 6}}),
                  nines::domain_error);
  CHECK_THROWS_AS((void)nines::surge(news(), "web", 60, {{50_percent, 5, 6}}), nines::domain_error);
}
