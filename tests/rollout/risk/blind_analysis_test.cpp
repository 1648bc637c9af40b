// SPDX-License-Identifier: BSL-1.0
// An analysis that may see nothing: the mean of both cases, figure by figure.
#include <doctest/doctest.h>

#include <nines/detection/rule.hpp>
#include <nines/probability/literals.hpp>
#include <nines/rollout/plan/strategies.hpp>
#include <nines/rollout/risk/assess.hpp>
#include <nines/rollout/risk/blind_analysis.hpp>
#include <nines/rollout/risk/paused_steps.hpp>

#include "support/message.hpp"
#include "support/within.hpp"

using nines_test::message_of;
using nines_test::within;
using namespace nines;
using namespace nines::literals;
using namespace std::chrono_literals;

namespace {

rollout_plan two_stages(std::size_t analyses) {
  return canary({.stages = {{5_percent, 10min, analyses}, {50_percent, 20min, analyses}},
                 .lag = reaction_lag(1min)});
}
const release some_release({.good = 0.1_percent, .bad = 2_percent, .prior_bad = 5_percent});
const request_rate some_traffic(50, 1s);

rollout_risk seen_risk(std::size_t analyses = 4) {
  return assess(two_stages(analyses), some_traffic, some_release,
                failed_checks(ratio_above(0.01), {.allowed = 1}));
}
rollout_risk unseen_risk(std::size_t analyses = 4) {
  return assess_checks(two_stages(analyses), some_traffic, some_release, {0_percent, 0_percent},
                       {.allowed = 1});
}

}  // namespace

TEST_CASE("a blind analysis lets a bad release pass as often as it is blind, at least") {
  const auto sees = seen_risk();
  const auto risk = with_blind_analysis(sees, unseen_risk(), 0.1_percent);
  const double missed = sees.detection().complement();
  CHECK(risk.detection().complement() == within(0.001 + 0.999 * missed, 1e-13));
  CHECK(risk.detection().value() == within(0.999 * sees.detection().value(), 1e-13));
  CHECK(risk.false_rollback().value() == within(0.999 * sees.false_rollback().value(), 1e-13));
  CHECK(risk.bad_reaches_everyone() >= 0.1_percent);
}

TEST_CASE("every figure of a blind analysis is the mean of both cases") {
  const auto sees = seen_risk();
  const auto unseen = unseen_risk();
  const auto risk = with_blind_analysis(sees, unseen, 20_percent);
  const auto mean = [](double a, double b) { return 0.8 * a + 0.2 * b; };
  CHECK(risk.excess_errors_if_bad() ==
        within(mean(sees.excess_errors_if_bad(), unseen.excess_errors_if_bad()), 1e-12));
  for (const auto t : {5min, 12min, 25min, 40min}) {
    CHECK(risk.live_at(t).value() ==
          within(mean(sees.live_at(t).value(), unseen.live_at(t).value()), 1e-12));
    CHECK(risk.excess_errors_if_bad_by(t) ==
          within(mean(sees.excess_errors_if_bad_by(t), unseen.excess_errors_if_bad_by(t)), 1e-12));
    CHECK(risk.good().exposed_by(t) / 1h ==
          within(mean(sees.good().exposed_by(t) / 1h, unseen.good().exposed_by(t) / 1h), 1e-12));
  }
  for (const double x : {10.0, 100.0, 1000.0})
    CHECK(risk.excess_errors_survival_if_bad(x).value() ==
          within(mean(sees.excess_errors_survival_if_bad(x).value(),
                      unseen.excess_errors_survival_if_bad(x).value()),
                 1e-12));
}

TEST_CASE("the stages of a blind analysis tell the same story as its ends") {
  const auto risk = with_blind_analysis(seen_risk(), unseen_risk(), 20_percent);
  const auto& good = risk.good();
  double all = 0;
  double passed = 0;
  for (const auto& end : good.ends()) {
    all += end.probability;
    passed += end.is_rolled_back ? 0 : end.probability;
  }
  CHECK(all == within(1, 1e-13));
  CHECK(passed == within(good.passes().value(), 1e-13));
  double by_stages = 1;
  for (const auto& stage : good.stages()) {
    CHECK(stage.reached.value() == within(by_stages, 1e-13));
    CHECK(stage.dist.roll_back().value() == within(stage.rolled_back.value(), 1e-12));
    by_stages *= stage.rolled_back.complement();
  }
  CHECK(by_stages == within(passed, 1e-13));
}

TEST_CASE("an analysis that always sees, or never, is the one or the other") {
  const auto sees = seen_risk();
  const auto unseen = unseen_risk();
  CHECK(with_blind_analysis(sees, unseen, 0_percent).detection() == sees.detection());
  CHECK(with_blind_analysis(sees, unseen, 100_percent).detection() == unseen.detection());
}

TEST_CASE("steps that a failed check pauses may be watched blindly, too") {
  const auto plan =
      canary({.stages = {{10_percent, 1min}, {20_percent, 1min}}, .lag = reaction_lag(1min)});
  const auto sees = assess_paused(plan, some_traffic, some_release, {1_percent, 60_percent}, 1);
  const auto unseen = assess_paused(plan, some_traffic, some_release, {0_percent, 0_percent}, 1);
  const auto risk = with_blind_analysis(sees, unseen, 1_percent);
  // Two steps pass with at most one failure.
  CHECK(risk.detection().complement() == within(0.01 + 0.99 * 0.4 * 0.4 * (1 + 2 * 0.6), 1e-12));
}

TEST_CASE("both cases of a blind analysis are of one plan") {
  CHECK(message_of([] { return with_blind_analysis(seen_risk(4), unseen_risk(3), 1_percent); }) ==
        "nines::with_blind_analysis: the number of analyses of a stage is 3, but must be that of "
        "the other, 4");
}
