// SPDX-License-Identifier: BSL-1.0
#include <doctest/doctest.h>

#include <nines/network/generators.hpp>
#include <nines/network/next_link.hpp>
#include <nines/probability/literals.hpp>
#include <ostream>

#include "network/brute_force.hpp"
#include "support/message.hpp"

using namespace nines;

TEST_CASE("each link that might be added has the reliability of all states with it") {
  nines_test::random_source random(51);
  for (int trial = 0; trial < nines_test::trials(100); ++trial) {
    const nines_test::network_kind kind{random.one_in(3), random.one_in(2), random.one_in(3)};
    const auto net = nines_test::random_network(random, kind);
    const auto terminals = nines_test::random_terminals(random, net, 2);
    const auto up = nines_test::random_availability(random);
    const auto table = links_to_add(net, terminals, up);
    double worst = 0;
    for (std::size_t i = 0; i < table.size(); ++i) {
      auto with = net;
      with.add_link(table[i].from, table[i].to, up);
      worst = std::max(worst, nines_test::relative_error(table[i].reliability,
                                                         nines_test::brute_force(with, terminals)));
      CHECK((i == 0 || table[i].reliability <= table[i - 1].reliability));
    }
    CAPTURE(trial);
    CHECK(worst < 1e-13);
  }
}

TEST_CASE("the best link across a ring joins the terminals, and joined pairs are no candidates") {
  const auto table = links_to_add(ring(6, {99_percent}), {0, 3}, 99_percent);
  CHECK(table.size() == 9);
  CHECK(table.front().from == 0);
  CHECK(table.front().to == 3);
  const auto one = links_to_add(ring(6, {99_percent}), {0, 3}, 99_percent, {{1, 4}});
  CHECK(one.size() == 1);
  CHECK(one[0].reliability < table.front().reliability);
  CHECK(links_to_add(complete(4, {99_percent}), {0, 3}, 99_percent).empty());
}

TEST_CASE("what cannot be asked is refused") {
  const auto net = complete(9, {99_percent});
  CHECK(nines_test::message_of([&] { return links_to_add(net, {0, 9}, 99_percent).size(); }) ==
        "nines::links_to_add: terminal is 9, but must be less than 9");
  CHECK(nines_test::message_of([&] {
          return links_to_add(net, {0, 1}, 99_percent, {{2, 9}}).size();
        }).find("to is 9") != std::string::npos);
  CHECK(
      nines_test::message_of([&] {
        return links_to_add(net, {0, 1}, 99_percent, {{2, 3}, {3, 4}}, {.work_limit = 100}).size();
      }).starts_with("nines::links_to_add: takes more than"));
}
