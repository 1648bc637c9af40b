// SPDX-License-Identifier: BSL-1.0
// Bounds of dependent events against the extremes: all alike, and as unlike as they can be.
#include <doctest/doctest.h>

#include <nines/combine/bounds.hpp>
#include <nines/structure/bounds/dependent.hpp>

using namespace nines;

namespace {

bounds<double> point(double p) {
  const auto value = probability<double>::from_value(p);
  return {value, value};
}

}  // namespace

TEST_CASE("all of dependent events") {
  const auto any = detail::all_of_dependent<double>({point(0.9), point(0.8)}, false);
  CHECK(any.lower.value() == doctest::Approx(0.7));  // never down together
  CHECK(any.upper.value() == doctest::Approx(0.8));  // the same event, or one in the other
  const auto associated = detail::all_of_dependent<double>({point(0.9), point(0.8)}, true);
  CHECK(associated.lower.value() == doctest::Approx(0.72));
  const auto rare = detail::all_of_dependent<double>({point(0.1), point(0.2)}, false);
  CHECK(rare.lower.value() == 0);
}

TEST_CASE("k of n dependent events") {
  const std::vector<bounds<double>> three(3, point(0.3));
  const auto any = detail::at_least_dependent(2, three, false);
  CHECK(any.upper.value() == doctest::Approx(0.45));
  CHECK(any.lower.value() == 0);
  const auto associated = detail::at_least_dependent(2, three, true);
  CHECK(associated.lower.value() == doctest::Approx(0.09));
  CHECK(associated.upper.value() == doctest::Approx(0.45));
  const auto likely =
      detail::at_least_dependent<double>(2, {point(0.9), point(0.9), point(0.9)}, false);
  CHECK(likely.lower.value() == doctest::Approx(0.85));
}

TEST_CASE("a choice between dependent events") {
  const auto found = detail::choice_dependent(point(0.5), point(0.9), point(0.2));
  CHECK(found.upper.value() == doctest::Approx(0.7));
  CHECK(found.lower.value() == doctest::Approx(0.4));
}
