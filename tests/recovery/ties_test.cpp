// SPDX-License-Identifier: BSL-1.0
// A promise that is just what is asked for is kept.
#include <doctest/doctest.h>

#include <cmath>
#include <nines/distribution/boost.hpp>
#include <nines/probability/literals.hpp>
#include <nines/recovery/plan.hpp>
#include <nines/recovery/replication.hpp>
#include <nines/recovery/routing.hpp>

using namespace nines;
using namespace nines::literals;
using namespace std::chrono_literals;
using seconds = seconds_in<double>;

TEST_CASE("a lag that is promised keeps the same objective") {
  for (const auto chance : {50_percent, 90_percent, 95_percent, 99_percent, 99.9_percent,
                            99.99_percent, 99.9999_percent, 5_percent})
    for (const double time : {1.0, 0.1, 5.0, 60.0, 300.0, 900.0, 3600.0, 12345.6}) {
      CAPTURE(time);
      CAPTURE(chance.complement());
      const auto lag = lag_from_objective(chance, seconds(time));
      CHECK(meets(lag, recovery_objective<double>{seconds(time), chance}));
      CHECK(!meets(lag, recovery_objective<double>{seconds(time * (1 - 1e-9)), chance}));
      const minutes_in<double> minutes(time / 60);
      CHECK(meets(lag_from_objective(chance, minutes),
                  recovery_objective<double>{seconds(time), chance}));
    }
}

TEST_CASE("the quantile of a plan keeps the probability it was asked for") {
  const recovery_plan<> plan({{"detect", uniform_time(60s, 90s)},
                              {"fail over", lognormal_time(120s, 0.5)},
                              {"route", dns_cutover(60s)}});
  for (const auto chance : {50_percent, 95_percent, 99_percent, 99.9_percent, 99.99999_percent})
    CHECK(meets(plan.time(), recovery_objective<double>{plan.time().quantile(chance), chance}));
}

TEST_CASE("very many copies that are tried in turn") {
  const std::vector<data_copy<double>> copies(100'000, {0.01_percent, fixed_time(3s)});
  const auto loss = replica_loss(copies);
  CHECK(loss.completion_probability().complement() ==
        doctest::Approx(std::exp(1e5 * std::log1p(-1e-4))).epsilon(1e-9).scale(0));
  CHECK(loss.quantile(99_percent) == 3s);
}
