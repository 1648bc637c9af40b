// SPDX-License-Identifier: BSL-1.0
// What questions may cost, and what no input may do: exceptions of Boost.Math, loops without an
// end.
#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <nines/distribution/empirical.hpp>
#include <nines/slo.hpp>
#include <random>

#include "slo_test.hpp"
#include "support/message.hpp"

using namespace nines;
using namespace nines_test;
using namespace std::chrono_literals;

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();

/// A random number, evenly in its logarithm.
double log_uniform(std::mt19937_64& random, double least, double most) {
  return std::exp(std::uniform_real_distribution<>(std::log(least), std::log(most))(random));
}

bool sides_agree(const probability<>& p) {
  return p.value() >= 0 && p.value() <= 1 && p.complement() >= 0 && p.complement() <= 1 &&
         std::abs(p.value() + p.complement() - 1) <= 1e-15;
}

}  // namespace

TEST_CASE("alerts of any traffic: both sides agree, and errors are ours") {
  std::mt19937_64 random(20261);
  int answers = 0;
  for (int i = 0; i < 1500; ++i) {
    const double window = log_uniform(random, 0.01, 72);
    const auto share = probability<>::from_value(log_uniform(random, 1e-300, 0.9));
    const auto dist = i % 2 == 0 ? failure_count::binomial : failure_count::poisson;
    const error_budget<> b(probability<>::from_complement(log_uniform(random, 1e-9, 1)),
                           rolling_30d);
    const burn_rate_alert<> alert(
        b, {log_uniform(random, 1e-3, 1e3), hours(window), hours(i % 5 == 0 ? 0 : window / 12)});
    CAPTURE(i);
    try {
      const auto p = alert_probability(alert, {log_uniform(random, 1e-4, 1e7), share, dist});
      CHECK(sides_agree(p));
      ++answers;
    } catch (const convergence_error&) {
    }
  }
  CHECK(answers > 1490);
}

TEST_CASE("tails of counts beyond the range of a double are 0, not an overflow") {
  const error_budget<> b(99.9_percent, rolling_30d);
  const burn_rate_alert<> alert(b, {14.4, hours(1), minutes(5)});
  const service_traffic<> rare{1.6e7, probability<>::from_value(1e-120), failure_count::poisson};
  CHECK(alert_probability(alert, rare).value() == 0);
  CHECK(alert_probability(alert, rare).complement() == 1);
  const service_traffic<> always{1e7, 50_percent, failure_count::binomial};
  CHECK(alert_probability(alert, always) == probability<>::always());
}

TEST_CASE("an alert at its threshold under billions of requests has a budget") {
  const error_budget<> half(50_percent, rolling_30d);
  const burn_rate_alert<> alert(half, {1, hours(72), hours(6)});
  CHECK(message_of([&] { return alert_probability(alert, {1e9, 50_percent}); }) ==
        "nines::alert_probability: takes more than 30000 tails of counts; take fewer requests an "
        "hour: "
        "those of a part of the traffic");
}

TEST_CASE("units of any means: both sides agree") {
  std::mt19937_64 random(20262);
  int answers = 0;
  for (int i = 0; i < 1500; ++i) {
    const hours up(log_uniform(random, 1e-3, 1e9)), down(log_uniform(random, 1e-6, 1e3));
    const hours window(log_uniform(random, 1e-3, 1e5));
    CAPTURE(i);
    try {
      const unit_downtime<> d(up, down, window, starts[i % 3]);
      CHECK(sides_agree(d.cdf(window * log_uniform(random, 1e-9, 1))));
      CHECK(std::isfinite(d.mean().count()));
      CHECK(std::isfinite(d.variance()));
      const auto p = probability<>::from_value(log_uniform(random, 1e-9, 1));
      CHECK(d.quantile(p) <= window);
      ++answers;
    } catch (const convergence_error&) {
    }
  }
  CHECK(answers > 1400);
}

TEST_CASE("times too far apart for a double are refused, not undefined") {
  CHECK(message_of([] { return unit_downtime<>(hours(1), hours(1e-310), hours(720)); }) ==
        "nines::unit_downtime: window / mttr is inf, but must be finite, as window / mttf");
}

TEST_CASE("compound down times know their cost, and end") {
  const auto at_once = [](hours) { return 50_percent; };
  CHECK(message_of([&] { return compound_downtime(hours(1e-310), at_once, hours(720)); }) ==
        "nines::compound_downtime: window / mttf is inf, but must be at most 1e9");
  CHECK(message_of([&] { return compound_downtime(hours(1), at_once, hours(720), 100000); }) ==
        "nines::compound_downtime: takes more than 1e+10 products; take fewer cells");
  CHECK_THROWS_AS(compound_downtime(hours(1), at_once, hours(infinite)), domain_error);
}

TEST_CASE("compound down times of outages with a heavy tail, whose mean is finite, or is not") {
  // log-logistic, median 10 min: P(Y <= t) = 1 / (1 + (t / median)^-shape)
  for (const double shape : {0.8, 1.0, 1.05, 1.5}) {
    const auto over_by = [shape](hours t) {
      return probability<>::from_odds(std::pow(t.count() * 6, shape));
    };
    const auto coarse = compound_downtime(hours(240), over_by, hours(720), 400).survival(43.2min);
    const auto fine = compound_downtime(hours(240), over_by, hours(720), 1600).survival(43.2min);
    CHECK(coarse.lower <= fine.lower);
    CHECK(fine.lower <= fine.upper);
    CHECK(fine.upper <= coarse.upper);
    CHECK(fine.upper.value() - fine.lower.value() < 0.01);
  }
}

TEST_CASE("very many windows: those that remember the first, and the others at once") {
  const repairable<> part(hours(720), minutes(15));
  const error_budget<> monthly(99.95_percent, month_30d);
  const auto many =
      any_breach_probability(part, monthly, 1000000000000000, initial_condition::down);
  CHECK(many.lower == probability<>::always());
  CHECK(many.upper == probability<>::always());
  const error_budget<> rare(50_percent, month_30d);  // hardly ever broken
  const auto few = any_breach_probability(part, rare, 1000000, initial_condition::down);
  CHECK(few.lower <= few.upper);
  CHECK(message_of([&] {
          const error_budget<> second(99_percent, hours(1e-9));
          return any_breach_probability(part, second, 1000000000000000, initial_condition::down);
        }).find("takes more than 1e+07 windows that remember the first") != std::string::npos);
}

TEST_CASE("curves and credits") {
  const unit_downtime<> d(hours(720), minutes(15), month_30d);
  CHECK(message_of([&] { return exceedance_curve(d, hours(infinite)); }) ==
        "nines::exceedance_curve: longest (in hours) is inf, but must be finite");
  CHECK(message_of([&] {
          return exceedance_curve(d, hours(1), 1000000000000);
        }).find("memory_limit is 1 GiB") != std::string::npos);
  CHECK(message_of([&] {
          return exceedance_curve(d, hours(1), 1000, 63999);
        }).find("1000 points") != std::string::npos);
  CHECK(exceedance_curve(d, hours(1), 1000, 64000).size() == 1000);
  CHECK(message_of([&] { return exceedance_curve(d, hours(1), 1000, std::nan("")); }) ==
        "nines::exceedance_curve: memory_limit is nan, but must be 0 or more");
  CHECK_THROWS_AS((void)expected_credit(d, hours(infinite), {{99_percent, 0.1}}), domain_error);
}

TEST_CASE("a root that is not there is an error of ours") {
  const auto one = [](double) { return 1.0; };
  CHECK(message_of([&] { return detail::root_between("f", one, 1.0, 2.0); }) ==
        "nines::f: no time between 1 and 2 has this probability");
  CHECK(message_of([&] {
          return detail::root_between("f", [](double) { return std::nan(""); }, 1.0, 2.0);
        }) == "nines::f: no time between 1 and 2 has this probability");
  CHECK(detail::root_between("f", [](double x) { return x - 1; }, 1.0, 2.0) == 1);
}

TEST_CASE("sums of a few lengths that never meet have one budget for all of them") {
  const empirical_time<> outage(
      std::vector<hours>{minutes(7.31415), minutes(11.2718), minutes(23.5772), minutes(31.4142)});
  const renewal_downtime<> few(hours(240), outage, hours(720));
  CHECK(sides_agree(few.survival(43.2min)));
  CHECK(message_of([&] { return renewal_downtime<>(hours(48), outage, year_365); }) ==
        "nines::renewal_downtime: takes more than 1e+07 products of lengths of outages; "
        "compound_downtime has bounds of unlike outages");
}
