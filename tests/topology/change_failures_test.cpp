// SPDX-License-Identifier: BSL-1.0
#include "nines/topology/change_failures.hpp"

#include <doctest/doctest.h>

#include <nines/probability/literals.hpp>
#include <nines/topology/report.hpp>

namespace {
using namespace nines::literals;
using namespace std::chrono_literals;
using doctest::Approx;
using hours = nines::hours_in<double>;

const nines::service_model site{.services = {{.name = "app", .own = nines::repaired(999h, 1h)}},
                                .paths = {{.name = "p", .needs = {{"app"}}}}};
}  // namespace

TEST_CASE("failed changes are outages of the service") {
  // 100 releases a year, of which 5 fail, for 2 h: 10 h of 8760.
  const auto m = nines::with_releases(
      site, {{.service = "app", .a_year = 100, .failure_rate = 5_percent, .restore = hours(2)}});
  const auto found = nines::assess(m).paths[0];
  const double up = 1 - 10 / 8760.0;
  CHECK(found.up.lower.value() == Approx(0.999 * up).epsilon(1e-13).scale(0));
  CHECK(*found.failures_per_hour == Approx(1e-3 * up + 5 / 8760.0 * 0.999).epsilon(1e-12).scale(0));
}

TEST_CASE("a canary's failures meet a share of the requests, planned outages all of them") {
  const auto m = nines::with_releases(site, {{.service = "app",
                                              .a_year = 100,
                                              .failure_rate = 5_percent,
                                              .restore = hours(2),
                                              .share = 10_percent,
                                              .planned_down = hours(0.1)}});
  CHECK(nines::summarise(m).paths[0].up.lower.value() ==
        Approx(0.999 * (1 - 0.1 * 10 / 8760.0) * (1 - 10 / 8760.0)).epsilon(1e-13).scale(0));
  CHECK(m.services.size() == 3);
}

TEST_CASE("releases that cannot be") {
  const auto refuse = [](const nines::release_policy& policy) {
    CHECK_THROWS_AS((void)nines::with_releases(site, {policy}), nines::model_error);
  };
  refuse({.service = "nobody", .a_year = 1});
  refuse({.service = "app", .a_year = 0});
  refuse({.service = "app", .a_year = 1, .restore = hours(-1)});
  refuse({.service = "app", .a_year = 1, .restore = hours(0.0 / 0.0)});
  refuse({.service = "app", .a_year = 1, .share = nines::probability<double>::never()});
  refuse({.service = "app", .a_year = 9000, .planned_down = hours(1)});
}

TEST_CASE("releases that never fail change nothing") {
  const auto m =
      nines::with_releases(site, {{.service = "app", .a_year = 10, .restore = hours(1)}});
  CHECK(m.services.size() == 1);
}
