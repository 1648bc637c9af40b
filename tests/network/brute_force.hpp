// SPDX-License-Identifier: BSL-1.0
// Random small networks, and their reliability by all states of their parts.
#pragma once

#include <nines/network/reliability.hpp>

#include "support/random.hpp"

namespace nines_test {

using nines::network;
using nines::probability;

/// What a random network may have besides links that fail.
struct network_kind {
  bool directed = false, failing_nodes = false, groups = false;
};

inline probability<> random_availability(random_source& random) {
  if (random.one_in(12)) return random.one_in(2) ? probability<>::always() : probability<>::never();
  return random_part(random, 1e-9, 0.5, 4);
}

/// 2 to 6 nodes, and up to 9 links, loops and parallel ones among them; at most 13 parts that fail.
inline network<> random_network(random_source& random, const network_kind& kind) {
  network<> net(kind.directed ? nines::orientation::directed : nines::orientation::undirected);
  const std::size_t n = random.between(2, kind.failing_nodes ? 5 : 6);
  for (std::size_t v = 0; v < n; ++v) {
    const bool fails = kind.failing_nodes && net.nodes().size() < 3 + random.below(3);
    net.add_node("n" + std::to_string(v),
                 fails ? random_availability(random) : probability<>::always());
  }
  const std::size_t m = random.between(1, kind.groups || kind.failing_nodes ? 7 : 9);
  for (std::size_t l = 0; l < m; ++l)
    net.add_link(random.below(n), random.below(n), random_availability(random));
  for (std::size_t g = 0; kind.groups && g < 2; ++g) {
    net.add_group("g" + std::to_string(g), random_availability(random));
    for (std::size_t l = 0; l < m; ++l)
      if (random.one_in(3)) net.put_link(l, g);
    for (std::size_t v = 0; v < n; ++v)
      if (random.one_in(4)) net.put_node(v, g);
  }
  return net;
}

/// k different nodes.
inline std::vector<std::size_t> random_terminals(random_source& random, const network<>& net,
                                                 std::size_t k) {
  auto nodes = nines::detail::all_nodes(net);
  for (std::size_t i = 0; i < nodes.size(); ++i)
    std::swap(nodes[i], nodes[i + random.below(nodes.size() - i)]);
  nodes.resize(std::min(k, nodes.size()));
  return nodes;
}

/// Whether the first terminal reaches the others, given which nodes, links and groups are up.
class surviving_network {
 public:
  surviving_network(const network<>& net, std::uint64_t up) : net_(net), up_(up) {}

  [[nodiscard]] bool connects(const std::vector<std::size_t>& terminals) const {
    std::vector<bool> reached(net_.nodes().size(), false);
    reached[terminals[0]] = node_is_up(terminals[0]);
    for (bool grows = true; grows;) {
      grows = false;
      for (std::size_t l = 0; l < net_.links().size(); ++l) {
        if (!link_is_up(l)) continue;
        const auto& link = net_.links()[l];
        grows |= spread(reached, link.from, link.to);
        if (!net_.is_directed()) grows |= spread(reached, link.to, link.from);
      }
    }
    for (const std::size_t t : terminals)
      if (!reached[t]) return false;
    return true;
  }

 private:
  bool spread(std::vector<bool>& reached, std::size_t from, std::size_t to) const {
    if (!reached[from] || reached[to] || !node_is_up(to)) return false;
    return reached[to] = true;
  }
  [[nodiscard]] bool bit(std::size_t i) const { return (up_ >> i) % 2 == 1; }
  [[nodiscard]] bool groups_are_up(const std::vector<std::size_t>& groups) const {
    for (const std::size_t g : groups)
      if (!bit(net_.nodes().size() + net_.links().size() + g)) return false;
    return true;
  }
  [[nodiscard]] bool node_is_up(std::size_t v) const {
    return bit(v) && groups_are_up(net_.nodes()[v].groups);
  }
  [[nodiscard]] bool link_is_up(std::size_t l) const {
    return bit(net_.nodes().size() + l) && groups_are_up(net_.links()[l].groups);
  }

  const network<>& net_;
  std::uint64_t up_;
};

/// Calls visit(bits, weight) for all states of nodes, links and groups that can be.
template <class Visit>
void each_state(const std::vector<probability<>>& parts, std::size_t first, std::uint64_t up,
                long double weight, const Visit& visit) {
  if (weight == 0) return;
  if (first == parts.size()) return visit(up, weight);
  const auto& part = parts[first];
  each_state(parts, first + 1, up | std::uint64_t{1} << first,
             weight * static_cast<long double>(part.value()), visit);
  each_state(parts, first + 1, up, weight * static_cast<long double>(part.complement()), visit);
}

inline std::vector<probability<>> parts_of(const network<>& net) {
  std::vector<probability<>> parts;
  for (const auto& v : net.nodes()) parts.push_back(v.up);
  for (const auto& l : net.links()) parts.push_back(l.up);
  for (const auto& g : net.groups()) parts.push_back(g.up);
  return parts;
}

/// Both sides, each as a sum over all states.
struct two_sums {
  long double connected = 0, cut = 0;
};
inline two_sums brute_force(const network<>& net, const std::vector<std::size_t>& terminals) {
  two_sums sums;
  each_state(parts_of(net), 0, 0, 1.0L, [&](std::uint64_t up, long double weight) {
    (surviving_network(net, up).connects(terminals) ? sums.connected : sums.cut) += weight;
  });
  return sums;
}

/// The larger relative error of the two sides.
inline double relative_error(const probability<>& p, const two_sums& exact) {
  const auto error = [](long double computed, long double expected) {
    if (expected == 0) return computed == 0 ? 0.0 : 1.0;
    return static_cast<double>(std::abs(computed - expected) / expected);
  };
  return std::max(error(static_cast<long double>(p.value()), exact.connected),
                  error(static_cast<long double>(p.complement()), exact.cut));
}

}  // namespace nines_test
