// SPDX-License-Identifier: BSL-1.0
#include <doctest/doctest.h>

#include <nines/network/frontier_plan.hpp>
#include <nines/network/generators.hpp>
#include <nines/probability/literals.hpp>

using namespace nines;

namespace {

/// How many steps of the plan keep every state in one outcome.
template <class Keeps>
int steps_that_keep(const network<>& net, const Keeps& keeps) {
  const auto problem = detail::problem_of("test", net, {0, net.nodes().size() - 1});
  const detail::frontier_plan<double> plan(problem, detail::order_portfolio(problem, 3).front());
  int count = 0;
  for (const auto& step : plan.steps()) count += keeps(step) ? 1 : 0;
  return count;
}

}  // namespace

TEST_CASE("most steps of a grid keep every state in one outcome") {
  using detail::kept_outcome;
  const auto keeps = [](const auto& step) { return step.keeps != kept_outcome::neither; };
  const auto passes = [](const auto& step) { return step.is_passed_on; };
  CHECK(steps_that_keep(grid(6, 6, {90_percent}), keeps) > 30);
  CHECK(steps_that_keep(grid(6, 6, {90_percent}), passes) > 10);
  CHECK(steps_that_keep(grid(6, 6, {90_percent, 99_percent}), passes) == 0);
}
