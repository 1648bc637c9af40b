// SPDX-License-Identifier: BSL-1.0
// The reliability of a network: the probability that its terminals are connected, exactly.
//
// Example:
//   const auto net = grid(4, 4, {99_percent});
//   const auto r = two_terminal_reliability(net, "0,0", "3,3");   // r.complement(): cut
//   all_terminal_reliability(net);
//   k_terminal_reliability(net, {"0,0", "0,3", "3,3"});
//
// Terminals are connected where each is up and there is a path between any two of links and nodes
// that are up; a terminal that is down cuts the network. In a directed network there are two, and
// the first must reach the second. Reductions come first (reduction.hpp), then a sweep over what is
// left (frontier.hpp), in the cheapest order of a portfolio. Both sides are sums of products of
// positive numbers, so an unreliability of 1e-40 has all its digits.
// Index: two-terminal reliability, all-terminal reliability, k-terminal reliability.
#pragma once

#include <nines/network/frontier.hpp>
#include <nines/network/reduction.hpp>
#include <nines/probability/two_sided.hpp>

namespace nines {

/// What a question about a network may take before it is refused: bytes, and states visited in all
/// steps; some 1e7 of these take a second.
struct network_limits {
  double memory_limit = default_memory_limit;  ///< bytes
  double work_limit = 1e10;                    ///< states visited, in all steps
};

namespace detail {

/// The order whose predicted cost is the least; the first is taken at once where its frontier is
/// tiny. Where nodes are alike, the others are asked again with what that saves.
template <class T>
frontier_plan<T> cheapest_plan(const connection_problem<T>& problem,
                               const std::vector<node_order>& orders) {
  frontier_plan<T> best(problem, orders.front());
  double best_cost = best.log_cost();
  bool has_twins = false;
  const auto offer = [&](const node_order& order, links_with_node which) {
    frontier_plan<T> other(problem, order, which);
    if (has_twins) other.find_twins();
    const double cost = other.log_cost();
    if (!(cost < best_cost)) return;
    best = std::move(other);
    best_cost = cost;
  };
  const auto offer_all = [&] {
    for (const auto& order : orders) {
      offer(order, links_with_node::to_earlier);
      offer(order, links_with_node::to_later);
    }
  };
  if (best.slot_count() > 5) offer_all();
  if (best.slot_count() > 5) has_twins = best.find_twins();
  const double cost = best.log_cost();
  if (!has_twins || cost > best_cost - 1) return best;  // a saving, in logarithms
  best_cost = cost;
  offer_all();
  return best;
}

/// The probability that the terminals of a reduced problem are connected.
template <class T>
probability<T> swept(const char* function, const connection_problem<T>& problem,
                     const network_limits& limits, double& work_left) {
  const auto plan = cheapest_plan(problem, order_portfolio(problem, 24));
  const auto sums = sweep(plan, {.memory = limits.memory_limit, .work = work_left});
  if (sums.ran_out)
    give_up(function, "takes more than memory_limit or work_limit allow (up to " +
                          describe(plan.slot_count()) +
                          " nodes are open at a time); ask for network_reliability_bounds");
  work_left -= sums.work;  // a budget
  return both_sides(function, sums.connected, sums.cut);
}

/// The answer; `work_left` is what it may take, and becomes what it leaves.
template <class T>
probability<T> connection_probability(const char* function, const network<T>& net,
                                      const std::vector<std::size_t>& terminals,
                                      const network_limits& limits, double& work_left) {
  auto problem = problem_of(function, net, terminals);
  if (!is_connectable(problem)) return probability<T>::never();
  const auto parts = problem.is_directed ? pruned(std::move(problem)) : reduced(std::move(problem));
  auto result = parts.factor;
  for (const auto& part : parts.rest)
    result = both(result, swept(function, part, limits, work_left));
  return agreed(result);
}
template <class T>
probability<T> connection_probability(const char* function, const network<T>& net,
                                      const std::vector<std::size_t>& terminals,
                                      const network_limits& limits) {
  double work_left = limits.work_limit;
  return connection_probability(function, net, terminals, limits, work_left);
}

template <class T>
std::vector<std::size_t> all_nodes(const network<T>& net) {
  std::vector<std::size_t> nodes(net.nodes().size());
  for (std::size_t v = 0; v < nodes.size(); ++v) nodes[v] = v;
  return nodes;
}

}  // namespace detail

/// The probability that the terminals, given by index, are all up and connected; exactly 0 where no
/// path can join them. *Throws* domain_error for no terminal, one out of range or given twice, or
/// not two of them in a directed network; convergence_error where it takes more than the limits.
template <class T>
[[nodiscard]] probability<T> network_reliability(const network<T>& net,
                                                 const std::vector<std::size_t>& terminals,
                                                 const network_limits& limits = {}) {
  return detail::connection_probability("network_reliability", net, terminals, limits);
}

/// The same of two nodes: s and t are connected, or in a directed network t is reached from s.
/// *Throws* domain_error for an unknown name, too.
template <class T>
[[nodiscard]] probability<T> two_terminal_reliability(const network<T>& net, std::string_view s,
                                                      std::string_view t,
                                                      const network_limits& limits = {}) {
  return detail::connection_probability("two_terminal_reliability", net, {net.node(s), net.node(t)},
                                        limits);
}

/// The same of some nodes.
template <class T>
[[nodiscard]] probability<T> k_terminal_reliability(const network<T>& net,
                                                    const std::vector<std::string>& terminals,
                                                    const network_limits& limits = {}) {
  std::vector<std::size_t> nodes;
  for (const auto& name : terminals) nodes.push_back(net.node(name));
  return detail::connection_probability("k_terminal_reliability", net, nodes, limits);
}

/// The same of all nodes.
template <class T>
[[nodiscard]] probability<T> all_terminal_reliability(const network<T>& net,
                                                      const network_limits& limits = {}) {
  return detail::connection_probability("all_terminal_reliability", net, detail::all_nodes(net),
                                        limits);
}

}  // namespace nines

#ifdef NINES_COMPILED
extern template nines::probability<double> nines::detail::connection_probability(
    const char*, const nines::network<double>&, const std::vector<std::size_t>&,
    const nines::network_limits&, double&);
#endif
