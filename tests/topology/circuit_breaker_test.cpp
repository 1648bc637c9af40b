// SPDX-License-Identifier: BSL-1.0
#include "nines/topology/circuit_breaker.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <nines/probability/literals.hpp>
#include <nines/topology/report.hpp>
#include <random>

namespace {

using namespace nines::literals;
using namespace std::chrono_literals;
using doctest::Approx;
using nines::circuit_breaker;

const circuit_breaker quick{.trips_after = 10s, .tries_again = 60s};

/// Outages one after the other, from the definition.
struct simulated_breaker {
  double opens = 0, closed = 0, late = 0, outage = 0;
};
simulated_breaker simulate(double mttr, double trips, double tries, int outages) {
  std::mt19937_64 random(7);
  std::exponential_distribution<double> lasts(1 / mttr);
  simulated_breaker sum;
  for (int i = 0; i < outages; ++i) {
    const double end = lasts(random);
    sum.outage += end;
    sum.closed += std::min(end, trips);
    if (end <= trips) continue;
    sum.opens += 1;
    double probe = trips + tries;
    while (probe < end) probe += tries;
    sum.late += probe - end;
  }
  return sum;
}

}  // namespace

TEST_CASE("half of an interval is left where outages are long, all of it where they are short") {
  const auto late = [](auto mttr) {
    return nines::breaker_effect(quick, mttr).closes_late / nines::hours_in<double>(60s);
  };
  CHECK(late(1000000h) == Approx(0.5).epsilon(1e-7));
  CHECK(late(1ms) == Approx(1).epsilon(1e-4));
  // Both branches meet, against a sum of positive terms: x^(n-1) (n-1) / n! over (e^x - 1).
  for (const double x : {0.01, 0.1, 0.2499, 0.2501, 0.5, 2.0}) {
    double sum = 0, term = 1;
    for (int n = 1; n < 60; ++n) {
      term *= n > 1 ? x / n : 1.0;
      sum += term * (n - 1);
    }
    // 1 / (1 - e^-x) - 1 / x = (x e^x - e^x + 1) / (x (e^x - 1)), with x^n in both.
    CHECK(nines::detail::mean_part_left(x) == Approx(sum / std::expm1(x)).epsilon(1e-14));
  }
}

TEST_CASE("against a simulation of 400000 outages") {
  const auto found = nines::breaker_effect(quick, 90s);
  const auto all = simulate(90, 10, 60, 400000);
  CHECK(found.opens.value() == Approx(all.opens / 400000).epsilon(2e-3));
  CHECK(found.closed.value() == Approx(all.closed / all.outage).epsilon(6e-3));
  CHECK(found.closes_late.count() * 3600 == Approx(all.late / all.opens).epsilon(3e-3));
  CHECK(found.late_share == Approx(all.late / all.outage).epsilon(6e-3));
}

TEST_CASE("what is held while a dependency hangs") {
  CHECK(nines::calls_held(200, 2s) == 400);
  CHECK(nines::calls_held(0, 2s) == 0);
}

TEST_CASE("a breaker stops an outage from spreading, and takes a little where none would") {
  const auto needed = 20_percent;
  CHECK(nines::share_that_fails(needed, true, 30min) == nines::probability<double>::always());
  CHECK(nines::share_that_fails(needed, false, 30min) == needed);
  const auto stopped = nines::share_that_fails(needed, true, 30min, quick);
  CHECK(stopped.value() > 0.2);
  CHECK(stopped.value() < 0.22);
  CHECK(nines::share_that_fails(needed, false, 30min, quick).value() > 0.2);
  // As a dependency of a model: 0.2 of the requests in an outage, and a little more.
  const auto up = [&](const nines::probability<double>& share) {
    const nines::service_model shop{
        .services = {{.name = "app", .needs = {{"search", share}}},
                     {.name = "search", .own = nines::repaired(30h, 30min)}},
        .paths = {{.name = "order", .needs = {{"app"}}}}};
    return nines::assess(shop).paths[0].up.lower.complement();
  };
  const double down = 0.5 / 30.5;
  CHECK(up(stopped) == Approx(down * stopped.value()).epsilon(1e-12));
  CHECK(up(nines::probability<double>::always()) == Approx(down).epsilon(1e-12));
}

TEST_CASE("what is no breaker") {
  CHECK_THROWS_AS((void)nines::breaker_effect(quick, 0s), nines::domain_error);
  CHECK_THROWS_AS((void)nines::breaker_effect({.trips_after = -1s}, 1h), nines::domain_error);
  CHECK_THROWS_AS((void)nines::calls_held(-1, 1s), nines::domain_error);
  CHECK_THROWS_AS((void)nines::calls_held(std::numeric_limits<double>::quiet_NaN(), 1s),
                  nines::domain_error);
}
