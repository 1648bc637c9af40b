// SPDX-License-Identifier: BSL-1.0
// The cheapest of lines, against a scan of prices; the Pareto front, against its definition.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <nines/recovery/cheapest.hpp>

#include "support/message.hpp"
#include "support/random.hpp"
#include "support/within.hpp"

using namespace nines;
using nines_test::message_of;
using nines_test::within;
using cost_lines = std::vector<cost_line<double>>;
using point_list = std::vector<std::vector<double>>;
using index_list = std::vector<std::size_t>;

TEST_CASE("three strategies, of which one is never the cheapest") {
  const auto best = cheapest_by_price(cost_lines{{100, 50}, {400, 40}, {300, 10}});
  REQUIRE(best.size() == 2);
  CHECK(best[0].line == 0);
  CHECK(best[0].price == 0);
  CHECK(best[1].line == 2);
  CHECK(best[1].price == 5);  // 100 + 50 x = 300 + 10 x
}

TEST_CASE("equal lines, and equal prices") {
  CHECK(cheapest_by_price(cost_lines{{1, 1}, {1, 1}}).size() == 1);
  CHECK(cheapest_by_price(cost_lines{{1, 2}, {1, 1}})[0].line == 1);
  const auto three = cheapest_by_price(cost_lines{{0, 3}, {1, 2}, {2, 1}});  // all meet at 1
  REQUIRE(three.size() == 2);
  CHECK(three[1].line == 2);
}

TEST_CASE("random lines against a scan of prices") {
  nines_test::random_source random(77);
  for (int trial = 0; trial < nines_test::trials(300); ++trial) {
    cost_lines all;
    for (std::size_t left = random.between(1, 12); left > 0; --left)
      all.push_back({random.log_uniform(1, 1e6), random.log_uniform(1e-3, 1e3)});
    const auto best = cheapest_by_price(all);
    for (int i = 0; i < 50; ++i) {
      const double price = random.log_uniform(1e-3, 1e9);
      const auto cost = [price](const auto& line) { return line.fixed + price * line.hours; };
      double least = cost(all[0]);
      for (const auto& line : all) least = std::min(least, cost(line));
      const auto next = std::find_if(best.begin(), best.end(),
                                     [price](const auto& b) { return b.price > price; });
      CHECK(cost(all[(next - 1)->line]) == within(least, 1e-12));
    }
  }
}

TEST_CASE("what no other beats") {
  CHECK(pareto_front(point_list{{1, 5}, {2, 4}, {2, 5}, {3, 3}, {3, 3}}) == index_list{0, 1, 3, 4});
  CHECK(pareto_front(point_list{{1, 1}, {0, 0}}) == index_list{1});
  CHECK(pareto_front(point_list{}).empty());
}

TEST_CASE("what is rejected") {
  CHECK(message_of([] { return cheapest_by_price(cost_lines{}); }) ==
        "nines::cheapest_by_price: needs at least one line");
  CHECK(message_of([] { return cheapest_by_price(cost_lines{{1, 1}, {1, std::nan("")}}); }) ==
        "nines::cheapest_by_price: lines[1] is nan, but must be 0 or more, and finite");
  CHECK(message_of([] { return pareto_front(point_list{{1, 2}, {1}}); }) ==
        "nines::pareto_front: number of figures is 1, but must be the same for each choice");
}
