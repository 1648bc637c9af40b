// SPDX-License-Identifier: BSL-1.0
#include <doctest/doctest.h>

#include <nines/combine/series.hpp>
#include <nines/network/generators.hpp>
#include <nines/network/reduction.hpp>
#include <nines/probability/literals.hpp>

#include "network/brute_force.hpp"
#include "support/within.hpp"

using namespace nines;
using nines_test::within;

namespace {

detail::reduced_problem<double> reduced(const network<>& net,
                                        const std::vector<std::size_t>& terminals) {
  return detail::reduced(detail::problem_of("test", net, terminals));
}

}  // namespace

TEST_CASE("series-parallel networks are reduced to a factor") {
  network<> net;
  for (const char* name : {"s", "a", "b", "t", "pendant"}) net.add_node(name, 99_percent);
  net.add_link("s", "a", 90_percent);
  net.add_link("a", "t", 90_percent);
  net.add_link("s", "b", 80_percent);
  net.add_link("b", "t", 80_percent);
  net.add_link("s", "t", 50_percent);
  net.add_link("s", "t", 50_percent);
  net.add_link("a", "a", 10_percent);
  net.add_link("t", "pendant", 10_percent);
  const auto result = reduced(net, {0, 3});
  CHECK(result.rest.empty());
  const double cut = (1 - 0.81 * 0.99) * (1 - 0.64 * 0.99) * 0.25;
  CHECK(result.factor.value() == within(0.99 * 0.99 * (1 - cut), 1e-14));
}

TEST_CASE("rings, trees and ladders of terminals are reduced to a factor, to the last digit") {
  const auto link = probability<>::from_complement(1e-12);
  const auto circle = ring(6, {link});
  const auto result = reduced(circle, {0, 1, 2, 3, 4, 5});
  CHECK(result.rest.empty());
  CHECK(result.factor.complement() == within(15e-24, 1e-11));
  const auto tree = host_tree<>({{"zone", 3, {link}}, {"host", 4, {link}}});
  CHECK(reduced(tree, detail::all_nodes(tree)).rest.empty());
  CHECK(reduced(tree, detail::all_nodes(tree)).factor.complement() == within(15e-12, 1e-11));
}

TEST_CASE("a graph without small degrees stays as it is") {
  const auto result = reduced(complete(5, {90_percent}), {0, 1});
  REQUIRE(result.rest.size() == 1);
  CHECK(result.rest[0].links.size() == 10);
  CHECK(result.factor.complement() == 0);
}

TEST_CASE("grouped parts are not reduced as if they were independent") {
  network<> net;
  for (const char* name : {"s", "a", "t"}) net.add_node(name);
  net.add_link("s", "a", 90_percent);
  net.add_link("s", "a", 90_percent);
  net.add_link("a", "t", 90_percent);
  net.add_group("conduit", 99_percent);
  for (std::size_t l = 0; l < 3; ++l) net.put_link(l, 0);
  const auto result = reduced(net, {0, 2});
  REQUIRE(result.rest.size() == 1);
  CHECK(result.rest[0].links.size() == 3);
}

TEST_CASE("what is left after reductions has the reliability of the whole") {
  nines_test::random_source random(7);
  for (int trial = 0; trial < 500; ++trial) {
    const auto net = nines_test::random_network(random, {false, random.one_in(2), false});
    const auto terminals =
        nines_test::random_terminals(random, net, random.between(2, net.nodes().size()));
    if (!detail::is_connectable(detail::problem_of("test", net, terminals))) continue;
    const auto result = reduced(net, terminals);
    auto product = result.factor;
    for (const auto& rest : result.rest) {
      network<> part;
      std::vector<std::size_t> left;
      for (std::size_t v = 0; v < rest.nodes.size(); ++v) {
        part.add_node(std::to_string(v), rest.nodes[v].up);
        if (rest.nodes[v].is_terminal) left.push_back(v);
      }
      for (const auto& link : rest.links) part.add_link(link.from, link.to, link.up);
      const auto sums = nines_test::brute_force(part, left);
      product =
          series(product, probability<>::from_computed_sides(static_cast<double>(sums.connected),
                                                             static_cast<double>(sums.cut)));
    }
    CAPTURE(trial);
    CHECK(nines_test::relative_error(product, nines_test::brute_force(net, terminals)) < 1e-13);
  }
}
