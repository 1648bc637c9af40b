// SPDX-License-Identifier: BSL-1.0
// The failure laws of the format against their definitions, step by step in 100 digits.
#include "fault_tree/failures.hpp"

#include <doctest/doctest.h>

#include "support/precise.hpp"
#include "support/random.hpp"

using namespace fault_tree;
using nines_test::mp;
using nines_test::random_source;

namespace {

std::vector<two_sided_value> values(const std::vector<double>& list) {
  std::vector<two_sided_value> made;
  for (const double each : list) made.push_back(two_sided_value::of(each));
  return made;
}
/// The larger relative error of the two sides; one below 1e-80 has too few of the 100 digits.
double error(const two_sided_value& found, const mp& exact) {
  const auto of = [](double x, const mp& y) {
    return y < 1e-80 ? 0 : static_cast<double>(abs(mp(x) - y) / y);
  };
  return std::max(of(found.value, exact), of(found.complement, 1 - exact));
}
mp happened(const mp& rate, const mp& t) { return 1 - exp(-rate * t); }
/// A repair, and then a failure.
mp repaired_and_failed(const mp& failures, const mp& repairs, const mp& t) {
  const mp done = happened(repairs, t);
  const mp failed = happened(failures, t);
  if (failures == repairs) return failed - (1 - failed) * failures * t;
  return (failures * done - repairs * failed) / (failures - repairs);
}

/// Test by test: all that is down goes into repair at each.
mp five_arguments(const mp& l, const mp& m, const mp& tau, const mp& theta, const mp& time) {
  if (time <= theta) return happened(l, time);
  mp down = happened(l, theta);
  mp at = theta;
  const auto wait = [&](const mp& t) {
    down = down * (1 - happened(m, t) + repaired_and_failed(l, m, t)) + (1 - down) * happened(l, t);
  };
  for (; at + tau <= time; at += tau) wait(tau);
  wait(time - at);
  return down;
}

struct tested_part {
  mp l, in_test, m, tau, theta, gamma, length, sigma, omega;
  bool is_available = true;
  mp failed = 0, in_repair = 0, up = 0, testing = 0;

  mp down_after_repair(const mp& t) const {
    return happened(m, t) * omega + (1 - omega) * repaired_and_failed(l, m, t);
  }
  void test(const mp& t, bool counts) {
    const mp works = up * (1 - gamma) * (1 - happened(in_test, t));
    const mp transient = failed + up * (gamma + (1 - gamma) * happened(in_test, t));
    failed = in_repair * down_after_repair(t) + (1 - sigma) * transient;
    const mp restarted = in_repair * (1 - omega) * (happened(m, t) - repaired_and_failed(l, m, t));
    in_repair = (1 - happened(m, t)) * in_repair + sigma * transient;
    up = restarted + (counts ? works : mp(0));
    testing = counts ? mp(0) : works;
  }
  void wait(const mp& t) {
    const mp restarted = in_repair * (1 - omega) * (happened(m, t) - repaired_and_failed(l, m, t));
    failed = up * happened(l, t) + failed + in_repair * down_after_repair(t);
    up = up * (1 - happened(l, t)) + restarted;
    in_repair = in_repair * (1 - happened(m, t));
  }
  mp at(const mp& time) {
    if (time <= theta) return happened(l, time);
    failed = happened(l, theta);
    up = 1 - failed;
    mp now = theta;
    for (; now + tau <= time; now += tau) {
      test(length, true);
      wait(tau - length);
    }
    if (time - now <= length) {
      test(time - now, is_available);
    } else {
      test(length, true);
      wait(time - now - length);
    }
    return failed + in_repair + testing;
  }
};

}  // namespace

TEST_CASE("exponential, repairable and Weibull parts, on both sides") {
  random_source random(1501);
  double worst = 0;
  for (int i = 0; i < 2000; ++i) {
    const double l = random.log_uniform(1e-12, 1e-1);
    const double m = random.log_uniform(1e-6, 1e1);
    const double t = random.log_uniform(1e-3, 1e4);
    const double g = random.unit();
    worst = std::max(worst, error(exponential(values({l, t})), happened(l, t)));
    const mp r = mp(l) + m;
    const mp glm = (l - (l - g * r) * exp(-r * t)) / r;
    worst = std::max(worst, error(repairable_part(values({g, l, m, t})), glm));
    const double shape = random.uniform(0.3, 4);
    const mp w = 1 - exp(-pow(mp(t) / 700, mp(shape)));
    worst = std::max(worst, error(weibull(values({700, shape, 0, t})), w) /
                                (1 + static_cast<double>(pow(mp(t) / 700, mp(shape)))));
  }
  CHECK(worst <= 2e-13);  // of exp(-x), whose error grows as x does
  CHECK(weibull(values({700, 2, 5, 5})).value == 0);
  CHECK(error(weibull(values({700, 2, 5, 705})), 1 - exp(mp(-1))) < 1e-15);
  CHECK(exponential(values({1e-13, 1})).value == doctest::Approx(1e-13).epsilon(1e-15));
}

TEST_CASE("a test that repairs at once") {
  const auto at = [](double t) { return periodic_test(values({1e-3, 10, 20, t})).value; };
  CHECK(at(15) == doctest::Approx(-std::expm1(-0.015)));
  CHECK(at(20) == doctest::Approx(-std::expm1(-0.02)));  // just before the first test
  CHECK(at(23) == doctest::Approx(-std::expm1(-0.003)));
  CHECK(at(30) == doctest::Approx(-std::expm1(-0.01)));
  CHECK(at(1e6 + 4) == doctest::Approx(-std::expm1(-0.004)));
}

TEST_CASE("a test that begins a repair, test by test") {
  random_source random(1502);
  double worst = 0;
  for (int i = 0; i < nines_test::trials(1000); ++i) {
    const double l = random.log_uniform(1e-9, 1);
    const double m = random.one_in(8) ? l : random.log_uniform(1e-6, 10);
    const double tau = random.uniform(0.5, 20);
    const double theta = random.uniform(0, 30);
    const double t = random.uniform(0, 300);
    worst = std::max(worst, error(periodic_test(values({l, m, tau, theta, t})),
                                  five_arguments(l, m, tau, theta, t)));
  }
  CHECK(worst <= 1e-11);  // the time since the last test is a difference
}

TEST_CASE("a test that takes time and may harm, test by test") {
  random_source random(1503);
  double worst = 0;
  for (int i = 0; i < nines_test::trials(1000); ++i) {
    tested_part p;
    const double l = random.log_uniform(1e-9, 1);
    const double in_test = random.log_uniform(1e-9, 1);
    const double m = random.one_in(8) ? l : random.log_uniform(1e-6, 10);
    const double tau = random.uniform(2, 20);
    const double theta = random.uniform(0, 30);
    const double length = random.uniform(0.1, 2);
    const double gamma = random.unit() / 4;
    const double sigma = random.unit();
    const double omega = random.unit() / 4;
    const double t = random.uniform(0, 300);
    const bool is_available = random.one_in(2);
    p = {l, in_test, m, tau, theta, gamma, length, sigma, omega, is_available, 0, 0, 0, 0};
    const auto found = periodic_test(values(
        {l, in_test, m, tau, theta, gamma, length, is_available ? 1.0 : 0.0, sigma, omega, t}));
    worst = std::max(worst, error(found, p.at(t)));
  }
  CHECK(worst <= 1e-11);
}

TEST_CASE("a million tests take no time, and too many are refused") {
  const auto found = periodic_test(values({1e-4, 0.1, 1, 1, 1e6 + 0.5}));
  CHECK(found.value > 1e-4);
  CHECK(found.value < 1e-2);
  CHECK_THROWS_AS((void)periodic_test(values({1e-4, 0.1, 1e-10, 1, 1e9})), std::invalid_argument);
}
