// SPDX-License-Identifier: BSL-1.0
// Bracketing searches: exact at every scale, over every small range, and with bad conditions.
#include <doctest/doctest.h>

#include <boost/multiprecision/cpp_bin_float.hpp>
#include <cmath>
#include <limits>
#include <nines/roots.hpp>

#include "support/message.hpp"
#include "support/not_a_number.hpp"
#include "support/random.hpp"

using namespace nines;
using namespace nines_test;

namespace {
constexpr double infinity = std::numeric_limits<double>::infinity();
}  // namespace

TEST_CASE("the least number at which a condition holds is found exactly, at any scale") {
  random_source random(20267);
  for (int run = 0; run < 300; ++run) {
    const double threshold = random.log_uniform(1e-300, 1e300);
    int asked = 0;
    const auto holds = [&](double x) { return ++asked, x >= threshold; };
    CHECK(least_true<double>({0, 1e308}, holds) == threshold);
    CHECK(asked <= 80);
    const auto b = bracket_from(1.0, 1e-307, 1e307, holds);
    CHECK(b.low < threshold);
    CHECK(b.high >= threshold);
    CHECK(b.high == 2 * b.low);
    CHECK(least_true(b, holds) == threshold);
  }
}

TEST_CASE("brackets around zero, below it, and down to the smallest number") {
  CHECK(least_true<double>({-8, 8}, [](double x) { return x >= -0.1; }) == -0.1);
  CHECK(least_true<double>({-8, 8}, [](double x) { return x > 0; }) ==
        std::numeric_limits<double>::denorm_min());
  CHECK(least_true<double>({0, 1}, [](double x) { return x > 0; }) ==
        std::numeric_limits<double>::denorm_min());
  CHECK(least_true<double>({-1e300, -1e-300}, [](double x) { return x >= -3e-7; }) == -3e-7);
  CHECK(least_true<float>({0, 1}, [](float x) { return x * x >= 0.25F; }) == 0.5F);
}

TEST_CASE("100 digits of a square root") {
  using mp = boost::multiprecision::cpp_bin_float_100;
  const mp root = least_true<mp>({0, 1000}, [](const mp& x) { return x * x >= 2; });
  CHECK(abs(root - sqrt(mp(2))) <= 4 * std::numeric_limits<mp>::epsilon());
}

TEST_CASE("searches end whatever the condition says") {
  CHECK(least_true<double>({0, 1}, [](double) { return false; }) == 1);
  CHECK(least_true<double>({0, 1}, [](double) { return true; }) ==
        std::numeric_limits<double>::denorm_min());
  CHECK(least_true<double>({0, 1}, [](double x) { return not_a_number >= x; }) == 1);
  const auto never = bracket_from(1.0, 1e-9, 1e9, [](double) { return false; });
  CHECK(never.high >= 1e9);
  CHECK(never.high <= 2e9);
  const auto always = bracket_from(1.0, 1e-9, 1e9, [](double) { return true; });
  CHECK(always.low <= 1e-9);
  CHECK(always.low >= 5e-10);
  CHECK(bracket_from(1.0, 0.0, infinity, [](double) { return false; }).high == infinity);
  CHECK(bracket_from(1.0, 0.0, infinity, [](double) { return true; }).low == 0);
}

TEST_CASE("bad brackets are refused by name") {
  const auto holds = [](double x) { return x > 0.5; };
  CHECK(message_of([&] { return least_true<double>({1, 0}, holds); }) ==
        "nines::least_true: high is 0, but must be finite, and more than low, 1");
  CHECK(message_of([&] { return least_true<double>({0, infinity}, holds); }) ==
        "nines::least_true: high is inf, but must be finite, and more than low, 0");
  CHECK(message_of([&] { return least_true<double>({not_a_number, 1}, holds); }) ==
        "nines::least_true: high is 1, but must be finite, and more than low, nan");
  CHECK(message_of([&] { return bracket_from(0.0, 0.0, 1.0, holds).low; }) ==
        "nines::bracket_from: start is 0, but must be more than 0");
  CHECK(message_of([&] { return bracket_from(not_a_number, 0.0, 1.0, holds).low; }) ==
        "nines::bracket_from: start is nan, but must be more than 0");
}

TEST_CASE("whole numbers: every threshold in a small range, and the ends of size_t") {
  for (std::size_t from = 0; from < 6; ++from)
    for (std::size_t most = 0; most < 40; ++most)
      for (std::size_t threshold = 0; threshold < 45; ++threshold) {
        const auto found = least_whole(from, most, [&](std::size_t n) { return n >= threshold; });
        const std::size_t expected = threshold < from ? from : threshold;
        const bool exists = expected <= most;
        CHECK(found.has_value() == exists);
        if (exists) CHECK(*found == expected);
      }
  constexpr std::size_t last = std::numeric_limits<std::size_t>::max();
  int asked = 0;
  const auto at_the_end = [&](std::size_t n) { return ++asked, n == last; };
  CHECK(least_whole(0, last, at_the_end) == last);
  CHECK(asked <= 130);
  CHECK(!least_whole(0, last, [](std::size_t) { return false; }));
}

TEST_CASE("searches take the evaluations that are said") {
  int asked = 0;
  const auto from = [&asked](double threshold) {
    asked = 0;
    return [&asked, threshold](double x) { return ++asked, x >= threshold; };
  };
  for (const double threshold : {1e-9, 1e-3, 1e3, 1e9}) {
    (void)bracket_from(1.0, 1e-30, 1e30, from(threshold));
    CHECK(asked <= std::abs(std::log2(threshold)) + 2);
  }
  for (const double threshold : {1e-300, 1e-9, 1.0 / 3, 0.999}) {
    (void)least_true<double>({0, 1}, from(threshold));
    CHECK(asked >= 50);
    CHECK(asked <= 70);
  }
  for (const std::size_t n : {10U, 1000U, 1'000'000U}) {
    asked = 0;
    (void)least_whole(5, 2 * n, [&](std::size_t k) { return ++asked, k >= 5 + n; });
    CHECK(asked <= 2 * std::log2(static_cast<double>(n)) + 3);
  }
}
