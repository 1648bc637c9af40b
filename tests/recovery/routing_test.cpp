// SPDX-License-Identifier: BSL-1.0
#include <doctest/doctest.h>

#include <nines/probability/literals.hpp>
#include <nines/recovery/routing.hpp>

#include "support/message.hpp"
#include "support/within.hpp"

using namespace nines;
using namespace nines::literals;
using namespace std::chrono_literals;
using nines_test::message_of;
using nines_test::within_epsilons;
using caches = std::vector<ttl_share<double>>;

// The sum of w max(0, 1 - t / TTL), written out.
TEST_CASE("a few resolvers that ignore the time to live") {
  const auto dist = dns_cutover(caches{{0.95, 60s}, {0.05, 30min}});
  CHECK(dist.mean().count() == within_epsilons(73.5));  // not 30 s
  CHECK(dist.cdf(5min).complement() == within_epsilons(1 / 24.0));
  CHECK(dist.cdf(30s).value() == within_epsilons(0.95 / 2 + 0.05 / 60));
  CHECK(dist.max() == 30min);
  CHECK(dist.quantile(99_percent).count() == within_epsilons(1440, 64));  // 0.05 (1 - t/1800) = 1 %
}

TEST_CASE("one time to live, or none") {
  CHECK(dns_cutover(60s).mean() == 30s);
  const auto dist = dns_cutover(caches{{0.25, 0s}, {0.75, 60s}});
  CHECK(dist.cdf(0s).value() == 0.25);
  CHECK(dist.cdf(20s).value() == within_epsilons(0.5));
}

TEST_CASE("what is rejected") {
  CHECK(message_of([] { return dns_cutover(caches{}); }) ==
        "nines::mixture: needs at least one distribution");
  CHECK(message_of([] { return dns_cutover(caches{{0.5, 60s}}); }) ==
        "nines::mixture: sum of weights is 0.5, but must be 1");
  CHECK(message_of([] { return dns_cutover(-1s); }) ==
        "nines::dns_cutover: time_to_live is -1, but must be 0 or more");
}
