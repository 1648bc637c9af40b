// SPDX-License-Identifier: BSL-1.0
#include <doctest/doctest.h>

#include <cmath>
#include <nines/duration/windows.hpp>
#include <nines/markov/chain/chain_builder.hpp>
#include <nines/markov/measures/failure_causes.hpp>

#include "support/message.hpp"
#include "support/random.hpp"
#include "support/within.hpp"

using doctest::Approx;
using nines_test::within_epsilons;

namespace {

/// Two database nodes: failover takes 90 s when it works, 30 min by hand when it does not.
nines::chain<> failover(double coverage) {
  const double fails = 1.0 / 720;
  return nines::chain_builder<>()
      .add("both", "failing over", fails * coverage)
      .add("both", "uncovered", fails * (1 - coverage))
      .add("both", "one", fails)
      .add("failing over", "one", 40)
      .add("failing over", "none", fails)
      .add("uncovered", "one", 2)
      .add("uncovered", "none", fails)
      .add("one", "both", 0.25)
      .add("one", "none", fails)
      .add("none", "one", 0.25)
      .label("up", {"both", "one"})
      .build();
}

}  // namespace

TEST_CASE("the down time of a failover pair by cause") {
  const auto c = failover(0.95);
  const auto table = nines::long_run_failures(c);
  const auto part = nines::as_repairable(c);
  const auto pi = nines::steady_state(c).mass;
  REQUIRE(table.causes.size() == 3);
  CHECK(table.causes[0].from_name == "both");
  CHECK(table.causes[0].into_name == "failing over");
  CHECK(table.causes[1].into_name == "uncovered");
  CHECK(table.causes[2].from_name == "one");
  CHECK(table.causes[0].share.value() / table.causes[1].share.value() == within_epsilons(19, 32));
  CHECK(table.per_hour == within_epsilons(part.failures_per_hour(), 32));
  CHECK(table.downtime_per_hour == within_epsilons(part.availability().complement(), 32));
  CHECK(table.causes[2].mean_down_time.count() ==
        within_epsilons(4, 32));  // both failed: until a repair
  // An outage that begins with a failover is that, or with little probability goes on with both
  // failed.
  const double to_none = (1.0 / 720) / (40 + 1.0 / 720);
  CHECK(table.causes[0].mean_down_time.count() ==
        within_epsilons(1 / (40 + 1.0 / 720) + 4 * to_none, 32));
  CHECK(table.causes[0].per_hour == within_epsilons(pi[0] * 0.95 / 720, 32));
  CHECK(table.share_from(0).value() == within_epsilons(table.causes[0].share.value() / 0.95, 32));
  CHECK(table.share_into(4).value() == within_epsilons(table.causes[2].share.value(), 32));
  CHECK(table.share_into(4).complement() == within_epsilons(table.share_from(0).value(), 32));
}

TEST_CASE("shares add up, on both sides") {
  nines_test::random_source random(11);
  for (int trial = 0; trial < 50; ++trial) {
    const std::size_t n = random.between(3, 15);
    const std::size_t up = random.between(1, n - 1);
    nines::chain_builder<> b(n);
    for (std::size_t i = 0; i < n; ++i) {
      b.add(i, (i + 1) % n, random.log_uniform(1e-8, 1));
      b.add(i, random.below(n), random.log_uniform(1e-8, 1));
    }
    const auto c =
        b.label("up", nines::state_set::where(n, [&](auto i) { return i < up; })).build();
    const auto part = nines::as_repairable(c);
    const auto table = nines::long_run_failures(c);
    double downtime = 0;
    for (std::size_t k = 0; k < table.causes.size(); ++k) {
      const auto& cause = table.causes[k];
      CHECK(cause.share.value() + cause.share.complement() == within_epsilons(1, 32));
      CHECK(cause.downtime_share->value() + cause.downtime_share->complement() ==
            within_epsilons(1, 32));
      CHECK(cause.per_hour == within_epsilons(cause.share.value() * table.per_hour, 32));
      CHECK(cause.downtime_share->value() * table.downtime_per_hour ==
            within_epsilons(cause.per_hour * cause.mean_down_time.count(), 32));
      if (k > 0) CHECK(cause.per_hour <= table.causes[k - 1].per_hour);
      downtime += cause.per_hour * cause.mean_down_time.count();
    }
    CHECK(downtime == within_epsilons(part.availability().complement(), 500));
    CHECK(table.per_hour == within_epsilons(part.failures_per_hour(), 500));
  }
}

TEST_CASE("the first failure, which may never come") {
  const auto c = nines::chain_builder<>()
                     .add("start", "hit", 1)
                     .add("start", "armed", 2)
                     .add("start", "safe", 5)
                     .add("armed", "hit", 1)
                     .add("armed", "lost", 3)
                     .add("hit", "start", 0.5)
                     .label("up", {"start", "armed", "safe"})
                     .build();
  const auto table = nines::first_failure(c, 0);
  REQUIRE(table.causes.size() == 3);
  CHECK(table.per_hour == within_epsilons(1 / 8.0 + 2 / 8.0, 32));  // that there is one
  CHECK(table.causes[0].from_name == "armed");
  CHECK(table.causes[0].into_name == "lost");
  CHECK(table.causes[0].share.value() == within_epsilons(0.1875 / 0.375, 32));
  CHECK(table.causes[1].from_name == "start");
  CHECK(table.causes[1].share.value() == within_epsilons(0.125 / 0.375, 32));
  CHECK(table.causes[1].mean_down_time.count() == 2);
  CHECK(std::isinf(table.causes[0].mean_down_time.count()));
  const auto of_pair = nines::first_failure(failover(1), 0);
  CHECK(of_pair.per_hour == within_epsilons(1, 32));
}

TEST_CASE("what has no failures has no causes") {
  const auto immortal =
      nines::chain_builder<>().add(0, 1, 1).add(1, 0, 1).label("up", {0, 1}).build();
  CHECK(nines::long_run_failures(immortal).causes.empty());
  CHECK(nines::first_failure(immortal, 0).per_hour == 0);
  const auto mortal = nines::chain_builder<>().add("ok", "dead", 1).label("up", {"ok"}).build();
  CHECK(nines::long_run_failures(mortal).causes.empty());
  CHECK(nines::first_failure(mortal, 0).causes.size() == 1);
  CHECK(nines_test::message_of([&] {
          return nines::long_run_failures(mortal, nines::state_set(2));
        }) == "nines::long_run_failures: no state is up");
}

TEST_CASE("shares of what does not exist") {
  const auto immortal =
      nines::chain_builder<>().add("a", "b", 1).add("b", "a", 1).label("up", {"a", "b"}).build();
  CHECK(nines_test::message_of([&] { return nines::long_run_failures(immortal).share_from(0); }) ==
        "nines::failure_causes: there are no failures to have a share of");
  const auto mortal = nines::chain_builder<>()
                          .add("up", "down", 1)
                          .add("up", "dead", 1)
                          .add("down", "up", 1)
                          .label("up", {"up"})
                          .build();
  const auto first = nines::first_failure(mortal, 0);
  CHECK(first.causes[0].share.value() == 0.5);
  CHECK_FALSE(first.causes[0].downtime_share.has_value());  // one outage has no end
}
