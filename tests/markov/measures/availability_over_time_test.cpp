// SPDX-License-Identifier: BSL-1.0
#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <nines/markov/measures/availability_over_time.hpp>

#include "support/message.hpp"
#include "support/one_unit.hpp"
#include "support/within.hpp"

using doctest::Approx;
using namespace std::chrono_literals;
using hours = nines::hours_in<double>;
using nines_test::one_unit;
using nines_test::within_epsilons;

TEST_CASE("one unit in closed form") {
  for (const double l : {1e-9, 1e-3, 0.3}) {
    const double m = 0.5;
    const auto c = one_unit(l, m);
    const double s = l + m;
    for (const double t : {1e-3, 2.0, 1e3, 1e6}) {
      CAPTURE(l);
      CAPTURE(t);
      const double decay = std::exp(-s * t);
      const double lost = -std::expm1(-s * t);
      CHECK(nines::point_availability(c, 0, hours(t)).complement() ==
            within_epsilons(l / s * lost, 64));
      CHECK(nines::point_availability(c, 0, hours(t)).value() ==
            within_epsilons(m / s + l / s * decay, 64));
      CHECK(nines::failure_intensity(c, 0, hours(t)) ==
            within_epsilons(l * (m / s + l / s * decay), 64));
      if (l * t < 600)
        CHECK(nines::reliability(c, 0, hours(t)).value() == within_epsilons(std::exp(-l * t), 1e3));
      CHECK(nines::reliability(c, 0, hours(t)).complement() ==
            within_epsilons(-std::expm1(-l * t), 64));
      if (l * t < 600) CHECK(nines::failure_rate(c, 0, hours(t)) == within_epsilons(l, 64));
      if (s * t < 0.1) continue;  // below, this closed form of the next two cancels
      const double missing = lost / s;
      CHECK(nines::interval_availability(c, 0, hours(t)).complement() ==
            within_epsilons(l / s * (t - missing) / t, 64));
      CHECK(nines::expected_failures(c, 0, hours(t)) ==
            within_epsilons(l * (m / s * t + l / s * missing), 64));
    }
  }
}

TEST_CASE("worked cases") {
  CHECK(nines::point_availability(one_unit(1e-3, 0.5), 0, 2h).value() ==
        within_epsilons(0.99873681520470602997, 4));
  // The reference chain "mission": faults, and wear that is not repaired.
  const auto mission = nines::chain_builder<>()
                           .add("ok", "fault", 1e-3)
                           .add("fault", "ok", 10)
                           .add("ok", "dead", 1e-6)
                           .add("fault", "dead", 1e-6)
                           .label("up", {"ok"})
                           .build();
  CHECK(nines::point_availability(mission, 0, 10000h).value() ==
        within_epsilons(0.98995083866530152, 64));
  CHECK(nines::point_availability(mission, 0, 1000000h).value() ==
        within_epsilons(0.36784265690575175, 64));
}

TEST_CASE("the begin and the end of time") {
  const auto c = one_unit(1e-3, 0.5);
  CHECK(nines::point_availability(c, 0, 0h).value() == 1);
  CHECK(nines::interval_availability(c, 0, 0h).value() == 1);
  CHECK(nines::interval_availability(c, 1, 0h).value() == 0);
  CHECK(nines::expected_failures(c, 0, 0h) == 0);
  CHECK(nines::reliability(c, 1, 1h).value() == 0);
  CHECK(nines::failure_rate(c, 0, 0h) == 1e-3);
  CHECK(nines::point_availability(c, 0, hours(std::numeric_limits<double>::infinity())) ==
        nines::steady_availability(c));
  const auto immortal =
      nines::chain_builder<>().add(0, 1, 1).add(1, 0, 1).label("up", {0, 1}).build();
  CHECK(nines::reliability(immortal, 0, 1000h).complement() == 0);
  CHECK(nines::failure_rate(immortal, 0, 1000h) == 0);
  CHECK(nines::expected_failures(immortal, 0, 1000h) == 0);
}

TEST_CASE("rates per second are failures per hour") {
  nines::chain_builder<> b;
  b.rates_per(1s).add("up", "down", 1e-3 / 3600).add("down", "up", 0.5 / 3600).label("up", {"up"});
  const auto c = b.build();
  CHECK(nines::failure_rate(c, 0, 7h) == within_epsilons(1e-3, 64));
  CHECK(nines::failure_intensity(c, 1, 0h) == 0);
  CHECK(nines::point_availability(c, 0, 2h).value() == within_epsilons(0.99873681520470602997, 64));
}

TEST_CASE("time does not run backwards") {
  const auto c = one_unit(1e-3, 0.5);
  const auto says = [](const auto& call, const char* function) {
    CHECK(nines_test::message_of(call).find(function) != std::string::npos);
  };
  says([&] { return nines::point_availability(c, 0, -1h); }, "point_availability: t is -1");
  says([&] { return nines::interval_availability(c, 0, -1h); }, "interval_availability: window");
  says([&] { return nines::expected_failures(c, 0, -1h); }, "expected_failures: window is -1");
  says([&] { return nines::failure_intensity(c, 0, -1h); }, "failure_intensity: t is -1");
  says([&] { return nines::reliability(c, 0, hours(std::nan(""))); }, "reliability: t is nan");
  says([&] { return nines::failure_rate(c, 0, -1h); }, "failure_rate: t is -1");
}
