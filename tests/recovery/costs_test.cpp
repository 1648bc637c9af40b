// SPDX-License-Identifier: BSL-1.0
// What comments say that choices of strategies and walks of health checks cost: counted.
#include <doctest/doctest.h>

#include <nines/recovery/cheapest.hpp>
#include <nines/recovery/health_check.hpp>
#include <vector>

#include "support/counted.hpp"

using nines_test::counted;
using nines_test::operations;
using nines_test::work_of;

TEST_CASE("the cheapest lines, and a Pareto front, take the square of their number") {
  for (const std::size_t n : {10U, 40U, 160U}) {
    const auto size = static_cast<double>(n);
    std::vector<nines::cost_line<counted>> lines;
    std::vector<std::vector<counted>> figures;
    for (std::size_t i = 0; i < n; ++i) {  // each is the cheapest somewhere, and none is beaten
      const auto x = static_cast<double>(i);
      lines.push_back({counted(x * x), counted(size - x)});
      figures.push_back({counted(x), counted(size - x)});
    }
    std::size_t found = 0;
    const auto envelope = work_of([&] { return found = nines::cheapest_by_price(lines).size(); });
    CHECK(found == n);
    CHECK(envelope.all() + static_cast<double>(envelope.comparisons) <= 8 * size * size);
    const auto front = work_of([&] { return found = nines::pareto_front(figures).size(); });
    CHECK(found == n);
    CHECK(static_cast<double>(front.comparisons) <= 4 * size * size);
  }
}

TEST_CASE("a check of a run takes its threshold") {
  for (const std::size_t threshold : {3U, 30U, 300U}) {
    const auto failing = nines::probability<counted>::from_value(counted(0.25));
    nines::detail::run_of_failures<counted> run(threshold, failing);
    const auto work = work_of([&] { return run.step(); });
    CHECK(work.all() <= 2 * static_cast<double>(threshold) + 2);
    CHECK(work_of([&] { return nines::mean_checks_to_detect(threshold, failing); }).all() <=
          2 * static_cast<double>(threshold));
  }
}
