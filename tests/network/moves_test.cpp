// SPDX-License-Identifier: BSL-1.0
#include <doctest/doctest.h>

#include <nines/network/generators.hpp>
#include <nines/network/moves.hpp>
#include <nines/probability/literals.hpp>

using namespace nines;
using detail::outcome;
using partition_state = detail::partition<std::uint8_t, 16>;

TEST_CASE("the links of a triangle connect two of its corners, or cut them") {
  const auto problem = detail::problem_of("test", ring(3, {99_percent}), {0, 2});
  const detail::frontier_plan<double> plan(problem, {0, 1, 2});
  const detail::frontier_moves<partition_state, double> moves(plan);
  const auto& steps = plan.steps();  // 0-1, then 0-2, after which 0 leaves, then 1-2
  partition_state none;
  CHECK(moves.begin(steps[0], none));
  partition_state around = none;
  CHECK(moves.take(steps[0], none, false) == outcome::open);
  CHECK(moves.begin(steps[1], none));
  partition_state direct = none;
  CHECK(moves.take(steps[1], none, false) == outcome::cut);
  CHECK(moves.take(steps[1], direct, true) == outcome::connected);
  CHECK(moves.take(steps[0], around, true) == outcome::open);
  CHECK(moves.begin(steps[1], around));
  CHECK(moves.take(steps[1], around, false) == outcome::open);
  CHECK(moves.begin(steps[2], around));
  partition_state lost = around;
  CHECK(moves.take(steps[2], around, true) == outcome::connected);
  CHECK(moves.take(steps[2], lost, false) == outcome::cut);
}

TEST_CASE("a group that is down takes its links with it") {
  auto net = ring(3, {99_percent});
  net.add_group("g", 90_percent);
  net.put_link(0, 0);
  const auto problem = detail::problem_of("test", net, {0, 2});
  const detail::frontier_plan<double> plan(problem, {0, 1, 2});
  const detail::frontier_moves<partition_state, double> moves(plan);
  for (const bool is_up : {true, false}) {
    partition_state s;
    CHECK(moves.begin(plan.steps()[0], s));
    CHECK(moves.take(plan.steps()[0], s, is_up) == outcome::open);
    CHECK(moves.begin(plan.steps()[1], s) == is_up);
  }
}

TEST_CASE("the state is the smallest that holds the slots") {
  const auto bytes = [](std::size_t n) {
    const auto problem = detail::problem_of("test", complete(n, {99_percent}), {0, 1});
    const detail::frontier_plan<double> plan(problem, detail::order_portfolio(problem, 2).front());
    return detail::with_state(plan, [](const auto& s) { return sizeof s; });
  };
  CHECK(bytes(5) == 16);
  CHECK(bytes(20) == 32);
  CHECK(bytes(40) == 64);
  CHECK(bytes(100) == 128);
  CHECK(bytes(150) == 288);
}
