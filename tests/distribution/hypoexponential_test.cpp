// SPDX-License-Identifier: BSL-1.0
// Sums of exponential times against partial fractions in 500 digits, Erlang's distribution, and
// what is left far out.
#include <boost/multiprecision/cpp_bin_float.hpp>
#include <cmath>
#include <nines/distribution/hypoexponential.hpp>

#include "support/random.hpp"
#include "timing/distributions_test.hpp"

using namespace nines_test;

namespace {

using many_digits = boost::multiprecision::number<boost::multiprecision::cpp_bin_float<500>>;

struct sum_value {
  many_digits over, left, density;
};

/// The formula with signs, of rates r_i that differ, given as they are in double:
///   density = sum over i of r_i exp(-r_i t) times the product of r_j / (r_j - r_i).
sum_value partial_fractions(const std::vector<double>& means, double t) {
  sum_value sum{1, 0, 0};
  for (const double mean : means) {
    const many_digits rate = 1 / mean;
    many_digits left = exp(-rate * many_digits(t));
    for (const double other : means)
      if (other != mean) left *= many_digits(1 / other) / (many_digits(1 / other) - rate);
    sum.left += left;
    sum.density += left * rate;
  }
  sum.over = 1 - sum.left;
  return sum;
}

hypoexponential_time<> of_means(const std::vector<double>& means) {
  std::vector<seconds> times;
  for (const double mean : means) times.emplace_back(mean);
  return hypoexponential_time(times);
}

double epsilons_off(double computed, const many_digits& exact) {
  if (exact < 1e-290) return 0;
  return double(abs(many_digits(computed) - exact) / exact) /
         std::numeric_limits<double>::epsilon();
}

/// The largest error of a value at t, beside what the accuracy that the header states allows.
double share_of_bound(const std::vector<double>& means, double t) {
  const auto computed = of_means(means).at(t);
  const auto exact = partial_fractions(means, t);
  const auto [least, most] = std::minmax_element(means.begin(), means.end());
  const double bound =
      4 * static_cast<double>(means.size()) + 2 * std::log2(2 + t / *least) + t / *most;
  return std::max({epsilons_off(computed.cdf.value(), exact.over),
                   epsilons_off(computed.cdf.complement(), exact.left),
                   epsilons_off(computed.density, exact.density)}) /
         bound;
}

}  // namespace

TEST_CASE("sums of exponential times against partial fractions") {
  const std::vector<std::vector<double>> cases{{30},
                                               {30, 90, 45},
                                               {1e-6, 1, 1e6},
                                               {1, 1e9, 2, 2e9},
                                               {1, 1.5, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11},
                                               {1e-9, 1e-6, 1e-3, 1, 1e3, 1e6}};
  double worst = 0;
  for (const auto& means : cases)
    for (const double part : {1e-12, 1e-6, 1e-3, 0.1, 0.5, 1.0, 3.0, 20.0, 100.0})
      worst = std::max(worst, share_of_bound(means, part * means.front()));
  MESSAGE("worst: " << worst);
  CHECK(worst <= 1);
}

TEST_CASE("sums of random exponential times") {
  random_source random(20261130);
  double worst = 0;
  for (int run = 0; run < 60; ++run) {
    std::vector<double> means(1 + random.below(12));
    for (double& mean : means) mean = random.log_uniform(1e-5, 1e5);
    if (run % 4 == 0) means.push_back(means.front() * (1 + 1e-9));
    const double t = random.log_uniform(1e-6, 1e6);
    worst = std::max(worst, share_of_bound(means, t));
  }
  MESSAGE("worst: " << worst);
  CHECK(worst <= 1);
}

TEST_CASE("phases of one rate are Erlang's distribution, hundreds of them too") {
  for (const std::size_t n : {1U, 2U, 64U, 500U}) {
    const auto whole = 10.0 * static_cast<double>(n);
    const auto dist = of_means(std::vector<double>(n, 10.0));
    const auto erlang = erlang_time(n, seconds(whole));
    for (const double part : {0.3, 0.9, 1.0, 1.2, 2.0}) {
      const auto p = erlang.cdf(seconds(part * whole));
      check_sides(dist.cdf(seconds(part * whole)), p.value(), p.complement(), 1e-12);
    }
    CHECK(dist.mean().count() == near(whole, 1e-13));
    CHECK(dist.variance() == near(10 * whole, 1e-13));
  }
}

TEST_CASE("what is 1e-400 after a short time keeps its digits later") {
  std::vector<double> means(40, 1.0);  // of 40 s in all, beside a phase of a nanosecond
  means.push_back(1e-9);
  const auto slow = of_means(std::vector<double>(40, 1.0));
  for (const double t : {1e-3, 1.0, 40.0, 200.0}) {
    const auto p = slow.cdf(seconds(t));
    check_sides(of_means(means).cdf(seconds(t)), p.value(), p.complement(), t < 0.1 ? 1e-4 : 1e-6);
  }
}

TEST_CASE("at no time, and after the last digit of what is left") {
  CHECK(of_means({2.0}).density(0s) == 0.5);
  CHECK(of_means({2.0, 3.0}).density(0s) == 0);
  CHECK(of_means({2.0, 3.0}).cdf(0s).value() == 0);
  const auto dist = of_means({1.0, 2.0, 5.0});
  CHECK(dist.cdf(seconds(1e9)).complement() == 0);
  CHECK(hazard(dist, seconds(1e9), 1s) == near(0.2, 1e-14));
  CHECK(hazard(dist, seconds(30.0), 1s) ==
        near(dist.density(30s) / dist.cdf(30s).complement(), 1e-13));
  const double late = 1e12;  // of a hundred like phases: n - 1 of them are over
  CHECK(hazard(of_means(std::vector<double>(100, 1.0)), seconds(late), 1s) ==
        near(1 - 99 / late, 1e-13));
  CHECK(hazard(of_means({1.0, 1e-3, 1.0, 1e-3, 1.0}), seconds(1e15), 1s) == near(1, 1e-13));
}

TEST_CASE("bad phases are refused") {
  CHECK(message_of([] { return of_means({}); }) ==
        "nines::hypoexponential_time: needs at least one phase");
  CHECK(message_of([] { return of_means({1.0, -1.0}); }) ==
        "nines::hypoexponential_time: mean is -1, but must be more than 0");
  CHECK(message_of([] { return of_means({1.0, 1e300}); }) ==  // its reach would be infinite
        "nines::hypoexponential_time: mean (s) is 1e+300, but must be from 1e-140 to 1e140");
  CHECK(message_of([] { return of_means(std::vector<double>(513, 1.0)); }) ==
        "nines::hypoexponential_time: number of phases is 513, but must be at most 512");
  CHECK(message_of([] { return hazard(of_means({1.0}), -1s); }) ==
        "nines::hazard: t is -1, but must be 0 or more, and finite");
}
