// SPDX-License-Identifier: BSL-1.0
// What comments say that rules cost: products counted, questions to a rule counted.
#include <doctest/doctest.h>

#include <nines/detection/failed_checks.hpp>
#include <nines/detection/mann_whitney/u_distribution.hpp>
#include <nines/detection/measurements.hpp>
#include <nines/detection/tests/split_e_process.hpp>
#include <nines/detection/with_baseline.hpp>
#include <nines/probability/literals.hpp>

#include "support/counted.hpp"

using nines_test::counted;
using nines_test::work_of;
using namespace nines;
using namespace nines::literals;

namespace {
double real(std::size_t n) { return static_cast<double>(n); }
}  // namespace

TEST_CASE(
    "failed checks take analyses x allowed x consecutive, and 1 for a limit that never binds") {
  constexpr std::size_t analyses = 60;
  const std::vector<probability<counted>> fails(analyses,
                                                probability<counted>::from_value(counted(0.125)));
  for (const std::size_t allowed : {0U, 5U, 20U, 1000U})
    for (const std::size_t in_a_row : {0U, 3U, 1000U}) {
      const failure_limits limits{.allowed = allowed, .consecutive_allowed = in_a_row};
      const auto work = work_of([&] { return stopping_distribution_of_checks(fails, limits); });
      const std::size_t counts = allowed < analyses ? allowed + 1 : 1;
      const std::size_t runs = in_a_row < std::min(allowed, analyses) ? in_a_row + 1 : 1;
      CAPTURE(allowed);
      CAPTURE(in_a_row);
      CHECK(work.products() <= 2 * real(analyses) * real(counts) * real(runs));
      CHECK(work.products() >= real(analyses) * real(counts) * real(runs));
    }
}

TEST_CASE("a race of n and m measurements takes half of (n m)^2 products") {
  for (const auto& sizes : {series_sizes{4, 9}, series_sizes{9, 4}, series_sizes{12, 12}}) {
    const double pairs = real(sizes.release) * real(sizes.baseline);
    const auto work =
        work_of([&] { return detail::race<counted>(sizes, counted(0.7), counted(0.3)).size(); });
    CHECK(work.products() <= pairs * pairs / 2 + 6 * pairs * real(sizes.release));
    CHECK(work.products() >= pairs * pairs / 8);
  }
}

TEST_CASE("a rule beside a baseline is asked some 6 times for each count of it") {
  std::size_t asked = 0;
  const auto rule = [&asked](const evidence& seen) {
    ++asked;
    return seen.errors > seen.baseline_errors + 10 ? verdict::roll_back : verdict::promote;
  };
  const std::vector<request_pair> analyses(3, {1000, 1000});
  const auto dist = stopping_distribution_with_baseline(rule, analyses, {1_percent, 1_percent});
  CHECK(dist.analyses() == 3);
  CHECK(asked > 0);
  // Counts of the baseline up to some 70 standard deviations of at most 30 events at the third.
  CHECK(real(asked) <= 3 * 8 * 70 * std::sqrt(30.0));
}

TEST_CASE("a walk over measurements has the states that its limits ask for, and no more") {
  const measurement_limits limits{.failure_limit = 3, .inconclusive_limit = 2, .count = 10};
  detail::measurement_walk walk(limits, 50);
  CHECK(walk.states() == 4 * 3 * 5 * 10);  // failures, inconclusive ones, errors in a row, count
  CHECK(detail::measurement_walk({.failure_limit = 99, .inconclusive_limit = 99}, 50).states() ==
        5);  // limits that cannot be reached
  CHECK(detail::measurement_walk({.consecutive_success_limit = 7}, 50).states() == 5 + 7);
}

TEST_CASE("evidence of splits takes 70 to 310 values of its integrand") {
  for (const double errors : {0.0, 1.0, 30.0, 1e3, 1e6, 1e9})
    for (const double share_of_errors : {0.0, 0.01, 0.5, 0.99, 1.0})
      for (const double split : {1e-3, 0.5, 0.99}) {
        const double of_release = std::floor(errors * share_of_errors);
        const std::vector<detail::split_errors> all{{0.5, 0.5, 2}, {split, 1 - split, errors}};
        const detail::split_integrand integrand(1 + of_release, all);
        std::size_t values = 0;
        const auto counting = [&](double f) {
          ++values;
          return integrand(f);
        };
        const double top = integrand.mode();
        const double found = detail::log_integral_of(counting, top, integrand.deviation(top));
        CAPTURE(errors);
        CAPTURE(share_of_errors);
        CAPTURE(split);
        CHECK(found == integrand.log_integral());
        CHECK(values >= 68);
        CHECK(values <= 320);
      }
}
