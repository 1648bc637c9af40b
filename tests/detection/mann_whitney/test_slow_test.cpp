// SPDX-License-Identifier: BSL-1.0
// The Mann-Whitney rule by simulation: fixed seeds, five standard errors.
#include <doctest/doctest.h>

#include <cmath>
#include <nines/detection/mann_whitney/rule.hpp>
#include <nines/probability/literals.hpp>

#include "support/random.hpp"

using namespace nines;
using namespace nines::literals;

namespace {

/// How often the rule rolls back on what is drawn.
template <class Draw>
double rolled_back(const mann_whitney_rule& rule, const series_sizes& sizes, const Draw& draw,
                   int runs) {
  double count = 0;
  std::vector<double> release(sizes.release);
  std::vector<double> baseline(sizes.baseline);
  for (int run = 0; run < runs; ++run) {
    for (double& x : release) x = draw(true);
    for (double& y : baseline) y = draw(false);
    count += rule(release, baseline) == verdict::roll_back ? 1 : 0;
  }
  return count / runs;
}

void check_share(double share, const probability<>& exact, int runs) {
  const double error = std::sqrt(exact.value() * exact.complement() / runs);
  CHECK(std::abs(share - exact.value()) < 5 * error);
}

}  // namespace

TEST_CASE("waits with proportional hazards") {
  nines_test::random_source random(20261);
  const mann_whitney_rule rule(5_percent);
  const double theta = 0.4;
  // Weibull waits: hazards in proportion, of which the rule is free.
  const auto draw = [&](bool is_release) {
    return std::pow(-std::log(random.unit()) / (is_release ? theta : 1.0), 1 / 1.7);
  };
  const series_sizes sizes{.release = 12, .baseline = 9};
  const int runs = 20000;
  check_share(rolled_back(rule, sizes, draw, runs),
              failure_probability(rule, sizes, above_at_hazard_ratio(theta)), runs);
}

TEST_CASE("waits in buckets") {
  nines_test::random_source random(20262);
  const mann_whitney_rule rule(5_percent);
  const latency_buckets buckets{.release = {2, 3, 3, 2}, .baseline = {4, 3, 2, 1}};
  const auto draw = [&](bool is_release) {
    double left = 10 * random.unit();
    double place = 0;
    for (const double weight : is_release ? buckets.release : buckets.baseline) {
      if (left < weight) break;
      left -= weight;
      ++place;
    }
    return place;
  };
  const series_sizes sizes{.release = 10, .baseline = 12};
  const int runs = 20000;
  check_share(rolled_back(rule, sizes, draw, runs), failure_probability(rule, sizes, buckets),
              runs);
}
