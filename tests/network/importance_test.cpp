// SPDX-License-Identifier: BSL-1.0
#include <doctest/doctest.h>

#include <cmath>
#include <nines/network/generators.hpp>
#include <nines/network/importance.hpp>
#include <nines/probability/literals.hpp>

#include "network/brute_force.hpp"
#include "support/message.hpp"
#include "support/within.hpp"

using namespace nines;
using nines_test::within;

namespace {

/// The reliability of the states in which part i (nodes, then links, then groups) is as told.
nines_test::two_sums given(const network<>& net, const std::vector<std::size_t>& terminals,
                           std::size_t i, bool is_up) {
  auto parts = nines_test::parts_of(net);
  parts[i] = is_up ? probability<>::always() : probability<>::never();
  nines_test::two_sums sums;
  nines_test::each_state(parts, 0, 0, 1.0L, [&](std::uint64_t up, long double weight) {
    const bool connects = nines_test::surviving_network(net, up).connects(terminals);
    (connects ? sums.connected : sums.cut) += weight;
  });
  return sums;
}

double error_of(const component_importance<>& part, const network<>& net,
                const std::vector<std::size_t>& terminals, std::size_t i) {
  return std::max(nines_test::relative_error(part.if_up, given(net, terminals, i, true)),
                  nines_test::relative_error(part.if_down, given(net, terminals, i, false)));
}

}  // namespace

TEST_CASE("reliabilities given that a part is up or down are those of all states, both sides") {
  nines_test::random_source random(31);
  for (int trial = 0; trial < nines_test::trials(400); ++trial) {
    const nines_test::network_kind kind{random.one_in(3), random.one_in(2), random.one_in(3)};
    const auto net = nines_test::random_network(random, kind);
    const auto terminals = nines_test::random_terminals(
        random, net, kind.directed ? 2 : random.between(2, net.nodes().size()));
    const auto table = network_importance(net, terminals);
    const auto exact = nines_test::brute_force(net, terminals);
    const std::size_t nodes = net.nodes().size(), links = net.links().size();
    double worst = nines_test::relative_error(table.reliability, exact);
    const bool is_possible = detail::is_connectable(detail::problem_of("test", net, terminals));
    for (std::size_t v = 0; v < nodes && is_possible; ++v)
      worst = std::max(worst, error_of(table.nodes[v], net, terminals, v));
    for (std::size_t l = 0; l < links && is_possible; ++l)
      worst = std::max(worst, error_of(table.links[l], net, terminals, nodes + l));
    for (std::size_t g = 0; g < net.groups().size() && is_possible; ++g)
      worst = std::max(worst, error_of(table.groups[g], net, terminals, nodes + links + g));
    CAPTURE(trial);
    CHECK(worst < 1e-13);
  }
}

TEST_CASE("a series and a parallel pair have the importances of the textbook") {
  network<> net;
  for (const char* name : {"s", "m", "t", "off"}) net.add_node(name);
  net.add_link("s", "m", 90_percent);
  net.add_link("m", "t", 80_percent);
  net.add_link("m", "t", 70_percent);
  net.add_link("t", "off", 50_percent);
  const auto table = two_terminal_importance(net, "s", "t");
  const double pair = 1 - 0.2 * 0.3, all = 0.9 * pair;
  CHECK(table.reliability.value() == within(all, 1e-14));
  CHECK(birnbaum_importance(table.links[0]) == within(pair, 1e-14));
  CHECK(birnbaum_importance(table.links[1]) == within(0.9 * 0.3, 1e-14));
  CHECK(birnbaum_importance(table.links[3]) == 0);
  CHECK(improvement_potential(table.links[2]) == within(0.3 * 0.9 * 0.2, 1e-14));
  CHECK(risk_achievement_worth(table.links[0]) == within(1 / (1 - all), 1e-14));
  CHECK(risk_reduction_worth(table.links[0]) == within((1 - all) / (1 - pair), 1e-13));
  CHECK(criticality_importance(table.links[0]) == within(0.1 * pair / (1 - all), 1e-13));
  CHECK(single_points_of_failure(table.links) == std::vector<std::size_t>{0});
  CHECK(single_points_of_failure(table.nodes) == std::vector<std::size_t>{0, 1, 2});
  CHECK(best_to_harden(table.links) == 0);
}

TEST_CASE("importances add up to the derivative along all links, in a larger network") {
  // The derivative of U of a grid whose links are alike is the sum over its links.
  const auto at = [](double q) {
    return two_terminal_reliability(grid(5, 6, {probability<>::from_complement(q)}), "0,0", "4,5")
        .complement();
  };
  const double q = 0.05, h = 1e-5;
  const auto table =
      two_terminal_importance(grid(5, 6, {probability<>::from_complement(q)}), "0,0", "4,5");
  double sum = 0;
  for (const auto& link : table.links) sum += birnbaum_importance(link);
  CHECK(sum == within((at(q + h) - at(q - h)) / (2 * h), 1e-7));
  CHECK(table.reliability.complement() == within(at(q), 1e-13));
}

TEST_CASE("what cannot be asked is refused") {
  const auto net = complete(9, {99_percent});
  const auto message = [](auto call) { return nines_test::message_of(call); };
  CHECK(message([&] { return network_importance(net, {1}); }) ==
        "nines::network_importance: number of terminals is 1, but must be 2 or more");
  CHECK(message([&] {
          return all_terminal_importance(net, {.memory_limit = 1e3});
        }).starts_with("nines::all_terminal_importance: takes more than"));
  CHECK(message([&] { return best_to_harden(std::vector<component_importance<>>{}); }) ==
        "nines::best_to_harden: there is no part");
}

TEST_CASE("what a part matters to a network that is never cut has no ratio, and is no number") {
  network<> net;
  net.add_node("a");
  net.add_node("b");
  const auto perfect = probability<>::always();
  net.add_link("a", "b", perfect);
  net.add_link("a", "b", perfect);
  const auto each = two_terminal_importance(net, "a", "b");
  CHECK(birnbaum_importance(each.links[0]) == 0);
  CHECK(improvement_potential(each.links[0]) == 0);
  CHECK(std::isnan(criticality_importance(each.links[0])));
  CHECK(std::isnan(risk_achievement_worth(each.links[0])));
  CHECK(std::isnan(risk_reduction_worth(each.links[0])));
  CHECK(std::isinf(risk_achievement_worth(each.nodes[0])));  // the only part that can cut it
}
