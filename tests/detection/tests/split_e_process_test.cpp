// SPDX-License-Identifier: BSL-1.0
// Evidence beside a baseline, line by line: closed forms, sums over all counts, splits that change.
#include <doctest/doctest.h>

#include <cmath>
#include <nines/detection/judge.hpp>
#include <nines/detection/tests/exact_tests.hpp>
#include <nines/discrete/binomial.hpp>
#include <nines/probability/literals.hpp>

#include "support/message.hpp"
#include "support/random.hpp"
#include "support/within.hpp"

using nines_test::message_of;
using nines_test::within;
using namespace nines;
using namespace nines::literals;

namespace {

/// So many errors in each of some lines, of two splits and as many errors of both.
struct two_lines {
  double first, second;     ///< errors of both
  double share, and_share;  ///< of the requests
};

/// The requests of a line: large, so that its split is the share to some digits; and then exactly.
evidence line_of(double release, double all, double share) {
  const double requests = std::round(1e6 * share);
  return {release, requests, all - release, 1e6 - requests};
}
double binomial(double n, double k, double p) {
  return binomial_term<double>(static_cast<std::size_t>(n), static_cast<std::size_t>(k),
                               probability<>::from_complement(p));
}
/// C(marked, k) C(others, draws - k) / C(marked + others, draws), by logarithms.
double hypergeometric(double marked, double others, double draws, double k) {
  const auto choose = [](double n, double x) {
    return std::lgamma(n + 1) - std::lgamma(x + 1) - std::lgamma(n - x + 1);
  };
  return std::exp(choose(marked, k) + choose(others, draws - k) - choose(marked + others, draws));
}

}  // namespace

TEST_CASE("few errors against none: the flat prior sees them") {
  rollout_judge judge(split_e_process(split_prior{}, 1_percent));
  const double errors[] = {1, 4, 2, 3, 1};
  for (const double x : errors) judge.observe(x, 200, 0, 200);
  CHECK(judge.asked_rule().p_value() == within(12 * std::pow(0.5, 11), 1e-12));  // 5.9e-3
  CHECK(judge.decided() == verdict::roll_back);
  // What tests of one look say, which may not be asked again.
  CHECK(conditional_test({11, 1000, 0, 1000}).value() == within(std::pow(0.5, 11), 1e-12));
}

TEST_CASE("a split that changes is no evidence where both fail alike") {
  const double lines[][4] = {{1, 10000, 99, 990000}, {2500, 250000, 2500, 250000}};
  const split_prior priors[] = {
      {}, {.share = 5_percent}, {.share = std::nullopt}, {5, 5, 1_percent}};
  for (const auto& prior : priors) {
    rollout_judge judge(split_e_process(prior, 1_percent));
    for (const auto& each : lines) judge.observe(each[0], each[1], each[2], each[3]);
    CHECK(judge.decided() == verdict::inconclusive);
    CHECK(judge.asked_rule().p_value() == 1);
    CHECK(!judge.asked_rule().is_worse());
  }
  // The rule of all counts is asked line by line, too; by itself it is for one split.
  const split_e_value_rule rule(5, 95, 1_percent);
  rollout_judge judge(rule);
  for (const auto& each : lines) judge.observe(each[0], each[1], each[2], each[3]);
  CHECK(judge.decided() == verdict::inconclusive);
  CHECK(rule({2501, 260000, 2599, 1240000}) == verdict::roll_back);
}

TEST_CASE("one split: the beta-binomial form, whatever the split of the prior") {
  nines_test::random_source random(31);
  for (int i = 0; i < nines_test::trials(300); ++i) {
    const double all = std::floor(random.log_uniform(1, 1e7));
    const double x = std::floor(all * random.unit());
    const probability<> share = probability<>::from_value(random.uniform(0.01, 0.99));
    const double a = random.log_uniform(0.5, 50);
    const double b = random.log_uniform(0.5, 50);
    const double known = detail::log_beta_e_value(a, b, x, all - x, share);
    // By integration: the one split is written as two that differ in the last bit.
    const std::vector<detail::split_errors> prior = {{share.value(), share.complement(), a + b}};
    std::vector<detail::split_errors> both = prior;
    both.push_back({share.value(), share.complement(), all});
    const double integral = detail::split_integrand(a + x, both).log_integral() -
                            detail::split_integrand(a, prior).log_integral();
    CAPTURE(known);
    CHECK(std::abs(integral - known) < 1e-9 + 1e-14 * std::abs(known));
  }
}

TEST_CASE("two splits against a plain sum over theta") {
  split_e_process e(split_prior{1, 2, 20_percent}, 1_percent);
  e.observe(line_of(3, 10, 0.2));
  e.observe(line_of(5, 7, 0.5));
  // theta in steps of 1e-4 of its logarithm; u = 0.2 theta / (0.2 theta + 0.8) is Beta(1, 2).
  double sum = 0;
  for (int i = -250000; i <= 250000; ++i) {
    const double theta = std::exp(i * 1e-4);
    const double u = 0.2 * theta / (0.2 * theta + 0.8);
    sum += 1e-4 * 2 * u * (1 - u) * (1 - u) * std::pow(theta, 8) / std::pow(0.2 * theta + 0.8, 10) /
           std::pow(0.5 * theta + 0.5, 7);
  }
  CHECK(std::exp(e.log_e_value()) == within(sum, 1e-9));
}

TEST_CASE("E is a fair bet under any splits: its mean over all counts") {
  for (const auto& [first, second, share, and_share] :
       {two_lines{6, 9, 0.05, 0.5}, two_lines{12, 3, 0.5, 0.9}, two_lines{8, 8, 0.01, 0.02}}) {
    double mean = 0;
    for (double x = 0; x <= first; ++x)
      for (double y = 0; y <= second; ++y) {
        split_e_process e(split_prior{}, 1_percent);
        e.observe(line_of(x, first, share));
        e.observe(line_of(y, second, and_share));
        mean +=
            binomial(first, x, share) * binomial(second, y, and_share) * std::exp(e.log_e_value());
      }
    CHECK(mean == within(1, 1e-9));
  }
}

TEST_CASE("of binomial counts, which are hypergeometric given all, it is less") {
  // 10 of 20 requests are of the release, then 5 of 30; 6 errors, then 8.
  double mean = 0;
  double chance = 0;
  for (double x = 0; x <= 6; ++x)
    for (double y = 0; y <= 5; ++y) {
      split_e_process e(split_prior{}, 1_percent);
      e.observe({x, 10, 6 - x, 10});
      e.observe({y, 5, 8 - y, 25});
      const double p = hypergeometric(10, 10, 6, x) * hypergeometric(5, 25, 8, y);
      chance += p;
      mean += p * std::exp(e.log_e_value());
    }
  CHECK(chance == within(1, 1e-12));
  CHECK(mean < 1);
  CHECK(mean > 0.6);
}

TEST_CASE("more splits than it keeps are merged, and E is never more for it") {
  nines_test::random_source random(33);
  split_e_process merged(split_prior{}, 1_percent);
  std::vector<detail::split_errors> all = {{0.5, 0.5, 2}};
  double release = 1;
  for (int i = 0; i < 400; ++i) {
    const double requests = 900 + static_cast<double>(random.below(200));
    const double errors = static_cast<double>(random.below(3)) + (random.one_in(4) ? 1 : 0);
    const auto others = static_cast<double>(random.below(20));
    merged.observe({errors, requests, others, 20000});
    if (errors + others == 0) continue;
    all.push_back({requests / (requests + 20000), 20000 / (requests + 20000), errors + others});
    release += errors;
  }
  const std::vector<detail::split_errors> prior = {{0.5, 0.5, 2}};
  const double exact = detail::split_integrand(release, all).log_integral() -
                       detail::split_integrand(1, prior).log_integral();
  CHECK(merged.log_e_value() <= exact + 1e-9);
  CHECK(merged.log_e_value() == within(exact, 1e-4));
}

TEST_CASE("lines that tell nothing change nothing, and extremes are numbers") {
  split_e_process e(split_prior{}, 1_percent);
  CHECK(e.p_value() == 1);
  CHECK(e.observe({0, 0, 0, 0}) == verdict::inconclusive);
  CHECK(e.observe({0, 1000, 0, 1000}) == verdict::inconclusive);
  CHECK(e.observe({500, 1000, 0, 0}) == verdict::inconclusive);  // nothing beside it
  CHECK(e.log_e_value() == 0);
  CHECK(e.observe({1e12, 1e12, 0, 1e12}) == verdict::roll_back);
  CHECK(e.log_e_value() == within(1e12 * std::log(2), 1e-6));
  for (const double share : {1e-12, 0.5, 1 - 1e-12})
    for (const double x : {0.0, 1.0, 1e6})
      for (const double y : {0.0, 1.0, 1e6}) {
        split_e_process each(split_prior{}, 1_percent);
        each.observe({x, std::round(1e15 * share) + x, y, std::round(1e15 * (1 - share)) + y});
        each.observe({x, 1e15, y, 1e15});
        CAPTURE(share);
        CHECK(std::isfinite(each.log_e_value()));
        CHECK(each.p_value() <= 1);
      }
}

TEST_CASE("what it refuses") {
  split_e_process e(split_prior{}, 1_percent);
  CHECK(message_of([&] { return e.observe({2, 1, 0, 5}); }) ==
        "nines::split_e_process::observe: errors is 2, but must be a whole number from 0 to 1");
  CHECK(
      message_of([&] { return e.observe({1, 2, 0.5, 5}); }) ==
      "nines::split_e_process::observe: baseline_errors is 0.5, but must be a whole number from 0 "
      "to 5");
  CHECK(message_of([] { return split_e_process({.release = 0}); }) ==
        "nines::split_e_process: a number of the prior is 0, but must be more than 0, and finite");
  CHECK(
      message_of([] { return split_e_process({.share = 0_percent}); }) ==
      "nines::split_e_process: share of the prior is 0, but must be more than 0, and less than 1");
  CHECK(message_of([] { return split_e_process({}, 0_percent); }) ==
        "nines::split_e_process: alpha is 0, but must be more than 0, and less than 1");
  CHECK(message_of([] { return split_e_value_rule(1, 1, 0_percent); }) ==
        "nines::split_e_value_rule: alpha is 0, but must be more than 0, and less than 1");
}
