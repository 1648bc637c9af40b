// SPDX-License-Identifier: BSL-1.0
// A check of several metrics, against all outcomes of each, and the errors that it sees against all
// paths of a few requests.
#include <doctest/doctest.h>

#include <nines/detection/check_of_metrics.hpp>
#include <nines/detection/operating_characteristic.hpp>
#include <nines/detection/stage.hpp>
#include <nines/probability/literals.hpp>

#include "support/message.hpp"
#include "support/within.hpp"

using nines_test::message_of;
using nines_test::within;
using namespace nines;
using namespace nines::literals;

namespace {

/// P(any metric fails) of independent ones, outcome by outcome.
double any_of_outcomes(const std::vector<double>& fails) {
  double sum = 0;
  for (unsigned outcome = 1; outcome < 1U << fails.size(); ++outcome) {
    double p = 1;
    for (std::size_t i = 0; i < fails.size(); ++i)
      p *= (outcome >> i & 1U) != 0 ? fails[i] : 1 - fails[i];
    sum += p;
  }
  return sum;
}

const other_metrics three_others{
    .fails = {{1_percent, 30_percent}, {20_percent, 5_percent}, {0_percent, 60_percent}}};

}  // namespace

TEST_CASE("a check fails where any of independent metrics does") {
  const auto good = three_others.with(7_percent, true);
  CHECK(good.value() == within(any_of_outcomes({0.07, 0.01, 0.2, 0}), 1e-14));
  CHECK(good.complement() == within(0.93 * 0.99 * 0.8, 1e-14));
  const auto bad = three_others.with(7_percent, false);
  CHECK(bad.value() == within(any_of_outcomes({0.07, 0.3, 0.05, 0.6}), 1e-14));
  CHECK(other_metrics{}.with(7_percent, false) == 7_percent);
}

TEST_CASE("where one cause decides, a check fails as the worst metric does") {
  auto others = three_others;
  others.together = probability<>::always();
  CHECK(others.with(7_percent, true) == 20_percent);
  CHECK(others.with(7_percent, false) == 60_percent);
  CHECK(others.with(90_percent, false) == 90_percent);
  others.together = 25_percent;
  const double independent = any_of_outcomes({0.07, 0.01, 0.2, 0});
  CHECK(others.with(7_percent, true).value() == within(0.25 * 0.2 + 0.75 * independent, 1e-14));
}

TEST_CASE("the metrics of a good release are told by its rate") {
  const check_of_metrics check(ratio_above(0.3), 10_percent, three_others);
  const auto own = [](const event_rate& rate) {
    return failure_probability(ratio_above(0.3), 5, rate);
  };
  CHECK(failure_probability(check, 5, 10_percent) == three_others.with(own(10_percent), true));
  CHECK(failure_probability(check, 5, 40_percent) == three_others.with(own(40_percent), false));
}

TEST_CASE("errors are counted beside other metrics: three checks of four requests, path by path") {
  const check_of_metrics check(ratio_above(0.3), 10_percent, three_others);
  const failed_checks rule(check, {.allowed = 1});
  const double p = 0.4;                                    // of a request
  const double other = any_of_outcomes({0.3, 0.05, 0.6});  // another metric fails
  std::vector<std::vector<double>> rolled_back(3, std::vector<double>(13));
  std::vector<double> passed(13);
  for (unsigned path = 0; path < 1U << 12; ++path)
    for (unsigned fails = 0; fails < 8; ++fails) {
      double mass = 1;
      unsigned failed = 0;
      unsigned errors = 0;
      unsigned j = 0;
      for (; j < 3 && failed < 2; ++j) {
        unsigned here = 0;
        for (unsigned i = 0; i < 4; ++i) here += path >> (4 * j + i) & 1U;
        errors += here;
        const bool other_fails = (fails >> j & 1U) != 0;
        mass *= other_fails ? other : 1 - other;
        failed += here >= 2 || other_fails ? 1 : 0;  // 2 of 4 are above 0.3
      }
      // Requests and outcomes after the end are in many paths: count the one without any.
      if (j < 3 && (path >> (4 * j) != 0 || fails >> j != 0)) continue;
      for (unsigned i = 0; i < 4 * j; ++i) mass *= (path >> i & 1U) != 0 ? p : 1 - p;
      (failed == 2 ? rolled_back[j - 1] : passed)[errors] += mass;
    }
  const auto counts = stopping_counts(rule, {4, 4, 4}, event_rate(40_percent));
  const auto at = [](const count_series& masses, std::size_t errors) {
    const std::size_t first = masses.first();
    if (errors < first || errors - first >= masses.masses().size()) return 0.0;
    return masses.masses()[errors - first];
  };
  for (std::size_t errors = 0; errors <= 12; ++errors) {
    for (std::size_t j = 0; j < 3; ++j)
      CHECK(at(counts.rolled_back[j], errors) + 1 == within(rolled_back[j][errors] + 1, 1e-14));
    CHECK(at(counts.continuing.back(), errors) + 1 == within(passed[errors] + 1, 1e-14));
  }
  const auto dist = stopping_distribution<double>(rule, {4, 4, 4}, event_rate(40_percent));
  double all = 0;
  for (const double mass : passed) all += mass;
  CHECK(dist.roll_back().complement() == within(all, 1e-13));
}

TEST_CASE("errors beside metrics that fail together are not counted") {
  auto others = three_others;
  others.together = 10_percent;
  const failed_checks rule(check_of_metrics(ratio_above(0.3), 10_percent, others), {.allowed = 1});
  CHECK_THROWS_AS((void)stopping_counts(rule, {4, 4}, event_rate(40_percent)), convergence_error);
  CHECK(message_of([&] {
          return stopping_counts(rule, {4, 4}, event_rate(40_percent));
        }).find("fail together") != std::string::npos);
}
