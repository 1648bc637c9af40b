// SPDX-License-Identifier: BSL-1.0
// Certain bounds of a network's reliability, where exact is out of reach or not needed.
//
// Example:
//   const auto net = grid(40, 40, {99.9_percent});
//   const auto r = two_terminal_reliability_bounds(net, "0,0", "39,39", {.relative_width = 1e-6});
//   // r.lower <= reliability <= r.upper, on both sides
//
// A sweep (frontier.hpp) keeps the W heaviest states of a layer and drops the others. With S the
// mass found to be connected, F that found to be cut, and D what was dropped,
//
//   S <= R <= S + D        F <= 1 - R <= F + D
//
// W grows, twofold or fourfold, until D is small beside S and beside F, or work or memory runs out:
// then the bounds are those reached. The order is chosen by pilot sweeps with few states. Networks
// whose parts are good (0.99 and better) have bounds of many digits from a thousand states, however
// wide they are; expanders whose parts are bad do not. The ends are moved apart by 4 epsilon for
// each node and link, for rounding.
// Index: reliability bounds, most probable states.
#pragma once

#include <nines/network/reliability.hpp>
#include <nines/probability/bounds.hpp>

namespace nines {

/// How narrow bounds should be, and what they may take.
struct network_bounds_options {
  /// Of the widths, relative to the reliability and to the unreliability.
  double relative_width = 1e-3;
  double memory_limit = default_memory_limit;  ///< bytes
  /// States visited, over all steps and sweeps; 1e7 of them take some seconds.
  double work_limit = 2e8;
};

namespace detail {

/// The search for bounds of one problem.
template <class T>
class bracket_search {
 public:
  bracket_search(const connection_problem<T>& problem, const network_bounds_options& options,
                 double& work_left)
      : problem_(problem), options_(options), work_left_(work_left) {}

  [[nodiscard]] bounds<T> run() {
    auto [plan, width] = choose_plan();
    for (double work = best_.work; !is_narrow() && !best_.ran_out;) {
      const std::size_t factor = is_narrow(8) ? 2 : 4;
      if (static_cast<double>(factor) * work > work_left_) break;
      width *= factor;
      work = sweep_with(plan, width).work;
    }
    return ends();
  }

 private:
  static constexpr std::size_t first_width = 10, pilot_width = 40;

  /// Pilot sweeps: of all orders with a few states, then of the best third with more, and so on.
  [[nodiscard]] std::pair<frontier_plan<T>, std::size_t> choose_plan() {
    best_.dropped = one<T>();
    best_.ran_out = true;
    std::vector<frontier_plan<T>> plans;
    for (const auto& order : order_portfolio(problem_, problem_.links.size() > 1000 ? 3 : 12))
      plans.emplace_back(problem_, order);
    std::size_t width = first_width;
    for (; plans.size() > 1 && width <= pilot_width; width *= 4) keep_best_third(plans, width);
    return {plans.front(), width / 4};
  }
  void keep_best_third(std::vector<frontier_plan<T>>& plans, std::size_t width) {
    std::vector<std::pair<T, std::size_t>> ranking;
    for (std::size_t i = 0; i < plans.size() && !is_narrow(); ++i)
      ranking.emplace_back(sweep_with(plans[i], width).dropped, i);
    std::sort(ranking.begin(), ranking.end());
    std::vector<frontier_plan<T>> kept;
    for (std::size_t i = 0; i < (ranking.size() + 2) / 3; ++i)
      kept.push_back(plans[ranking[i].second]);
    plans = std::move(kept);
  }

  /// A sweep, which counts as work; the best one is kept.
  frontier_sums<T> sweep_with(const frontier_plan<T>& plan, std::size_t width) {
    const auto sums =
        sweep(plan, {.width = width, .memory = options_.memory_limit, .work = work_left_});
    work_left_ -= sums.work;  // a budget
    if (sums.dropped <= best_.dropped) best_ = sums;
    return sums;
  }
  /// Whether the best bounds are as narrow as asked, or some times as wide.
  [[nodiscard]] bool is_narrow(double times = 1) const {
    const T most = constant<T>(times * options_.relative_width);
    return best_.dropped <= most * best_.cut && best_.dropped <= most * best_.connected;
  }

  [[nodiscard]] bounds<T> ends() const {
    const auto with_dropped = [this](const T& mass) {
      return std::min(one<T>(), T(mass + best_.dropped));
    };
    return {{unchecked, best_.connected, with_dropped(best_.cut)},
            {unchecked, with_dropped(best_.connected), best_.cut}};
  }

  const connection_problem<T>& problem_;
  const network_bounds_options& options_;
  double& work_left_;
  frontier_sums<T> best_;
};

template <class T>
bounds<T> connection_bounds(const char* function, const network<T>& net,
                            const std::vector<std::size_t>& terminals,
                            const network_bounds_options& options) {
  require_nonnegative(function, "relative_width", options.relative_width);
  auto problem = problem_of(function, net, terminals);
  if (!is_connectable(problem)) return {probability<T>::never(), probability<T>::never()};
  const auto parts = problem.is_directed ? pruned(std::move(problem)) : reduced(std::move(problem));
  bounds<T> result{parts.factor, parts.factor};
  double work_left = options.work_limit;
  for (const auto& part : parts.rest) {
    const auto ends = bracket_search<T>(part, options, work_left).run();
    result = {both(result.lower, ends.lower), both(result.upper, ends.upper)};
  }
  const std::size_t decisions = net.links().size() + net.nodes().size() + net.groups().size();
  return widened(result.lower, result.upper, 4 * static_cast<double>(decisions + 16));
}

}  // namespace detail

/// Certain bounds of the probability that the terminals, given by index, are all up and connected:
/// as narrow as asked, or as narrow as work and memory allow. *Throws* domain_error as
/// network_reliability does, and for a relative width that is negative or NaN.
template <class T>
[[nodiscard]] bounds<T> network_reliability_bounds(const network<T>& net,
                                                   const std::vector<std::size_t>& terminals,
                                                   const network_bounds_options& options = {}) {
  return detail::connection_bounds("network_reliability_bounds", net, terminals, options);
}

/// The same of two nodes.
template <class T>
[[nodiscard]] bounds<T> two_terminal_reliability_bounds(
    const network<T>& net, std::string_view s, std::string_view t,
    const network_bounds_options& options = {}) {
  return detail::connection_bounds("two_terminal_reliability_bounds", net,
                                   {net.node(s), net.node(t)}, options);
}

/// The same of all nodes.
template <class T>
[[nodiscard]] bounds<T> all_terminal_reliability_bounds(
    const network<T>& net, const network_bounds_options& options = {}) {
  return detail::connection_bounds("all_terminal_reliability_bounds", net, detail::all_nodes(net),
                                   options);
}

}  // namespace nines
