// SPDX-License-Identifier: BSL-1.0
// Identical parts, k out of n: a sample of identical_slow_test.cpp, many parts, and the far tails.
#include <doctest/doctest.h>

#include <nines/probability.hpp>
#include <nines/repairable.hpp>
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

/// At least k of n up, by summing terms outwards from the split in 100 digits, each from the log of
/// factorials.
probability<mp> exact_at_least(std::size_t k, std::size_t n, const mp& q) {
  const mp odds = q / (1 - q);
  const std::size_t m = n - k;
  const auto sum_from = [&](std::size_t j, bool upwards) {
    mp term = 1;
    mp sum = 1;
    while (term > 1e-40 * sum && (upwards ? j < n : j > 0)) {
      term = upwards ? term * (n - j) / (j + 1) * odds : term * j / ((n - j + 1) * odds);
      sum += term;
      upwards ? ++j : --j;
    }
    return sum;
  };
  const mp at_most = sum_from(m, false);  // in units of the term at m
  const mp more = sum_from(m + 1, true) * (n - m) / (m + 1) * odds;
  return {nines::unchecked, at_most / (at_most + more), more / (at_most + more)};
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

TEST_CASE("a million identical parts: half a thousand epsilon of sqrt(n) = 1000") {
  // Of a part whose unavailability is exactly what is stored.
  const std::size_t n = is_optimised ? 1000000 : 10000;
  for (const double q : {0.3333, 0.123456789, 0.1, 1e-4}) {
    const auto part = probability<double>::from_complement(q);
    const double mean = q * static_cast<double>(n);
    const double deviation = std::sqrt(mean * (1 - q));
    for (const double sigmas : {-8.0, 0.0, 0.5, 8.0, 20.0}) {
      const double most_down = std::floor(mean + sigmas * deviation);
      if (most_down < 0) continue;
      const auto k = n - static_cast<std::size_t>(most_down);
      const auto exact = exact_at_least(k, n, mp(q));
      CAPTURE(q);
      CAPTURE(sigmas);
      const auto computed = at_least(k, copies(n, part));
      CHECK(error_in_epsilons(computed, exact) <= std::sqrt(static_cast<double>(n)) / 2);
      CHECK(computed.value() + computed.complement() == 1);
    }
  }
}

TEST_CASE("100 000 files of 17 + 3 shards, 3 % of the drives gone") {
  const auto file = at_least(17, copies(20, 97_percent));
  const std::size_t files = 100000;
  for (const auto& all : {at_least(files, copies(files, file)), series(copies(files, file)),
                          series(std::vector(files, file))}) {
    CHECK(std::abs(all.value() / 8.69382718882e-117 - 1) < 1e-9);
    CHECK(all.complement() == 1);
  }
  for (const std::size_t n : {1000U, 10000U, 100000U}) {
    const auto half = at_least(n / 2, copies(n, 97_percent));
    CHECK(half.value() == 1);
    CHECK(half.complement() < 1e-300);
  }
  CHECK(message_of([&] { return at_least(SIZE_MAX / 2, copies(SIZE_MAX, 50_percent)); }) ==
        "nines::at_least: of 18446744073709551615 copies takes more than 1e9 terms; use fewer "
        "copies of larger parts");
  CHECK(at_least(SIZE_MAX - 1, copies(SIZE_MAX, probability<double>::from_complement(1e-30)))
            .value() == 1);
}

TEST_CASE("lists of 200 000 parts: nothing nests as deep as a list is long") {
  const std::vector<probability<double>> parts(is_optimised ? 200000 : 5000,
                                               probability<double>::from_complement(1e-6));
  CHECK(series(parts).complement() < 0.2);
  CHECK(parallel(parts).complement() == 0);
  CHECK(at_least(2, parts).value() == 1);
  CHECK(at_least(parts.size() - 2, parts).complement() < 1e-2);
  const std::vector<repairable<double>> units(parts.size(), {99.9_percent, 1e-6});
  CHECK(series(units).failures_per_hour() >= 0);
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
  const probability<double> unknown(nines::unchecked, nan, nan);
  CHECK(message_of([&] { return identical_at_least(2, 3)(unknown); }) ==
        "nines::identical_at_least: part is nan, but must be a number");
}
