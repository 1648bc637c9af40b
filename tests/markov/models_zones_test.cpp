// SPDX-License-Identifier: BSL-1.0
#include <doctest/doctest.h>

#include <cmath>
#include <nines/combine/at_least.hpp>
#include <nines/combine/copies.hpp>
#include <nines/markov/models/k_of_n.hpp>
#include <nines/markov/models/zones.hpp>

#include "support/message.hpp"
#include "support/models.hpp"

using namespace nines;
using namespace std::chrono_literals;
using nines_test::hours_of;
using nines_test::message_of;
using nines_test::mp;

namespace {

double binomial(std::size_t n, std::size_t k) {
  double result = 1;
  for (std::size_t i = 1; i <= k; ++i)
    result = result * static_cast<double>(n - k + i) / static_cast<double>(i);
  return result;
}

}  // namespace

TEST_CASE("zones: the closed form is that of the chain") {
  nines_test::random_source random(20261126);
  for (int trial = 0; trial < nines_test::trials(30); ++trial) {
    const std::size_t zones = random.between(1, 3);
    const std::size_t instances = random.between(1, 3);
    const std::size_t needed = random.between(1, zones * instances);
    const std::size_t crews = random.one_in(2) ? unlimited_crews : 1;
    const double mttf = nines_test::mean_time(random), mttr = random.log_uniform(1e-3, 1e4);
    const double zone_mttf = nines_test::mean_time(random);
    const double zone_mttr = random.log_uniform(1e-3, 1e4);
    const auto group = [&]<class T>() {
      return zoned_instances<T>{.zones = zones,
                                .instances = instances,
                                .needed = needed,
                                .mttf = hours_of<T>(mttf),
                                .mttr = hours_of<T>(mttr),
                                .zone_mttf = hours_of<T>(zone_mttf),
                                .zone_mttr = hours_of<T>(zone_mttr),
                                .crews = crews};
    };
    nines_test::check_long_run(group, [](const auto& g) { return multi_zone(g); }, 200);
  }
}

TEST_CASE("zones: the lumped chain counts zones by condition") {
  for (const std::size_t zones : {1u, 2u, 4u})
    for (const std::size_t instances : {1u, 2u, 5u}) {
      const auto c = multi_zone({.zones = zones,
                                 .instances = instances,
                                 .mttf = 1000h,
                                 .mttr = 1h,
                                 .zone_mttf = 10000h,
                                 .zone_mttr = 3h});
      CHECK(static_cast<double>(c.size()) == binomial(zones + instances + 1, zones));
      CHECK(c.states("degraded").count() + 1 == c.states("up").count());
    }
}

TEST_CASE("zones that never fail, with a crew for each instance: at_least of all instances") {
  for (const std::size_t needed : {1u, 4u, 6u}) {
    const auto r = as_repairable(
        zoned_instances<>{.zones = 2, .instances = 3, .needed = needed, .mttf = 700h, .mttr = 9h});
    const auto parts = at_least(needed, copies(6, repairable(700h, 9h)));
    CHECK(r.availability().complement() ==
          doctest::Approx(parts.availability().complement()).epsilon(1e-13).scale(0));
    CHECK(r.failures_per_hour() ==
          doctest::Approx(parts.failures_per_hour()).epsilon(1e-13).scale(0));
  }
}

TEST_CASE("one instance that never fails in each zone: zones are the parts") {
  const auto r = as_repairable(
      zoned_instances<>{.zones = 3,
                        .needed = 2,
                        .mttf = hours_of<double>(std::numeric_limits<double>::infinity()),
                        .mttr = 1h,
                        .zone_mttf = 5000h,
                        .zone_mttr = 25h});
  const auto parts = at_least(2, copies(3, repairable(5000h, 25h)));
  CHECK(r.availability().complement() ==
        doctest::Approx(parts.availability().complement()).epsilon(1e-14).scale(0));
  const auto precise = as_repairable(
      zoned_instances<mp>{.mttf = hours_of<mp>(std::numeric_limits<double>::infinity()),
                          .mttr = 1h,
                          .zone_mttf = 5000h,
                          .zone_mttr = 25h});
  CHECK(static_cast<double>(precise.availability().complement()) ==
        doctest::Approx(std::pow(25.0 / 5025, 3)).epsilon(1e-14).scale(0));
}

TEST_CASE("one zone that never fails: k of n with the crews of the zone") {
  const auto zone = as_repairable(zoned_instances<>{
      .zones = 1, .instances = 5, .needed = 3, .mttf = 1000h, .mttr = 2h, .crews = 1});
  const auto group =
      as_repairable(k_of_n_units<>{.units = 5, .needed = 3, .mttf = 1000h, .mttr = 2h, .crews = 1});
  CHECK(zone.availability().complement() ==
        doctest::Approx(group.availability().complement()).epsilon(1e-14).scale(0));
}

TEST_CASE("zones: names and errors") {
  const auto c = multi_zone({.mttf = 1000h, .mttr = 1h, .zone_mttf = 10000h});
  CHECK(c.name(0) == "3 up (zones by failed instances: 3 0; out: 0)");
  CHECK(c.states("zone out").count() == 6);
  CHECK(message_of([] {
          return multi_zone({.zones = 2, .instances = 2, .needed = 5, .mttf = 1h, .mttr = 1h});
        }) ==
        "nines::multi_zone: needed is 5, but must be from 1 to the number of all instances, 4");
  CHECK(message_of([] { return multi_zone({.zones = 0, .mttf = 1h, .mttr = 1h}); }) ==
        "nines::multi_zone: zones is 0, but must be 1 or more");
  CHECK(message_of([] { return multi_zone({.mttf = 1h, .mttr = 1h, .zone_mttr = 0h}); }) ==
        "nines::multi_zone: zone_mttr (in hours) is 0, but must be more than 0, and finite");
}
