// SPDX-License-Identifier: BSL-1.0
#include <doctest/doctest.h>

#include <nines/markov/chain/sort_states.hpp>
#include <nines/markov/steady/steady_state.hpp>

#include "support/published_models.hpp"

TEST_CASE("a sorted model is the same model") {
  const auto found = nines_test::cluster(3);
  const auto sorted = nines::sort_states(nines_test::cluster(3));
  REQUIRE(sorted.size() == found.size());
  CHECK(sorted.chain().transitions() == found.chain().transitions());
  CHECK(std::is_sorted(sorted.states().begin(), sorted.states().end()));
  const auto& before = found.chain();
  const auto& after = sorted.chain();
  for (std::size_t i = 0; i < found.size(); ++i) {
    const std::size_t k = sorted.index_of(found.states()[i]);
    CHECK(after.exit_rates()[k] == before.exit_rates()[i]);
    CHECK(after.states("minimum").contains(k) == before.states("minimum").contains(i));
    CHECK(after.reward("time_not_min")[k] == before.reward("time_not_min")[i]);
    for (nines::rate_matrix<double>::InnerIterator to(before.rates(), static_cast<int>(i)); to;
         ++to) {
      const auto& target = found.states()[static_cast<std::size_t>(to.col())];
      CHECK(after.rates().coeff(static_cast<Eigen::Index>(k),
                                static_cast<Eigen::Index>(sorted.index_of(target))) == to.value());
    }
  }
  CHECK(nines::steady_state(after).in(after.states("minimum")).complement() ==
        doctest::Approx(nines::steady_state(before).in(before.states("minimum")).complement())
            .epsilon(1e-13)
            .scale(0));
}

TEST_CASE("any order will do, and names go with their states") {
  const auto down_first = nines::sort_states(nines::explore(3,
                                                            [](int up, auto& emit) {
                                                              if (up > 0) emit(up - 1, up * 1e-3);
                                                              if (up < 3) emit(up + 1, 0.5);
                                                            }),
                                             [](int a, int b) { return a < b; });
  CHECK(down_first.states() == std::vector<int>{0, 1, 2, 3});
  CHECK(down_first.index_of(3) == 3);
  CHECK(down_first.chain().name(3) == "3");
  CHECK(down_first.chain().rates().coeff(3, 2) == 3e-3);
}
