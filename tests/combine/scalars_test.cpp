// SPDX-License-Identifier: BSL-1.0
// T = float, long double and a number of 100 digits: every verb, against the same in 100 digits.
#include <doctest/doctest.h>

#include <nines/combine.hpp>
#include <nines/duration.hpp>
#include <nines/probability.hpp>
#include <nines/repairable.hpp>

#include "support/every_verb.hpp"
#include "support/precise.hpp"

using namespace nines;
using namespace nines_test;

namespace {

template <class T>
probabilities<T> converted(const probabilities<double>& parts) {
  probabilities<T> result;
  for (const auto& part : parts) {
    const bool up = part.complement() <= part.value();
    result.push_back(up ? probability<T>::from_complement(static_cast<T>(part.complement()))
                        : probability<T>::from_value(static_cast<T>(part.value())));
  }
  return result;
}

template <class T>
probabilities<mp> in_100_digits(const probabilities<T>& parts) {
  probabilities<mp> result;
  for (const auto& part : parts) result.push_back(probability<mp>(part));
  return result;
}

template <class T>
void check_verbs(const probabilities<T>& computed, const probabilities<mp>& exact,
                 double epsilons) {
  REQUIRE(computed.size() == exact.size());
  for (std::size_t i = 0; i < computed.size(); ++i) {
    CAPTURE(i);
    CHECK(error_in_epsilons(computed[i], exact[i]) <= epsilons);
  }
}

template <class T>
void check_scalar() {
  const auto parts = converted<T>(seven_parts());
  const auto exact = in_100_digits(parts);
  check_verbs(every_verb(parts), every_verb(exact), 8);
  check_verbs(other_verbs(parts), other_verbs(exact), 16);
  const auto numbers = every_number(parts);
  const auto exact_numbers = every_number(exact);
  for (std::size_t i = 0; i < numbers.size(); ++i)
    CHECK(error_in_epsilons(numbers[i], exact_numbers[i]) <= 8);
}

template <class T>
void check_repairables() {
  const auto computed =
      every_repairable(repairables<T>([](double x) { return static_cast<T>(x); }));
  const auto exact = every_repairable(repairables<mp>([](double x) { return mp(x); }));
  for (std::size_t i = 0; i < computed.size(); ++i) {
    CAPTURE(i);
    CHECK(error_in_epsilons(computed[i].availability(), exact[i].availability()) <= 8);
    CHECK(error_in_epsilons(computed[i].failures_per_hour(), exact[i].failures_per_hour()) <= 8);
  }
}

}  // namespace

TEST_CASE_TEMPLATE("every verb in another precision", T, float, double, long double) {
  check_scalar<T>();
}

TEST_CASE_TEMPLATE("every verb on repairable parts in another precision", T, float, double,
                   long double) {
  check_repairables<T>();
}

TEST_CASE("100 digits are right to 100 digits") {
  const auto p = parse<mp>("99.99999999999999999999999999999999999999999999999999%");
  CHECK(abs(p.complement() / mp("1e-52") - 1) < 1e-98);
  const auto two = parallel(p, p);
  CHECK(abs(two.complement() / mp("1e-104") - 1) < 1e-98);
  CHECK(abs(nines::number_of_nines(two) - 104) < 1e-96);
  CHECK(abs(at_least(2, copies(3, p)).complement() / mp("3e-104") - 1) < 1e-51);
  CHECK(abs(downtime(p, year_365).count() / mp("8.76e-49") - 1) < 1e-98);
}

TEST_CASE("sides far below the range of a double") {
  const auto p = probability<long double>::from_complement(1e-1000L);
  CHECK(parallel(copies(4, p)).complement() > 0);
  CHECK(std::abs(nines::number_of_nines(parallel(p, p, p)) - 3000) < 1e-15L);
  CHECK(std::abs(at_least(2, copies(3, p)).complement() / 3e-2000L - 1) < 1e-17L);
}
