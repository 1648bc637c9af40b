// SPDX-License-Identifier: BSL-1.0
// Large designs by simulation: fixed seeds, five standard errors.
#include <doctest/doctest.h>

#include <algorithm>
#include <nines/detection/failed_checks.hpp>
#include <nines/detection/tests/confidence_sequence.hpp>
#include <nines/detection/tests/exact_tests.hpp>
#include <nines/detection/tests/split_e_process.hpp>
#include <nines/detection/tests/sprt.hpp>
#include <nines/probability/literals.hpp>
#include <nines/rollout/plan/strategies.hpp>
#include <nines/rollout/risk/assess.hpp>

#include "support/precise.hpp"
#include "support/random.hpp"

using namespace nines;
using namespace nines::literals;
using namespace std::chrono_literals;

namespace {

/// A binomial or Poisson count, by the gaps between events.
double draw(nines_test::random_source& random, const event_rate& rate, std::size_t n) {
  const double p = rate.mean();
  const bool poisson = rate.model() == count_model::poisson;
  const double end = static_cast<double>(n);
  double count = -1;
  for (double at = 0; at <= end; ++count)
    at += poisson ? -std::log(random.unit()) / p
                  : std::floor(std::log(random.unit()) / std::log1p(-p)) + 1;
  return count;
}

/// How often a watch rolls back, and its mean number of looks.
template <class Rule>
std::pair<double, double> simulate(const Rule& rule, const std::vector<std::size_t>& requests,
                                   const event_rate& rate, int runs, std::uint64_t seed) {
  nines_test::random_source random(seed);
  double rolled_back = 0;
  double analyses = 0;
  for (int run = 0; run < runs; ++run) {
    evidence seen{.analyses = requests.size()};
    auto v = verdict::inconclusive;
    for (std::size_t j = 0; j < requests.size() && v == verdict::inconclusive; ++j) {
      seen.analysis = j + 1;
      seen.requests += static_cast<double>(requests[j]);
      seen.errors += draw(random, rate, requests[j]);
      v = rule(seen);
      analyses += 1;
    }
    rolled_back += v == verdict::roll_back ? 1 : 0;
  }
  return {rolled_back / runs, analyses / runs};
}

template <class Rule>
void check_by_simulation(const Rule& rule, const std::vector<std::size_t>& requests,
                         const event_rate& rate, std::uint64_t seed) {
  const int runs = 10000;
  const auto dist = stopping_distribution(rule, requests, rate);
  const auto [rolled_back, analyses] = simulate(rule, requests, rate, runs, seed);
  const double p = dist.roll_back().value();
  CAPTURE(seed);
  CHECK(std::abs(rolled_back - p) < 5 * std::sqrt(p * (1 - p) / runs) + 1e-9);
  CHECK(std::abs(analyses - dist.expected_analyses()) <
        5 * static_cast<double>(requests.size()) / std::sqrt(4.0 * runs));
}

}  // namespace

TEST_CASE("a million requests and thirty analyses") {
  const auto analyses = even_analyses(1e6, 30);
  for (const auto rate : {0.05_percent, 0.055_percent}) {
    check_by_simulation(ratio_above(0.0006), analyses, rate, 11);
    check_by_simulation(sprt(0.05_percent, 0.06_percent), analyses, rate, 12);
    check_by_simulation(exact_rule(0.05_percent, 1_percent), analyses, rate, 13);
    check_by_simulation(e_value_rule(0.05_percent, {1, 2000}, 5_percent), analyses, rate, 14);
  }
  const auto rate = event_rate::per_request(0.0006);
  check_by_simulation(gamma_poisson_rule(event_rate::per_request(0.0005), 5_percent, 3e5), analyses,
                      rate, 15);
}

TEST_CASE("a million requests and thirty analyses in 100 digits, both sides") {
  using nines_test::mp;
  const auto analyses = even_analyses(1e6, 30);
  for (const double limit : {0.0005, 0.0015}) {  // nearly always, and hardly ever rolled back
    const ratio_above rule(limit);
    const auto computed = stopping_distribution(rule, analyses, 0.1_percent);
    const auto exact = stopping_distribution<mp>(rule, analyses, 0.1_percent);
    double worst = 0;
    for (std::size_t j = 1; j <= analyses.size(); ++j)
      if (exact.roll_back_by(j).complement() > 1e-250)
        worst = std::max(
            worst, nines_test::error_in_epsilons(computed.roll_back_by(j), exact.roll_back_by(j)));
    CAPTURE(worst);
    CHECK(worst * 0x1p-52 < 1e-12);
  }
}

TEST_CASE("coverage: mixtures reach 1/alpha with at most alpha, however long one analyses") {
  // Each request a look of its own would be the worst case; a look at every 25 comes close.
  const std::vector<std::size_t> analyses(400, 25);
  for (const double alpha : {0.2, 0.05, 0.01}) {
    CAPTURE(alpha);
    const auto level = probability<>::from_value(alpha);
    const int runs = 2000;
    const double slack = 4 * std::sqrt(alpha / runs);
    const event_rate good(1_percent);
    CHECK(simulate(e_value_rule(good, {1, 50}, level), analyses, good, runs, 21).first <=
          alpha + slack);
    CHECK(simulate(gamma_poisson_rule(good, level, 5000), analyses, good, runs, 22).first <=
          alpha + slack);
    const auto poisson = event_rate::per_request(0.01);
    CHECK(simulate(gamma_poisson_rule(poisson, level, 5000), analyses, poisson, runs, 23).first <=
          alpha + slack);
  }
}

TEST_CASE("coverage of a two-sided normal confidence sequence") {
  nines_test::random_source random(31);
  const double rho = normal_mixture_rho(100, 0.05);
  const int runs = 4000;
  double outside = 0;
  for (int run = 0; run < runs; ++run) {
    double s = 0;
    bool left = false;
    for (int v = 1; v <= 2000 && !left; ++v) {
      s += random.one_in(2) ? 1 : -1;
      left = std::abs(s) > normal_mixture_bound(v, 0.05, rho);
    }
    outside += left ? 1 : 0;
  }
  CHECK(outside / runs <= 0.05 + 4 * std::sqrt(0.05 / runs));
  CHECK(outside / runs > 0.005);
}

TEST_CASE("coverage of a one-sided normal bound") {
  nines_test::random_source random(32);
  const double rho = normal_mixture_rho(100, 0.1);
  std::vector<double> bounds;
  for (int v = 1; v <= 2000; ++v) bounds.push_back(one_sided_normal_bound(v, 0.05, rho));
  const int runs = 4000;
  double above = 0;
  for (int run = 0; run < runs; ++run) {
    double s = 0;
    bool left = false;
    for (std::size_t v = 0; v < bounds.size() && !left; ++v) {
      s += random.one_in(2) ? 1 : -1;
      left = s > bounds[v];
    }
    above += left ? 1 : 0;
  }
  CHECK(above / runs <= 0.05 + 4 * std::sqrt(0.05 / runs));
  CHECK(above / runs > 0.005);
}

TEST_CASE("coverage of the p-value of a split into three, asked at every event") {
  nines_test::random_source random(33);
  const std::vector<double> shares = {0.1, 0.3, 0.6};
  const std::vector<double> prior = {10, 30, 60};
  const int runs = 2000;
  std::vector<double> least;
  for (int run = 0; run < runs; ++run) {
    std::vector<double> counts(3, 0.0);
    double p = 1;
    for (int event = 0; event < 400; ++event) {
      const double u = random.unit();
      counts[u < shares[0] ? 0 : u < shares[0] + shares[1] ? 1 : 2] += 1;
      p = std::min(p, sequential_p_value(counts, shares, prior));
    }
    least.push_back(p);
  }
  for (const double alpha : {0.2, 0.05, 0.01}) {
    CAPTURE(alpha);
    const auto at_most = static_cast<double>(
        std::count_if(least.begin(), least.end(), [&](double p) { return p <= alpha; }));
    CHECK(at_most / runs <= alpha + 4 * std::sqrt(alpha / runs));
    CHECK(at_most > 0);
  }
}

TEST_CASE(
    "coverage beside a baseline: a release that is no worse is rolled back with at most alpha") {
  const event_rate rate(2_percent);
  for (const double alpha : {0.2, 0.05}) {
    CAPTURE(alpha);
    nines_test::random_source random(34);
    const split_e_value_rule rule(30, 70, probability<>::from_value(alpha));
    const int runs = 2000;
    double rolled_back = 0;
    for (int run = 0; run < runs; ++run) {
      evidence seen;
      auto v = verdict::inconclusive;
      for (int analysis = 0; analysis < 200 && v == verdict::inconclusive; ++analysis) {
        seen.requests += 30;
        seen.baseline_requests += 70;
        seen.errors += draw(random, rate, 30);
        seen.baseline_errors += draw(random, rate, 70);
        v = rule(seen);
      }
      rolled_back += v == verdict::roll_back ? 1 : 0;
    }
    CHECK(rolled_back / runs <= alpha + 4 * std::sqrt(alpha / runs));
    CHECK(rolled_back > 0);
  }
}

TEST_CASE("a whole rollout: exposure, times and what gets through") {
  const auto plan =
      canary({.stages = {{1_percent, 30min, 6}, {10_percent, 30min, 3}, {50_percent, 30min}},
              .lag = reaction_lag(3min),
              .rollback = {2min, rollback_shape::linear}});
  const request_rate traffic(20, 1s);
  const release change({.good = 0.1_percent, .bad = 0.3_percent, .prior_bad = 5_percent});
  const ratio_above rule(0.004);
  const auto risk = assess(plan, traffic, change, rule);
  const auto analyses = analyses_by_stage(plan, traffic).seen;
  nines_test::random_source random(41);
  const int runs = 100000;
  double passed = 0;
  double excess = 0;
  double square = 0;
  double time = 0;
  for (int run = 0; run < runs; ++run) {
    double minutes = 0;
    double full = 0;
    bool rolled_back = false;
    for (std::size_t i = 0; i < analyses.size() && !rolled_back; ++i) {
      evidence seen{.analyses = analyses[i].size()};
      const double share = plan.stages()[i].share.value();
      for (std::size_t j = 0; j < analyses[i].size() && !rolled_back; ++j) {
        seen.analysis = j + 1;
        seen.requests += static_cast<double>(analyses[i][j]);
        seen.errors += draw(random, 0.3_percent, analyses[i][j]);
        minutes += 30.0 / static_cast<double>(analyses[i].size());
        full += share * 30.0 / static_cast<double>(analyses[i].size());
        rolled_back = rule(seen) == verdict::roll_back;
      }
      if (rolled_back) full += share * 4;
    }
    passed += rolled_back ? 0 : 1;
    time += rolled_back ? minutes : 0;
    const double bad = full * 60 * 20 * 0.002;
    excess += bad;
    square += bad * bad;
  }
  const double mean = excess / runs;
  CHECK(std::abs(passed / runs - risk.bad().passes().value()) < 5 * std::sqrt(0.25 / runs));
  CHECK(std::abs(mean - risk.excess_errors_if_bad()) <
        5 * std::sqrt((square / runs - mean * mean) / runs));
  CHECK(time / (runs - passed) ==
        doctest::Approx(risk.bad().mean_time_to_verdict().count() * 60).epsilon(0.01));
}

TEST_CASE("the loss-exceedance curve of a bank at 10 requests a second, by simulation") {
  const rollout_plan plan({.stages = {{1_percent, 30min},
                                      {5_percent, 30min},
                                      {25_percent, 30min},
                                      {50_percent, 30min},
                                      {100_percent, 30min}},
                           .lag = reaction_lag(87500ms),
                           .rollback = {1min}});
  const request_rate traffic(10, 1s);
  const release change({.good = 0.05_percent, .bad = 0.2_percent, .prior_bad = 5_percent});
  const ratio_above rule(0.001);
  const auto risk = assess(plan, traffic, change, rule);
  constexpr int runs = 100000;
  nines_test::random_source random(2026);
  const std::vector<double> limits = {0, 2.592, 10, 25.92, 60};
  std::vector<int> more(limits.size(), 0);
  for (int run = 0; run < runs; ++run) {
    double excess = 0;
    for (const auto& stage : plan.stages()) {
      const double requests = traffic.in(stage.bake, stage.share);
      const double errors = draw(random, 0.2_percent, static_cast<std::size_t>(requests + 0.5));
      for (double i = 0; i < errors; ++i) excess += random.unit() < 0.75 ? 1 : 0;
      if (rule({.errors = errors, .requests = requests}) != verdict::roll_back) continue;
      // The reaction: a Poisson number, by the gaps between events.
      const double mean =
          0.0015 * traffic.per_hour() * plan.exposed_after(stage.share.value()).count();
      for (double at = -std::log(random.unit()); at < mean; ++excess) at -= std::log(random.unit());
      break;
    }
    for (std::size_t i = 0; i < limits.size(); ++i) more[i] += excess > limits[i] ? 1 : 0;
  }
  for (std::size_t i = 0; i < limits.size(); ++i) {
    CAPTURE(limits[i]);
    const auto chance = risk.excess_errors_survival_if_bad(limits[i]);
    const double error = std::sqrt(chance.value() * chance.complement() / runs);
    CHECK(std::abs(more[i] / double{runs} - chance.value()) < 5 * error);
  }
}
