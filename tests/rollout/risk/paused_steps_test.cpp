// SPDX-License-Identifier: BSL-1.0
// Steps that a failed check holds up, against all paths.
#include <doctest/doctest.h>

#include <nines/detection/check_of_metrics.hpp>
#include <nines/detection/tests/exact_tests.hpp>
#include <nines/probability/literals.hpp>
#include <nines/rollout/plan/strategies.hpp>
#include <nines/rollout/risk/assess_carried.hpp>
#include <nines/rollout/risk/paused_steps.hpp>

#include "support/message.hpp"
#include "support/within.hpp"

using nines_test::message_of;
using nines_test::within;
using namespace nines;
using namespace nines::literals;
using namespace std::chrono_literals;

namespace {

bool equal_or_none(double a, double b) { return a == b || a == within(b, 1e-12); }

/// One way through a plan by passed and failed checks.
struct paused_path {
  double probability = 1;
  double minutes = 0;               ///< until the verdict
  double exposed = 0;               ///< minutes of full traffic, reaction included
  std::vector<std::size_t> checks;  ///< at each step that was reached
  bool passed = false;
};

/// Every one of them, check by check.
class all_held_paths {
 public:
  all_held_paths(const rollout_plan& plan, const std::vector<probability<>>& fails,
                 std::size_t threshold)
      : plan_(plan), fails_(fails), threshold_(threshold) {
    enter({}, 0, 0);
  }
  std::vector<paused_path> paths;

  template <class Value>
  [[nodiscard]] double sum(const Value& value) const {
    double all = 0;
    for (const auto& path : paths) all += path.probability * value(path);
    return all;
  }

 private:
  static double minutes(hours_in<double> t) { return 60 * t.count(); }
  void enter(paused_path path, std::size_t step, std::size_t failures) {
    if (step == fails_.size()) {
      path.passed = true;
      paths.push_back(path);
      return;
    }
    const auto& stage = plan_.stages()[step];
    const double before = step == 0 ? 0 : plan_.stages()[step - 1].share.value();
    path.minutes += minutes(stage.ramp);
    path.exposed += minutes(stage.ramp) * (before + stage.share.value()) / 2;
    path.checks.push_back(0);
    check(path, step, failures);
  }
  void check(paused_path path, std::size_t step, std::size_t failures) {
    const auto& stage = plan_.stages()[step];
    path.minutes += minutes(stage.bake);
    path.exposed += minutes(stage.bake) * stage.share.value();
    ++path.checks.back();
    auto failed = path;
    path.probability *= fails_[step].complement();
    enter(path, step + 1, failures);
    failed.probability *= fails_[step].value();
    if (failures + 1 < threshold_) return check(failed, step, failures + 1);
    failed.exposed += minutes(plan_.exposed_after(stage.share.value()));
    paths.push_back(failed);
  }

  const rollout_plan& plan_;
  const std::vector<probability<>>& fails_;
  std::size_t threshold_;
};

void check_against_paths(const rollout_plan& plan, const std::vector<probability<>>& fails,
                         std::size_t threshold) {
  const all_held_paths all(plan, fails, threshold);
  const auto trajectory = trace_paused(plan, fails, threshold - 1);
  const auto passed = [](const paused_path& p) { return p.passed ? 1.0 : 0.0; };
  const auto rolled_back = [](const paused_path& p) { return p.passed ? 0.0 : 1.0; };
  CHECK(trajectory.passes().value() == within(all.sum(passed), 1e-12));
  CHECK(trajectory.passes().complement() == within(all.sum(rolled_back), 1e-12));
  CHECK(60 * trajectory.mean_time_to_pass().count() ==
        within(all.sum([](const auto& p) { return p.passed ? p.minutes : 0; }) / all.sum(passed),
               1e-12));
  CHECK(60 * trajectory.mean_time_to_verdict().count() == within(all.sum([](const auto& p) {
          return p.passed ? 0 : p.minutes;
        }) / all.sum(rolled_back),
                                                                 1e-12));
  CHECK(60 * trajectory.exposed().count() ==
        within(all.sum([](const auto& p) { return p.exposed; }), 1e-12));
  for (double t = 0.513; t < 20; t += 0.697) {
    const hours_in<double> at(t / 60);
    const auto by = [&](const paused_path& p) { return p.minutes <= t ? 1.0 : 0.0; };
    CHECK(trajectory.time_to_verdict_cdf(at).value() ==
          doctest::Approx(all.sum(by)).epsilon(1e-12).scale(1e-3));
    const auto more = [&](const paused_path& p) { return p.exposed > t / 3 ? 1.0 : 0.0; };
    CHECK(trajectory.exposure_survival(at / 3).value() ==
          doctest::Approx(all.sum(more)).epsilon(1e-12).scale(1e-3));
  }
  for (std::size_t i = 0; i < fails.size(); ++i) {
    const auto& stage = trajectory.stages()[i];
    const auto reached = [i](const paused_path& p) { return p.checks.size() > i ? 1.0 : 0.0; };
    CHECK(stage.reached.value() == within(all.sum(reached), 1e-12));
    CHECK(stage.reached.complement() ==
          doctest::Approx(1 - all.sum(reached)).epsilon(1e-12).scale(1));
    const auto out_here = [i](const paused_path& p) {
      return !p.passed && p.checks.size() == i + 1 ? 1.0 : 0.0;
    };
    CHECK(stage.rolled_back.value() == within(all.sum(out_here) / all.sum(reached), 1e-12));
    REQUIRE(stage.dist.analyses() == threshold);
    for (std::size_t k = 1; k <= threshold; ++k) {
      const auto out_at = [&](const paused_path& p) {
        return out_here(p) > 0 && p.checks[i] == k ? 1.0 : 0.0;
      };
      const auto on_at = [&](const paused_path& p) {
        const bool is_over = p.checks.size() > i + 1 || (p.passed && p.checks.size() == i + 1);
        return is_over && p.checks[i] == k ? 1.0 : 0.0;
      };
      CHECK(equal_or_none(stage.dist.rolled_back[k - 1], all.sum(out_at) / all.sum(reached)));
      CHECK(equal_or_none(stage.dist.promoted[k - 1], all.sum(on_at) / all.sum(reached)));
    }
  }
}

rollout_plan even_steps(std::size_t count, double step) {
  std::vector<rollout_stage> stages;
  for (std::size_t i = 1; i <= count; ++i)
    stages.push_back(
        {.share = probability<>::from_value(step * static_cast<double>(i)), .bake = 1min});
  return canary({.stages = std::move(stages), .lag = reaction_lag(75s)});
}

}  // namespace

TEST_CASE("held steps against all paths") {
  check_against_paths(even_steps(4, 0.1), {10_percent, 30_percent, 70_percent, 50_percent}, 3);
  check_against_paths(even_steps(3, 0.2), {5_percent, 99_percent, 1e-6_probability}, 4);
  check_against_paths(even_steps(2, 0.5), {60_percent, 20_percent}, 1);
  // Steps of different times, ramps, and a way back.
  const rollout_plan uneven(
      {.stages = {{5_percent, 1min}, {20_percent, 3min, 1, 30s}, {100_percent, 2min}},
       .lag = reaction_lag(1min),
       .rollback = {2min, rollback_shape::mirrored}});
  check_against_paths(uneven, {20_percent, 40_percent, 60_percent}, 4);
}

TEST_CASE("checks that fail alike: a binomial tail") {
  // Back where of the first steps + threshold - 1 checks a threshold of them fail.
  const auto plan = even_steps(25, 0.02);
  for (const auto& fails : {1_percent, 30_percent, 95_percent}) {
    const auto trajectory = trace_paused(plan, std::vector<probability<>>(25, fails), 10 - 1);
    const auto back = binomial_test(10, 25 + 10 - 1, fails);
    CHECK(trajectory.passes().complement() == within(back.value(), 1e-12));
    CHECK(trajectory.passes().value() == within(back.complement(), 1e-12));
  }
}

TEST_CASE("checks that never fail, or always do") {
  const auto plan = even_steps(5, 0.1);
  const std::vector<probability<>> never(5, 0_percent);
  const auto good = trace_paused(plan, never, 2);
  CHECK(good.passes().value() == 1);
  CHECK(good.mean_time_to_pass().count() == within(plan.duration().count(), 1e-12));
  CHECK(good.exposed().count() == within(plan.exposed_time().count(), 1e-12));
  const auto bad = trace_paused(plan, std::vector<probability<>>(5, 100_percent), 2);
  CHECK(bad.passes().complement() == 1);
  CHECK(bad.mean_time_to_verdict().count() == within(3.0 / 60, 1e-12));
  CHECK(bad.exposed().count() == within((3 * 0.1 + 1.25 * 0.1) / 60, 1e-12));
  CHECK(bad.time_to_verdict_cdf(hours_in<double>(3.0 / 60)).value() == 1);
  CHECK(bad.time_to_verdict_cdf(hours_in<double>(2.9 / 60)).value() == 0);
  CHECK(bad.stages()[1].reached.value() == 0);
  CHECK(message_of([&] { return bad.mean_time_to_pass(); }) ==
        "nines::rollout_trajectory: it never passes");
  CHECK(message_of([&] { return good.mean_time_to_verdict(); }) ==
        "nines::rollout_trajectory: it is never rolled back");
}

TEST_CASE("the risk of Flagger's ramp: holding exposes less") {
  const auto plan = even_steps(25, 0.02);
  const request_rate traffic(500, 1s);
  const release change({.good = 0.05_percent, .bad = 0.5_percent, .prior_bad = 5_percent});
  const failed_checks flagger(ratio_above(0.002), {.allowed = 10 - 1});
  const auto held = assess_paused(plan, traffic, change, flagger);
  const auto raised = assess_carried(plan, traffic, change, flagger);
  CHECK(held.excess_errors_if_bad() < raised.excess_errors_if_bad());
  // Until the first pass both see the same checks; a rollback after 10 checks is at the first step.
  const auto fails = failure_probability(flagger.check(), 600, 0.5_percent);
  double all = 1;
  for (int i = 0; i < 10; ++i) all *= fails.value();
  CHECK(held.bad().stages().front().rolled_back.value() == within(all, 1e-12));
  CHECK(held.bad().passes().value() + held.bad().passes().complement() == within(1, 1e-12));
}

TEST_CASE("checks that fail with known probabilities, whatever the traffic") {
  const request_rate traffic(500, 1s);
  const release change({.good = 0.05_percent, .bad = 0.5_percent, .prior_bad = 5_percent});
  const check_failure_probabilities fails{2_percent, 70_percent};
  const auto held = assess_paused(even_steps(5, 0.1), traffic, change, fails, 3);
  CHECK(held.detection().value() == within(binomial_test(4, 8, fails.bad).value(), 1e-12));
  CHECK(held.false_rollback().value() == within(binomial_test(4, 8, fails.good).value(), 1e-12));
  const auto plan = canary(
      {.stages = {{10_percent, 30min, 6}, {20_percent, 30min, 3}}, .lag = reaction_lag(2min)});
  const auto risk = assess_checks(plan, traffic, change, fails, {.allowed = 1});
  for (const auto& [trajectory, p] :
       {std::pair(risk.bad(), fails.bad), std::pair(risk.good(), fails.good)})
    CHECK(trajectory.passes().value() ==
          within(binomial_test(2, 6, p).complement() * binomial_test(2, 3, p).complement(), 1e-12));
}

TEST_CASE("a check whose metric has no answer fails, as in Flagger") {
  std::vector<rollout_stage> steps(3, {10_percent, 1min});
  const auto plan = canary({.stages = steps, .lag = reaction_lag(1min)});
  const release change({.good = 1_percent, .bad = 20_percent, .prior_bad = 5_percent});
  const request_rate traffic(600, 1min);
  const other_metrics no_answer{.fails = {{30_percent, 30_percent}}};
  const failed_checks check(check_of_metrics(ratio_above(0.05), change.good(), no_answer),
                            {.allowed = 1});
  const auto risk = assess_paused(plan, traffic, change, check);
  const auto fails = either(30_percent, failure_probability(ratio_above(0.05), 60, 1_percent));
  const double p = fails.value();
  const double q = fails.complement();  // three steps pass with at most one failure
  CHECK(risk.good().passes().value() == within(q * q * q * (1 + 3 * p), 1e-12));
  CHECK(risk.bad_trajectories().front().excess.has_value());
}

TEST_CASE("what held steps refuse") {
  const auto plan = even_steps(2, 0.1);
  CHECK(message_of([&] { return trace_paused(plan, {1_percent}, 1); }) ==
        "nines::trace_paused: the number of probabilities is 1, but must be that of the stages, 2");
  CHECK(message_of([&] { return trace_paused(plan, {1_percent, 1_percent}, 20000); }) ==
        "nines::trace_paused: allowed is 20000, but must be at most 10000");
  const auto looked = canary({.stages = {{10_percent, 30min, 3}}, .lag = reaction_lag(2min)});
  CHECK(message_of([&] { return trace_paused(looked, {1_percent}, 1); }) ==
        "nines::trace_paused: analyses is 3, but must be 1, the check that holds the step");
  const release change({.good = 1_percent, .bad = 2_percent, .prior_bad = 5_percent});
  CHECK(message_of([&] {
          return assess_paused(
              plan, request_rate(100, 1s), change,
              failed_checks(ratio_above(0.1), {.allowed = 3, .consecutive_allowed = 1}));
        }) == "nines::assess_paused: failures in a row cannot be limited where they hold the step");
  CHECK_THROWS_WITH_AS(
      (void)trace_paused(even_steps(200, 0.002), std::vector<probability<>>(200, 50_percent), 200),
      doctest::Contains("different exposures; allow fewer"), convergence_error);
}

TEST_CASE("Flagger's weights of 20 up to 50: 20, 40, 60, by an independent sum") {
  // Geometric failures at each weight, of 240, 480 and 720 requests; five in all roll back.
  const release change({.good = 0.4_percent, .bad = 3_percent, .prior_bad = 5_percent});
  const rollout_plan plan({.stages = {{20_percent, 1min}, {40_percent, 1min}, {60_percent, 1min}},
                           .lag = reaction_lag(1min)});
  const auto risk = assess_paused(plan, request_rate(20, 1s), change,
                                  failed_checks(ratio_above(0.01), {.allowed = 5 - 1}));
  CHECK(risk.bad_reaches_everyone().value() == within(2.17624e-7, 1e-5));
  CHECK(risk.false_rollback().value() == within(5.502e-6, 1e-3));
}
