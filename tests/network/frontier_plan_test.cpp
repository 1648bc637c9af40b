// SPDX-License-Identifier: BSL-1.0
#include <doctest/doctest.h>

#include <nines/network/frontier_plan.hpp>
#include <nines/network/generators.hpp>
#include <nines/probability/literals.hpp>

using namespace nines;

namespace {

std::size_t count(const detail::slot_range& range) { return range.end - range.begin; }

}  // namespace

TEST_CASE("a plan decides each link once, and gives every slot back") {
  const auto net = grid(3, 5, {99_percent});
  const auto problem = detail::problem_of("test", net, {0, 14});
  const detail::frontier_plan<double> plan(problem, detail::order_portfolio(problem, 4).front());
  CHECK(plan.steps().size() == net.links().size());
  std::size_t entered = 0, marked = 0, left = 0, passed_on = 0;
  for (const auto& step : plan.steps()) {
    CHECK(step.is_link);
    CHECK((step.from != step.to) != step.is_passed_on);
    passed_on += step.is_passed_on ? 1u : 0u;
    entered += count(step.enter);
    marked += count(step.enter_marked);
    left += count(step.leave);
  }
  CHECK(entered + passed_on == 13);
  CHECK(marked == 2);
  CHECK(left + passed_on == 15);
  CHECK(plan.steps().back().terminals_to_come == 0);
  CHECK(plan.slot_count() <= 5);
}

TEST_CASE("nodes and groups that fail have steps of their own, before the links that need them") {
  auto net = ring(4, {99_percent, 99.9_percent});
  net.add_group("g", 90_percent);
  net.put_link(3, 0);
  net.put_node(2, 0);
  const auto problem = detail::problem_of("test", net, {0, 2});
  const detail::frontier_plan<double> plan(problem, {0, 1, 2, 3});
  CHECK(plan.steps().size() == 4 + 4 + 1);
  std::size_t with_groups = 0;
  for (const auto& step : plan.steps()) with_groups += count(step.groups);
  CHECK(with_groups == 2);
}

TEST_CASE("wider sweeps are predicted to cost more") {
  const auto cost = [](std::size_t rows) {
    const auto problem = detail::problem_of("test", grid(rows, 12, {99_percent}), {0, 1});
    return detail::frontier_plan<double>(problem, detail::order_portfolio(problem, 4).back())
        .log_cost();
  };
  CHECK(cost(3) < cost(4));
  CHECK(cost(4) < cost(6));
}

TEST_CASE("a directed plan says which nodes have no links to come") {
  network<> net(orientation::directed);
  for (const char* name : {"a", "b", "c"}) net.add_node(name);
  net.add_link("a", "b", 99_percent);
  net.add_link("b", "c", 99_percent);
  const auto problem = detail::problem_of("test", net, {0, 2});
  const detail::frontier_plan<double> plan(problem, {0, 1, 2});
  REQUIRE(plan.steps().size() == 2);
  CHECK(plan.is_directed());
  CHECK(plan.steps()[0].is_source);
  CHECK(plan.steps()[0].in_done == 2);  // b is in slot 1; a has left
  CHECK(plan.steps()[0].out_done == 0);
}
