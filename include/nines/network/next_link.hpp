// SPDX-License-Identifier: BSL-1.0
// The next best link: what each link that might be added would do to a network's reliability.
//
// Example:
//   const auto net = ring(6, {99_percent});
//   const auto table = links_to_add(net, {0, 3}, 99_percent);
//   table.front();               // from, to, and the reliability with it: the best first
//
// Each candidate is a what-if: the network with the link, asked as it then is. Where not all need
// be tried, a list of candidates is asked for. (Which link, node or group to harden instead:
// best_to_harden in importance.hpp.)
// Index: network augmentation, topology what-if.
#pragma once

#include <nines/network/reliability.hpp>

namespace nines {

/// A link that might be added, by the indices of its ends, and the reliability with it.
template <scalar T = double>
struct link_addition {
  std::size_t from = 0, to = 0;  ///< indices of the nodes that it joins
  probability<T> reliability;    ///< of the network with this link
};

namespace detail {

/// All pairs of nodes that no link joins yet; of a directed network in both directions.
template <class T>
std::vector<std::pair<std::size_t, std::size_t>> pairs_not_joined(const network<T>& net) {
  const std::size_t n = net.nodes().size();
  std::vector<bool> joined(n * n, false);
  for (const auto& link : net.links()) {
    joined[link.from * n + link.to] = true;
    if (!net.is_directed()) joined[link.to * n + link.from] = true;
  }
  std::vector<std::pair<std::size_t, std::size_t>> pairs;
  for (std::size_t a = 0; a < n; ++a)
    for (std::size_t b = net.is_directed() ? 0 : a + 1; b < n; ++b)
      if (a != b && !joined[a * n + b]) pairs.emplace_back(a, b);
  return pairs;
}

}  // namespace detail

/// The reliability of the terminals, given by index, with each of the candidates added, one at a
/// time, as a link of availability `up`: the best first, of equal ones in the order of the list.
/// *Throws* domain_error as network_reliability does, and for a candidate out of range;
/// convergence_error where all of it takes more than the limits.
template <class T>
[[nodiscard]] std::vector<link_addition<T>> links_to_add(
    const network<T>& net, const std::vector<std::size_t>& terminals, const probability<T>& up,
    const std::vector<std::pair<std::size_t, std::size_t>>& candidates,
    const network_limits& limits = {}) {
  constexpr auto function = "links_to_add";
  detail::require_terminals(function, net, terminals);
  std::vector<link_addition<T>> table;
  double work_left = limits.work_limit;
  for (const auto& [from, to] : candidates) {
    auto with = net;
    with.add_link(from, to, up);
    table.push_back(
        {from, to, detail::connection_probability(function, with, terminals, limits, work_left)});
  }
  std::stable_sort(table.begin(), table.end(),
                   [](const auto& a, const auto& b) { return b.reliability < a.reliability; });
  return table;
}
/// The same of all pairs of nodes that no link joins yet.
template <class T>
[[nodiscard]] std::vector<link_addition<T>> links_to_add(const network<T>& net,
                                                         const std::vector<std::size_t>& terminals,
                                                         const probability<T>& up,
                                                         const network_limits& limits = {}) {
  return links_to_add(net, terminals, up, detail::pairs_not_joined(net), limits);
}

}  // namespace nines

#ifdef NINES_COMPILED
extern template std::vector<nines::link_addition<double>> nines::links_to_add<double>(
    const nines::network<double>&, const std::vector<std::size_t>&,
    const nines::probability<double>&, const std::vector<std::pair<std::size_t, std::size_t>>&,
    const nines::network_limits&);
#endif
