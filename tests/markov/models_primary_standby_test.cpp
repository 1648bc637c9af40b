// SPDX-License-Identifier: BSL-1.0
#include <doctest/doctest.h>

#include <cmath>
#include <nines/markov/models/failover.hpp>
#include <nines/markov/models/primary_standby.hpp>

#include "markov/random_pair.hpp"
#include "support/message.hpp"
#include "support/models.hpp"

using namespace nines;
using namespace std::chrono_literals;
using nines_test::all_but;
using nines_test::hours_of;
using nines_test::message_of;
using nines_test::mp;

namespace {

/// A mean time of 30 days, 95 % of failovers work in 90 s, people take 30 min, repair takes 4 h.
const primary_standby_pair<> database{.mttf = 720h,
                                      .mttr = 4h,
                                      .promotion = 90s,
                                      .coverage = all_but<double>(0.05),
                                      .manual_recovery = 30min};

}  // namespace

TEST_CASE("primary and standby: the closed form is that of the chain, in every state") {
  nines_test::random_source random(20261125);
  for (int trial = 0; trial < nines_test::trials(150); ++trial) {
    const nines_test::random_pair pair(random);
    nines_test::check_long_run(pair, [](const auto& p) { return primary_standby(p); }, 60);
    const auto c = primary_standby(pair.operator()<mp>());
    const auto pi = steady_state(c);
    const auto exact = shares_of(pair.operator()<mp>());
    const auto computed = shares_of(pair.operator()<double>());
    const auto check = [&](const char* label, const mp& share, double in_double) {
      CAPTURE(label);
      const mp mass = pi.in(c.states(label)).value();
      CHECK(abs(mass - share) <= share * 1e-90);
      CHECK(nines_test::error_in_epsilons(in_double, share) <= 40);
    };
    check("detection", exact.detecting, computed.detecting);
    check("promotion", exact.promoting, computed.promoting);
    check("manual recovery", exact.manual_recovery, computed.manual_recovery);
    check("failback", exact.failing_back, computed.failing_back);
    check("catastrophic", exact.both_down, computed.both_down);
    check("degraded", exact.one_up + exact.rebuilding, computed.one_up + computed.rebuilding);
  }
}

TEST_CASE("primary and standby: the database of five states") {
  const auto s = shares_of(database);
  const double year = 525600;  // minutes
  const auto near = [](double x) { return doctest::Approx(x).epsilon(1e-13).scale(0); };
  // From mpmath with 60 digits: availability and minutes a year (cases D18 to D21).
  CHECK(as_repairable(database).availability().value() == near(0.99987165520647083694));
  CHECK(s.promoting * year == near(17.144182012526484942));
  CHECK(s.manual_recovery * year == near(18.0346099617508051));
  CHECK(s.both_down * year == near(32.279231504650812289));
  const auto c = primary_standby(database);
  CHECK(c.size() == 5);
  CHECK(c.name(0) == "both up");
}

TEST_CASE("primary and standby: every state of the full model") {
  auto full = database;
  full.detection = 30s;
  full.rebuild = 1h;
  full.failback = 10s;
  const auto c = primary_standby(full);
  CHECK(c.size() == 10);
  CHECK(c.states("up").count() == 5);
  CHECK(c.states("degraded").count() == 4);
  for (const char* label :
       {"detection", "promotion", "manual recovery", "failback", "catastrophic"})
    CHECK(c.states(label).count() == 1);
  // What is down is one of the five causes.
  const auto pi = steady_state(c);
  double causes = 0;
  for (const char* label :
       {"detection", "promotion", "manual recovery", "failback", "catastrophic"})
    causes += pi.in(c.states(label)).value();
  CHECK(causes == doctest::Approx(pi.in(c.states("up")).complement()).epsilon(1e-14).scale(0));
}

TEST_CASE("primary and standby: short stages agree with the failover group") {
  // There no node fails in a stage; here it may, and costs a repair: the order of mttr / mttf.
  const auto group = as_repairable(failover_units<>{.mttf = 720h,
                                                    .mttr = 4h,
                                                    .dormancy_factor = 1,
                                                    .coverage = all_but<double>(0.05),
                                                    .takeover = 90s,
                                                    .manual_recovery = 30min,
                                                    .crews = 1});
  CHECK(as_repairable(database).availability().complement() ==
        doctest::Approx(group.availability().complement()).epsilon(4.0 / 720).scale(0));
}

TEST_CASE("primary and standby: no longer stage makes it better") {
  const auto check = [](model_duration<> primary_standby_pair<>::* field, double from, double to) {
    auto better = database, worse = database;
    better.detection = worse.detection = 20s;
    better.rebuild = worse.rebuild = 30min;
    better.failback = worse.failback = 5s;
    (better.*field).hours = from;
    (worse.*field).hours = to;
    nines_test::check_no_worse(better, worse);
  };
  for (double t = 0; t < 4; t += 0.25) {
    check(&primary_standby_pair<>::detection, t, t + 0.25);
    check(&primary_standby_pair<>::promotion, t, t + 0.25);
    check(&primary_standby_pair<>::manual_recovery, t, t + 0.25);
    check(&primary_standby_pair<>::rebuild, t, t + 0.25);
    check(&primary_standby_pair<>::failback, t, t + 0.25);
    check(&primary_standby_pair<>::mttr, t + 0.25, t + 0.5);
    check(&primary_standby_pair<>::mttf, 100 * t + 200, 100 * t + 100);
  }
}

TEST_CASE("primary and standby: errors") {
  CHECK(message_of([] { return primary_standby({.mttr = 1h}); }) ==
        "nines::primary_standby: mttf (in hours) is 0, but must be more than 0");
  CHECK(message_of([] { return primary_standby({.mttf = 1h, .mttr = 1h, .promotion = -1h}); }) ==
        "nines::primary_standby: promotion (in hours) is -1, but must be 0 or more, and finite");
  CHECK(message_of([] {
          return primary_standby({.mttf = 1h, .dormancy_factor = -1, .mttr = 1h});
        }) == "nines::primary_standby: dormancy_factor is -1, but must be 0 or more, and finite");
  CHECK(message_of([] { return primary_standby({.mttf = 1h, .mttr = 1h, .crews = 0}); }) ==
        "nines::primary_standby: crews is 0, but must be 1 or more");
}
