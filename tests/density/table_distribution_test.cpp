// SPDX-License-Identifier: BSL-1.0
// A distribution by its table against the one that the table was made of.
#include <nines/density/table_distribution.hpp>

#include "timing/distributions_test.hpp"

using namespace nines_test;

namespace {

table_distribution<double> by_table(const random_time<>& time) {
  auto work = work_of_tables("by_table");
  return table_distribution<double>(time.table(work));
}

}  // namespace

TEST_CASE("a table says what the distribution says that it was made of") {
  for (const random_time<>& time :
       {random_time<>(exponential_time(45s)), random_time<>(triangular_time(10s, 20s, 60s)),
        random_time<>(lognormal_time(120s, 0.5))}) {
    const random_time<> table = by_table(time);
    CHECK(table.mean().count() == near(time.mean().count(), 1e-9));
    CHECK(table.variance() == near(time.variance(), 1e-9));
    for (const double p : {1e-9, 1e-3, 0.5}) {
      const auto early = time.quantile(!tail(p));
      const auto late = time.quantile(tail(p));
      CHECK(table.cdf(early).value() == near(p, 1e-9));
      CHECK(table.cdf(late).complement() == near(p, 1e-9));
      CHECK(table.quantile(tail(p)).count() == near(late.count(), 1e-9));
    }
  }
}

TEST_CASE("what a table does not know is refused") {
  const auto table = by_table(exponential_time(45s));
  CHECK(table.outline().smallest_resolved == smallest_resolved_probability);
  CHECK(message_of([&] { return table.quantile(tail(1e-22)); }).find("1e-20") != std::string::npos);
  CHECK(message_of([&] { return certain_within(table, 60s); }) ==
        "nines::certain_within: a distribution that is known by its table alone has no certain "
        "bounds");
}
