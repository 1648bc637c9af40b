// SPDX-License-Identifier: BSL-1.0
// Plans of recovery: the worked figures of sums of uniforms and of exponentials, and their parts.
#include <doctest/doctest.h>

#include <cmath>
#include <nines/probability/literals.hpp>
#include <nines/recovery/health_check.hpp>
#include <nines/recovery/plan.hpp>
#include <nines/recovery/routing.hpp>

#include "support/message.hpp"
#include "support/within.hpp"

using namespace nines;
using namespace nines::literals;
using namespace std::chrono_literals;
using nines_test::message_of;
using nines_test::within;
using seconds = seconds_in<double>;
using step_list = std::vector<recovery_step<double>>;

namespace {

/// Checks every 30 s, three in a row; a managed database that fails over in 60 to 120 s; names that
/// are cached for 60 s.
const recovery_plan<>& database_failover() {
  static const recovery_plan<> plan({{"detect", detection_time(health_check<>{30s, 3})},
                                     {"fail over", uniform_time(60s, 120s)},
                                     {"route", dns_cutover(60s)}});
  return plan;
}

}  // namespace

// Sums of uniforms: closed form, by mpmath with 60 digits. Times: Route 53, Amazon RDS Multi-AZ.
TEST_CASE("detect, fail over, route") {
  const auto plan = database_failover();
  const auto time = plan.time();
  CHECK(time.cdf(180s).value() == within(0.29166666666666666667, 1e-12));
  CHECK(time.quantile(50_percent).count() == within(195, 1e-10));
  CHECK(time.quantile(95_percent).count() == within(238.11805698386586782, 1e-10));
  CHECK(time.quantile(99_percent).count() == within(251.3566049642768468, 1e-10));
  CHECK(time.mean().count() == within(195, 1e-12));
  CHECK(time.max().count() == within(270, 1e-12));  // adding maxima: 7 % too much for the p99
}

TEST_CASE("steps that are exponential") {
  const recovery_plan<> plan({{"detect", exponential_time(30s)},
                              {"fail over", exponential_time(90s)},
                              {"route", exponential_time(45s)}});
  CHECK(plan.time().cdf(300s).value() == within(0.89675052143249974731, 1e-12));
  CHECK(plan.time().quantile(99_percent).count() == within(513.03924934064070986, 1e-10));
}

TEST_CASE("an objective is met, or missed") {
  const auto time = database_failover().time();
  CHECK(meets(time, recovery_objective<>{240s, 95_percent}));
  CHECK(!meets(time, recovery_objective<>{238s, 95_percent}));
  CHECK(meets(time, recovery_objective<>{270s, 100_percent}));
  CHECK(!meets(time, recovery_objective<>{269s, 100_percent}));
}

TEST_CASE("when each step is over") {
  const auto plan = database_failover();
  const auto timeline = plan.timeline(99_percent);
  REQUIRE(timeline.size() == 3);
  CHECK(timeline[0].name == "detect");
  CHECK(timeline[0].mean == 75s);
  CHECK(timeline[0].late_end.count() == within(89.7, 1e-12));
  CHECK(timeline[1].mean_end.count() == within(165, 1e-12));
  CHECK(timeline[1].median_end.count() == within(165, 1e-10));
  // The last of U(60, 90) + U(60, 120): 1 % is a triangle of area (210 - t)^2 / (2 * 30 * 60).
  CHECK(timeline[1].late_end.count() == within(204, 1e-10));
  CHECK(timeline[2].late_end.count() == within(251.3566049642768468, 1e-10));
  CHECK(timeline[2].whole_without.count() == within(204, 1e-10));
  CHECK(timeline[0].whole_without.count() == within(180 - std::sqrt(0.01 * 2 * 60 * 60), 1e-10));
}

TEST_CASE("which step takes the most of a late recovery") {
  const auto plan = database_failover();
  const auto shares = plan.shares_at(99_percent);
  REQUIRE(shares.size() == 3);
  const double t = plan.time().quantile(99_percent).count();
  CHECK((shares[0] + shares[1] + shares[2]).count() == within(t, 1e-9));
  CHECK(costliest_step(plan, 99_percent) == 1);
  // Past 240 s all three densities are flat near their ends, so the lacks are alike.
  const double lack = (270 - t) / 3;
  CHECK(shares[0].count() == within(90 - lack, 1e-9));
  CHECK(shares[1].count() == within(120 - lack, 1e-9));
  CHECK(shares[2].count() == within(60 - lack, 1e-9));
}

TEST_CASE("fixed steps keep their length") {
  const recovery_plan<> one({{"decide", fixed_time(5min)}, {"promote", uniform_time(0s, 60s)}});
  const auto shares = one.shares_at(50_percent);
  CHECK(shares[0] == 5min);
  CHECK(shares[1].count() == within(30, 1e-12));
  const recovery_plan<> all({{"decide", fixed_time(5min)}, {"promote", fixed_time(1min)}});
  CHECK(all.shares_at(50_percent)[1] == 1min);
  CHECK(costliest_step(all, 50_percent) == 0);
  CHECK(all.timeline(50_percent)[1].late_end == 6min);
}

TEST_CASE("plans nest, and may fail") {
  const auto inner = database_failover();
  const recovery_plan<> plan(
      {{"automatic", mixture(98_percent, inner.time(), never())}, {"verify", fixed_time(10s)}});
  CHECK(plan.time().cdf(190s).value() == within(0.98 * 0.29166666666666666667, 1e-10));
  CHECK(plan.time().completion_probability().complement() == within(0.02, 1e-14));
  CHECK(plan.time().quantile(99_percent).count() == std::numeric_limits<double>::infinity());
  const recovery_plan<> alone({{"all", inner.time()}});
  CHECK(alone.without(0).max() == 0s);
}

TEST_CASE("what is rejected") {
  CHECK(message_of([] { return recovery_plan<>(step_list{}).time(); }) ==
        "nines::sequence: needs at least one distribution");
  CHECK(message_of([] { return database_failover().without(3); }) ==
        "nines::recovery_plan::without: step is 3, but must be less than the number of steps");
  CHECK(message_of([] { return database_failover().timeline(100_percent); }) ==
        "nines::quantile: probability is 1, but must be more than 0 and less than 1");
  CHECK(message_of([] {
          return recovery_plan<>({{"promote", mixture(50_percent, uniform_time(1s, 2s), never())}})
              .shares_at(90_percent);
        }) == "nines::percentile_contributions: t is inf, but must be finite");
}
