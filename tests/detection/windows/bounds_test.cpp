// SPDX-License-Identifier: BSL-1.0
#include <doctest/doctest.h>

#include <nines/detection/windows/bounds.hpp>
#include <nines/probability/literals.hpp>
#include <random>

#include "detection/windows/all_counts.hpp"
#include "support/message.hpp"
#include "support/precise.hpp"
#include "support/within.hpp"

using nines_test::all_counts;
using nines_test::message_of;
using nines_test::mp;
using nines_test::within;
using namespace nines;
using namespace nines::literals;

namespace {

constexpr std::size_t any_number = static_cast<std::size_t>(-1);

bool nearly_same(double a, double b) { return a == b || a == within(b, 1e-11); }

template <class Check>
void compare_with_all_counts(const sliding_window_checks<Check>& rule,
                             const checked_intervals& seen, const event_rate& rate,
                             std::size_t most) {
  const all_counts<double, Check> paths(rule, seen, rate, most);
  const auto found = bound_stopping(rule, seen, rate);
  CHECK(found.is_exact());
  REQUIRE(found.lower.analyses() == seen.checks());
  for (std::size_t j = 0; j < seen.checks(); ++j) {
    CAPTURE(j);
    CHECK(nearly_same(found.lower.rolled_back[j], paths.dist.rolled_back[j]));
    CHECK(nearly_same(found.upper.rolled_back[j], paths.dist.rolled_back[j]));
    CHECK(nearly_same(found.lower.continuing[j], paths.dist.continuing[j]));
    CHECK(nearly_same(found.upper.continuing[j], paths.dist.continuing[j]));
  }
}

/// A router whose share of 200 requests a second goes from 1 to 10, 30 and 60 %: 45 checks.
checked_intervals router(std::size_t times = 1) {
  checked_intervals seen;
  for (const auto& [requests, minutes] :
       {std::pair<std::size_t, std::size_t>{120, 10}, {1200, 10}, {3600, 10}, {7200, 15}})
    seen.requests.insert(seen.requests.end(), minutes, requests * times);
  return seen;
}

}  // namespace

TEST_CASE("small designs against all lists of counts") {
  std::mt19937 random(7);
  const auto upto = [&](std::size_t n) { return std::size_t{1} + random() % n; };
  for (int i = 0; i < 60; ++i) {
    CAPTURE(i);
    checked_intervals seen;
    for (std::size_t n = 4 + random() % 3; n > 0; --n) seen.requests.push_back(upto(4));
    if (i % 4 == 1) seen.unchecked = random() % 3;
    if (i % 4 == 2) seen.restarts = {random() % seen.requests.size()};
    const failure_limits limits{.allowed = i % 3 == 0 ? any_number : random() % 3,
                                .consecutive_allowed = i % 3 == 1 ? any_number : random() % 2};
    const double limit = 0.1 + 0.1 * static_cast<double>(random() % 6);
    const sliding_window_checks rule(ratio_above(limit), limits, 2 + random() % 4);
    const auto rate = probability<>::from_value(i % 5 == 0 ? 1e-6 : 0.05 + 0.1 * (i % 8));
    compare_with_all_counts(rule, seen, rate, 4);
  }
}

TEST_CASE("Poisson counts against all lists of them") {
  const sliding_window_checks rule(ratio_above(0.3), {.allowed = 1}, 3);
  compare_with_all_counts(rule, {{4, 3, 5, 4}}, event_rate::per_request(0.01), 12);
}

TEST_CASE("both sides in 100 digits") {
  const sliding_window_checks rule(ratio_above(0.3), {.allowed = 1}, 3);
  const checked_intervals seen{{4, 3, 5, 4}};
  for (const auto p : {1e-9_probability, 20_percent, 99.99_percent}) {
    const all_counts<mp, ratio_above> paths(rule, seen, p, 5);
    const auto found = stopping_distribution<double>(rule, seen.requests, p).roll_back();
    CHECK(nines_test::error_in_epsilons(found, paths.dist.roll_back()) < 60);
    const auto precise = stopping_distribution<mp>(rule, seen.requests, p).roll_back();
    CHECK(nines_test::error_in_epsilons(found, precise) < 60);
  }
}

TEST_CASE("a window of one interval is that of failed checks, where only one is long enough") {
  // Windows of two with every second interval empty: each count is seen twice.
  const sliding_window_checks rule(ratio_above(0.1), {.allowed = 3}, 2);
  const std::vector<std::size_t> requests = {30, 0, 30, 0, 30, 0, 30, 0};
  const auto twice = stopping_distribution(rule, requests, 10_percent).roll_back();
  // With intervals that are empty a window of two sees one count alone: that before it, or its own.
  const failed_checks once(ratio_above(0.1), {.allowed = 1});
  const auto by_one = stopping_distribution(once, {30, 30, 30, 30}, 10_percent).roll_back();
  CHECK(twice.value() == within(by_one.value(), 1e-12));
  CHECK(twice.complement() == within(by_one.complement(), 1e-12));
}

TEST_CASE("a good release of the router is rolled back in 32.5 %") {
  // Simulation of 2e5 runs by another program: 32.5 %, standard error 0.1; disjoint minutes 61.5 %.
  const sliding_window_checks rule(ratio_above(0.01), {.allowed = 2}, 5);
  const auto good = bound_stopping(rule, router(), 0.7_percent, {.max_products = 3e8});
  CHECK(good.width() < 1e-3);
  CHECK(good.roll_back().lower.value() > 0.325);
  CHECK(good.roll_back().upper.value() < 0.326);
  CHECK(good.roll_back().contains(32.53344_percent));  // by a budget 20 times as large
  const auto disjoint = stopping_distribution(failed_checks(ratio_above(0.01), {.allowed = 2}),
                                              router().requests, event_rate(0.7_percent));
  CHECK(disjoint.roll_back().value() == within(0.615, 2e-3));
  const auto bad = bound_stopping(rule, router(), 3_percent, {.max_products = 1e8});
  CHECK(bad.width() < 1e-9);
  CHECK(bad.cautious().roll_back().complement() < 1e-9);
}

TEST_CASE("bounds get nearer with the budget, and hold each other") {
  const sliding_window_checks rule(ratio_above(0.01), {.allowed = 2}, 4);
  double width = 1;
  bounds<> outer{probability<>::never(), probability<>::always()};
  for (const double products : {1e7, 6e7, 4e8}) {
    const auto found = bound_stopping(rule, router(), 0.6_percent, {.max_products = products});
    CHECK(found.width() < width);
    width = found.width();
    CHECK(outer.contains(found.roll_back().lower));
    CHECK(outer.contains(found.roll_back().upper));
    outer = found.roll_back();
  }
  CHECK(width < 1e-7);
}

TEST_CASE("the smaller side is never understated") {
  const sliding_window_checks rule(ratio_above(0.01), {.allowed = 2}, 5);
  const auto rare = bound_stopping(rule, router(), 0.2_percent, {.max_products = 1e7});
  CHECK(rare.cautious().roll_back().value() == rare.upper.roll_back().value());
  const auto sure = bound_stopping(rule, router(), 5_percent, {.max_products = 1e7});
  CHECK(sure.cautious().roll_back().complement() == sure.lower.roll_back().complement());
}

TEST_CASE("operating characteristics and refusals") {
  const sliding_window_checks rule(ratio_above(0.01), {.allowed = 2}, 3);
  const auto oc =
      operating_characteristic(rule, router().requests, {.good = 0.5_percent, .bad = 2_percent});
  CHECK(oc.false_rollback().value() < 0.3);
  CHECK(oc.detection().value() > 0.999);
  const auto message = [&](std::size_t times, double products) {
    return message_of([&] {
      (void)stopping_distribution(sliding_window_checks(ratio_above(0.01), {.allowed = 2}, 5),
                                  router(times).requests, event_rate(0.7_percent),
                                  {.max_products = products});
    });
  };
  CHECK(message(1, 5e7).find("of a sliding window are known only to ") != std::string::npos);
  CHECK(message(100, 1e6).find("are known not at all within this budget") != std::string::npos);
  CHECK(message_of([&] { (void)bound_stopping(rule, {{}}, 1_percent); }).find("analyses is 0") !=
        std::string::npos);
  CHECK(message_of([&] {
          (void)bound_stopping(rule, router(1000), 1_percent, {.max_products = 1e6});
        }).find("take simulate_stopping") != std::string::npos);
}
