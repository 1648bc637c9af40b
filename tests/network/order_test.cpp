// SPDX-License-Identifier: BSL-1.0
#include <doctest/doctest.h>

#include <nines/network/generators.hpp>
#include <nines/network/order.hpp>
#include <nines/network/problem.hpp>
#include <nines/probability/literals.hpp>

using namespace nines;

namespace {

detail::connection_problem<double> problem_of(const network<>& net) {
  return detail::problem_of("test", net, {0, net.nodes().size() - 1});
}

/// The most nodes that are open at a time: taken, with neighbours that are not.
std::size_t most_open(const detail::connection_problem<double>& problem,
                      const detail::node_order& order) {
  const auto neighbours = detail::neighbours_of(problem);
  std::vector<bool> taken(order.size(), false);
  std::size_t most = 0;
  for (const std::size_t v : order) {
    taken[v] = true;
    std::size_t open = 0;
    for (std::size_t w = 0; w < order.size(); ++w) {
      bool waits = false;
      for (const std::size_t x : neighbours[w]) waits |= !taken[x];
      open += taken[w] && waits ? 1U : 0U;
    }
    most = std::max(most, open);
  }
  return most;
}

}  // namespace

TEST_CASE("every order of the portfolio has each node once") {
  for (const auto& net : {grid(4, 7, {99_percent}), fat_tree(4, {99_percent}),
                          random_regular(30, 3, 1, {99_percent}), complete(6, {99_percent})}) {
    for (auto order : detail::order_portfolio(problem_of(net), 8)) {
      std::sort(order.begin(), order.end());
      CHECK(order.size() == net.nodes().size());
      CHECK(std::adjacent_find(order.begin(), order.end()) == order.end());
    }
  }
}

TEST_CASE("greedy sweeps of ladders and trees keep few nodes open") {
  using preference = detail::order_maker::preference;
  const auto ladder = problem_of(grid(3, 40, {99_percent}));
  const detail::order_maker along(detail::neighbours_of(ladder));
  CHECK(most_open(ladder, along.greedy(0, preference::fewest_open)) == 3);
  CHECK(most_open(ladder, along.breadth_first(0)) <= 4);
  const auto circle = problem_of(ring(30, {99_percent}));
  const detail::order_maker around(detail::neighbours_of(circle));
  CHECK(most_open(circle, around.greedy(7, preference::most_taken)) == 2);
}

TEST_CASE("sweeps begin at different nodes, terminals among them") {
  const auto problem = problem_of(grid(5, 5, {99_percent}));
  const detail::order_maker graph(detail::neighbours_of(problem));
  auto roots = detail::sweep_roots(problem, graph, 6);
  CHECK(roots.size() == 6);
  CHECK(roots[0] == 0);
  CHECK(roots[1] == 24);
  std::sort(roots.begin(), roots.end());
  CHECK(std::adjacent_find(roots.begin(), roots.end()) == roots.end());
}
