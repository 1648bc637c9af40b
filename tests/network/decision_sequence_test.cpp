// SPDX-License-Identifier: BSL-1.0
#include <doctest/doctest.h>

#include <nines/network/decision_sequence.hpp>
#include <nines/network/generators.hpp>
#include <nines/network/problem.hpp>
#include <nines/probability/literals.hpp>

using namespace nines;

namespace {

using decided = detail::sweep_decision::kind;

std::vector<detail::sweep_decision> sequence_of(const detail::connection_problem<double>& problem,
                                                const detail::node_order& order,
                                                detail::links_with_node which) {
  std::vector<std::size_t> place(order.size());
  for (std::size_t i = 0; i < order.size(); ++i) place[order[i]] = i;
  return detail::decision_sequence(problem, place, which).of(order);
}

}  // namespace

TEST_CASE("each link is decided once, with its later node or with its earlier one") {
  const auto problem = detail::problem_of("test", grid(3, 4, {99_percent}), {0, 11});
  detail::node_order order(12);
  for (std::size_t i = 0; i < 12; ++i) order[i] = 5 * i % 12;
  std::vector<std::size_t> place(12);
  for (std::size_t i = 0; i < 12; ++i) place[order[i]] = i;
  for (const auto which :
       {detail::links_with_node::to_earlier, detail::links_with_node::to_later}) {
    std::vector<int> times(problem.links.size());
    std::size_t before = 0;
    for (const auto& item : sequence_of(problem, order, which)) {
      REQUIRE(item.what == decided::link);
      ++times[item.index];
      const auto& link = problem.links[item.index];
      const auto ends = std::minmax(place[link.from], place[link.to]);
      const std::size_t with =
          which == detail::links_with_node::to_earlier ? ends.second : ends.first;
      CHECK(with >= before);
      before = with;
    }
    for (const int each : times) CHECK(each == 1);
  }
}

TEST_CASE("nodes that can fail come before their first link, and groups before what they take") {
  auto net = ring(5, {99_percent, 99.9_percent});
  net.add_group("conduit", 90_percent);
  net.add_group("rack", 95_percent);
  net.put_link(1, 0);
  net.put_link(3, 0);
  net.put_node(2, 1);
  const auto problem = detail::problem_of("test", net, {0, 3});
  for (const auto which :
       {detail::links_with_node::to_earlier, detail::links_with_node::to_later}) {
    std::vector<char> node_is(5), group_is(2);
    std::size_t links = 0;
    for (const auto& item : sequence_of(problem, {4, 2, 0, 3, 1}, which)) {
      const auto check_groups = [&](const std::vector<std::size_t>& groups) {
        for (const std::size_t g : groups) CHECK(group_is[g] == 1);
      };
      if (item.what == decided::group) {
        CHECK(group_is[item.index] == 0);
        group_is[item.index] = 1;
      } else if (item.what == decided::node) {
        CHECK(node_is[item.index] == 0);
        check_groups(problem.nodes[item.index].groups);
        node_is[item.index] = 1;
      } else {
        ++links;
        const auto& link = problem.links[item.index];
        check_groups(link.groups);
        for (const std::size_t v : {link.from, link.to})
          CHECK((node_is[v] == 1 || !problem.nodes[v].can_fail()));
      }
    }
    CHECK(links == problem.links.size());
    for (const char is_decided : group_is) CHECK(is_decided == 1);
  }
}
