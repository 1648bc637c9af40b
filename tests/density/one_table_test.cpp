// SPDX-License-Identifier: BSL-1.0
// Several tables as one: side by side as they are, overlapping ones tabulated again.
#include <doctest/doctest.h>

#include <nines/density/one_table.hpp>
#include <nines/distribution/elementary.hpp>

using namespace nines;
using namespace std::chrono_literals;

namespace {

/// Half of the time from 0 to 2 s, half `later` seconds later.
table_parts<double> two_halves(double later) {
  auto work = work_of_tables("one_table_test");
  const auto table = tabulate<double>(uniform_time<>(0s, 2s), work);
  table_parts<double> parts(probability<>::always());
  parts.add(table_parts<double>(table), 0.5, 0.0);
  parts.add(table_parts<double>(table), 0.5, later);
  return parts;
}

}  // namespace

TEST_CASE("tables as one have the probabilities that they have together") {
  for (const double later : {1.0, 10.0}) {  // overlapping, and apart
    const auto parts = two_halves(later);
    auto work = work_of_tables("one_table_test");
    const auto whole = as_one(parts, work);
    for (const double t : {0.1, 0.5, 1.5, 2.5, 2.9, 10.5, 11.9}) {
      const auto now = whole.at(t - whole.origin).cdf;
      CHECK(now.value() == doctest::Approx(parts.at(t).cdf.value()).epsilon(1e-9));
      CHECK(now.complement() == doctest::Approx(parts.at(t).cdf.complement()).epsilon(1e-9));
    }
  }
  CHECK(two_halves(1.0).at(1.5).cdf.value() == doctest::Approx(0.5 * 0.75 + 0.5 * 0.25));
}
