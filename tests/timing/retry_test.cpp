// SPDX-License-Identifier: BSL-1.0
// Retries: a geometric sum of exponentials is exponential; limits against the sum written out.
#include <cmath>

#include "support/random.hpp"
#include "timing/distributions_test.hpp"

using namespace nines_test;

TEST_CASE("a geometric number of exponential attempts is exponential") {
  // Fewer digits of the number of failures without optimisation, where a sum takes a second.
  const auto success = is_optimised ? 60_percent : 99.99999_percent;
  const random_time<> attempt = exponential_time(10s);
  auto work = work_of_tables("test");
  const auto dist = sequence(detail::unlimited_steps<double>(attempt, attempt, success, work));
  for (const double t : {1e-6, 1.0, 20.0, 250.0}) {
    const double x = t * success.value() / 10;
    check_sides(dist.cdf(seconds(t)), -std::expm1(-x), std::exp(-x), 1e-11);
  }
  CHECK(dist.mean().count() == near(10 / success.value(), 1e-13));
  CHECK(dist.variance() == near(std::pow(10 / success.value(), 2), 1e-13));
}

TEST_CASE("an exponential attempt without a pause, however rarely it succeeds") {
  for (const double p : {0.5, 0.1, 0.01, 1e-3, 1e-9, 1e-17}) {
    CAPTURE(p);
    const auto dist = retry(exponential_time(30s), probability<double>::from_value(p));
    CHECK(dist.mean().count() == near(30 / p, 1e-14));
    CHECK(dist.quantile(tail(1e-12)).count() == near(-30 / p * std::log(1e-12), 1e-13));
  }
  if (!is_optimised) return;
  const auto few = retry(exponential_time(30s), 1_percent, fixed_time(0s), 3000);  // Erlang sums
  CHECK(few.quantile(1_percent).count() == near(-3000 * std::log(0.99), 1e-9));
}

TEST_CASE("attempts of a fixed time with a pause: backups that fail") {
  // 6 h between backups of 95 %, each 0.5 h long; the age U(0, 6 h) of the last when all is lost.
  const auto failed = retry(fixed_time(6h), 95_percent);  // one interval too many
  const auto loss = sequence(uniform_time(0h, 6h), fixed_time(30min), failed);
  CHECK(loss.cdf(30h).complement() == near(1.6145833333333333333e-5, 1e-12));  // 24 h + 6 h
}

TEST_CASE("at most so many attempts") {
  for (const std::size_t limit : {1u, 2u, 3u, 5u}) {
    if (limit > 2 && !is_optimised) break;
    CAPTURE(limit);
    const auto dist = retry(exponential_time(10s), 25_percent, fixed_time(5s), limit);
    double value = 0;  // at 40 s: k failures and k pauses before a success
    for (std::size_t k = 0; k < limit; ++k)
      value += 0.25 * std::pow(0.75, double(k)) *
               erlang_time(k + 1, seconds(10.0 * double(k + 1)))
                   .cdf(seconds(40 - 5.0 * double(k)))
                   .value();
    CHECK(dist.cdf(40s).value() == near(value, 1e-12));
    CHECK(dist.completion_probability().complement() == near(std::pow(0.75, double(limit)), 1e-14));
  }
}

TEST_CASE("the worst case of a retry") {
  CHECK(std::isinf(retry(fixed_time(30s), 50_percent).max().count()));
  CHECK(
      std::isinf(sequence(retry(fixed_time(30s), 50_percent), uniform_time(1s, 2s)).max().count()));
  CHECK(retry(fixed_time(30s), 100_percent).max() == 30s);
  CHECK(retry(fixed_time(30s), 50_percent, fixed_time(5s), 4).max() == 135s);
  const auto often = retry(fixed_time(30s), 50_percent);
  CHECK(often.mean().count() == near(60, 1e-14));
  CHECK(often.quantile(tail(1e-9)) == 900s);  // 2^-30 < 1e-9 < 2^-29
  const auto b = certain_within(often, 100s);
  CHECK(b.lower.value() == near(0.875, 1e-6));
}

TEST_CASE("a retry in a retry, many times over, asks each part once") {
  const int deep = is_optimised ? 20 : 8;  // by every way that leads to a part: 6 took a minute
  random_time<> dist = fixed_time(20s);
  double mean = 20;
  double variance = 0;
  for (int i = 0; i < deep; ++i) {
    dist = retry(dist, 90_percent, fixed_time(1s));
    // A geometric number of failures, of the mean 1/9 and the variance 10/81.
    variance = variance / 0.9 + (mean + 1) * (mean + 1) * 10 / 81;
    mean = (mean + 0.1) / 0.9;
  }
  CHECK(dist.mean().count() == near(mean, 1e-12));
  CHECK(dist.variance() == near(variance, 1e-10));
  CHECK(dist.cdf(seconds(20)).value() == near(std::pow(0.9, deep), 1e-12));
}

TEST_CASE("what is rejected") {
  CHECK(message_of([] { return retry(fixed_time(1s), 0_percent); }) ==
        "nines::retry: success is 0, but must be more than 0");
  CHECK(message_of([] { return retry(fixed_time(1s), 50_percent, fixed_time(0s), 0); }) ==
        "nines::retry: attempts is 0, but must be 1 or more");
  CHECK(message_of([] { return retry(fixed_time(30s), probability<double>::from_value(1e-9)); }) ==
        "nines::retry: success is 1e-09, but must be 1e-4 or more, but of exponential attempts");
}
