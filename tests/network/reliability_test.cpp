// SPDX-License-Identifier: BSL-1.0
#include <doctest/doctest.h>

#include <nines/combine/at_least.hpp>
#include <nines/network/generators.hpp>
#include <nines/network/reliability.hpp>
#include <nines/probability/literals.hpp>

#include "network/brute_force.hpp"
#include "support/message.hpp"
#include "support/within.hpp"

using namespace nines;
using nines_test::within;

namespace {

/// Published counts of the sets of k links that connect two terminals, k from `first` on, as the
/// two sides for links of one availability.
probability<> from_counts(std::size_t links, std::size_t first, const std::vector<double>& counts,
                          const probability<>& link) {
  double binomial = 1, connected = 0, cut = 0;
  for (std::size_t k = 0; k <= links; ++k) {
    double weight = 1;
    for (std::size_t i = 0; i < links; ++i) weight *= i < k ? link.value() : link.complement();
    const double good = k < first ? 0 : counts[k - first];
    connected += good * weight;
    cut += (binomial - good) * weight;  // whole numbers below 2^53
    binomial = binomial * static_cast<double>(links - k) / static_cast<double>(k + 1);
  }
  return probability<>::from_computed_sides(connected, cut);
}

/// The generalised Petersen graph GP(10, 2).
network<> dodecahedron(const probability<>& link) {
  network<> net;
  for (std::size_t i = 0; i < 20; ++i) net.add_node(std::to_string(i));
  for (std::size_t i = 0; i < 10; ++i) {
    net.add_link(i, (i + 1) % 10, link);
    net.add_link(i, 10 + i, link);
    net.add_link(10 + i, 10 + (i + 2) % 10, link);
  }
  return net;
}

/// All-terminal reliability of a complete graph, both sides, by Gilbert's recursion over the size
/// of the component of one node: 1 - R(n) = sum C(n-1, k-1) R(k) q^(k (n-k)).
probability<> gilbert(std::size_t n, const probability<>& link) {
  std::vector<double> up = {1, 1}, cut = {0, 0};
  for (std::size_t size = 2; size <= n; ++size) {
    double sum = 0, binomial = 1;
    for (std::size_t k = 1; k < size; ++k) {
      sum += binomial * up[k] * std::pow(link.complement(), static_cast<double>(k * (size - k)));
      binomial = binomial * static_cast<double>(size - k) / static_cast<double>(k);
    }
    cut.push_back(sum);
    up.push_back(1 - sum);
  }
  return probability<>::from_complement(cut[n]);
}

/// Checks both sides of random networks against the sums over all their states.
void check_random_networks(std::uint64_t seed, bool is_directed) {
  nines_test::random_source random(seed);
  double worst = 0;
  for (int trial = 0; trial < nines_test::trials(10000); ++trial) {
    const nines_test::network_kind kind{is_directed, random.one_in(2), random.one_in(3)};
    const auto net = nines_test::random_network(random, kind);
    const std::size_t count = is_directed ? 2 : random.between(1, net.nodes().size());
    const auto terminals = nines_test::random_terminals(random, net, count);
    const auto exact = nines_test::brute_force(net, terminals);
    const double error = nines_test::relative_error(network_reliability(net, terminals), exact);
    CAPTURE(trial);
    CHECK(error < 1e-13);
    worst = std::max(worst, error);
  }
  CHECK(worst > 0);
}

}  // namespace

TEST_CASE("random networks of all kinds have the reliability of all their states, both sides") {
  check_random_networks(15, false);
}

TEST_CASE("random directed networks have the reliability of all their states, both sides") {
  check_random_networks(16, true);
}

TEST_CASE("a directed network whose links all have a twin is the undirected one for two nodes") {
  network<> twin(orientation::directed), plain;
  const auto square = grid(4, 4, {90_percent});
  for (const auto& v : square.nodes()) {
    twin.add_node(v.name);
    plain.add_node(v.name);
  }
  nines_test::random_source random(3);
  for (const auto& l : square.links()) {
    const auto up = nines_test::random_availability(random);
    plain.add_link(l.from, l.to, up);
    const std::size_t group = twin.add_group("g" + std::to_string(plain.links().size()), up);
    twin.put_link(twin.add_link(l.from, l.to, probability<>::always()), group);
    twin.put_link(twin.add_link(l.to, l.from, probability<>::always()), group);
  }
  const auto expected = two_terminal_reliability(plain, "0,0", "3,3");
  const auto computed = two_terminal_reliability(twin, "0,0", "3,3");
  CHECK(computed.value() == within(expected.value(), 1e-13));
  CHECK(computed.complement() == within(expected.complement(), 1e-13));
}

TEST_CASE("the dodecahedron and the 4 x 4 grid have their published counts of connecting sets") {
  // K. Shah, networkReliability, Tests/Exhaustive: opposite nodes; opposite corners.
  const std::vector<double> antipodal = {
      6,        162,      2094,     17238,    101442,   454071,   1605720,  4597725,  10833306,
      21217914, 34721924, 47506734, 54147186, 51033218, 39423228, 24853473, 12875830, 5531394,
      1977348,  585436,   141630,   27345,    4058,     435,      30,       1};
  const std::vector<double> corners = {20,     360,    3066,   16332,  60670,  165956, 344033,
                                       547944, 672928, 635632, 460680, 258144, 112742, 38392,
                                       10071,  1976,   274,    24,     1};
  for (const double q : {0.1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6}) {
    CAPTURE(q);
    const auto link = probability<>::from_complement(q);
    const auto solid = two_terminal_reliability(dodecahedron(link), "0", "5");
    const auto expected = from_counts(30, 5, antipodal, link);
    CHECK(solid.complement() == within(expected.complement(), 1e-12));
    CHECK(solid.value() == within(expected.value(), 1e-12));
    const auto square = two_terminal_reliability(grid(4, 4, {link}), "0,0", "3,3");
    CHECK(square.complement() == within(from_counts(24, 6, corners, link).complement(), 1e-12));
  }
  const auto rare = dodecahedron(probability<>::from_complement(1e-6));
  CHECK(two_terminal_reliability(rare, "0", "5").complement() == within(2.000006000018e-18, 1e-12));
}

TEST_CASE("nodes that are alike save states, but change no figure") {
  // The same fabrics, with two links that differ in the last digits alone.
  const auto unlike = [](network<> net) {
    network<> other;
    for (const auto& v : net.nodes()) other.add_node(v.name, v.up);
    for (std::size_t l = 0; l < net.links().size(); ++l)
      other.add_link(net.links()[l].from, net.links()[l].to,
                     probability<>::from_complement(net.links()[l].up.complement() *
                                                    (1 + 1e-15 * static_cast<double>(l))));
    return other;
  };
  for (const double q : {0.3, 1e-3, 1e-6}) {
    const auto link = probability<>::from_complement(q);
    for (const auto& net : {leaf_spine(6, 4, {link}), fat_tree(4, {link}), complete(7, {link}),
                            leaf_spine(5, 3, {link, 99.9_percent})}) {
      const std::vector<std::size_t> ends = {0, net.nodes().size() - 1};
      const auto few = network_reliability(net, ends), all = network_reliability(unlike(net), ends);
      CHECK(few.value() == within(all.value(), 1e-12));
      CHECK(few.complement() == within(all.complement(), 1e-12));
    }
  }
}

TEST_CASE("complete graphs follow Gilbert's recursion") {  // E. N. Gilbert 1959
  for (const double q : {0.5, 0.1, 1e-3, 1e-6})
    for (const std::size_t n : {2u, 3u, 5u, 8u, 9u}) {
      CAPTURE(q);
      CAPTURE(n);
      const auto link = probability<>::from_complement(q);
      CHECK(all_terminal_reliability(complete(n, {link})).complement() ==
            within(gilbert(n, link).complement(), 1e-12));
    }
}

TEST_CASE("a ring, a tree and a chain of nodes that fail have closed forms") {
  const auto link = probability<>::from_complement(1e-5);
  // A ring is cut for all where two links fail, or more.
  CHECK(all_terminal_reliability(ring(50, {link})).complement() ==
        within((!at_least(49, copies(50, link))).value(), 1e-13));
  network<> chain;
  chain.add_node("a", 99.9_percent);
  chain.add_node("b", 99.99_percent);
  chain.add_node("c");
  chain.add_link("a", "b", 90_percent);
  chain.add_link("b", "c", 80_percent);
  CHECK(two_terminal_reliability(chain, "a", "c").value() == within(0.999 * 0.9999 * 0.72, 1e-15));
  CHECK(k_terminal_reliability(chain, {"b"}).complement() == 1e-4);
}

TEST_CASE("terminals that no path joins are certainly cut") {
  network<> net;
  for (const char* name : {"a", "b", "c"}) net.add_node(name);
  net.add_link("a", "b", 99_percent);
  CHECK(two_terminal_reliability(net, "a", "c").value() == 0);
  CHECK(all_terminal_reliability(net).complement() == 1);
}

TEST_CASE("what is asked of no terminals is refused") {
  network<> directed(orientation::directed);
  for (const char* name : {"a", "b", "c"}) directed.add_node(name);
  CHECK(nines_test::message_of([&] { return all_terminal_reliability(directed); }) ==
        "nines::all_terminal_reliability: number of terminals of a directed network is 3, but must "
        "be 2");
  const auto net = ring(5, {99_percent});
  const auto message = [&](auto call) { return nines_test::message_of(call); };
  CHECK(message([&] { return network_reliability(net, {}); }) ==
        "nines::network_reliability: there is no terminal");
  CHECK(message([&] { return network_reliability(net, {1, 7}); }) ==
        "nines::network_reliability: terminal is 7, but must be less than 5");
  CHECK(message([&] { return two_terminal_reliability(net, "1", "1"); }) ==
        "nines::two_terminal_reliability: terminal \"1\" stands there twice");
  CHECK(message([&] { return two_terminal_reliability(net, "1", "z"); }) ==
        "nines::network::node: there is no node \"z\"");
  CHECK(message([&] {
          return all_terminal_reliability(torus(6, 6, {90_percent}), {.work_limit = 1000});
        }).starts_with("nines::all_terminal_reliability: takes more than memory_limit"));
  CHECK(message([&] {
          return all_terminal_reliability(torus(6, 6, {90_percent}), {.memory_limit = 1e5});
        }).starts_with("nines::all_terminal_reliability: takes more than memory_limit"));
}
