// SPDX-License-Identifier: BSL-1.0
// Metrics that count their own failures, against all outcomes, a seeded simulation, and the errors
// seen path by path.
#include <doctest/doctest.h>

#include <cmath>
#include <nines/detection/metrics_apart.hpp>
#include <nines/detection/operating_characteristic.hpp>
#include <nines/probability/literals.hpp>
#include <random>

#include "support/message.hpp"
#include "support/within.hpp"

using nines_test::message_of;
using nines_test::within;
using namespace nines;
using namespace nines::literals;

namespace {

const ratio_above three_in_ten(0.3);
const failed_checks own_counter(three_in_ten, {.allowed = 1});
const std::vector<counted_metric> two_more{{{5_percent, 40_percent}, 2}, {{1_percent, 15_percent}}};
const std::vector<std::size_t> five_looks{4, 4, 6, 4, 4};

stopping_probabilities<> of_rate(const metrics_apart<ratio_above>& rule, const event_rate& rate) {
  auto budget = budget_of("test", stopping_options{});
  return stopping_distribution<double>(rule, five_looks, rate, {}, budget);
}

/// P(first rolled back at each look) by all outcomes of all looks; `fails[metric][look]`.
std::vector<double> by_all_outcomes(const std::vector<std::vector<double>>& fails,
                                    const std::vector<std::size_t>& allowed) {
  const std::size_t looks = fails.front().size();
  std::vector<double> at(looks + 1);
  for (unsigned path = 0; path < 1U << (looks * fails.size()); ++path) {
    double mass = 1;
    std::size_t first = looks;
    for (std::size_t m = 0; m < fails.size(); ++m) {
      std::size_t failed = 0;
      for (std::size_t j = 0; j < looks; ++j) {
        const bool is_bad = (path >> (m * looks + j) & 1U) != 0;
        mass *= is_bad ? fails[m][j] : 1 - fails[m][j];
        if (is_bad && ++failed == allowed[m] + 1) first = std::min(first, j);
      }
    }
    at[first] += mass;
  }
  return at;
}

std::vector<std::vector<double>> chances_of(double rate, bool is_good) {
  std::vector<std::vector<double>> fails(3);
  for (const std::size_t n : five_looks) {
    fails[0].push_back(
        failure_probability(three_in_ten, n, probability<>::from_value(rate)).value());
    for (std::size_t m = 0; m < 2; ++m)
      fails[m + 1].push_back((is_good ? two_more[m].fails.good : two_more[m].fails.bad).value());
  }
  return fails;
}

}  // namespace

TEST_CASE("each metric has its own counter: all outcomes of five looks") {
  const metrics_apart rule(own_counter, 10_percent, two_more);
  for (const bool is_good : {true, false}) {
    const double rate = is_good ? 0.1 : 0.4;
    const auto at = by_all_outcomes(chances_of(rate, is_good), {1, 2, 0});
    const auto dist = of_rate(rule, probability<>::from_value(rate));
    for (std::size_t j = 0; j < 5; ++j) CHECK(dist.rolled_back[j] == within(at[j], 1e-12));
    CHECK(dist.roll_back().complement() == within(at[5], 1e-13));
  }
}

TEST_CASE("one counter of all metrics is another question") {
  // Two metrics that each fail once, where each may once: no rollback, but two in one counter.
  const metrics_apart rule(failed_checks(ratio_above(-1.0 + 1), {.allowed = 1}), 0_percent,
                           {{{100_percent, 100_percent}, 1}});
  auto budget = budget_of("test", stopping_options{});
  const auto dist = stopping_distribution<double>(rule, {3}, event_rate(100_percent), {}, budget);
  CHECK(dist.roll_back().value() == 0);
}

TEST_CASE("metrics that fail together: a seeded simulation of the looks") {
  const metrics_apart rule(own_counter, 10_percent, two_more, 60_percent);
  const auto fails = chances_of(0.4, false);
  const auto dist = of_rate(rule, 40_percent);
  std::mt19937_64 random(20261201);
  const auto uniform = [&] { return std::ldexp(static_cast<double>(random() >> 11U), -53); };
  constexpr int runs = 200000;
  std::vector<double> at(6);
  const std::size_t allowed[] = {1, 2, 0};
  for (int run = 0; run < runs; ++run) {
    std::size_t failed[3] = {0, 0, 0};
    std::size_t j = 0;
    for (bool is_over = false; j < 5; ++j) {
      const bool is_one_cause = uniform() < 0.6;
      const double cause = uniform();
      for (std::size_t m = 0; m < 3; ++m) {
        const double u = is_one_cause ? cause : uniform();
        if (u < fails[m][j] && ++failed[m] > allowed[m]) is_over = true;
      }
      if (is_over) break;
    }
    at[j] += 1.0 / runs;
  }
  for (std::size_t j = 0; j <= 5; ++j) {
    const double p = j < 5 ? dist.rolled_back[j] : dist.continuing.back();
    CHECK(std::abs(at[j] - p) < 4.5 * std::sqrt(p * (1 - p) / runs));
  }
  // Together they roll back less often than apart, but no less than the worst of them.
  const double apart =
      of_rate(metrics_apart(own_counter, 10_percent, two_more), 40_percent).roll_back().value();
  CHECK(dist.roll_back().value() < apart);
  CHECK(dist.roll_back().value() > 1 - std::pow(0.85, 5));
}

TEST_CASE("a dependence that hardly ever decides is independence, and both sides add to one") {
  const auto independent = of_rate(metrics_apart(own_counter, 10_percent, two_more), 40_percent);
  const auto nearly =
      of_rate(metrics_apart(own_counter, 10_percent, two_more, probability<>::from_value(1e-300)),
              40_percent);
  for (std::size_t j = 0; j < 5; ++j)
    CHECK(nearly.rolled_back[j] == within(independent.rolled_back[j], 1e-13));
  CHECK(nearly.continuing.back() == within(independent.continuing.back(), 1e-13));
  // Certain failures of one cause: at the first look all metrics fail.
  const auto sure =
      of_rate(metrics_apart(own_counter, 10_percent, {{{0_percent, 100_percent}, 9}}, 100_percent),
              40_percent);
  CHECK(sure.roll_back().value() ==
        within(of_rate(metrics_apart(own_counter, 10_percent, {}), 40_percent).roll_back().value(),
               1e-13));
}

TEST_CASE("the errors seen beside metrics that count apart: path by path") {
  const std::vector<std::size_t> requests{4, 4, 4};
  const metrics_apart rule(own_counter, 10_percent, two_more);
  std::vector<std::vector<double>> rolled_back(3, std::vector<double>(13));
  std::vector<double> passed(13);
  const double others[] = {0.4, 0.15};
  const std::size_t allowed[] = {2, 0};
  for (unsigned path = 0; path < 1U << 12; ++path)
    for (unsigned bad = 0; bad < 1U << 6; ++bad) {
      double mass = 1;
      for (unsigned i = 0; i < 12; ++i) mass *= (path >> i & 1U) != 0 ? 0.4 : 0.6;
      std::size_t failed[3] = {0, 0, 0};
      unsigned errors = 0;
      std::size_t end = 3;
      unsigned at_end = 0;
      for (unsigned j = 0; j < 3; ++j) {
        unsigned here = 0;
        for (unsigned i = 0; i < 4; ++i) here += path >> (4 * j + i) & 1U;
        errors += here;
        bool is_over = here >= 2 && ++failed[2] > 1;  // 2 of 4 are above 0.3
        for (unsigned m = 0; m < 2; ++m) {
          const bool is_bad = (bad >> (2 * j + m) & 1U) != 0;
          mass *= is_bad ? others[m] : 1 - others[m];
          if (is_bad && ++failed[m] > allowed[m]) is_over = true;
        }
        if (is_over && end == 3) {
          end = j;
          at_end = errors;
        }
      }
      (end < 3 ? rolled_back[end][at_end] : passed[errors]) += mass;
    }
  const auto counts = stopping_counts(rule, requests, event_rate(40_percent));
  const auto at = [](const count_series& masses, std::size_t errors) {
    const std::size_t first = masses.first();
    if (errors < first || errors - first >= masses.masses().size()) return 0.0;
    return masses.masses()[errors - first];
  };
  for (std::size_t errors = 0; errors <= 12; ++errors) {
    for (std::size_t j = 0; j < 3; ++j)
      CHECK(std::abs(at(counts.rolled_back[j], errors) - rolled_back[j][errors]) < 1e-13);
    CHECK(std::abs(at(counts.continuing.back(), errors) - passed[errors]) < 1e-13);
  }
}

TEST_CASE("what metrics that count apart cannot have") {
  CHECK(
      message_of([] {
        return metrics_apart(failed_checks(three_in_ten, {.allowed = 1, .consecutive_allowed = 1}),
                             10_percent, two_more);
      }) == "nines::metrics_apart: failures in a row cannot be limited where metrics count apart");
  const metrics_apart rule(own_counter, 10_percent, two_more, 60_percent);
  CHECK_THROWS_AS((void)stopping_counts(rule, {4, 4}, event_rate(40_percent)), convergence_error);
  const metrics_apart many(own_counter, 10_percent, std::vector<counted_metric>(12, two_more[0]),
                           60_percent);
  CHECK_THROWS_AS((void)of_rate(many, 40_percent), domain_error);
  const metrics_apart wide(
      failed_checks(three_in_ten, {.allowed = 999}), 10_percent,
      std::vector<counted_metric>(5, {.fails = two_more[0].fails, .allowed = 999}), 60_percent);
  auto budget = budget_of("test", stopping_options{});
  const std::vector<std::size_t> looks(2000, 4);
  CHECK_THROWS_AS(
      (void)stopping_distribution<double>(wide, looks, event_rate(40_percent), {}, budget),
      convergence_error);
}
