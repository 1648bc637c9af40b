// SPDX-License-Identifier: BSL-1.0
// Powers of a probability, at the edges of what is said of them: counts that the scalar does not
// hold, and parts whose value is rounded as much as the power needs.
#include <doctest/doctest.h>

#include <algorithm>
#include <limits>
#include <nines/probability/power.hpp>
#include <utility>

#include "support/precise.hpp"
#include "support/random.hpp"

namespace power_test {

using namespace nines_test;
using nines::probability;

/// The power by its logarithm in 100 digits: as a sum it would be exact but for n epsilon of them.
template <class T>
probability<mp> exact_power(const probability<T>& p, std::size_t n) {
  const bool up = p.complement() <= p.value();
  const mp logarithm = mp(n) * (up ? log1p(-mp(p.complement())) : log(mp(p.value())));
  return {nines::unchecked, exp(logarithm), -expm1(logarithm)};
}

/// The larger error of the sides that are numbers of full precision.
template <class T>
double error_of_power(const probability<T>& p, std::size_t n) {
  const auto exact = exact_power(p, n);
  const auto computed = nines::power(p, n);
  double worst = 0;
  for (const auto& [side, right] : {std::pair(computed.value(), exact.value()),
                                    std::pair(computed.complement(), exact.complement())})
    if (right >= std::numeric_limits<T>::min())
      worst = std::max(worst, error_in_epsilons(side, right));
    else
      CHECK(side <= 2 * std::numeric_limits<T>::min());
  return worst;
}

}  // namespace power_test

using namespace power_test;

TEST_CASE_TEMPLATE("powers to 4 epsilon, up to the largest count", T, float, double, long double) {
  random_source random(20261201);
  for (int trial = 0; trial < trials(4000); ++trial) {
    const bool few = random.one_in(3);
    const auto n = static_cast<std::size_t>(random.log_uniform(1, few ? 50 : 1.8e19));
    // About as likely as once in n, so that both sides are something; or anything.
    const auto small = static_cast<T>(
        random.one_in(3) ? random.log_uniform(1e-30, 1)
                         : std::min(0.9, random.log_uniform(1e-3, 80) / static_cast<double>(n)));
    const auto part = random.one_in(4) ? probability<T>::from_value(small)
                                       : probability<T>::from_complement(small);
    CAPTURE(trial);
    CHECK(error_of_power(part, n) <= 4);
  }
}

TEST_CASE("powers of parts whose value is rounded, by as much as the power needs") {
  // 1 - 6e-17 is 1 - 1.1e-16 as a double: the power of that is another number.
  for (const double small : {0x1p-54, 0x1.0000001p-54, 0x1.8p-54, 0x1.fp-54, 0x1.8p-53, 1e-16})
    for (const double logarithm : {0.1, 1.0, 30.0, 300.0, 690.0})
      if (const double n = logarithm / small; n < 1.8e19)
        CHECK(error_of_power(probability<double>::from_complement(small),
                             static_cast<std::size_t>(n)) <= 4);
  for (const float small : {0x1p-25F, 0x1.00001p-25F, 0x1.8p-25F, 0x1.8p-24F, 1e-7F})
    for (const float logarithm : {0.1F, 1.0F, 30.0F, 80.0F})
      CHECK(error_of_power(probability<float>::from_complement(small),
                           static_cast<std::size_t>(logarithm / small)) <= 4);
}

TEST_CASE("no power is NaN: what has no digit left is never") {
  for (const std::size_t n : {std::size_t{1} << 40, SIZE_MAX - 1, SIZE_MAX})
    for (const float small : {0.3F, 0.49F, 1e-3F}) {
      CHECK(nines::power(probability<float>::from_complement(small), n).value() == 0);
      CHECK(nines::power(probability<double>::from_complement(static_cast<double>(small)), n)
                .value() == 0);
    }
  // A value that has drifted from its complement does not count: the smaller side does.
  const auto drifted = probability<double>(nines::unchecked, 1 - 0x1p-50, 1e-30);
  CHECK(nines::power(drifted, SIZE_MAX).value() == doctest::Approx(1).epsilon(1e-10));
  CHECK(nines::power(probability<double>::always(), SIZE_MAX).complement() == 0);
  CHECK(nines::power(probability<double>::never(), SIZE_MAX).value() == 0);
}
