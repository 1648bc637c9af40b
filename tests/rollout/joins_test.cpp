// SPDX-License-Identifier: BSL-1.0
// Where rollouts meet the rest: change_failures, rolling_capacity, blast_radius.
#include <doctest/doctest.h>

#include <boost/multiprecision/cpp_bin_float.hpp>
#include <cmath>
#include <limits>
#include <nines/combine/series.hpp>
#include <nines/duration/windows.hpp>
#include <nines/probability/literals.hpp>
#include <nines/rollout/plan/blast_radius.hpp>
#include <nines/rollout/plan/change_failures.hpp>
#include <nines/rollout/plan/rolling_capacity.hpp>
#include <nines/rollout/risk/trace.hpp>

#include "support/enumerate.hpp"
#include "support/message.hpp"
#include "support/random.hpp"
#include "support/within.hpp"

using nines_test::message_of;
using nines_test::within;
using namespace nines;
using namespace nines::literals;
using namespace std::chrono_literals;

TEST_CASE("changes as a part of the service") {
  const auto part = change_failure_part({.deploys = 500,
                                         .window = year_365,
                                         .failure = 5_percent,
                                         .time_to_restore = 1h,
                                         .blast_radius = 10_percent});
  CHECK(part.availability().complement() == within(500 * 0.05 * 1 * 0.1 / 8760, 1e-12));
  CHECK(part.failure_frequency(year_365) == within(2.5, 1e-12));
  CHECK(part.mean_down_time().count() == within(1, 1e-12));
  const auto whole = series(part, repairable(1000h, 1h));
  CHECK(whole.failure_frequency(year_365) > part.failure_frequency(year_365));
  // What never fails need not be restored, however long that would take.
  const auto perfect = change_failure_part(
      {.deploys = 500,
       .window = year_365,
       .time_to_restore = hours_in<double>(std::numeric_limits<double>::infinity())});
  CHECK(perfect.availability() == probability<>::always());
}

TEST_CASE("unavailability by changes to four epsilon, against fifty digits") {
  using precise = boost::multiprecision::cpp_bin_float_50;
  nines_test::random_source random(11);
  for (int i = 0; i < 1000; ++i) {
    const double failure = std::pow(10, -12 * random.unit());
    const double radius = std::pow(10, -12 * random.unit());
    const double deploys = 1 + 3000 * random.unit();
    const double hours = random.unit();
    const auto part = change_failure_part({.deploys = deploys,
                                           .window = year_365,
                                           .failure = probability<>::from_value(failure),
                                           .time_to_restore = hours_in<double>(hours),
                                           .blast_radius = probability<>::from_value(radius)});
    const precise exact = precise(deploys) / 8760 * failure * hours * radius;
    CHECK(part.availability().complement() ==
          within(static_cast<double>(exact), 4 * std::numeric_limits<double>::epsilon()));
  }
}

TEST_CASE("the blast radius that a plan leaves") {
  const auto plan = canary({.stages = {{5_percent, 30min}}, .lag = reaction_lag(6min)});
  const stopping_probabilities<> dist{{0.9}, {0}, {0.1}};
  const auto trajectory = trace(plan, {dist});
  // 0.025 h before the verdict, 0.9 of 0.005 h after it, and 0.1 of 2 h
  CHECK(blast_radius_of(trajectory, 2h).value() ==
        within((0.025 + 0.9 * 0.005 + 0.1 * 2) / 2, 1e-12));
}

TEST_CASE("replicas missing while a zone fails, against all states") {
  const std::vector<replica_zone> zones = {
      {3, 99_percent, 99.9_percent}, {2, 98_percent, 99.5_percent}, {2, 99_percent, 99.9_percent}};
  const auto by_states = [&](std::vector<std::size_t> taken) {
    std::vector<probability<double>> parts;
    std::vector<std::size_t> zone_of;
    for (std::size_t i = 0; i < 3; ++i) parts.push_back(zones[i].zone);
    for (std::size_t i = 0; i < 3; ++i)
      for (std::size_t k = taken[i]; k < zones[i].replicas; ++k) {
        parts.push_back(zones[i].replica);
        zone_of.push_back(i);
      }
    return nines_test::enumerate(parts, [&](auto s) {
      std::size_t up = 0;
      for (std::size_t k = 0; k < zone_of.size(); ++k)
        if (nines_test::is_up(s, zone_of[k]) && nines_test::is_up(s, 3 + k)) ++up;
      return up >= 4;
    });
  };
  const auto found =
      rolling_capacity({.zones = zones, .need = 4, .missing = 1, .share_of_time = 2_percent});
  CHECK(found.steady.complement() == within(by_states({0, 0, 0}).complement(), 1e-12));
  CHECK(found.spread.complement() == within(by_states({1, 0, 0}).complement(), 1e-12));
  auto worst = by_states({1, 0, 0});
  for (const auto& taken : {std::vector<std::size_t>{0, 1, 0}, std::vector<std::size_t>{0, 0, 1}})
    worst = std::min(worst, by_states(taken));
  CHECK(found.worst.complement() == within(worst.complement(), 1e-12));
  CHECK(found.overall.complement() ==
        within(0.02 * found.worst.complement() + 0.98 * found.steady.complement(), 1e-12));
  CHECK(rolling_capacity({.zones = zones, .need = 7, .missing = 1}).worst.value() == 0);
}

TEST_CASE("where missing replicas hurt most, against all ways") {
  const std::vector<replica_zone> zones = {{4, 99_percent, 99.9_percent},
                                           {3, 98_percent, 99.9_percent},
                                           {4, 99_percent, 99.9_percent},
                                           {4, 99_percent, 99.9_percent},
                                           {2, 90_percent, 99_percent}};
  for (const std::size_t missing : {0U, 1U, 4U, 7U, 17U}) {
    CAPTURE(missing);
    auto least = probability<>::always();
    std::vector<std::size_t> taken(5, 0);
    for (taken[0] = 0; taken[0] <= 4; ++taken[0])
      for (taken[1] = 0; taken[1] <= 3; ++taken[1])
        for (taken[2] = 0; taken[2] <= 4; ++taken[2])
          for (taken[3] = 0; taken[3] <= 4; ++taken[3])
            for (taken[4] = 0; taken[4] <= 2; ++taken[4]) {
              if (taken[0] + taken[1] + taken[2] + taken[3] + taken[4] != missing) continue;
              auto left = zones;
              for (std::size_t i = 0; i < 5; ++i) left[i].replicas -= taken[i];
              least = std::min(least, detail::enough_replicas(left, 8));
            }
    const auto worst = rolling_capacity({.zones = zones, .need = 8, .missing = missing}).worst;
    CHECK((worst.value() == least.value() || worst.value() == within(least.value(), 1e-12)));
    CHECK(worst.complement() == within(least.complement(), 1e-12));
  }
}

TEST_CASE("ordinary fleets: alike zones, a quarter missing") {
  const auto worst = [](std::size_t zones, std::size_t each, std::size_t need) {
    const std::size_t all = zones * each;
    return rolling_capacity(
               {.zones = std::vector<replica_zone>(zones, {each, 99.9_percent, 99.95_percent}),
                .need = need,
                .missing = all / 4})
        .worst;
  };
  // Taken from one zone, the others are whole: one of those lost leaves too few.
  if (nines_test::is_optimised) {
    CHECK(worst(4, 100, 201).complement() > 1e-3);
    CHECK(worst(6, 40, 140).complement() > 2e-4);
  }
  CHECK(worst(4, 20, 41).complement() > 1e-3);
  CHECK(worst(5, 12, 30).complement() < 1e-3);
  CHECK(worst(60, 1, 40).complement() < 1e-6);
}

TEST_CASE("cells and shuffle shards (Amazon Builders' Library)") {
  const shuffle_shard route{.workers = 8, .shard = 2};
  CHECK(route.shards() == 28);
  CHECK(route.share_hit(2).value() == within(1.0 / 28, 1e-12));
  CHECK(route.share_hit(1).value() == within(13.0 / 28, 1e-12));
  CHECK(shuffle_shard{.workers = 2048, .shard = 4}.shards() == 730862190080.0);
  // Workers of a hundred, five each: 76.96 % share none, 21.14 % one.
  const shuffle_shard hundred{.workers = 100, .shard = 5};
  CHECK(hundred.share_hit(1).complement() == within(0.7696, 1e-4));
  CHECK(hundred.share_hit(1).value() == within(0.2114 + 0.0184 + 0.0006, 1e-3));
  const auto stages = cell_stages(8, 30min);
  CHECK(stages.size() == 8);
  CHECK(stages.back().share.complement() == 0);
  const rollout_plan plan({.stages = stages, .lag = reaction_lag(1min)});
  CHECK(plan.exposed_time().count() == within(0.5 * 36 / 8, 1e-12));
}

TEST_CASE("what they refuse") {
  CHECK(message_of([] { return change_failure_part({.window = year_365}); }) ==
        "nines::change_failure_part: deploys is 0, but must be more than 0, and finite");
  CHECK(message_of([] { return change_failure_part({.deploys = 5}); }) ==
        "nines::change_failure_part: window (in hours) is 0, but must be more than 0");
  CHECK(
      message_of([] {
        return change_failure_part(
            {.deploys = 100, .window = 1h, .failure = 5_percent, .time_to_restore = 1h});
      }) ==
      "nines::change_failure_part: failures per hour times time_to_restore is 5, but must be less "
      "than 1");
  CHECK(message_of([] { return rolling_capacity({}); }) ==
        "nines::rolling_capacity: the number of zones is 0, but must be 1 or more");
  CHECK(message_of([] { return rolling_capacity({.zones = {{3, 99_percent}}, .need = 4}); }) ==
        "nines::rolling_capacity: need is 4, but must be at most the replicas, 3");
  CHECK(message_of([] { return rolling_capacity({.zones = {{3, 99_percent}}, .missing = 4}); }) ==
        "nines::rolling_capacity: missing is 4, but must be at most the replicas, 3");
  CHECK(message_of([] { return cell_stages(0, 1h); }) ==
        "nines::cell_stages: cells is 0, but must be 1 or more");
  CHECK(message_of([] { return shuffle_shard{.workers = 2, .shard = 3}.shards(); }) ==
        "nines::shuffle_shard::shards: shard is 3, but must be from 1 to the number of workers, 2");
  CHECK(message_of([] { return shuffle_shard{.workers = 8, .shard = 2}.share_hit(3); }) ==
        "nines::shuffle_shard::share_hit: lost is 3, but must be at most the size of a shard, 2");
  const auto plan = canary({.stages = {{5_percent, 30min}}, .lag = reaction_lag(6min)});
  const stopping_probabilities<> dist{{0.0}, {0}, {1.0}};
  CHECK(message_of([&] { return blast_radius_of(trace(plan, {dist}), 1min); }).find("at most 1") !=
        std::string::npos);
}
