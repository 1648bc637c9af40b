// SPDX-License-Identifier: BSL-1.0
#include <doctest/doctest.h>

#include <limits>
#include <nines/network/bracket.hpp>
#include <nines/network/generators.hpp>
#include <nines/probability/literals.hpp>
#include <ostream>

#include "network/brute_force.hpp"
#include "support/message.hpp"

using namespace nines;

namespace {

/// Whether the exact value lies between the bounds: of two sides the smaller one has the digits.
bool contains(const bounds<double>& r, const nines_test::two_sums& exact) {
  const auto ordered = [](long double a, long double b) {
    return a <= b || (b > 0.5L && a <= b * (1 + 1e-14L));
  };
  const probability<long double> lower(r.lower);
  const probability<long double> upper(r.upper);
  return ordered(lower.value(), exact.connected) && ordered(exact.connected, upper.value()) &&
         ordered(upper.complement(), exact.cut) && ordered(exact.cut, lower.complement());
}

double relative_width(const bounds<double>& r) {
  return (r.lower.complement() - r.upper.complement()) / r.upper.complement();
}

}  // namespace

TEST_CASE("bounds contain the reliability of random networks, with little work and with more") {
  nines_test::random_source random(21);
  for (int trial = 0; trial < nines_test::trials(2000); ++trial) {
    const nines_test::network_kind kind{random.one_in(3), random.one_in(2), random.one_in(3)};
    const auto net = nines_test::random_network(random, kind);
    const auto terminals = nines_test::random_terminals(
        random, net, kind.directed ? 2 : random.between(2, net.nodes().size()));
    const auto exact = nines_test::brute_force(net, terminals);
    CAPTURE(trial);
    for (const double work : {10.0, 50.0, 200.0, 1e6})
      CHECK(contains(network_reliability_bounds(net, terminals, {.work_limit = work}), exact));
  }
}

TEST_CASE("bounds of the 12 x 12 grid contain the exact value at every width") {
  // Exact: the frontier method here and TdZdd 95ad69d to 1e-14.
  const nines_test::two_sums exact{1 - 2.0403039807527325e-4L, 2.0403039807527325e-4L};
  const auto net = grid(12, 12, {99_percent});
  double last = 1;
  for (const double width : {1e-1, 1e-3, 1e-6, 1e-9}) {
    const auto r = two_terminal_reliability_bounds(net, "0,0", "11,11", {.relative_width = width});
    CHECK(contains(r, exact));
    CHECK(relative_width(r) <= width + 1e-12);
    CHECK(relative_width(r) <= last);
    last = relative_width(r);
  }
}

TEST_CASE("wide fabrics have narrow bounds") {
  // Between two edge switches of a fat-tree of good links, what cuts is to lose all k / 2 links of
  // one of them: 2 q^(k/2), but for a relative q^2.
  const auto r = two_terminal_reliability_bounds(fat_tree(8, {99_percent}), "e0_0", "e7_0", {1e-4});
  CHECK(r.upper.complement() == doctest::Approx(2e-8).epsilon(1e-6));
  CHECK(relative_width(r) < 1e-4);
  const auto all = all_terminal_reliability_bounds(fat_tree(6, {99_percent}));
  CHECK(contains(all, {1 - 1.7999874534804144e-5L, 1.7999874534804144e-5L}));
}

TEST_CASE("a budget that runs out leaves the bounds reached") {
  const auto net = random_regular(60, 4, 1, {90_percent});
  const auto little = two_terminal_reliability_bounds(net, "0", "30", {.work_limit = 1});
  CHECK(little.lower.value() == 0);
  CHECK(little.upper.complement() == 0);
  const auto some = two_terminal_reliability_bounds(net, "0", "30", {.work_limit = 1e5});
  const auto more = two_terminal_reliability_bounds(net, "0", "30", {.work_limit = 1e6});
  CHECK(some.lower <= more.lower);
  CHECK(more.upper <= some.upper);
  CHECK(more.lower < more.upper);
}

TEST_CASE("a caller that stops the search has the bounds reached") {
  const auto net = random_regular(60, 4, 1, {90_percent});
  const network_bounds_options options{.relative_width = 0, .work_limit = 2e6};
  bounds<double> last{probability<>::never(), probability<>::always()};
  for (const double most : {0.0, 1e4, 1e5, 5e5}) {
    double seen = 0;
    const auto r = two_terminal_reliability_bounds(net, "0", "30", options,
                                                   [&](const network_bounds_progress<>& progress) {
                                                     CHECK(progress.work_done >= seen);
                                                     seen = progress.work_done;
                                                     return seen <= most;
                                                   });
    CHECK(seen >= most);
    CHECK(seen < most + 2e5);
    CHECK(last.lower <= r.lower);
    CHECK(r.upper <= last.upper);
    last = r;
  }
  CHECK(last.lower.value() > 0.9);
}

TEST_CASE("a network that cannot be connected has 0 as both bounds") {
  network<> net;
  net.add_node("a");
  net.add_node("b");
  const auto r = two_terminal_reliability_bounds(net, "a", "b");
  CHECK(r.lower.value() == 0);
  CHECK(r.upper.value() == 0);
  CHECK(nines_test::message_of([&] {
          return two_terminal_reliability_bounds(net, "a", "b", {.relative_width = -1});
        }) ==
        "nines::two_terminal_reliability_bounds: relative_width is -1, but must be 0 or more");
  CHECK(nines_test::message_of([&] {
          return two_terminal_reliability_bounds(
              net, "a", "b", {.relative_width = std::numeric_limits<double>::quiet_NaN()});
        }).ends_with("relative_width is nan, but must be 0 or more"));
}
