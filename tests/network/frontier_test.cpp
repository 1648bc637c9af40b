// SPDX-License-Identifier: BSL-1.0
#include <doctest/doctest.h>

#include <boost/multiprecision/cpp_bin_float.hpp>
#include <nines/network/frontier.hpp>
#include <nines/network/generators.hpp>
#include <nines/probability/literals.hpp>

#include "network/brute_force.hpp"
#include "support/precise.hpp"

using namespace nines;

namespace {

template <class T>
detail::frontier_sums<T> sweep_in(const network<T>& net, const std::vector<std::size_t>& terminals,
                                  std::size_t order, const detail::frontier_limits& limits = {}) {
  const auto problem = detail::problem_of("test", net, terminals);
  const auto orders = detail::order_portfolio(problem, 6);
  return detail::sweep(detail::frontier_plan<T>(problem, orders[order % orders.size()]), limits);
}

}  // namespace

TEST_CASE("every order gives the same two sides, which make 1") {
  const auto net = fat_tree(4, {99_percent, 99.9_percent});
  const auto first = sweep_in(net, {4, 9, 19}, 0);
  for (std::size_t order = 0; order < 12; ++order) {
    const auto sums = sweep_in(net, {4, 9, 19}, order);
    CHECK(sums.connected + sums.cut == doctest::Approx(1).epsilon(1e-13));
    CHECK(sums.cut == doctest::Approx(first.cut).epsilon(1e-12));
    CHECK(sums.dropped == 0);
    CHECK(!sums.ran_out);
  }
}

TEST_CASE("both sides are those of 100 digits, down to 1e-45") {
  using nines_test::mp;
  const auto small = network_parts<>{probability<>::from_complement(1e-15)};
  const auto fine = network_parts<mp>{nines_test::precise_by_small_side(small.link)};
  for (const std::size_t order : {0u, 5u}) {
    const auto sums = sweep_in(grid(3, 4, small), {5, 6}, order);
    const auto exact = sweep_in(grid<mp>(3, 4, fine), {5, 6}, order);
    CHECK(sums.cut < 1e-44);
    CHECK(nines_test::error_in_epsilons(sums.cut, exact.cut) < 64);
    CHECK(nines_test::error_in_epsilons(sums.connected, exact.connected) < 64);
  }
}

TEST_CASE("with a limited width the two sums are bounds, and all masses make 1") {
  nines_test::random_source random(9);
  for (int trial = 0; trial < 200; ++trial) {
    const auto net = nines_test::random_network(random, {false, random.one_in(2), false});
    const auto terminals = nines_test::random_terminals(random, net, 2);
    const auto problem = detail::problem_of("test", net, terminals);
    if (net.nodes().size() < 3 || !detail::is_connectable(problem)) continue;
    const auto reached = detail::reached_from(problem, terminals[0]);
    if (std::find(reached.begin(), reached.end(), false) != reached.end()) continue;
    const auto exact = nines_test::brute_force(net, terminals);
    for (const std::size_t width : {1u, 2u, 4u}) {
      const auto sums = sweep_in(net, terminals, 1, {.width = width});
      CHECK(sums.connected <= exact.connected * (1 + 1e-13L));
      CHECK(sums.cut <= exact.cut * (1 + 1e-13L));
      CHECK(sums.connected + sums.cut + sums.dropped == doctest::Approx(1).epsilon(1e-13));
    }
  }
}

TEST_CASE("what runs out of work or memory says so, and keeps what it has found") {
  const auto net = grid(9, 9, {90_percent});
  for (const auto& limits :
       {detail::frontier_limits{.work = 1e5}, detail::frontier_limits{.memory = 1e5}}) {
    const auto sums = sweep_in(net, {0, 80}, 0, limits);
    CHECK(sums.ran_out);
    CHECK(sums.cut > 0);
    CHECK(sums.dropped > 0);
    CHECK(sums.connected + sums.cut + sums.dropped == doctest::Approx(1).epsilon(1e-12));
  }
}
