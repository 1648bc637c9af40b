// SPDX-License-Identifier: BSL-1.0
// Tables of distributions whose parts have time scales far apart: moments by inclusion and
// exclusion, and sums with a short uniform time beside the mean of the distribution itself over
// that time.
#include <cmath>

#include "support/random.hpp"
#include "timing/distributions_test.hpp"

using namespace nines_test;

namespace {

/// P(L + U(0, width) <= t): the mean of the distribution over the width, by Simpson's rule.
probability<double> smeared(const random_time<>& dist, double t, double width) {
  const auto a = dist.cdf(seconds(t - width));
  const auto b = dist.cdf(seconds(t - width / 2));
  const auto c = dist.cdf(seconds(t));
  return {nines::unchecked, (a.value() + 4 * b.value() + c.value()) / 6,
          (a.complement() + 4 * b.complement() + c.complement()) / 6};
}
void check_smeared(const random_time<>& dist, std::initializer_list<double> times) {
  const double width = 1e-3;
  const auto sum = sequence(dist, uniform_time(0s, seconds(width)));
  for (const double t : times) {
    CAPTURE(t);
    const auto expected = smeared(dist, t, width);
    check_sides(sum.cdf(seconds(t)), expected.value(), expected.complement(), 1e-9);
  }
}

}  // namespace

TEST_CASE("the last of two whose means are far apart") {
  for (const double ratio : {400.0, 1e3, 1e6, 1e9, 1e12}) {
    if (ratio != 1e3 && ratio != 1e6 && !is_optimised) continue;
    CAPTURE(ratio);
    const auto last = all_of(exponential_time(1s), exponential_time(seconds(ratio)));
    CHECK(last.mean().count() == near(1 + ratio * ratio / (1 + ratio), 1e-12));
    check_smeared(last, {0.5, 1, 3, 10, 100});
  }
  const auto other = all_of(exponential_time(1h), exponential_time(1s));
  check_smeared(other, {0.5, 1, 3, 10, 100});
}

TEST_CASE("the last of three: the mean by inclusion and exclusion") {
  for (const double r : {3600.0, 1e6}) {
    const auto last =
        all_of(exponential_time(1s), exponential_time(1s), exponential_time(seconds(r)));
    CHECK(last.mean().count() == near(2 + r - 0.5 - 2 / (1 + 1 / r) + 1 / (2 + 1 / r), 1e-12));
  }
}

TEST_CASE("a short step beside a long one, of other distributions") {
  check_smeared(all_of(lognormal_time(5s, 0.3), exponential_time(1h)), {3, 4, 5, 6, 10, 1e4});
  check_smeared(all_of(gamma_time(3.0, 1s), gamma_time(2.0, 1000s)), {0.5, 1, 3, 6, 10, 1e4});
  check_smeared(all_of(uniform_time(1s, 2s), exponential_time(24h)), {1.5, 1.9, 6, 1e5});
  check_smeared(first_of(mixture(99.9_percent, exponential_time(1h), lognormal_time(3s, 0.2)),
                         exponential_time(2h)),
                {1.5, 2, 3, 10, 1e4});
  check_smeared(first_of(lognormal_time(600s, 0.3), exponential_time(1s)), {0.5, 1, 10, 20});
  const auto cut = timeout(all_of(exponential_time(1s), exponential_time(1h)), 10s, fixed_time(5s));
  CHECK(cut.cdf(10s).value() == near(std::expm1(-10) * std::expm1(-10 / 3600.0), 1e-13));
  check_smeared(cut, {0.5, 1, 3, 9});
}

namespace {

/// A distribution whose values are said to take very long, and the number of them that were asked
/// for.
class slow_distribution : public distribution_members<slow_distribution, double> {
 public:
  explicit slow_distribution(int& calls) : calls_(&calls) {}
  [[nodiscard]] distribution_value<double> at(double t) const {
    ++*calls_;
    return exponential_time(1s).at(t);
  }
  [[nodiscard]] time_outline<double> outline() const {
    return with_cost<double>({0, std::numeric_limits<double>::infinity(), 60, {}, {{0, 0}}}, 2e4);
  }
  [[nodiscard]] double mean_seconds() const { return 1; }
  [[nodiscard]] double variance_seconds() const { return 1; }

 private:
  int* calls_;
};

}  // namespace

TEST_CASE("a budget counts the time of a distribution's values, as the distribution tells it") {
  int calls = 0;
  CHECK_THROWS_WITH_AS(
      (void)sequence(slow_distribution(calls), exponential_time(1s), slow_distribution(calls)),
      doctest::Contains("takes more than"), convergence_error);
  // A piece of 20 such values counts as 1.2e6 blocks; 1.4e6 are not enough for two.
  CHECK(calls >= 20);
  CHECK(calls <= 100);
}
