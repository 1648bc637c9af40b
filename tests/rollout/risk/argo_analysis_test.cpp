// SPDX-License-Identifier: BSL-1.0
// Measurements without an answer beside a plan, against all sequences of outcomes on Argo's clock.
#include <doctest/doctest.h>

#include <map>
#include <nines/rollout/risk/argo_analysis.hpp>
#include <nines/rollout/risk/assess_carried.hpp>

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

const ratio_above above_a_tenth(0.1);

/// 3 min at 50 %, 2 min at all of the traffic.
rollout_plan three_and_two_minutes(hours_in<double> interval = 1min) {
  return nines_test::two_stages({50_percent, 3min}, 2min, {.interval = interval});
}

/// All sequences of outcomes, measurement by measurement, in seconds since the first request.
struct all_sequences {
  argo_analysis run;
  double rate;
  double interval, retry, end;  // seconds
  std::map<std::string, double> ends = {};
  std::map<double, double> rolled_back_at = {};

  struct counters {
    std::size_t failed = 0, inconclusive = 0, errors = 0, successes = 0, count = 0;
  };
  [[nodiscard]] static double requests_by(double t) {
    t = std::max(0.0, t);
    return std::floor(std::min(t, 180.0) * 5 / 60 + std::max(0.0, t - 180) * 10 / 60 + 0.5);
  }
  [[nodiscard]] double failure_at(double t) const {
    const double n = requests_by(t) - requests_by(t - interval);
    if (!(n > 0)) return 0;
    return failure_probability(above_a_tenth, static_cast<std::size_t>(n),
                               probability<>::from_value(rate))
        .value();
  }
  void stop(const char* how, double t, double chance, bool rolls_back) {
    ends[how] += chance;
    if (rolls_back) rolled_back_at[t] += chance;
  }
  void answered(counters c, double t, double chance) {
    if (++c.count == run.limits.count)
      return stop(run.limits.consecutive_success_limit > 0 ? "inconclusive" : "successful", t,
                  chance, run.limits.consecutive_success_limit > 0);
    follow(c, t + interval, chance);
  }
  void follow(counters c, double t, double chance) {
    if (t > end) return stop("running", t, chance, false);
    const double answer = run.error.complement();
    const double says = answer * run.inconclusive.complement();
    const double fails = failure_at(t);
    if (auto e = c; run.error.value() > 0) {
      e.successes = 0;
      if (++e.errors > run.limits.consecutive_error_limit)
        stop("error", t, chance * run.error.value(), true);
      else
        follow(e, t + retry, chance * run.error.value());
    }
    c.errors = 0;
    if (auto f = c; fails > 0) {
      f.successes = 0;
      if (++f.failed > run.limits.failure_limit)
        stop("failed", t, chance * says * fails, true);
      else
        answered(f, t, chance * says * fails);
    }
    if (auto i = c; run.inconclusive.value() > 0) {
      i.successes = 0;
      if (++i.inconclusive > run.limits.inconclusive_limit)
        stop("inconclusive", t, chance * answer * run.inconclusive.value(), true);
      else
        answered(i, t, chance * answer * run.inconclusive.value());
    }
    if (++c.successes == run.limits.consecutive_success_limit)
      return stop("successful", t, chance * says * (1 - fails), false);
    answered(c, t, chance * says * (1 - fails));
  }
};

void check_against_all_sequences(const argo_analysis& run) {
  const auto seconds = [](auto time) { return time.count() * 3600; };
  const auto found =
      assess_argo_analysis(three_and_two_minutes(), ten_a_minute, low_traffic, above_a_tenth, run);
  for (const bool is_good : {true, false}) {
    all_sequences all{run, is_good ? 0.03 : 0.2, seconds(run.interval), seconds(run.retry),
                      300.001};
    all.follow({}, seconds(run.first), 1);
    const auto& ends = is_good ? found.good : found.bad;
    CHECK(std::abs(ends.failed.value() - all.ends["failed"]) < 1e-12);
    CHECK(std::abs(ends.in_error.value() - all.ends["error"]) < 1e-12);
    CHECK(std::abs(ends.inconclusive.value() - all.ends["inconclusive"]) < 1e-12);
    CHECK(std::abs(ends.successful.value() - all.ends["successful"]) < 1e-12);
    const auto& trajectory = is_good ? found.risk.good() : found.risk.bad();
    double early = 0;
    double time = 0;
    double rolled_back = 0;
    for (const auto& [t, chance] : all.rolled_back_at) {
      if (t <= 180.001) early += chance;
      time += t * chance;
      rolled_back += chance;
    }
    CHECK(trajectory.passes().complement() == within(rolled_back, 1e-12));
    CHECK(trajectory.reaches_everyone().complement() == within(early, 1e-12));
    if (rolled_back > 0)
      CHECK(seconds(trajectory.mean_time_to_verdict()) == within(time / rolled_back, 1e-9));
  }
}

}  // namespace

TEST_CASE("all sequences of outcomes: errors, inconclusive ones, runs of successes, counts") {
  for (const auto interval : {30s, 45s, 60s})
    for (const auto first : {0s, 20s})
      for (const std::size_t errors : {0U, 1U, 4U})
        for (const std::size_t successes : {0U, 3U})
          for (const std::size_t count : {0U, 4U}) {
            const measurement_limits limits{.failure_limit = 1,
                                            .inconclusive_limit = 1,
                                            .consecutive_error_limit = errors,
                                            .consecutive_success_limit = successes,
                                            .count = count};
            CAPTURE(interval.count());
            CAPTURE(first.count());
            CAPTURE(errors);
            CAPTURE(successes);
            CAPTURE(count);
            check_against_all_sequences({.interval = interval,
                                         .first = first,
                                         .limits = limits,
                                         .error = 30_percent,
                                         .inconclusive = 10_percent,
                                         .retry = 15s});
          }
}

TEST_CASE("without errors and inconclusive ones it is failed checks on one clock") {
  const argo_analysis run{.interval = 1min, .first = 1min, .limits = {.failure_limit = 1}};
  const auto plan = three_and_two_minutes();
  const auto found = assess_argo_analysis(plan, ten_a_minute, low_traffic, above_a_tenth, run);
  const auto same =
      assess_carried(plan, ten_a_minute, low_traffic, failed_checks(above_a_tenth, {.allowed = 1}));
  CHECK(found.risk.detection().complement() == within(same.detection().complement(), 1e-13));
  CHECK(found.risk.false_rollback().value() == within(same.false_rollback().value(), 1e-13));
  CHECK(found.risk.excess_errors_if_bad() == within(same.excess_errors_if_bad(), 1e-12));
  CHECK(found.good.successful.value() == 0);
  CHECK(found.good.in_error.value() == 0);
  CHECK(found.risk.bad_trajectories().front().uncounted ==
        "runs of measurements do not count errors");
}

TEST_CASE("digits of what hardly ever passes") {
  const argo_analysis run{.interval = 1min, .first = 1min, .error = 1_percent};
  auto settings = three_and_two_minutes().settings();
  for (auto& stage : settings.stages) stage.bake *= 40.0;
  const rollout_plan plan(std::move(settings));
  const check_failure_probabilities fails{0.1_percent, 90_percent};
  const auto found = assess_argo_analysis(plan, ten_a_minute, low_traffic, fails, run);
  const double passes = found.risk.detection().complement();
  CHECK(passes > 0);
  CHECK(found.risk.detection().value() == 1);
  // 200 checks, but for errors, each of which passes in a tenth.
  CHECK(std::log10(passes) < -195);
  CHECK(std::log10(passes) > -205);
  CHECK(found.bad.failed.value() == within(1, 1e-6));
}

TEST_CASE("errors in a row abort, good or bad; errors alone repeat every 10 s") {
  const argo_analysis silent{
      .interval = 1min, .limits = {.failure_limit = 9}, .error = 100_percent};
  const auto found = assess_argo_analysis(three_and_two_minutes(), ten_a_minute, low_traffic,
                                          above_a_tenth, silent);
  CHECK(found.good.in_error.value() == 1);
  CHECK(found.risk.false_rollback().value() == 1);
  // The fifth at 40 s.
  CHECK(found.risk.good().mean_time_to_verdict().count() * 3600 == within(40, 1e-9));
}

TEST_CASE("what it refuses") {
  const auto assess_it = [](const argo_analysis& run) {
    return assess_argo_analysis(three_and_two_minutes(), ten_a_minute, low_traffic, above_a_tenth,
                                run);
  };
  CHECK(message_of([&] { return assess_it({}); }) ==
        "nines::assess_argo_analysis: interval (in hours) is 0, but must be more than 0");
  CHECK_THROWS_AS((void)assess_it({.interval = 1min, .first = -1min}), domain_error);
  CHECK(message_of([&] { return assess_it({.interval = 1min, .first = 6min}); }) ==
        "nines::assess_argo_analysis: the plan is over before the first measurement");
  CHECK_THROWS_AS(
      (void)assess_it({.interval = hours_in<double>(std::sqrt(2.0)), .error = 1_percent}),
      domain_error);
  CHECK_THROWS_AS((void)assess_it({.interval = 1min, .limits = {.failure_limit = 3, .count = 2}}),
                  domain_error);
}
