// SPDX-License-Identifier: BSL-1.0
#include <doctest/doctest.h>

#include <nines/detection/tests/exact_tests.hpp>
#include <nines/detection/tests/split_e_process.hpp>
#include <nines/detection/with_baseline.hpp>
#include <nines/probability/literals.hpp>

#include "rollout/brute_force.hpp"
#include "support/message.hpp"
#include "support/random.hpp"
#include "support/within.hpp"

using nines_test::message_of;
using nines_test::within;
using namespace nines;
using namespace nines::literals;

namespace {

/// All paths of pairs of counts.
template <class Rule>
class all_pairs {
 public:
  all_pairs(const Rule& rule, const std::vector<request_pair>& requests,
            const rates_with_baseline& rates)
      : rule_(rule), requests_(requests), rates_(rates) {
    const std::vector<double> none(requests.size(), 0.0);
    dist = {none, none, none};
    seen_.analyses = requests.size();
    go(0, 1);
  }
  stopping_probabilities<> dist;

 private:
  void go(std::size_t j, double chance) {
    if (j == requests_.size()) return;
    const evidence before = seen_;
    const auto [n, m] = requests_[j];
    for (std::size_t x = 0; x <= n; ++x)
      for (std::size_t y = 0; y <= m; ++y) {
        seen_ = before;
        seen_.analysis = j + 1;
        seen_.requests += static_cast<double>(n);
        seen_.errors += static_cast<double>(x);
        seen_.baseline_requests += static_cast<double>(m);
        seen_.baseline_errors += static_cast<double>(y);
        const double mass = chance * nines_test::count_mass<double>(rates_.release, n, x) *
                            nines_test::count_mass<double>(rates_.baseline, m, y);
        const auto v = rule_(seen_);
        (v == verdict::roll_back ? dist.rolled_back
         : v == verdict::promote ? dist.promoted
                                 : dist.continuing)[j] += mass;
        if (v == verdict::inconclusive) go(j + 1, mass);
      }
    seen_ = before;
  }

  const Rule& rule_;
  const std::vector<request_pair>& requests_;
  const rates_with_baseline& rates_;
  evidence seen_;
};

const rates_with_baseline far_apart{30_percent, 15_percent};

template <class Rule>
void check_against_all_pairs(const Rule& rule) {
  const std::vector<request_pair> requests = {{4, 6}, {3, 5}, {4, 4}};
  const rates_with_baseline& rates = far_apart;
  const all_pairs<Rule> paths(rule, requests, rates);
  const auto dist = stopping_distribution_with_baseline(rule, requests, rates);
  for (std::size_t j = 0; j < requests.size(); ++j) {
    CAPTURE(j);
    CHECK(dist.rolled_back[j] == within(paths.dist.rolled_back[j], 1e-11));
    const double promoted = paths.dist.promoted[j];
    CHECK((dist.promoted[j] == promoted || dist.promoted[j] == within(promoted, 1e-11)));
    CHECK(dist.continuing[j] == within(paths.dist.continuing[j], 1e-11));
  }
  CHECK(dist.rolled_back.back() > 0);
}

/// Promotes when it is far better, rolls back when it is worse by some.
struct difference_rule {
  verdict operator()(const evidence& seen) const {
    const double ratio =
        seen.errors / seen.requests - seen.baseline_errors / seen.baseline_requests;
    if (ratio > 0.4) return verdict::roll_back;
    return ratio < -0.3 ? verdict::promote : verdict::inconclusive;
  }
};

}  // namespace

TEST_CASE("small designs against all paths of both") {
  check_against_all_pairs(p_value_rule(fisher_test, 20_percent));
  check_against_all_pairs(p_value_rule(conditional_test, 20_percent));
  check_against_all_pairs(p_value_rule(two_proportion_test, 20_percent));
  check_against_all_pairs(split_e_value_rule(1, 1, 50_percent));
  check_against_all_pairs(difference_rule{});
}

TEST_CASE("a baseline that tells nothing: the walk over the release alone") {
  const ratio_above rule(0.01);
  const auto alone = stopping_distribution(rule, even_analyses(900, 3), 1_percent);
  const auto beside =
      stopping_distribution_with_baseline(rule, even_pairs(900, 500, 3), {1_percent, 3_percent});
  for (std::size_t j = 0; j < 3; ++j)
    CHECK(beside.rolled_back[j] == within(alone.rolled_back[j], 1e-10));
  CHECK(beside.continuing.back() == within(alone.continuing.back(), 1e-10));
}

TEST_CASE("Poisson counts beside each other: more events than requests") {
  const auto dist = stopping_distribution_with_baseline(
      p_value_rule(conditional_test, 1_percent), even_pairs(20, 60, 2),
      {event_rate::per_request(5), event_rate::per_request(1)});
  CHECK(dist.roll_back().value() > 0.99);
  CHECK(conditional_test(
            {.errors = 30, .requests = 10, .baseline_errors = 12, .baseline_requests = 10})
            .value() == within(binomial_test(30, 42, 50_percent).value(), 1e-14));
}

TEST_CASE("small sides keep their digits") {
  // By 40 digits: the sum over errors of the baseline of P(fewer errors than Fisher's test stops).
  const p_value_rule fisher(fisher_test, 1_percent);
  const auto passes = [&](const event_rate& bad) {
    return stopping_distribution_with_baseline(fisher, even_pairs(9000, 9000, 1),
                                               {bad, 0.1_percent})
        .roll_back()
        .complement();
  };
  CHECK(passes(2_percent) == within(3.24562838398339e-36, 1e-11));
  if (nines_test::is_optimised)  // else it takes seconds
    CHECK(passes(3_percent) == within(1.88059846894123e-64, 1e-11));
  // Against the walk over the release alone.
  const ratio_above rule(0.02);
  const auto alone = stopping_distribution(rule, even_analyses(600, 2), 40_percent);
  const auto beside =
      stopping_distribution_with_baseline(rule, even_pairs(600, 60, 2), {40_percent, 3_percent});
  CHECK(alone.continuing.back() < 1e-100);
  for (std::size_t j = 0; j < 2; ++j)
    CHECK(beside.continuing[j] == within(alone.continuing[j], 1e-10));
  // What never happens does not.
  CHECK(stopping_distribution_with_baseline(ratio_above(1), even_pairs(90, 50, 2),
                                            {1_percent, 3_percent})
            .roll_back()
            .value() == 0);
}

TEST_CASE("a side that is too dear to follow is an upper bound") {
  const p_value_rule fisher(fisher_test, 1_percent);
  const auto dist = stopping_distribution_with_baseline(
      fisher, even_pairs(9000, 9000, 2), {2_percent, 0.1_percent}, {.max_products = 3e5});
  const auto known = stopping_distribution_with_baseline(fisher, even_pairs(9000, 9000, 2),
                                                         {2_percent, 0.1_percent});
  CHECK(known.roll_back().complement() < 1e-35);
  CHECK(dist.roll_back().complement() > known.roll_back().complement());
  CHECK(dist.roll_back().complement() < 1e-24);
  CHECK(dist.continuing[0] >= dist.continuing[1]);
  const rates_with_baseline good{0.1_percent, 0.1_percent};
  const auto hardly = stopping_distribution_with_baseline(
      ratio_above(0.03), even_pairs(9000, 9000, 2), good, {.max_products = 3e5});
  CHECK(hardly.roll_back().value() >
        stopping_distribution_with_baseline(ratio_above(0.03), even_pairs(9000, 9000, 2), good)
            .roll_back()
            .value());
  CHECK(hardly.roll_back().value() < 1e-24);
}

TEST_CASE("Fisher's test keeps its level at one analysis, not at ten") {
  const p_value_rule rule(fisher_test, 5_percent);
  const rates_with_baseline same{1_percent, 1_percent};
  CHECK(stopping_distribution_with_baseline(rule, even_pairs(500, 1000, 1), same)
            .roll_back()
            .value() < 0.05);
  CHECK(stopping_distribution_with_baseline(rule, even_pairs(500, 1000, 10), same)
            .roll_back()
            .value() > 0.06);
  const split_e_value_rule at_any_time(5, 10, 5_percent);
  CHECK(stopping_distribution_with_baseline(at_any_time, even_pairs(500, 1000, 10), same)
            .roll_back()
            .value() < 0.05);
}

TEST_CASE("what it refuses") {
  const ratio_above rule(0.01);
  const rates_with_baseline same{1_percent, 1_percent};
  CHECK(message_of([&] { return stopping_distribution_with_baseline(rule, {}, same); }) ==
        "nines::stopping_distribution_with_baseline: the number of analyses is 0, but must be 1 or "
        "more");
  CHECK(message_of([&] { return stopping_distribution_with_baseline(rule, {{5, 0}}, same); }) ==
        "nines::stopping_distribution_with_baseline: release and baseline must both see requests "
        "before each analysis");
  CHECK(message_of([&] {
          return stopping_distribution_with_baseline(rule, {{5, 5}}, same, {.least_mass = 0});
        }) ==
        "nines::stopping_distribution_with_baseline: least_mass is 0, but must be more than 0, and "
        "less than 1e-9");
  CHECK_THROWS_WITH_AS(
      (void)stopping_distribution_with_baseline(rule, even_pairs(1e5, 1e5, 10), same,
                                                {.max_products = 1e4}),
      doctest::Contains("takes more than 10000 products for pairs of counts (max_products)"),
      convergence_error);
}
