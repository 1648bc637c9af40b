// SPDX-License-Identifier: BSL-1.0
// The walk over what an analysis run counts, with its two clocks; measurements_test.cpp has the
// rules of Argo.
#include <doctest/doctest.h>

#include <nines/detection/analysis_run.hpp>
#include <nines/detection/measurements.hpp>
#include <nines/probability/literals.hpp>

#include "support/message.hpp"
#include "support/within.hpp"

using nines_test::message_of;
using nines_test::within_epsilons;
using namespace nines;
using namespace nines::literals;

TEST_CASE("a measurement, step by step, has four ends") {
  const auto m =
      detail::masses_of({.error = 10_percent, .inconclusive = 20_percent, .failure = 25_percent});
  CHECK(m.error == within_epsilons(0.1, 1));
  CHECK(m.inconclusive == within_epsilons(0.18, 4));
  CHECK(m.failure == within_epsilons(0.18, 4));
  CHECK(m.success == within_epsilons(0.54, 4));
  CHECK(detail::masses_of({}).success == 1);
}

TEST_CASE("on a clock of one instant it is the run of measurements") {
  const std::vector<measurement> instants(
      9, {.error = 10_percent, .inconclusive = 20_percent, .failure = 25_percent});
  const measurement_limits limits{.failure_limit = 2, .inconclusive_limit = 1, .count = 6};
  const auto clock = analysis_run_distribution(instants, {}, limits);
  const auto plain =
      analysis_run_distribution(9, {.failure = 0.18, .inconclusive = 0.18, .error = 0.1}, limits);
  CHECK(clock.running == within_epsilons(plain.running, 64));
  CHECK(clock.passes().value() == within_epsilons(plain.passes().value(), 64));
  CHECK(clock.aborts().value() == within_epsilons(plain.aborts().value(), 64));
}

TEST_CASE("the next measurement is an interval after an answer, a retry after an error") {
  // Failures are certain: after an error at instant 0 the next is at 2, else at 5.
  std::vector<measurement> instants(8, {.failure = 100_percent});
  instants[0] = {.error = 25_percent, .failure = 100_percent};
  const auto dist =
      analysis_run_distribution(instants, {.answers = 5, .retries = 2}, {.failure_limit = 1});
  CHECK(dist.failed[5] == within_epsilons(0.75, 2));  // the second failure of 0, 5
  CHECK(dist.failed[7] == within_epsilons(0.25, 2));  // of 2, 7
  CHECK(dist.running == 0);
  const auto after =
      analysis_run_distribution(std::vector<measurement>(3, {.failure = 100_percent}),
                                {.answers = 5, .retries = 2}, {.failure_limit = 1});
  CHECK(after.running == 1);  // the second measurement is not due yet
}

TEST_CASE("its memory is that of the instants between two measurements") {
  detail::measurement_walk walk({.failure_limit = 3}, 100, {.answers = 30, .retries = 1});
  CHECK(walk.instants() == 31);
  CHECK(walk.states() == 4 * 5);  // failures, and errors in a row
}

TEST_CASE("what it refuses") {
  const std::vector<measurement> instants(3);
  CHECK(message_of([&] { return analysis_run_distribution(instants, {.answers = 0}); }) ==
        "nines::analysis_run_distribution: answers is 0, but must be 1 or more");
  CHECK(message_of([&] { return analysis_run_distribution(instants, {.retries = 0}); }) ==
        "nines::analysis_run_distribution: retries is 0, but must be 1 or more");
}
