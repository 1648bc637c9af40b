// SPDX-License-Identifier: BSL-1.0
// Worked and published figures of rollouts, each with its source and its tolerance. Where no source
// is named the figure was computed with mpmath in 60 digits.
#include <doctest/doctest.h>

#include <boost/math/special_functions/erf.hpp>
#include <nines/combine/dependency.hpp>
#include <nines/combine/parallel.hpp>
#include <nines/duration/downtime.hpp>
#include <nines/duration/windows.hpp>
#include <nines/probability/literals.hpp>
#include <nines/rollout.hpp>

#include "support/within.hpp"

using nines_test::within;
using namespace nines;
using namespace nines::literals;
using namespace std::chrono_literals;

namespace {

double in_minutes(hours_in<double> t) { return t.count() * 60; }

/// Stages of 1, 5, 25 and 50 %, 30 min each; back above 0.1 % of errors, judged at the end.
rollout_risk staged_canary(double requests_per_second) {
  const auto plan = canary(
      {.stages = {{1_percent, 30min}, {5_percent, 30min}, {25_percent, 30min}, {50_percent, 30min}},
       .lag = reaction_lag(2min)});
  return assess(plan, request_rate(requests_per_second, 1s),
                release({.good = 0.05_percent, .bad = 0.2_percent, .prior_bad = 5_percent}),
                ratio_above(0.001));
}
double excess_before_verdict(const rollout_risk& risk) {
  return risk.bad_trajectories().front().excess_errors_per_hour *
         risk.bad().exposed_before_verdict().count();
}

const sprt wald_bernoulli(0.05_percent, 0.2_percent, {1_percent, 5_percent});
const sprt wald_poisson(event_rate::per_request(0.5), event_rate::per_request(2),
                        {1_percent, 5_percent});

}  // namespace

TEST_CASE("exposure of a canary (Google SRE Workbook, chapter 16)") {
  CHECK(in_minutes(
            canary({.stages = {{5_percent, 30min}}, .lag = reaction_lag(1s)}).exposed_time()) ==
        within(1.5, 1e-12));
  CHECK(soft_dependency(5_percent, 80_percent).complement() ==
        within(0.01, 1e-12));  // 20 % errors of 5 %
  const rollout_plan plan = canary({.stages = {{5_percent, 30min}}, .lag = reaction_lag(1s)});
  CHECK(0.2 * (plan.exposed_time() / downtime(99.9_percent, month_30d)) ==
        within(0.0069444444444444444444, 1e-12));
  // A 5 % canary that fails altogether spends a 30 d budget of 99.9 % in 864 min.
  const rollout_plan whole = canary({.stages = {{5_percent, 864min}}, .lag = reaction_lag(1s)});
  CHECK(whole.exposed_time() / downtime(99.9_percent, month_30d) == within(1, 1e-12));
}

TEST_CASE("Flagger's ramp (fluxcd/flagger, deployment-strategies.md)") {
  std::vector<rollout_stage> stages;
  for (int i = 1; i <= 25; ++i)
    stages.push_back({.share = probability<>::from_value(0.02 * i), .bake = 1min});
  const rollout_plan plan = canary({.stages = stages, .lag = reaction_lag(1s)});
  CHECK(in_minutes(plan.duration()) == within(25, 1e-12));
  CHECK(in_minutes(plan.exposed_time()) == within(6.5, 1e-12));
  const failed_checks flagger(ratio_above(0.01), {.allowed = 10 - 1});
  CHECK(flagger.fewest_analyses() == 10);  // of 1 min
}

TEST_CASE("the staged canary at 1000 requests a second") {
  const auto risk = staged_canary(1000);
  const auto& first = risk.bad().stages().front();
  CHECK(ratio_above(0.001)(evidence{.errors = 18, .requests = 18000}) == verdict::inconclusive);
  CHECK(ratio_above(0.001)(evidence{.errors = 19, .requests = 18000}) == verdict::roll_back);
  CHECK(first.rolled_back.value() == within(0.99929266604670121457, 1e-10));
  CHECK(risk.good().stages().front().rolled_back.value() ==
        within(0.0024198970486827413458, 1e-10));
  CHECK(risk.bad_reaches_everyone().value() == within(3.5753588938724863374e-200, 1e-6));
  CHECK(risk.false_rollback().value() == within(0.0024198981697193656323, 1e-10));
  CHECK(excess_before_verdict(risk) == within(27.095490083695374506, 1e-12));
  CHECK(in_minutes(risk.bad().mean_time_to_verdict()) == within(30.021220018598965273, 1e-12));
  const double budget = request_rate(1000, 1s).in(month_30d) * 0.001;
  CHECK(excess_before_verdict(risk) / budget == within(1.0453506976734326584e-5, 1e-12));
}

TEST_CASE("the staged canary at 100 and at 10 requests a second") {
  const auto hundred = staged_canary(100);
  CHECK(hundred.bad().stages().front().rolled_back.value() == within(0.8745667304054760287, 1e-10));
  CHECK(excess_before_verdict(hundred) == within(4.5229431717248606496, 1e-12));
  const auto ten = staged_canary(10);
  CHECK(ten.bad().stages().front().rolled_back.value() == within(0.30257512746932331016, 1e-10));
  CHECK(ten.bad_reaches_everyone().value() == within(9.6514724179644078817e-5, 1e-9));
  CHECK(excess_before_verdict(ten) == within(2.0734116375437058203, 1e-12));
  CHECK(excess_before_verdict(ten) / (request_rate(10, 1s).in(month_30d) * 0.001) ==
        within(7.9992732929926922079e-5, 1e-12));
}

TEST_CASE("intervals and sample sizes") {
  CHECK(requests_without_error(0.1_percent, 5_percent) == within(2994.2341576479565801, 1e-12));
  const auto interval = clopper_pearson(5, 1800, 95_percent);
  CHECK(interval.lower == within(0.00090253297700257319556, 1e-10));
  CHECK(interval.upper == within(0.0064704065712096218955, 1e-10));
  // Fleiss 1981
  const double n = requests_for_power({.good = 0.05_percent, .bad = 0.1_percent},
                                      {.false_rollback = 5_percent, .missed = 10_percent});
  CHECK(n == within(23886.815119053949418, 1e-10));
  CHECK(in_minutes(request_rate(1000, 1s).time_for(n, 1_percent)) ==
        within(39.811358531756582364, 1e-10));
  const auto exact = fixed_sample_test({.good = 0.05_percent, .bad = 0.2_percent});
  CHECK(exact.requests == 7850);
  CHECK(exact.roll_back_from == 10);
}

TEST_CASE("Wald's test (Wald 1945)") {
  CHECK(wald_bernoulli.roll_back_at() == within(4.5538768916005408346, 1e-12));
  CHECK(wald_bernoulli.promote_at() == within(-2.9856819377004895523, 1e-12));
  CHECK(wald_bernoulli.expected_requests_if_bad() == within(3279.3045908442895389, 1e-12));
  CHECK(wald_bernoulli.expected_requests_if_good() == within(3601.9308841005146456, 1e-12));
  CHECK(wald_poisson.log_ratio(8, 6) == within(2.0903548889591249507, 1e-12));
  CHECK(wald_poisson.events_per_request() == within(1.0820212806667225555, 1e-12));
  CHECK(wald_poisson.expected_requests_if_bad() == within(3.2822064797054501818, 1e-12));
}

TEST_CASE("e-values") {
  CHECK(e_value(12, 5000, 0.1_percent, {1, 1000}) == within(5.4685560958782288315, 1e-10));
  // Lindon & Malek, arXiv 2011.03567
  CHECK(sequential_p_value({40, 60}, {0.5, 0.5}, {50, 50}) ==
        within(0.51742441729449773455, 1e-10));
  CHECK(sequential_p_value({400, 600}, {0.5, 0.5}, {50, 50}) ==
        within(3.7499418286472419011e-8, 1e-9));
  CHECK(sequential_p_value({20, 95}, {0.05, 0.95}, {5, 95}) ==
        within(0.0013927667584069207683, 1e-10));
}

TEST_CASE("tests of counts and of series") {
  const evidence beside{
      .errors = 12, .requests = 1000, .baseline_errors = 95, .baseline_requests = 19000};
  CHECK(fisher_test(beside).value() == within(0.0071740649182068469739, 1e-9));
  CHECK(posterior_above(12, 5000, 0.1_percent, {1, 1000}).value() ==
        within(0.9912175199315607734, 1e-10));
  const std::vector<double> x = {12, 15, 11, 18, 14, 20};
  const std::vector<double> y = {10, 9, 13, 8, 16, 7};
  CHECK(mann_whitney_u(x, y) == 30);
  CHECK(mann_whitney_test(x, y).value() == within(0.032467532467532467532, 1e-12));
  // spinnaker/spinnaker#6278: seven minutes of ten at a hundred times the errors
  CHECK(
      mann_whitney_test({100, 100, 100, 100, 100, 100, 100, 1, 1, 1}, std::vector<double>(10, 1.0))
          .value() == within(0.0015479876160990712074, 1e-12));
  CHECK(upper_fence(50, 100, 3) == 250);  // spinnaker/kayenta, canary-config.md
}

TEST_CASE("Argo counts failures (argoproj/argo-rollouts, analysis.go and analysis.md)") {
  const std::vector<probability<>> noisy(10, 10_percent);
  CHECK(stopping_distribution_of_checks(noisy, {.allowed = 3}).roll_back().value() ==
        within(0.0127951984, 1e-10));
  // What the sentence in its documentation says.
  CHECK(stopping_distribution_of_checks(noisy, {.allowed = 2}).roll_back().value() ==
        within(0.0701908264, 1e-10));
}

TEST_CASE("rolling updates and strategies") {
  const rolling_settings ten{.replicas = 10, .batch_time = 1min, .lag = reaction_lag(1min)};
  CHECK(rolling(ten).least_capacity() * 10 == within(8, 1e-12));  // Kubernetes: rounds down
  const auto fleet = rollout_plan(
      {.stages = {{100_percent, 60min}}, .lag = reaction_lag::none(), .rollback = {1min}});
  CHECK(in_minutes(fleet.exposed_time(4min)) == within(5, 1e-12));
  const auto linear = rollout_plan({.stages = {{100_percent, 60min, 1, 10min}},
                                    .lag = reaction_lag::none(),
                                    .rollback = {10min, rollback_shape::mirrored}});
  CHECK(in_minutes(linear.exposed_time(4min)) == within(1.6, 1e-12));
  const auto one = rollout_plan({.stages = {{1_percent, 30min}, {5_percent, 30min}},
                                 .lag = reaction_lag::none(),
                                 .rollback = {1min}});
  CHECK(in_minutes(one.exposed_time(4min)) == within(0.05, 1e-12));
}

TEST_CASE("each bad request noticed by chance: staging pays through the lag") {
  const request_rate traffic(1000, 1s);
  plan_settings settings{
      .stages = {{1_percent, 30min}, {5_percent, 30min}, {25_percent, 30min}, {50_percent, 30min}},
      .lag = reaction_lag(120s)};
  const auto late = constant_hazard_detection(rollout_plan(settings), traffic, 0.0015, 0.1_percent);
  CHECK(late.bad_requests == within(936.55365302438038882, 1e-12));
  CHECK(late.undetected.value() == within(0.11225300299255295113, 1e-12));
  settings.lag = reaction_lag::none();
  const auto at_once =
      constant_hazard_detection(rollout_plan(settings), traffic, 0.0015, 0.1_percent);
  CHECK(at_once.bad_requests == within(887.74699700744704887, 1e-12));
  // Another schedule of the same exposure: nothing changes.
  settings.stages = {{81_percent, 30min}};
  const auto other =
      constant_hazard_detection(rollout_plan(settings), traffic, 0.0015, 0.1_percent);
  CHECK(other.bad_requests == within(887.74699700744704887, 1e-12));
  const auto fleet = blue_green({.bake = 24h, .lag = reaction_lag(120s)});
  CHECK(constant_hazard_detection(fleet, traffic, 0.0015, 0.1_percent).bad_requests ==
        within(1180, 1e-12));
}

TEST_CASE("what a verdict tells of a release") {
  CHECK(bad_given_passed(5_percent, 90_percent, 2_percent).value() ==
        within(0.0053418803418803418803, 1e-12));
  CHECK(bad_given_rolled_back(5_percent, 90_percent, 2_percent).value() == within(0.703125, 1e-12));
  // A dozen independent metrics (Google SRE Workbook, chapter 16)
  CHECK(parallel(copies(12, 1_percent)).value() == within(0.11361512828387071934, 1e-12));
  const std::vector<stopping_probabilities<>> metrics(
      12, stopping_distribution_of_checks<double>({1_percent}, {.allowed = 0}));
  CHECK(any_of(metrics).roll_back().value() == within(0.11361512828387071934, 1e-12));
}

TEST_CASE("confidence sequences (Howard et al. 2021; reference values of confseq)") {
  CHECK(normal_mixture_rho(100, 0.05) == within(12.600560979256339378, 1e-12));
  CHECK(normal_mixture_bound(100, 0.05, normal_mixture_rho(100, 0.05)) ==
        within(30.352089903762529123, 1e-12));
  const double rho = normal_mixture_rho(100, 0.1);  // one-sided at 5 %
  CHECK(log_normal_mixture(10, 100, rho) == within(-0.065023912429011372688, 1e-12));
  CHECK(log_gamma_poisson_mixture(10, 100, rho, 2) == within(-0.069912185317052810743, 1e-12));
}

TEST_CASE("repeated significance tests (Armitage, McPherson & Rowe 1969: 0.142)") {
  const double limit = std::sqrt(2.0) * boost::math::erfc_inv(0.05);
  CHECK(repeated_z_test(limit, 5).roll_back().value() == within(0.14168933259088078991, 1e-11));
  CHECK(repeated_z_test(limit, 30).roll_back().value() == within(0.28016312443896929096, 1e-11));
}

TEST_CASE("a nominal 5 %, asked n times (Armitage, McPherson & Rowe 1969)") {
  const double limit = std::sqrt(2.0) * boost::math::erfc_inv(0.05);
  const std::vector<std::pair<std::size_t, double>> table = {
      {1, 0.050}, {2, 0.083}, {3, 0.107}, {4, 0.126}, {10, 0.193}, {20, 0.248}, {50, 0.320}};
  for (const auto& [analyses, level] : table)
    CHECK(std::abs(repeated_z_test(limit, analyses).roll_back().value() - level) < 0.0006);
}

TEST_CASE("limits that keep 5 % over n analyses (Pocock, Biometrika 64, 1977)") {
  const std::vector<std::pair<std::size_t, double>> table = {
      {2, 2.178}, {3, 2.289}, {4, 2.361}, {5, 2.413}, {10, 2.555}};
  for (const auto& [analyses, limit] : table)
    CHECK(repeated_z_test(limit, analyses).roll_back().value() == within(0.05, 2e-3));
}
