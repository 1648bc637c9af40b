// SPDX-License-Identifier: BSL-1.0
// Networks by rule: grids, rings, complete and random regular graphs, and the fabrics of data
// centres.
//
// Example:
//   const auto fabric = fat_tree(4, {99.9_percent});  // switches "e0_0", "a0_0", "c0_0" ...
//   const auto mesh = grid(10, 20, {.link = 99_percent, .node = 99.99_percent});
//
// All links have one availability, and all nodes another, which is certain unless it is given.
// Sources: Leiserson 1985; Al-Fares, Loukissas & Vahdat 2008 (fat-tree of switches with k ports);
// Steger & Wormald 1999 (random regular graphs).
// Index: fat-tree, leaf-spine, Clos network, torus, random regular graph.
#pragma once

#include <cstdint>
#include <nines/inline.hpp>
#include <nines/network/graph.hpp>

namespace nines {

/// What all links and all nodes of a generated network have; nodes are perfect unless said.
template <scalar T = double>
struct network_parts {
  probability<T> link;                             ///< availability of each link
  probability<T> node = probability<T>::always();  ///< availability of each node
};

namespace detail {

/// "prefix7".
std::string numbered(std::string prefix, std::size_t i);
/// Nodes "prefix0", "prefix1", ...; returns the index of the first.
template <class T>
std::size_t add_nodes(network<T>& net, const std::string& prefix, std::size_t count,
                      const probability<T>& up) {
  const std::size_t first = net.nodes().size();
  for (std::size_t i = 0; i < count; ++i) net.add_node(numbered(prefix, i), up);
  return first;
}

void require_least(const char* function, const char* argument, std::size_t x, std::size_t least);

void require_ports(const char* function, std::size_t k);
void require_degree(const char* function, std::size_t degree, std::size_t n);

/// A rectangle of nodes, each joined to the next in its row and in its column; wrapped, the last to
/// the first, too, where they are not neighbours already.
template <class T>
network<T> lattice_network(std::size_t rows, std::size_t columns, const network_parts<T>& parts,
                           bool wrapped) {
  network<T> net;
  for (std::size_t r = 0; r < rows; ++r)
    for (std::size_t c = 0; c < columns; ++c)
      net.add_node(numbered(std::to_string(r) + ",", c), parts.node);
  for (std::size_t r = 0; r < rows; ++r)
    for (std::size_t c = 0; c < columns; ++c) {
      const std::size_t here = r * columns + c;
      if (c + 1 < columns) net.add_link(here, here + 1, parts.link);
      if (r + 1 < rows) net.add_link(here, here + columns, parts.link);
      if (wrapped && c == 0 && columns > 2) net.add_link(here + columns - 1, here, parts.link);
      if (wrapped && r == 0 && rows > 2) net.add_link((rows - 1) * columns + c, c, parts.link);
    }
  return net;
}

}  // namespace detail

/// rows x columns nodes "row,column" from "0,0" on, in that order, joined to their neighbours.
/// *Throws* domain_error for no row or no column, as all generators do for what makes no graph.
template <scalar T = double>
[[nodiscard]] network<T> grid(std::size_t rows, std::size_t columns,
                              const network_parts<T>& parts) {
  detail::require_least("grid", "rows", rows, 1);
  detail::require_least("grid", "columns", columns, 1);
  return detail::lattice_network(rows, columns, parts, false);
}

/// A grid whose rows and columns of more than two nodes are rings.
template <scalar T = double>
[[nodiscard]] network<T> torus(std::size_t rows, std::size_t columns,
                               const network_parts<T>& parts) {
  detail::require_least("torus", "rows", rows, 1);
  detail::require_least("torus", "columns", columns, 1);
  return detail::lattice_network(rows, columns, parts, true);
}

/// n >= 3 nodes "0", "1", ..., each joined to the next, and the last to the first.
template <scalar T = double>
[[nodiscard]] network<T> ring(std::size_t n, const network_parts<T>& parts) {
  detail::require_least("ring", "n", n, 3);
  network<T> net;
  detail::add_nodes(net, "", n, parts.node);
  for (std::size_t i = 0; i < n; ++i) net.add_link(i, (i + 1) % n, parts.link);
  return net;
}

/// n nodes "0", "1", ..., each joined to each.
template <scalar T = double>
[[nodiscard]] network<T> complete(std::size_t n, const network_parts<T>& parts) {
  detail::require_least("complete", "n", n, 1);
  network<T> net;
  detail::add_nodes(net, "", n, parts.node);
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = i + 1; j < n; ++j) net.add_link(i, j, parts.link);
  return net;
}

/// Leaves "l0", ... and spines "s0", ..., every leaf joined to every spine.
template <scalar T = double>
[[nodiscard]] network<T> leaf_spine(std::size_t leaves, std::size_t spines,
                                    const network_parts<T>& parts) {
  detail::require_least("leaf_spine", "leaves", leaves, 1);
  detail::require_least("leaf_spine", "spines", spines, 1);
  network<T> net;
  detail::add_nodes(net, "l", leaves, parts.node);
  const std::size_t spine = detail::add_nodes(net, "s", spines, parts.node);
  for (std::size_t i = 0; i < leaves; ++i)
    for (std::size_t j = 0; j < spines; ++j) net.add_link(i, spine + j, parts.link);
  return net;
}

/// The switches of a fat-tree made of those with k ports, k even: in each of k pods p, edge
/// switches "ep_0", ... and aggregation switches "ap_0", ..., k/2 each, all joined inside the pod,
/// and "ap_i" joined to the core switches "ci_0", ..., k/2 of them.
template <scalar T = double>
[[nodiscard]] network<T> fat_tree(std::size_t k, const network_parts<T>& parts) {
  detail::require_ports("fat_tree", k);
  const std::size_t half = k / 2;
  network<T> net;
  std::vector<std::size_t> core;
  for (std::size_t i = 0; i < half; ++i)
    core.push_back(detail::add_nodes(net, detail::numbered("c", i) + "_", half, parts.node));
  for (std::size_t p = 0; p < k; ++p) {
    const auto edge = detail::add_nodes(net, detail::numbered("e", p) + "_", half, parts.node);
    const auto pod = detail::add_nodes(net, detail::numbered("a", p) + "_", half, parts.node);
    for (std::size_t i = 0; i < half; ++i)
      for (std::size_t j = 0; j < half; ++j) {
        net.add_link(edge + j, pod + i, parts.link);
        net.add_link(pod + i, core[i] + j, parts.link);
      }
  }
  return net;
}

namespace detail {

/// The links of the first attempt that succeeds.
std::vector<std::pair<std::size_t, std::size_t>> regular_links(std::size_t n, std::size_t degree,
                                                               std::uint64_t seed);

}  // namespace detail

/// A random graph of n nodes "0", "1", ..., each with `degree` neighbours, without loops and
/// parallel links; the same on every platform for one seed. Points of nodes are paired at random, a
/// pair that would be a loop or a parallel link is drawn again, and where none is left, all are
/// (Steger & Wormald). *Throws* domain_error unless degree < n and n * degree is even;
/// convergence_error after 1000 attempts.
template <scalar T = double>
[[nodiscard]] network<T> random_regular(std::size_t n, std::size_t degree, std::uint64_t seed,
                                        const network_parts<T>& parts) {
  detail::require_degree("random_regular", degree, n);
  network<T> net;
  detail::add_nodes(net, "", n, parts.node);
  for (const auto& [a, b] : detail::regular_links(n, degree, seed)) net.add_link(a, b, parts.link);
  return net;
}

/// What each level of a tree of hosts has: how many of it there are in one of the level above, and
/// the availabilities of such a node and of the link up to the level above.
template <scalar T = double>
struct tree_level {
  std::string name;        ///< of its nodes, before a number
  std::size_t count = 1;   ///< in each node of the level above
  network_parts<T> parts;  ///< of a node, and of the link to the level above
};

/// A tree from one node "root" down: regions, zones, racks, hosts, or what else the levels are.
/// Nodes are named by their way from the top, "region0/zone1/rack0/host3". *Throws* domain_error
/// for a level of none.
template <scalar T = double>
[[nodiscard]] network<T> host_tree(const std::vector<tree_level<T>>& levels) {
  network<T> net;
  std::vector<std::pair<std::size_t, std::string>> above = {{net.add_node("root"), ""}};
  for (const auto& level : levels) {
    detail::require_least("host_tree", "count", level.count, 1);
    std::vector<std::pair<std::size_t, std::string>> here;
    for (const auto& [parent, path] : above)
      for (std::size_t i = 0; i < level.count; ++i) {
        const std::string name = detail::numbered(path + level.name, i);
        here.emplace_back(net.add_node(name, level.parts.node), name + "/");
        net.add_link(parent, here.back().first, level.parts.link);
      }
    above = std::move(here);
  }
  return net;
}

}  // namespace nines

#ifndef NINES_COMPILED
#include <nines/network/impl/generators.hpp>
#endif
