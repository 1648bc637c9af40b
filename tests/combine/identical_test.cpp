// SPDX-License-Identifier: BSL-1.0
// Identical parts, k out of n: a sample of identical_slow_test.cpp, many parts, and the far tails.
#include <doctest/doctest.h>

#include <string>

#include "identical_parts.hpp"
#include "support/message.hpp"
#include "support/random.hpp"
#include "support/relative.hpp"

using namespace nines;
using namespace nines_test;

namespace {

void check(const std::string& way, const identical_errors& errors, double most) {
  CAPTURE(way);
  CAPTURE(errors.n);
  CAPTURE(errors.k);
  CHECK(errors.most <= most);
  CHECK(errors.most_by_n <= 1);
}

/// at_least(k, copies(n, part)) against the same template in 100 digits.
double error_of_copies(std::size_t k, std::size_t n, const probability<double>& part) {
  const auto exact = at_least(k, copies(n, precise_by_small_side(part)));
  return error_in_epsilons(at_least(k, copies(n, part)), exact);
}

}  // namespace

TEST_CASE("identical parts: all k of some n against exact integers") {
  const auto errors = measure_all_identical(is_optimised ? 23 : 149);
  check("at_least(k, copies)", errors.of_copies, 64);
  check("identical_at_least", errors.prepared, 128);
  check("at_least(k, list)", errors.of_list, 64);
}

TEST_CASE("identical parts: exact binomial figures") {
  constexpr auto half = probability<double>::from_value(0.5);
  CHECK(at_least(2, copies(3, half)).value() == 0.5);
  CHECK(at_least(10, copies(10, half)).value() == std::ldexp(1.0, -10));
  CHECK(at_least(1, copies(10, half)).complement() == std::ldexp(1.0, -10));
  CHECK(epsilons_apart(at_least(9, copies(10, half)).value(), 11.0 / 1024) <= 2);
}

TEST_CASE("100 000 identical parts, both tails") {
  const std::size_t n = is_optimised ? 100000 : 2000;
  const auto size = static_cast<double>(n);
  for (const double small : {1e-6, 1e-3, 0.3}) {
    const auto part = probability<double>::from_complement(small);
    const double deviation = std::sqrt(size * small * (1 - small));
    for (const double sigmas : {-3.0, 0.0, 3.0, 9.0}) {
      const double down = std::max(0.0, std::floor(size * small + sigmas * deviation));
      const std::size_t k = n - static_cast<std::size_t>(down);
      CAPTURE(small);
      CAPTURE(k);
      CHECK(error_of_copies(k, n, part) <= 0.5 * size);
      CHECK(error_of_copies(n - k, n, !part) <= 0.5 * size);
    }
  }
}

TEST_CASE("identical parts far out in a tail: as precise at 1e-300 as at 1e-3") {
  double worst = 0;
  for (const double small : {1e-3, 1e-15, 1e-50, 1e-140}) {
    const auto part = probability<double>::from_complement(small);
    for (std::size_t n = 2; n <= 120; n += is_optimised ? 7 : 29)
      for (std::size_t k = 1; k <= n; k += 3) {
        worst = std::max(worst, error_of_copies(k, n, part));
        worst = std::max(worst, error_of_copies(k, n, !part));
      }
  }
  MESSAGE("largest error " << worst << " epsilon");
  CHECK(worst <= 40);
}

TEST_CASE("identical_at_least keeps its digits down to 1e-300") {
  // q^108 underflows although C(130, 108) q^108 does not.
  const auto part = probability<double>::from_complement(1e-3);
  const auto exact = at_least(23, copies(130, precise_by_small_side(part)));
  CHECK(exact.complement() > 1e-300);
  CHECK(error_in_epsilons(identical_at_least(23, 130)(part), exact) <= 130);
}

TEST_CASE("identical_at_least: up to 1000 parts") {
  for (const std::size_t n : {999U, 1000U}) {
    for (const double small : {1e-3, 0.1, 0.5}) {
      for (const std::size_t k : {1U, 300U, 500U, 700U, 950U, 999U}) {
        for (const bool dead : {false, true}) {
          const auto up = probability<double>::from_complement(small);
          const auto part = dead ? !up : up;
          const auto exact = at_least(k, copies(n, precise_by_small_side(part)));
          CAPTURE(n);
          CAPTURE(k);
          CAPTURE(small);
          CAPTURE(dead);
          CHECK(error_in_epsilons(identical_at_least(k, n)(part), exact) <= 1000);
        }
      }
    }
  }
}

TEST_CASE("identical parts: the limits have their meaning") {
  const auto part = probability<double>::from_complement(0.25);
  CHECK(at_least(0, copies(7, part)) == probability<double>::always());
  CHECK(at_least(0, copies(0, part)) == probability<double>::always());
  CHECK(identical_at_least(0, 7)(part) == probability<double>::always());
  CHECK(at_least(3, copies(5, probability<double>::always())) == probability<double>::always());
  CHECK(at_least(3, copies(5, probability<double>::never())) == probability<double>::never());
  CHECK(identical_at_least(3, 5)(probability<double>::always()) == probability<double>::always());
  CHECK(identical_at_least(3, 5)(probability<double>::never()) == probability<double>::never());
}

TEST_CASE("identical parts: bad input") {
  const auto part = probability<double>::from_complement(0.25);
  CHECK(message_of([&] { return at_least(4, copies(3, part)); }) ==
        "nines::at_least: k is 4, but must be at most the number of parts, 3");
  CHECK(message_of([] { return identical_at_least(4, 3); }) ==
        "nines::at_least: k is 4, but must be at most the number of parts, 3");
  CHECK(message_of([] { return identical_at_least(0, 0); }) ==
        "nines::identical_at_least: n is 0, but must be from 1 to 1000");
  CHECK(message_of([] { return identical_at_least(5, 1001); }) ==
        "nines::identical_at_least: n is 1001, but must be from 1 to 1000");
  const double nan = std::nan("");
  const probability<double> unknown(detail::unchecked, nan, nan);
  CHECK(message_of([&] { return identical_at_least(2, 3)(unknown); }) ==
        "nines::identical_at_least: part is nan, but must be a number");
}
