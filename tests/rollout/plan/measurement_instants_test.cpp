// SPDX-License-Identifier: BSL-1.0
#include <doctest/doctest.h>

#include <nines/probability/literals.hpp>
#include <nines/rollout/plan/measurement_instants.hpp>

using namespace nines;
using namespace nines::literals;
using namespace std::chrono_literals;

namespace {

using detail::instants_of;
using detail::instants_of_plan;

rollout_plan five_minutes() {
  return rollout_plan(
      {.stages = {{50_percent, 3min}, {100_percent, 2min}}, .lag = reaction_lag(1min)});
}

}  // namespace

TEST_CASE("an interval and a retry in whole instants") {
  CHECK(instants_of({.interval = 7s, .retry = 10s}).answers == 7);
  CHECK(instants_of({.interval = 7s, .retry = 10s}).retries == 10);
  CHECK(instants_of({.interval = 5min, .retry = 10s}).answers == 30);
  CHECK(instants_of({.interval = 5min, .retry = 10s}).retries == 1);
  CHECK(instants_of({.interval = 5min}).answers == 1);
  CHECK(instants_of({.interval = 10ms, .retry = 10s}).retries == 1000);
  CHECK_THROWS_AS((void)instants_of({.interval = hours_in<double>(std::sqrt(2.0)), .retry = 10s}),
                  domain_error);
}

TEST_CASE("the instants of each stage; one at its end is its own, one at once sees nothing") {
  const instants_of_plan at_once(five_minutes(), {.interval = 1min, .retry = 10s});
  CHECK(at_once.of_stage(0) == 19);  // 0 to 180 s
  CHECK(at_once.of_stage(1) == 12);
  CHECK(at_once.before_stage(2) == 31);
  const instants_of_plan later(five_minutes(), {.interval = 1min, .first = 4min, .retry = 10s});
  CHECK(later.of_stage(0) == 0);
  CHECK(later.of_stage(1) == 7);  // 240 to 300 s
  CHECK(later.plan().stages()[1].to_first_analysis().count() == doctest::Approx(1.0 / 60));
}

TEST_CASE("a measurement sees the interval before it, over stages, and nothing before the first") {
  const instants_of_plan instants(five_minutes(), {.interval = 1min});
  const auto seen = detail::seen_at_instants(five_minutes(), request_rate(10, 1min), instants,
                                             hours_in<double>(90s), 6);
  CHECK(seen == std::vector<std::size_t>{0, 5, 7, 7, 12, 15});  // of 0, 5, 10, 15, 25, 35 by then
}
