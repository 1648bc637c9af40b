// SPDX-License-Identifier: BSL-1.0
#include <doctest/doctest.h>

#include <cmath>
#include <nines/rollout/risk/sliding_windows.hpp>

#include "../low_traffic.hpp"
#include "support/message.hpp"
#include "support/within.hpp"

using nines_test::low_traffic;
using nines_test::message_of;
using nines_test::ten_a_minute;
using nines_test::within;
using namespace nines;
using namespace nines::literals;
using namespace std::chrono_literals;

namespace {

const sliding_window_checks windows_of_three(ratio_above(0.1), {.allowed = 1}, 3);

/// 4 min at 20 %, 4 min at all of the traffic, one clock each minute.
rollout_plan shares_of_four_minutes(hours_in<double> first = hours_in<double>(0)) {
  return nines_test::two_stages({20_percent, 4min}, 4min, {.interval = 1min, .first = first});
}

}  // namespace

TEST_CASE("windows reach over stages: the watch of all intervals, cut into stages") {
  const auto plan = shares_of_four_minutes();
  const auto found = assess_sliding_windows(plan, ten_a_minute, low_traffic, windows_of_three);
  CHECK(found.standard_error == 0);
  CHECK(found.width < 1e-12);
  const std::vector<std::size_t> requests = {2, 2, 2, 2, 10, 10, 10, 10};
  REQUIRE(plan.stages().size() == 2);
  const auto good = stopping_distribution(windows_of_three, requests, 3_percent);
  const auto bad = stopping_distribution(windows_of_three, requests, 20_percent);
  CHECK(found.risk.false_rollback().value() == within(good.roll_back().value(), 1e-12));
  CHECK(found.risk.detection().complement() == within(bad.roll_back().complement(), 1e-12));
  CHECK(found.risk.bad_reaches_everyone().value() ==
        within(bad.roll_back_by(4).complement(), 1e-12));
  CHECK(found.risk.bad_trajectories().front().uncounted ==
        "windows that overlap do not count errors");
}

TEST_CASE("failures of each stage by itself: the windows reach over, the counts do not") {
  const auto plan = shares_of_four_minutes();
  const auto found = assess_sliding_windows(plan, ten_a_minute, low_traffic, windows_of_three,
                                            {.counts_by_stage = true});
  const auto bounds =
      bound_stopping(windows_of_three, {{2, 2, 2, 2, 10, 10, 10, 10}, 0, {0, 4}}, 3_percent);
  CHECK(found.risk.false_rollback().value() == within(bounds.lower.roll_back().value(), 1e-12));
  const auto together = assess_sliding_windows(plan, ten_a_minute, low_traffic, windows_of_three);
  CHECK(found.risk.false_rollback() < together.risk.false_rollback());
}

TEST_CASE("other metrics beside windows count apart: none has failed is a product, look by look") {
  const auto plan = shares_of_four_minutes();
  const std::vector<counted_metric> latency{{{2_percent, 30_percent}, 1}};
  const auto alone = assess_sliding_windows(plan, ten_a_minute, low_traffic, windows_of_three);
  const auto found = assess_sliding_windows(plan, ten_a_minute, low_traffic, windows_of_three,
                                            {.others = latency});
  // At most one failure in eight looks, or in the four of the first stage.
  const auto one_at_most = [](double p, int looks) {
    return std::pow(1 - p, looks) + looks * p * std::pow(1 - p, looks - 1);
  };
  CHECK(found.risk.false_rollback().complement() ==
        within(alone.risk.false_rollback().complement() * one_at_most(0.02, 8), 1e-12));
  CHECK(found.risk.detection().complement() ==
        within(alone.risk.detection().complement() * one_at_most(0.3, 8), 1e-12));
  CHECK(found.risk.bad_reaches_everyone().value() ==
        within(alone.risk.bad_reaches_everyone().value() * one_at_most(0.3, 4), 1e-12));
  CHECK_THROWS_AS((void)assess_sliding_windows(plan, ten_a_minute, low_traffic, windows_of_three,
                                               {.counts_by_stage = true, .others = latency}),
                  domain_error);
}

TEST_CASE("a check that comes late sees what came before it, as far as its window reaches") {
  const auto late = shares_of_four_minutes(hours_in<double>(5min));
  const auto found = assess_sliding_windows(late, ten_a_minute, low_traffic, windows_of_three);
  // The first minute is out of the window of the first check, which is after 5 min.
  const checked_intervals seen{{2, 2, 10, 10, 10, 10}, 2};
  const auto bounds = bound_stopping(windows_of_three, seen, 3_percent);
  CHECK(found.risk.false_rollback().value() == within(bounds.lower.roll_back().value(), 1e-12));
}

TEST_CASE("the router of the case, in 45 checks") {
  auto settings = canary({.stages = {{1_percent, 10min},
                                     {10_percent, 10min},
                                     {30_percent, 10min},
                                     {60_percent, 15min}},
                          .lag = reaction_lag(1min)})
                      .settings();
  settings.stages = analysed_throughout(settings.stages, {.interval = 1min});
  const rollout_plan plan(std::move(settings));
  const release change({.good = 0.7_percent, .bad = 3_percent, .prior_bad = 5_percent});
  const auto found =
      assess_sliding_windows(plan, request_rate(200, 1s), change,
                             sliding_window_checks(ratio_above(0.01), {.allowed = 2}, 5),
                             {.bounds = {.max_products = 1e9}});
  CHECK(found.width < 1e-3);
  CHECK(found.standard_error == 0);
  CHECK(found.risk.false_rollback().value() == within(0.325334, 1e-3));
  CHECK(found.risk.detection().complement() < 1e-9);
}

TEST_CASE("what bounds do not tell is simulated, and the result says so") {
  const auto plan = shares_of_four_minutes();
  const auto exact = assess_sliding_windows(plan, ten_a_minute, low_traffic, windows_of_three);
  const auto found =
      assess_sliding_windows(plan, ten_a_minute, low_traffic, windows_of_three,
                             {.bounds = {.max_products = 10}, .simulation = {.runs = 100000}});
  CHECK(found.standard_error > 0);
  CHECK(found.standard_error < 2e-3);
  const double distance = found.risk.false_rollback().value() - exact.risk.false_rollback().value();
  CHECK(std::abs(distance) < 4 * found.standard_error);
  CHECK(message_of([&] {
          (void)assess_sliding_windows(
              plan, ten_a_minute, low_traffic, windows_of_three,
              {.bounds = {.max_products = 10}, .simulation = {.runs = 100000, .max_draws = 5e3}});
        }).find("takes more than 5000 draws") != std::string::npos);
}

TEST_CASE("what has no windows one interval after the other is refused") {
  const auto of = [](std::vector<rollout_stage> stages) {
    const auto plan = canary({.stages = std::move(stages), .lag = reaction_lag(1min)});
    return message_of(
        [&] { (void)assess_sliding_windows(plan, ten_a_minute, low_traffic, windows_of_three); });
  };
  CHECK(of({analysed_every({.share = 50_percent, .bake = 150s}, 1min),
            analysed_every({.share = 100_percent, .bake = 2min}, 1min)})
            .find("the intervals from one check to the next is 1.5, but must be 1") !=
        std::string::npos);
  CHECK(of({analysed_every({.share = 50_percent, .bake = 2min, .ramp = 1min}, 1min)})
            .find("windows over a ramp") != std::string::npos);
  CHECK(
      of({analysed_every({.share = 1_percent, .bake = 2min}, 1min)}).find("analysis less often") !=
      std::string::npos);
  CHECK(of({analysed_every({.share = 50_percent, .bake = 2min}, 1min),
            analysed_every({.share = 100_percent, .bake = 2min}, 1min)}) == "no error");
}
