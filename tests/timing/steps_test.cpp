// SPDX-License-Identifier: BSL-1.0
// Shares of a quantile, the wrong ways beside the right one, and brackets that are certain.
#include <cmath>

#include "timing/laws_test.hpp"

using namespace nines_test;

TEST_CASE("shares of exponential steps of one rate are alike, and add up") {
  const std::vector<duration_law<>> steps{exponential_time(10s), erlang_time(2, 20s),
                                          fixed_time(5s)};
  const auto parts = shares(steps, 95s);
  CHECK(parts[0].count() == near(30, 1e-11));
  CHECK(parts[1].count() == near(60, 1e-11));
  CHECK(parts[2].count() == near(5, 1e-14));
}

TEST_CASE("percentiles do not add up") {
  const std::vector<duration_law<>> steps{uniform_time(60s, 90s), uniform_time(60s, 120s),
                                          uniform_time(0s, 60s)};
  const auto c = compare(steps, 99_percent);
  CHECK(c.exact.count() == near(251.3566049642768468, 1e-12));
  CHECK(c.sum_of_percentiles.count() == near(89.7 + 119.4 + 59.4, 1e-13));
  CHECK(c.sum_of_means.count() == near(195, 1e-14));
  CHECK(c.worst_case.count() == near(270, 1e-15));
  CHECK(c.lognormal_fit > c.exact);
  const lognormal_time law(100s, 0.4);
  const auto same = lognormal_match(law.mean(), law.variance());
  CHECK(same.quantile(99_percent).count() == near(law.quantile(99_percent).count(), 1e-13));
}

TEST_CASE("a bracket holds what the table says, and narrows") {
  const std::vector<duration_law<>> steps{uniform_time(60s, 90s), weibull_time(0.7, 20s),
                                          empirical_time({10s, 20s, 45s}), exponential_time(15s)};
  const auto sum = sequence(steps);
  for (const double t : {75.0, 130.0, 300.0}) {
    const auto p = sum.within(seconds(t));
    double width = 1;
    for (const std::size_t cells : {50u, 200u}) {
      const auto b = certain_within(steps, seconds(t), cells);
      CHECK(b.lower.value() <= p.value());
      CHECK(p.value() <= b.upper.value());
      CHECK(b.upper.complement() <= p.complement());
      CHECK(p.complement() <= b.lower.complement());
      const double now = b.upper.value() - b.lower.value();
      CHECK(now < width);
      width = now / 2;
    }
  }
}

TEST_CASE("what is rejected") {
  const std::vector<duration_law<>> none;
  const std::vector<duration_law<>> one{uniform_time(0s, 1s)};
  CHECK(message_of([&] { return shares(none, 1s); }) == "nines::shares: needs at least one law");
  CHECK(message_of([&] { return compare(none, 99_percent); }) ==
        "nines::compare: needs at least one law");
  CHECK(message_of([&] { return certain_within(none, 1s); }) ==
        "nines::certain_within: needs at least one law");
  CHECK(message_of([&] { return certain_within(one, 0s); }) ==
        "nines::certain_within: t is 0, but must be more than 0");
  CHECK(message_of([&] { return certain_within(one, 1s, 0); }) ==
        "nines::certain_within: cells is 0, but must be 1 or more");
  const std::vector<duration_law<>> two{uniform_time(0s, 1s), uniform_time(0s, 1s)};
  CHECK(message_of([&] { return shares(two, 3s); }) ==
        "nines::shares: t (s) is 3, but must be a time at which the sum has a density");
  CHECK(message_of([&] { return lognormal_match(seconds(1), 0.0); }) ==
        "nines::lognormal_match: variance is 0, but must be more than 0");
}
