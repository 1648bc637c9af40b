// SPDX-License-Identifier: BSL-1.0
// Strategies: closed forms of races and of mixtures of outages.
#include <doctest/doctest.h>

#include <cmath>
#include <nines/probability/literals.hpp>
#include <nines/recovery/strategy.hpp>

#include "support/message.hpp"
#include "support/within.hpp"

using namespace nines;
using namespace nines::literals;
using namespace std::chrono_literals;
using nines_test::message_of;
using nines_test::within;
using nines_test::within_epsilons;
using hours = hours_in<double>;
using one_strategy = strategy<double>;

namespace {

/// A zone is lost twice in a year of operation, for an hour; the region once in 20, for 10 h.
one_strategy two_causes() {
  return {"waits",
          1000,
          {{"zone", 2, fixed_time(1h)}, {"region", 0.05, fixed_time(10h), fixed_time(30min)}}};
}

}  // namespace

TEST_CASE("wait for the repair, or move") {
  const auto cause = repair_or_fail_over<double>("region", 0.05, exponential_time(10h),
                                                 exponential_time(2h), fixed_time(5min));
  CHECK(cause.outage.mean().count() == within(3600 * 10 / 6.0, 1e-11));
  CHECK(cause.loss.mean().count() == within(300 * 10 / 12.0, 1e-11));
  CHECK(cause.loss.cdf(0s).value() == within(2 / 12.0, 1e-11));
}

TEST_CASE("a year of a strategy") {
  const assessment<> a(two_causes(), {.outage_hour = 5000, .lost_hour = 800});
  // Up for 8760 h / 2.05 on average, then down for (2 * 1 h + 0.05 * 10 h) / 2.05.
  const double mttf = 8760 / 2.05;
  const double mdt = 2.5 / 2.05;
  CHECK(a.availability().complement() == within_epsilons(mdt / (mttf + mdt)));
  CHECK(a.availability().value() == within_epsilons(mttf / (mttf + mdt)));
  CHECK(a.outages_per_year() == within_epsilons(8760 / (mttf + mdt)));
  CHECK(a.downtime_per_year().count() == within_epsilons(8760 * mdt / (mttf + mdt)));
  CHECK(a.loss_per_year().count() == within_epsilons(0.05 / 2.05 * 0.5 * 8760 / (mttf + mdt)));
  const double by_region = a.downtime_from(a.causes()[1]).count();
  CHECK(by_region == within_epsilons(0.2 * a.downtime_per_year().count()));
  CHECK(by_region + a.downtime_from(a.causes()[0]).count() ==
        within_epsilons(a.downtime_per_year().count()));
  CHECK(a.running_cost() == 1000);
  CHECK(a.outage_cost() == within_epsilons(5000 * a.downtime_per_year().count()));
  CHECK(a.loss_cost() == within_epsilons(800 * a.loss_per_year().count()));
  CHECK(a.total_cost() == within_epsilons(1000 + a.outage_cost() + a.loss_cost()));
}

TEST_CASE("percentiles of any outage") {
  const assessment<> a(two_causes(), {5000, 800});
  CHECK(hours(a.recovery_time().quantile(95_percent)) == 1h);
  CHECK(hours(a.recovery_time().quantile(99_percent)) == 10h);  // the region is 2.4 % of outages
  CHECK(a.recovery_time().cdf(2h).complement() == within_epsilons(0.05 / 2.05));
  CHECK(a.loss().cdf(0s).value() == within_epsilons(2 / 2.05));
  CHECK(a.name() == "waits");
}

TEST_CASE("a loss without end costs nothing where lost data have no price") {
  const one_strategy s{"gambles", 1000, {{"region", 0.05, fixed_time(1h), never()}}};
  const assessment<> free(s, {.outage_hour = 5000});
  CHECK(std::isinf(free.loss_per_year().count()));
  CHECK(free.loss_cost() == 0);
  CHECK(free.total_cost() == 1000 + free.outage_cost());
  CHECK(std::isinf(assessment<>(s, {5000, 1}).total_cost()));
}

TEST_CASE("what never happens is left out") {
  auto s = two_causes();
  s.causes.push_back({"never", 0, never()});
  const assessment<> a(s, {1, 1});
  CHECK(a.causes().size() == 2);
  CHECK(std::isfinite(a.downtime_per_year().count()));
}

TEST_CASE("what is rejected") {
  CHECK(message_of([] { return assessment<>(one_strategy{"none", 1, {}}, {1, 1}).name(); }) ==
        "nines::assessment: outages a year is 0, but must be more than 0");
  CHECK(message_of([] { return assessment<>(one_strategy{"x", -1, {}}, {1, 1}).name(); }) ==
        "nines::assessment: running_cost is -1, but must be 0 or more, and finite");
  CHECK(message_of([] {
          return assessment<>(one_strategy{"x", 1, {{"zone", std::nan(""), fixed_time(1s)}}},
                              {1, 1})
              .name();
        }) == "nines::assessment: zone is nan, but must be 0 or more, and finite");
  CHECK(message_of([] { return assessment<>(two_causes(), {-1, 1}).name(); }) ==
        "nines::assessment: outage_hour is -1, but must be 0 or more, and finite");
  CHECK(message_of([] { return assessment<>(two_causes(), {1, -1}).name(); }) ==
        "nines::assessment: lost_hour is -1, but must be 0 or more, and finite");
}
