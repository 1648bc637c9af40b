// SPDX-License-Identifier: BSL-1.0
// Bare numbers as parts: series(unavailabilities(q)) of arrays of doubles.
#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <nines/combine.hpp>
#include <vector>

#include "support/message.hpp"
#include "support/precise.hpp"
#include "support/random.hpp"

using namespace nines;
using namespace nines_test;

namespace {

std::vector<double> random_numbers(std::size_t n) {
  random_source random(n);
  std::vector<double> numbers;
  for (std::size_t i = 0; i < n; ++i) numbers.push_back(random.log_uniform(1e-12, 0.5));
  return numbers;
}

template <class View>
void check(const View& view, const std::vector<probability<double>>& list) {
  CAPTURE(list.size());
  const auto exact = precise_list(list, precise);
  CHECK(error_in_epsilons(series(view), series(exact)) <= 16);
  CHECK(error_in_epsilons(parallel(view), parallel(exact)) <= 16);
  const std::size_t k = (list.size() + 1) / 2;
  CHECK(error_in_epsilons(at_least(k, view), at_least(k, exact)) <= 16);
}

}  // namespace

TEST_CASE("numbers on either side compose as a list of parts does, whatever their number") {
  for (const std::size_t n : {0U, 1U, 7U, 8U, 15U, 16U, 17U, 31U, 33U, 100U, 129U}) {
    const auto numbers = random_numbers(n);
    std::vector<probability<double>> down;
    std::vector<probability<double>> up;
    for (const double x : numbers) {
      down.push_back(probability<double>::from_complement(x));
      up.push_back(probability<double>::from_value(x));
    }
    check(unavailabilities(numbers), down);
    check(availabilities(numbers), up);
  }
}

TEST_CASE("a view of numbers is a random-access range of parts") {
  const std::array numbers = {0.25, 0.125, 0.5};
  const auto view = unavailabilities(numbers);
  CHECK(view.size() == 3);
  CHECK(view[1].complement() == 0.125);
  std::size_t i = 0;
  for (const auto& part : view) CHECK(part.complement() == numbers[i++]);
  CHECK(i == 3);
  CHECK(availabilities(numbers)[0].value() == 0.25);
}

TEST_CASE("numbers of another precision, and at compile time") {
  static constexpr std::array<float, 2> narrow = {0.25F, 0.5F};
  static_assert(series(unavailabilities(narrow)).value() == 0.375F);
  const std::array<long double, 2> wide = {1e-1000L, 1e-1000L};
  CHECK(parallel(unavailabilities(wide)).complement() > 0);
}

TEST_CASE("a number that is no probability is named") {
  CHECK(message_of([] { return unavailabilities(std::array{0.5, 1.5}); }) ==
        "nines::unavailabilities: number 1 is 1.5, but must be in [0, 1]");
  CHECK(message_of([] { return availabilities(std::array{-0.25}); }) ==
        "nines::availabilities: number 0 is -0.25, but must be in [0, 1]");
  CHECK(message_of([] { return availabilities(std::array{0.5, std::nan("")}); }) ==
        "nines::availabilities: number 1 is nan, but must be in [0, 1]");
}
