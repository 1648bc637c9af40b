// SPDX-License-Identifier: BSL-1.0
// Moments by tables beside those in closed form.
#include <doctest/doctest.h>

#include <limits>
#include <nines/density/moments.hpp>
#include <nines/density/tabulate.hpp>
#include <nines/distribution/boost.hpp>
#include <nines/distribution/elementary.hpp>

using namespace nines;
using namespace std::chrono_literals;

namespace {

template <class Dist>
tabulated<double> table_for_moments(const Dist& dist) {
  auto work = work_of_tables("moments_test");
  return tabulate<double>(dist, work);
}

}  // namespace

TEST_CASE("the moments of a table are those of the distribution") {
  const gamma_time<> copy(2.5, 20s);
  const auto table = table_for_moments(copy);
  CHECK(mean_of(table) == doctest::Approx(50).epsilon(1e-9));
  CHECK(variance_of(table) == doctest::Approx(1000).epsilon(1e-9));
}

TEST_CASE("moments of parts: those of the mixture, each part from its own origin") {
  const uniform_time<> within(0s, 2s);
  table_parts<double> parts(probability<>::always());
  parts.add(table_parts<double>(table_for_moments(within)), 0.25, 0.0);
  parts.add(table_parts<double>(table_for_moments(within)), 0.75, 3600.0);
  CHECK(mean_of(parts) == doctest::Approx(2701).epsilon(1e-12));
  const double between = 0.25 * 0.75 * 3600.0 * 3600.0;
  CHECK(variance_of(parts) == doctest::Approx(between + 4.0 / 12).epsilon(1e-12));
}

TEST_CASE("moments of what may never end are infinite") {
  table_parts<double> parts(probability<>::from_value(0.5));
  parts.add(table_parts<double>(table_for_moments(uniform_time<>(0s, 2s))), 0.5, 0.0);
  CHECK(mean_of(parts) == std::numeric_limits<double>::infinity());
  CHECK(variance_of(parts) == std::numeric_limits<double>::infinity());
}
