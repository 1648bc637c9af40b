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
// W grows, twofold or fourfold, until D is small beside S and beside F, or work or memory runs out,
// or a caller's own function says stop: then the bounds are those reached. The order is chosen by
// pilot sweeps with few states. Networks whose parts are good (0.99 and better) have bounds of many
// digits from a thousand states, however wide they are; expanders whose parts are bad do not.
//
// Rounding: the ends are moved apart by what it may have done. A sweep counts its roundings; each
// reduction makes positive pairs of positive pairs in at most 8 of them, and takes one element
// away. R and U are sums of products in which each pair occurs once, so relative errors at most add
// up: 8 roundings, which are 4 epsilon, for each element, and those of the sweeps.
// Index: reliability bounds, most probable states.
#pragma once

#include <concepts>
#include <nines/network/reliability.hpp>
#include <nines/probability/bounds.hpp>
#include <type_traits>

namespace nines {

/// How narrow bounds should be, and what they may take.
struct network_bounds_options {
  /// Of the widths, relative to the reliability and to the unreliability.
  double relative_width = 1e-3;
  double memory_limit = default_memory_limit;  ///< bytes
  /// States visited, over all steps and sweeps; 1e7 of them take some seconds.
  double work_limit = 2e8;
};

/// How far a search for bounds has come, for a function that shows it and may stop the search.
template <scalar T = double>
struct network_bounds_progress {
  bounds<T> reached;  ///< certain, of the block that is swept
  double work_done;   ///< states visited so far, of `work_limit`
};

namespace detail {

/// A caller that never stops a search.
struct always_proceed {
  template <class T>
  bool operator()(const network_bounds_progress<T>& /*progress*/) const {
    return true;
  }
};

/// What a search asks now and then: may it go on, from here? By default it may.
template <class T>
class bounds_signal {
 public:
  bounds_signal() = default;
  /// `proceed(progress)` must outlive the signal.
  template <class Proceed>
    requires(!std::same_as<std::remove_const_t<Proceed>, bounds_signal>)
  explicit bounds_signal(Proceed& proceed)
      : asked_(const_cast<void*>(static_cast<const void*>(&proceed))),
        ask_([](void* asked, const network_bounds_progress<T>& progress) {
          return static_cast<bool>((*static_cast<Proceed*>(asked))(progress));
        }) {}
  [[nodiscard]] bool may_proceed(const network_bounds_progress<T>& progress) const {
    return ask_ == nullptr || ask_(asked_, progress);
  }

 private:
  void* asked_ = nullptr;
  bool (*ask_)(void*, const network_bounds_progress<T>&) = nullptr;
};

/// The bounds that the sums of a sweep are.
template <class T>
bounds<T> bounds_of(const frontier_sums<T>& sums) {
  const auto with_dropped = [&](const T& mass) {
    return std::min(one<T>(), T(mass + sums.dropped));
  };
  return {{unchecked, sums.connected, with_dropped(sums.cut)},
          {unchecked, with_dropped(sums.connected), sums.cut}};
}

/// The search for bounds of one problem.
template <class T>
class bracket_search {
 public:
  /// `work_left` is what the search may take, and becomes what it leaves. Asks `proceed` now and
  /// then, and stops where it says no.
  bracket_search(const connection_problem<T>& problem, const network_bounds_options& options,
                 double& work_left, const bounds_signal<T>& proceed = {})
      : problem_(problem), options_(options), work_left_(work_left), proceed_(proceed) {}

  /// The sums of the best sweep: the narrowest.
  frontier_sums<T> run() {
    choose_plan();
    return widen([](double /*work*/) { return true; });
  }
  /// The order that pilot sweeps found best, and some sums.
  void choose_plan() {
    best_.dropped = one<T>();
    std::vector<frontier_plan<T>> plans;
    for (const auto& order : order_portfolio(problem_, problem_.links.size() > 1000 ? 3 : 12))
      plans.emplace_back(problem_, order);
    for (; plans.size() > 1 && width_ <= pilot_width; width_ *= 4) keep_best_third(plans, width_);
    width_ /= 4;
    plan_.push_back(std::move(plans.front()));
  }
  /// Sweeps with more and more states, until the bounds are as narrow as asked, or work or memory
  /// runs out, or is_worth_it(work), of the work that the next sweep may take, says no.
  template <class Worth>
  frontier_sums<T> widen(const Worth& is_worth_it) {
    for (double work = best_.work; !is_narrow() && !ran_out_;) {
      const std::size_t factor = is_narrow(8) ? 2 : 4;
      work *= static_cast<double>(factor);
      if (work > work_left_ || !is_worth_it(work)) break;
      width_ *= factor;
      work = sweep_with(plan_.front(), width_).work;
      if (ran_out_) width_ /= factor;
    }
    return best_;
  }

  /// What choose_plan() and widen() came to. The width is that of the last sweep that went
  /// to the end.
  [[nodiscard]] const frontier_plan<T>& plan() const { return plan_.front(); }
  [[nodiscard]] std::size_t width() const { return width_; }
  [[nodiscard]] const frontier_sums<T>& best() const { return best_; }
  /// Whether the best bounds are as narrow as asked, or some times as wide.
  [[nodiscard]] bool is_narrow(double times = 1) const {
    const T most = constant<T>(times * options_.relative_width);
    return best_.dropped <= most * best_.cut && best_.dropped <= most * best_.connected;
  }

 private:
  static constexpr std::size_t first_width = 10, pilot_width = 40;

  /// Pilot sweeps: of all orders with a few states, then of the best third with more, and so on.
  void keep_best_third(std::vector<frontier_plan<T>>& plans, std::size_t width) {
    std::vector<std::pair<T, std::size_t>> ranking;
    for (std::size_t i = 0; i < plans.size() && !is_narrow() && !ran_out_; ++i)
      ranking.emplace_back(sweep_with(plans[i], width).dropped, i);
    std::sort(ranking.begin(), ranking.end());
    if (ranking.empty()) return;  // it is narrow, or nothing is left to sweep with
    std::vector<frontier_plan<T>> kept;
    for (std::size_t i = 0; i < (ranking.size() + 2) / 3; ++i)
      kept.push_back(plans[ranking[i].second]);
    plans = std::move(kept);
  }

  /// A sweep, which counts as work; the best one is kept.
  frontier_sums<T> sweep_with(const frontier_plan<T>& plan, std::size_t width) {
    const auto ask = [this](double work) {
      const double done = options_.work_limit - work_left_ + work;  // of a budget
      return proceed_.may_proceed({bounds_of(best_), done});
    };
    const auto sums = sweep(plan, {.width = width,
                                   .memory = options_.memory_limit,
                                   .work = work_left_,
                                   .signal = sweep_signal(ask)});
    work_left_ -= sums.work;  // a budget
    ran_out_ = sums.ran_out;
    if (sums.dropped <= best_.dropped) best_ = sums;
    return sums;
  }
  const connection_problem<T>& problem_;
  const network_bounds_options& options_;
  double& work_left_;
  bounds_signal<T> proceed_;
  frontier_sums<T> best_;
  bool ran_out_ = false;
  std::vector<frontier_plan<T>> plan_;  // one, once it is chosen
  std::size_t width_ = first_width;
};

/// Of a reduced problem of so many elements, the product of its parts' bounds, moved apart.
template <class T>
bounds<T> bounds_of_parts(const reduced_problem<T>& parts,
                          const std::vector<frontier_sums<T>>& sums, std::size_t elements) {
  bounds<T> result{parts.factor, parts.factor};
  double roundings = 8 * static_cast<double>(elements + 16);
  for (const auto& each : sums) {
    const auto ends = bounds_of(each);
    result = {both(result.lower, ends.lower), both(result.upper, ends.upper)};
    roundings += each.roundings;
  }
  return widened(result.lower, result.upper, roundings / 2);
}
template <class T>
std::size_t element_count(const network<T>& net) {
  return net.links().size() + net.nodes().size() + net.groups().size();
}
/// The problem without what its reliability does not need.
template <class T>
reduced_problem<T> simplified(connection_problem<T> problem) {
  return problem.is_directed ? pruned(std::move(problem)) : reduced(std::move(problem));
}

template <class T>
bounds<T> connection_bounds(const char* function, const network<T>& net,
                            const std::vector<std::size_t>& terminals,
                            const network_bounds_options& options,
                            const bounds_signal<T>& proceed) {
  require_nonnegative(function, "relative_width", options.relative_width);
  auto problem = problem_of(function, net, terminals);
  if (!is_connectable(problem)) return {probability<T>::never(), probability<T>::never()};
  const auto parts = simplified(std::move(problem));
  std::vector<frontier_sums<T>> sums;
  double work_left = options.work_limit;
  for (const auto& part : parts.rest)
    sums.push_back(bracket_search<T>(part, options, work_left, proceed).run());
  return bounds_of_parts(parts, sums, element_count(net));
}

}  // namespace detail

/// Certain bounds of the probability that the terminals, given by index, are all up and connected:
/// as narrow as asked, or as narrow as work and memory allow. Calls proceed(progress), of a
/// network_bounds_progress, now and then; where it returns false the bounds are those reached.
/// *Throws* domain_error as network_reliability does, and for a relative width that is negative or
/// NaN.
template <class T, class Proceed = const detail::always_proceed>
[[nodiscard]] bounds<T> network_reliability_bounds(const network<T>& net,
                                                   const std::vector<std::size_t>& terminals,
                                                   const network_bounds_options& options = {},
                                                   Proceed&& proceed = {}) {
  return detail::connection_bounds("network_reliability_bounds", net, terminals, options,
                                   detail::bounds_signal<T>(proceed));
}

/// The same of two nodes.
template <class T, class Proceed = const detail::always_proceed>
[[nodiscard]] bounds<T> two_terminal_reliability_bounds(const network<T>& net, std::string_view s,
                                                        std::string_view t,
                                                        const network_bounds_options& options = {},
                                                        Proceed&& proceed = {}) {
  return detail::connection_bounds("two_terminal_reliability_bounds", net,
                                   {net.node(s), net.node(t)}, options,
                                   detail::bounds_signal<T>(proceed));
}

/// The same of all nodes.
template <class T, class Proceed = const detail::always_proceed>
[[nodiscard]] bounds<T> all_terminal_reliability_bounds(const network<T>& net,
                                                        const network_bounds_options& options = {},
                                                        Proceed&& proceed = {}) {
  return detail::connection_bounds("all_terminal_reliability_bounds", net, detail::all_nodes(net),
                                   options, detail::bounds_signal<T>(proceed));
}

}  // namespace nines

#ifdef NINES_COMPILED
extern template nines::bounds<double> nines::detail::connection_bounds(
    const char*, const nines::network<double>&, const std::vector<std::size_t>&,
    const nines::network_bounds_options&, const nines::detail::bounds_signal<double>&);
#endif
