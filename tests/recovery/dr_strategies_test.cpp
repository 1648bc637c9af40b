// SPDX-License-Identifier: BSL-1.0
// The usual strategies from one set of figures: each outage by hand, and
// what holds for any figures.
#include <doctest/doctest.h>

#include <cmath>
#include <nines/probability/literals.hpp>
#include <nines/recovery/backup.hpp>
#include <nines/recovery/dr_strategies.hpp>

#include "support/message.hpp"
#include "support/within.hpp"

using namespace nines;
using namespace nines::literals;
using namespace std::chrono_literals;
using nines_test::message_of;
using nines_test::within;
using nines_test::within_epsilons;
using hours = hours_in<double>;
using minutes = minutes_in<double>;

namespace {

/// "The region has no power for 10 h, once in 20 years."
dr_parameters<> figures() {
  return {.zone_mttf = 2000h,
          .zone_repair = fixed_time(4h),
          .region_mttf = 20 * year_365,
          .region_repair = fixed_time(10h),
          .zone_failover = fixed_time(2min),
          .detect = fixed_time(5min),
          .decide = fixed_time(10min),
          .start_servers = fixed_time(20min),
          .scale_up = fixed_time(6min),
          .restore = fixed_time(3h),
          .promote = fixed_time(8min),
          .route = fixed_time(2min),
          .backup_loss = fixed_time(12h),
          .replication_lag = fixed_time(4s),
          .servers = 10000,
          .data = 1000,
          .backups = 300,
          .pilot_share = 0.1,
          .warm_share = 0.3,
          .zones = 3};
}

std::vector<assessment<double>> assessed(const dr_parameters<>& f) {
  std::vector<assessment<double>> list;
  for (const auto& s : dr_strategies(f))
    list.emplace_back(s, outage_prices<>{.outage_hour = 20000, .lost_hour = 5000});
  return list;
}

const outage_cause<double>& region_of(const assessment<double>& a) {
  for (const auto& cause : a.causes())
    if (cause.name == "region") return cause;
  throw std::logic_error("no region");
}

}  // namespace

TEST_CASE("the region has no power for 10 h") {
  const auto all = assessed(figures());
  REQUIRE(all.size() == 6);
  const char* names[] = {"single zone", "multi-zone",   "backup and restore",
                         "pilot light", "warm standby", "active-active"};
  const double outages[] = {600, 600, 5 + 10 + 20 + 180 + 2, 5 + 10 + 20 + 2, 5 + 10 + 8 + 2, 17};
  const double losses[] = {0, 0, 12 * 3600, 4, 4, 4};
  for (std::size_t i = 0; i < 6; ++i) {
    CAPTURE(i);
    CHECK(all[i].name() == names[i]);
    CHECK(minutes(region_of(all[i]).outage.mean()).count() == within(outages[i], 1e-12));
    CHECK(region_of(all[i]).loss.mean().count() == losses[i]);
    CHECK(region_of(all[i]).per_year == within_epsilons(0.05));
  }
}

TEST_CASE("running costs") {
  const auto all = assessed(figures());
  const double home = 10000 * 1.5 + 3 * 1000;
  const double costs[] = {11000, home, home + 300, home + 2000, home + 4000, 2 * home};
  for (std::size_t i = 0; i < 6; ++i) CHECK(all[i].running_cost() == within_epsilons(costs[i]));
}

TEST_CASE("a year by hand") {
  const auto all = assessed(figures());
  // A zone 4.38 times in a year of operation, the region 0.05 times.
  const double single = 4.38 * 4 + 0.05 * 10;
  CHECK(all[0].availability().complement() == within(single / (8760 + single), 1e-13));
  // All three zones at once: 1/4 of the repair time, 3 times as often as each finds the others so.
  const double q = 4.0 / 2004;
  const double frequency = 3 / 2004.0 * q * q;  // an hour
  const double up = (1 - q * q * q) / frequency;
  const double multi = 4.38 / 30 + 8760 / up * (4 / 3.0) + 0.05 * 10;
  CHECK(all[1].availability().complement() == within(multi / (8760 + multi), 1e-12));
  CHECK(all[1].causes()[1].name == "all zones");
  CHECK(hours(all[1].causes()[1].outage.mean()).count() == within(4 / 3.0, 1e-13));
  // Both regions at once.
  const auto& both = all[5].causes().back();
  CHECK(both.name == "both regions");
  CHECK(hours(both.outage.mean()).count() == within(5, 1e-13));
  const double r = 10.0 / 175210;
  CHECK(both.per_year == within(8760 * (2 / 175210.0) * r / (1 - r * r), 1e-12));
}

TEST_CASE("more preparation, less down time") {
  const auto all = assessed(figures());
  for (std::size_t i = 1; i < all.size(); ++i) {
    CAPTURE(i);
    CHECK(all[i].downtime_per_year() < all[i - 1].downtime_per_year());
    CHECK(all[i].running_cost() > all[i - 1].running_cost());
    CHECK(all[i].recovery_time().quantile(99.9_percent) <=
          all[i - 1].recovery_time().quantile(99.9_percent));
  }
  CHECK(all[3].loss_per_year() < all[2].loss_per_year());
  CHECK(all[2].loss().cdf(0s).complement() > 0);
}

TEST_CASE("a repair that may come first") {
  auto f = figures();
  f.region_repair = exponential_time(10h);
  f.decide = uniform_time(0min, 60min);
  f.backup_loss = backup_loss(backup_schedule<>{24h, 1h});
  const auto all = assessed(f);
  // The move takes U(207, 267) min; it wins with the mean of exp(-t / 600 min) over that.
  const double wins = 10.0 * (std::exp(-207 / 600.0) - std::exp(-267 / 600.0));
  CHECK(hours(region_of(all[2]).loss.mean()).count() == within(13 * wins, 1e-10));
  // The outage is over with the first: the integral of both survivals.
  const double mean = 600 * (1 - wins);
  CHECK(minutes(region_of(all[2]).outage.mean()).count() == within(mean, 1e-9));
}

TEST_CASE("what is rejected") {
  const auto refused = [](auto change) {
    auto f = figures();
    change(f);
    return message_of([&f] { return dr_strategies(f); });
  };
  CHECK(refused([](auto& f) { f.zones = 1; }) ==
        "nines::dr_strategies: zones is 1, but must be 2 or more");
  CHECK(refused([](auto& f) { f.zone_mttf = hours(0); }) ==
        "nines::dr_strategies: mean time to failure is 0, but must be more than 0");
  CHECK(refused([](auto& f) { f.pilot_share = 1.5; }) ==
        "nines::dr_strategies: pilot_share is 1.5, but must be in [0, 1]");
  CHECK(refused([](auto& f) { f.warm_share = -1; }) ==
        "nines::dr_strategies: warm_share is -1, but must be in [0, 1]");
  CHECK(refused([](auto& f) { f.backups = -1; }) ==
        "nines::dr_strategies: backups is -1, but must be 0 or more, and finite");
}
