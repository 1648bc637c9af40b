// SPDX-License-Identifier: BSL-1.0
// Availability between all pairs of nodes, and how much of a demand is connected on average.
//
// Example:
//   const auto net = ring(5, {99.9_percent});
//   const auto table = all_pairs_reliability(net);
//   table.at(0, 2);                      // the same as two_terminal_reliability
//   worst_pair(table);
//   connected_demand(net, std::vector<traffic_demand<>>{{0, 2, 10.0}, {1, 3, 2.5}}).share;
//
// Each pair is a question of its own, so the cost is that of as many sweeps; the limits are for all
// of them together. Expectations are sums of positive terms on both sides: the share of a demand
// that is cut has its digits, however small it is.
// Index: pairwise availability, expected connected demand, traffic-weighted availability.
#pragma once

#include <nines/network/reliability.hpp>

namespace nines {

/// The reliability from each node to each other one, by their indices.
template <scalar T = double>
class pair_table {
 public:
  /// Of a number of nodes; each entry is 0 until it is set. Memory: nodes^2.
  explicit pair_table(std::size_t nodes) : nodes_(nodes), cells_(nodes * nodes) {}

  /// The number of nodes.
  [[nodiscard]] std::size_t size() const { return nodes_; }
  /// *Throws* domain_error for an index out of range.
  [[nodiscard]] const probability<T>& at(std::size_t from, std::size_t to) const {
    detail::require_index("pair_table::at", "from", from, nodes_);
    detail::require_index("pair_table::at", "to", to, nodes_);
    return cells_[from * nodes_ + to];
  }
  /// Sets an entry. *Throws* the same.
  void set(std::size_t from, std::size_t to, probability<T> p) {
    detail::require_index("pair_table::set", "from", from, nodes_);
    detail::require_index("pair_table::set", "to", to, nodes_);
    cells_[from * nodes_ + to] = std::move(p);
  }

 private:
  std::size_t nodes_;
  std::vector<probability<T>> cells_;
};

/// So much is to get from one node to another, in a unit that the caller chooses.
template <scalar T = double>
struct traffic_demand {
  std::size_t from = 0, to = 0;  ///< indices of nodes
  T volume = T(1);               ///< in the unit of the caller
};

/// What of some demands is connected, on average over time.
template <scalar T = double>
struct demand_expectation {
  /// Sum of the volumes, and the expected part that is connected.
  T total = T(0), connected = T(0);
  probability<T> share;  ///< connected / total; its complement is the share that is cut
};

namespace detail {

/// The reliability between two nodes; of one node, that it is up.
template <class T>
probability<T> pair_reliability(const char* function, const network<T>& net, std::size_t from,
                                std::size_t to, const network_limits& limits, double& work_left) {
  auto terminals = from == to ? std::vector<std::size_t>{from} : std::vector<std::size_t>{from, to};
  if (from != to) return connection_probability(function, net, terminals, limits, work_left);
  auto up = net.nodes()[from].up;
  auto groups = net.nodes()[from].groups;
  std::sort(groups.begin(), groups.end());
  groups.erase(std::unique(groups.begin(), groups.end()), groups.end());
  for (const std::size_t g : groups) up = both(up, net.groups()[g].up);
  return up;
}

template <class T>
T checked_total(const char* function, const network<T>& net,
                const std::vector<traffic_demand<T>>& demands) {
  T total = zero<T>();
  for (const auto& d : demands) {
    require_index(function, "from", d.from, net.nodes().size());
    require_index(function, "to", d.to, net.nodes().size());
    require_nonnegative_finite(function, "volume", d.volume);
    total = total + d.volume;
  }
  require_positive_finite(function, "sum of all volumes", total);
  return total;
}

}  // namespace detail

/// The reliability between all pairs of nodes; on the diagonal, that the node is up. *Throws*
/// convergence_error where all of it takes more than the limits.
template <class T>
[[nodiscard]] pair_table<T> all_pairs_reliability(const network<T>& net,
                                                  const network_limits& limits = {}) {
  constexpr auto function = "all_pairs_reliability";
  const std::size_t n = net.nodes().size();
  pair_table<T> table(n);
  double work_left = limits.work_limit;
  for (std::size_t a = 0; a < n; ++a)
    for (std::size_t b = net.is_directed() ? 0 : a; b < n; ++b) {
      const auto p = detail::pair_reliability(function, net, a, b, limits, work_left);
      table.set(a, b, p);
      if (!net.is_directed()) table.set(b, a, p);
    }
  return table;
}

/// The two nodes between which the reliability is the lowest; of equal ones the first. *Throws*
/// domain_error for fewer than two nodes.
template <class T>
[[nodiscard]] std::pair<std::size_t, std::size_t> worst_pair(const pair_table<T>& table) {
  if (table.size() < 2) fail("worst_pair", "number of nodes", table.size(), "2 or more");
  std::pair<std::size_t, std::size_t> worst(0, 1);
  for (std::size_t a = 0; a < table.size(); ++a)
    for (std::size_t b = 0; b < table.size(); ++b)
      if (a != b && table.at(a, b) < table.at(worst.first, worst.second)) worst = {a, b};
  return worst;
}

/// How much of the demands is connected on average: each counts with the reliability between its
/// ends. *Throws* domain_error for an index out of range, a volume that is negative or not finite,
/// and if all are 0; convergence_error where all of it takes more than the limits.
template <class T>
[[nodiscard]] demand_expectation<T> connected_demand(const network<T>& net,
                                                     const std::vector<traffic_demand<T>>& demands,
                                                     const network_limits& limits = {}) {
  constexpr auto function = "connected_demand";
  const T total = detail::checked_total(function, net, demands);
  two_sided_sum<T> volumes;
  double work_left = limits.work_limit;
  for (const auto& d : demands)
    volumes.add_case(d.volume,
                     detail::pair_reliability(function, net, d.from, d.to, limits, work_left));
  return {total, volumes.value(), volumes.normalised()};
}

}  // namespace nines
