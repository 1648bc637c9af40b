// SPDX-License-Identifier: BSL-1.0
// The analysis of a metric against all sequences of outcomes, assessed as Argo Rollouts does.
#include <doctest/doctest.h>

#include <cmath>
#include <nines/detection/failed_checks.hpp>
#include <nines/detection/measurements.hpp>
#include <nines/probability/literals.hpp>

#include "support/message.hpp"
#include "support/within.hpp"

using nines_test::message_of;
using nines_test::within;
using namespace nines;

namespace {

enum class phase { running, successful, failed, inconclusive, error };
constexpr long none = -1;

/// The keys as they stand in a file; a failureLimit of -1 is off.
struct metric {
  long failure_limit = 0, inconclusive_limit = 0, error_limit = 4, success_limit = 0, count = 0;

  [[nodiscard]] measurement_limits limits() const {
    const auto whole = [](long x) { return static_cast<std::size_t>(x); };
    return {failure_limit == none ? measurement_limits::no_failure_limit : whole(failure_limit),
            whole(inconclusive_limit), whole(error_limit), whole(success_limit), whole(count)};
  }
};

/// What analysis.go counts of a metric, and how it assesses it.
struct metric_result {
  long failed = 0, inconclusive = 0, count = 0, errors = 0, successes = 0;

  void see(phase outcome) {
    const bool is_error = outcome == phase::error;
    failed += outcome == phase::failed ? 1 : 0;
    inconclusive += outcome == phase::inconclusive ? 1 : 0;
    count += is_error ? 0 : 1;
    errors = is_error ? errors + 1 : 0;
    successes = outcome == phase::successful ? successes + 1 : 0;
  }
  [[nodiscard]] phase assess(const metric& m) const {
    phase p = phase::running;
    if (m.failure_limit >= 0 && failed > m.failure_limit) p = phase::failed;
    if (inconclusive > m.inconclusive_limit) p = phase::inconclusive;
    if (errors > m.error_limit) p = phase::error;
    if (p != phase::running) return p;
    if (m.success_limit > 0 && successes >= m.success_limit) return phase::successful;
    if (m.count == 0 || count < m.count) return phase::running;
    if (m.failure_limit >= 0 && m.success_limit > 0) return phase::inconclusive;
    return m.success_limit > 0 ? phase::failed : phase::successful;
  }
};

/// The probability of each phase after so many measurements, by all sequences.
void follow(const metric& m, const metric_result& so_far, double chance, std::size_t left,
            const double (&probabilities)[4], double (&ends)[5]) {
  const phase now = so_far.assess(m);
  if (now != phase::running || left == 0) {
    ends[static_cast<std::size_t>(now)] += chance;
    return;
  }
  const phase outcomes[] = {phase::successful, phase::failed, phase::inconclusive, phase::error};
  for (std::size_t i = 0; i < 4; ++i) {
    auto next = so_far;
    next.see(outcomes[i]);
    follow(m, next, chance * probabilities[i], left - 1, probabilities, ends);
  }
}

void check_against_all_sequences(const metric& m, std::size_t measurements) {
  const double probabilities[] = {0.5, 0.2, 0.12, 0.18};
  double ends[5] = {};
  follow(m, {}, 1, measurements, probabilities, ends);
  const auto dist = analysis_run_distribution(
      measurements, {.failure = 0.2, .inconclusive = 0.12, .error = 0.18}, m.limits());
  CAPTURE(m.failure_limit);
  CAPTURE(m.count);
  const double successful = ends[static_cast<std::size_t>(phase::successful)];
  const double running = ends[static_cast<std::size_t>(phase::running)];
  CHECK(std::abs(dist.running - running) < 1e-13);
  CHECK(std::abs(dist.passes().value() - successful - running) < 1e-13);
  CHECK(std::abs(dist.pauses().value() - ends[static_cast<std::size_t>(phase::inconclusive)]) <
        1e-13);
  CHECK(std::abs(dist.aborts().value() - ends[static_cast<std::size_t>(phase::failed)] -
                 ends[static_cast<std::size_t>(phase::error)]) < 1e-13);
}

}  // namespace

TEST_CASE("all sequences of seven measurements, under many keys") {
  for (const long failure : {none, 0L, 1L, 3L, 20L})
    for (const long inconclusive : {0L, 2L})
      for (const long error : {0L, 1L, 4L, 9L})
        for (const long success : {0L, 1L, 3L})
          for (const long count : {0L, 1L, 5L, 30L}) {
            const metric m{failure, inconclusive, error, success, count};
            if (failure == none && success == 0) continue;
            if (count > 0 && count < std::max(failure, 0L) + success) continue;
            if (count > 0 && count < inconclusive) continue;
            check_against_all_sequences(m, 7);
          }
}

TEST_CASE("branch by branch") {
  const double p = 0.1;
  // failed > failureLimit, which is 0 where it is left out: the first failure.
  CHECK(analysis_run_distribution(1, {.failure = p}).aborts().value() == within(p, 1e-14));
  CHECK(analysis_run_distribution(1, {.failure = p}, {.failure_limit = 1}).aborts().value() == 0);
  // inconclusive > inconclusiveLimit: a pause, no rollback.
  const auto unclear = analysis_run_distribution(1, {.inconclusive = p});
  CHECK(unclear.pauses().value() == within(p, 1e-14));
  CHECK(unclear.aborts().value() == 0);
  // Five errors in a row, by default; four are borne, and do not count.
  CHECK(analysis_run_distribution(4, {.error = 1}).aborts().value() == 0);
  CHECK(analysis_run_distribution(5, {.error = 1}).error[4] == 1);
  CHECK(analysis_run_distribution(4, {.error = 1}, {.count = 2}).running == 1);
  // count reached: successful; with a consecutiveSuccessLimit inconclusive, or failed.
  CHECK(analysis_run_distribution(9, {}, {.count = 3}).successful[2] == 1);
  const measurement_limits runs{.failure_limit = 2, .consecutive_success_limit = 2, .count = 4};
  CHECK(analysis_run_distribution(9, {}, runs).successful[1] == 1);
  CHECK(analysis_run_distribution(4, {.failure = 0.5}, runs).pauses().value() > 0);
  const measurement_limits only_runs{.failure_limit = measurement_limits::no_failure_limit,
                                     .consecutive_success_limit = 2,
                                     .count = 4};
  const auto half = analysis_run_distribution(4, {.failure = 0.5}, only_runs);
  CHECK(half.pauses().value() == 0);
  CHECK(half.failed[3] == within(0.5, 1e-14));  // 8 of 16 sequences have no two successes in a row
  // Stopped while it runs: successful.
  CHECK(analysis_run_distribution(3, {.failure = p}).passes().value() ==
        within(std::pow(0.9, 3), 1e-14));
}

TEST_CASE("failures alone are failed_checks") {
  const std::vector<probability<>> fails(30, probability<>::from_value(0.07));
  const auto checks = stopping_distribution_of_checks(fails, {.allowed = 3});
  const auto dist = analysis_run_distribution(30, {.failure = 0.07}, {.failure_limit = 3});
  for (std::size_t j = 0; j < 30; ++j)
    CHECK(std::abs(dist.failed[j] - checks.rolled_back[j]) <= 1e-12 * checks.rolled_back[j]);
  CHECK(dist.aborts().value() == within(checks.roll_back().value(), 1e-13));
}

TEST_CASE(
    "failed checks of a threshold: the counter is not reset, and acts from the threshold on") {
  // failedChecks >= threshold, which is 1 where it is left out or not above 0; one less is borne.
  for (const std::size_t threshold : {1U, 2U, 5U}) {
    const std::vector<probability<>> certain(8, probability<>::always());
    const auto dist = stopping_distribution_of_checks(certain, {.allowed = threshold - 1});
    for (std::size_t j = 0; j < 8; ++j) CHECK(dist.rolled_back[j] == (j + 1 == threshold ? 1 : 0));
  }
  // Two failures with a success between them count as two.
  const std::vector<probability<>> alternate = {probability<>::always(), probability<>::never(),
                                                probability<>::always()};
  CHECK(stopping_distribution_of_checks(alternate, {.allowed = 1}).rolled_back[2] == 1);
  CHECK(stopping_distribution_of_checks(alternate, {.allowed = 9, .consecutive_allowed = 1})
            .roll_back()
            .value() == 0);
}

TEST_CASE("what it refuses") {
  CHECK(message_of([] { return analysis_run_distribution(3, {.failure = 1.5}); }) ==
        "nines::analysis_run_distribution: a probability is 1.5, but must be from 0 to 1");
  CHECK(message_of([] { return analysis_run_distribution(3, {.failure = 0.7, .error = 0.7}); }) ==
        "nines::analysis_run_distribution: the sum of the probabilities is 1.4, but must be at "
        "most 1");
  CHECK(message_of([] {
          return analysis_run_distribution(3, {},
                                           {.failure_limit = measurement_limits::no_failure_limit});
        }) ==
        "nines::analysis_run_distribution: failure_limit and consecutive_success_limit cannot both "
        "be none");
  CHECK(message_of(
            [] { return analysis_run_distribution(3, {}, {.failure_limit = 5, .count = 4}); }) ==
        "nines::analysis_run_distribution: count is 4, but must be at least failure_limit and "
        "consecutive_success_limit together, 5");
  CHECK(message_of([] {
          return analysis_run_distribution(3, {}, {.inconclusive_limit = 5, .count = 4});
        }) ==
        "nines::analysis_run_distribution: count is 4, but must be at least inconclusive_limit, 5");
  const measurement_limits wide{.failure_limit = 9999, .inconclusive_limit = 9999};
  CHECK_THROWS_AS((void)analysis_run_distribution(100000, {.failure = 0.5}, wide),
                  convergence_error);
}
