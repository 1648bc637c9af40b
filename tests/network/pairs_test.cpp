// SPDX-License-Identifier: BSL-1.0
#include <doctest/doctest.h>

#include <limits>
#include <nines/network/generators.hpp>
#include <nines/network/pairs.hpp>
#include <nines/probability/literals.hpp>
#include <ostream>

#include "network/brute_force.hpp"
#include "support/message.hpp"
#include "support/within.hpp"

using namespace nines;

TEST_CASE("all pairs have the reliability of all states of the parts, both sides") {
  nines_test::random_source random(41);
  for (int trial = 0; trial < nines_test::trials(100); ++trial) {
    const nines_test::network_kind kind{random.one_in(3), random.one_in(2), random.one_in(3)};
    const auto net = nines_test::random_network(random, kind);
    const auto table = all_pairs_reliability(net);
    REQUIRE(table.size() == net.nodes().size());
    double worst = 0;
    for (std::size_t a = 0; a < table.size(); ++a)
      for (std::size_t b = 0; b < table.size(); ++b) {
        const std::vector<std::size_t> ends =
            a == b ? std::vector<std::size_t>{a} : std::vector<std::size_t>{a, b};
        worst = std::max(
            worst, nines_test::relative_error(table.at(a, b), nines_test::brute_force(net, ends)));
      }
    CAPTURE(trial);
    CHECK(worst < 1e-13);
  }
}

TEST_CASE("the share of a demand that is cut has its digits") {
  network<> net;
  for (const char* name : {"a", "b", "c"}) net.add_node(name);
  net.add_link("a", "b", probability<>::from_complement(1e-20));
  net.add_link("b", "c", probability<>::from_complement(3e-20));
  const auto d = connected_demand(net, std::vector<traffic_demand<>>{{0, 1, 4.0}, {0, 2, 1.0}});
  CHECK(d.total == 5);
  CHECK(d.connected == 5);
  CHECK(d.share.complement() == nines_test::within((4 * 1e-20 + 4e-20) / 5, 1e-14));
  CHECK(worst_pair(all_pairs_reliability(net)) == std::pair<std::size_t, std::size_t>(0, 2));
  CHECK(all_pairs_reliability(net).at(1, 1) == probability<>::always());
}

TEST_CASE("what cannot be asked is refused") {
  const auto net = complete(9, {99_percent});
  const auto message = [](auto call) { return nines_test::message_of(call); };
  const auto ask = [&](const traffic_demand<>& d) {
    return message([&] { return connected_demand(net, std::vector<traffic_demand<>>{d}); });
  };
  CHECK(ask({9, 0, 1.0}) == "nines::connected_demand: from is 9, but must be less than 9");
  CHECK(ask({0, 1, -1.0}) ==
        "nines::connected_demand: volume is -1, but must be 0 or more, and finite");
  CHECK(ask({0, 1, 0.0}) ==
        "nines::connected_demand: sum of all volumes is 0, but must be more than 0, and finite");
  CHECK(ask({0, 1, std::numeric_limits<double>::quiet_NaN()}).find("volume is nan") !=
        std::string::npos);
  CHECK(message([&] {
          return all_pairs_reliability(net, {.work_limit = 1e4});
        }).starts_with("nines::all_pairs_reliability: takes more than"));
  CHECK(message([&] { return worst_pair(pair_table<>(1)); }) ==
        "nines::worst_pair: number of nodes is 1, but must be 2 or more");
  CHECK(message([&] { return pair_table<>(2).at(0, 2).value(); }) ==
        "nines::pair_table::at: to is 2, but must be less than 2");
}
