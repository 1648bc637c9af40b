// SPDX-License-Identifier: BSL-1.0
// Lists of a hundred thousand laws: no stack is as deep as a list is long.
#include <cmath>

#include "support/random.hpp"
#include "timing/laws_test.hpp"

using namespace nines_test;

namespace {
const std::size_t list_length = is_optimised ? 200'000 : 20'000;
}

TEST_CASE("the last and the first of very many") {
  const std::vector<duration_law<>> laws(list_length, exponential_time(1s));
  const double n = static_cast<double>(list_length);
  const auto last = all_of(laws).within(10s);
  CHECK(last.value() == near(std::exp(n * std::log1p(-std::exp(-10.0))), 1e-10));
  CHECK(first_of(laws).within(seconds(1 / n)).complement() == near(std::exp(-1.0), 1e-10));
  CHECK(message_of([&] { return all_of(laws).mean(); }).find("takes more than") !=
        std::string::npos);
}

TEST_CASE("a sequence, a choice and a repetition of very many") {
  const auto sum = sequence(std::vector<duration_law<>>(list_length, fixed_time(seconds(0.1))));
  CHECK(sum.within(seconds(0.1 * static_cast<double>(list_length) * (1 + 1e-9))).value() == 1);
  const double weight = 1 / static_cast<double>(list_length);
  const auto mixed =
      choice(std::vector<weighted_law<double>>(list_length, {weight, exponential_time(1s)}));
  CHECK(mixed.within(1s).complement() == near(std::exp(-1.0), 1e-10));
  CHECK(repeat(list_length, exponential_time(1s)).mean().count() ==
        near(double(list_length), 1e-12));
}
