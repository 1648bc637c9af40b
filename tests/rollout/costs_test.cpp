// SPDX-License-Identifier: BSL-1.0
// What comments say that plans cost: how often their rules are asked.
#include <doctest/doctest.h>

#include <nines/probability/literals.hpp>
#include <nines/rollout/plan/bake_time.hpp>

using namespace nines;
using namespace nines::literals;
using namespace std::chrono_literals;

namespace {

/// A ratio that counts how often it is asked.
struct counting_ratio {
  ratio_above rule{0.001};
  std::size_t* asked;
  verdict operator()(const evidence& seen) const {
    ++*asked;
    return rule(seen);
  }
};

}  // namespace

TEST_CASE("a search for a bake time takes two stopping distributions for each step tried") {
  const rate_pair rates{0.05_percent, 0.2_percent};
  const request_rate traffic(100, 1s);
  const bake_search search{.share = 5_percent,
                           .errors = {.false_rollback = 5_percent, .missed = 5_percent},
                           .step = 1min,
                           .longest = 24h};
  std::size_t asked = 0;
  const auto found = shortest_bake_time(search, traffic, rates, counting_ratio{.asked = &asked});
  std::size_t by_hand = 0;
  const counting_ratio rule{.asked = &by_hand};
  const double steps = std::round(found / search.step);
  REQUIRE(steps > 5);
  for (double k = 1; k <= steps; ++k) {
    const auto looks = even_analyses(traffic.in(k * search.step, search.share), 1);
    (void)stopping_distribution(rule, looks, rates.good);
    (void)stopping_distribution(rule, looks, rates.bad);
  }
  CHECK(asked == by_hand);
}
