// SPDX-License-Identifier: BSL-1.0
#include <doctest/doctest.h>

#include <cmath>
#include <nines/probability/literals.hpp>
#include <nines/recovery/replication.hpp>

#include "support/message.hpp"
#include "support/within.hpp"

using namespace nines;
using namespace nines::literals;
using namespace std::chrono_literals;
using nines_test::message_of;
using nines_test::within;
using nines_test::within_epsilons;
using copies_of_data = std::vector<data_copy<double>>;
using modes = std::vector<loss_mode<double>>;

// Amazon S3 Replication Time Control: 99.99 % of objects within 15 minutes.
TEST_CASE("a promise of a lag") {
  const auto lag = lag_from_objective(99.99_percent, 15min);
  CHECK(lag.mean().count() == within(97.716258428231661222, 1e-12));
  CHECK(lag.cdf(15min).complement() == within(1e-4, 1e-13));
  CHECK(lag_from_objective(1e-9_probability, 1s).cdf(1s).value() == within(1e-9, 1e-13));
}

TEST_CASE("copies that are tried in turn") {
  const auto loss = replica_loss<double>({{99_percent, fixed_time(1s)},
                                          {90_percent, uniform_time(0s, 100s)},
                                          {50_percent, fixed_time(1h)}});
  CHECK(loss.cdf(1s).value() == within_epsilons(0.99 + 0.01 * 0.9 * 0.01));
  CHECK(loss.cdf(50s).value() == within_epsilons(0.99 + 0.01 * 0.9 * 0.5));
  CHECK(loss.completion_probability().complement() == within(0.01 * 0.1 * 0.5, 1e-14));
  CHECK(std::isinf(loss.mean().count()));
  const auto sure =
      replica_loss<double>({{99_percent, fixed_time(1s)}, {100_percent, fixed_time(101s)}});
  CHECK(sure.mean().count() == within_epsilons(2));
}

TEST_CASE("writes lost in a year") {
  CHECK(writes_lost_per_year(modes{{2.0, uniform_time(0s, 300s)}}, 500.0) == 150000);
  CHECK(writes_lost_per_year(modes{{2.0, fixed_time(10s)}, {0.05, fixed_time(1h)}}, 100.0) ==
        within_epsilons(20000));
  CHECK(writes_lost_per_year(modes{{0.0, never()}, {1.0, fixed_time(1s)}}, 3.0) == 3);
  CHECK(writes_lost_per_year(modes{}, 3.0) == 0);
  CHECK(writes_lost_per_year(modes{{1.0, never()}}, 0.0) == 0);
  CHECK(std::isinf(writes_lost_per_year(modes{{1.0, never()}}, 1.0)));
}

TEST_CASE("what is rejected") {
  CHECK(message_of([] { return lag_from_objective(100_percent, 15min); }) ==
        "nines::lag_from_objective: probability is 1, but must be more than 0 and less than 1");
  CHECK(message_of([] { return lag_from_objective(99_percent, 0s); }) ==
        "nines::lag_from_objective: within is 0, but must be more than 0");
  CHECK(message_of([] { return replica_loss(copies_of_data{}); }) ==
        "nines::replica_loss: needs at least one copy");
  CHECK(message_of([] { return writes_lost_per_year(modes{}, -1.0); }) ==
        "nines::writes_lost_per_year: writes_per_second is -1, but must be 0 or more, and finite");
  CHECK(
      message_of([] { return writes_lost_per_year(modes{{std::nan(""), fixed_time(1s)}}, 1.0); }) ==
      "nines::writes_lost_per_year: failures_per_year is nan, but must be 0 or more, and finite");
}
