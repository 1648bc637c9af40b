// SPDX-License-Identifier: BSL-1.0
// How a network's reliability depends on each of its links, nodes and groups.
//
// Example:
//   const auto net = ring(5, {99.9_percent});
//   const auto table = two_terminal_importance(net, "0", "2");
//   table.links[0].if_down;               // the reliability while this link is down
//   birnbaum_importance(table.links[0]);  // the probability that it is critical
//   single_points_of_failure(table.nodes);
//   best_to_harden(table.links);
//
// One sweep forwards, which stores all layers, and one backwards over them: for each part the
// reliability given that it is up, and given that it is down, both sides of both, as sums of
// positive masses. With U = 1 - R and U(up), U(down) the unreliabilities of the two,
//
//   Birnbaum importance = U(down) - U(up)      risk achievement worth = U(down) / U
//   risk reduction worth = U / U(up)           criticality importance = q Birnbaum / U
//
// Reductions would lose the parts, so the network is swept as it is, and nodes that never fail are
// decided, too: what if they did? Cost: 16 bytes for each state of each layer, and twice the time.
// Sources: Birnbaum 1969; Vesely et al. 1983.
// Index: link importance, single-link cut.
#pragma once

#include <nines/network/reliability.hpp>

namespace nines {

/// A link, node or group of a network: its own probability, and the network's reliability as it is,
/// given that the part is up, and given that it is down.
template <scalar T = double>
struct component_importance {
  probability<T> up, reliability, if_up, if_down;  ///< see above
};

/// The importance of all links, nodes and groups, by index.
template <scalar T = double>
struct importance_table {
  probability<T> reliability;                                 ///< of the network as it is
  std::vector<component_importance<T>> links, nodes, groups;  ///< each by index
};

namespace detail {

/// Where a state goes, as places in the next layer.
template <class T>
struct passed_state {
  static constexpr auto connected = static_cast<std::uint32_t>(-1);
  static constexpr auto cut = static_cast<std::uint32_t>(-2);
  T mass;
  std::uint32_t if_up, if_down;
};
/// The states of a layer, without what they are.
template <class T>
struct passed_layer {
  two_sided_sum<T> decided;  // before the step
  std::vector<passed_state<T>> states;
};

template <class T>
probability<T> pivoted(const probability<T>& p, const probability<T>& up,
                       const probability<T>& down) {
  return {unchecked, T(p.value() * up.value() + p.complement() * down.value()),
          T(p.value() * up.complement() + p.complement() * down.complement())};
}
template <class T>
probability<T> ahead(const std::vector<probability<T>>& after, std::uint32_t place) {
  if (place == passed_state<T>::connected) return probability<T>::always();
  return place == passed_state<T>::cut ? probability<T>::never() : after[place];
}

/// Goes back over the layers of a plan: calls visit(step, if_up, if_down) for each step, last
/// first; returns the reliability.
template <class T, class Visit>
probability<T> sweep_back(const frontier_plan<T>& plan, const std::vector<passed_layer<T>>& passed,
                          const Visit& visit) {
  std::vector<probability<T>> after, before;
  for (std::size_t i = plan.steps().size(); i-- > 0;) {
    two_sided_sum<T> if_up = passed[i].decided, if_down = passed[i].decided;
    before.clear();
    for (const auto& state : passed[i].states) {
      const auto up = ahead(after, state.if_up), down = ahead(after, state.if_down);
      if_up.add_case(state.mass, up);
      if_down.add_case(state.mass, down);
      before.push_back(pivoted(plan.steps()[i].up, up, down));
    }
    visit(i, if_up.result(), if_down.result());
    std::swap(before, after);
  }
  return agreed(after.front());
}

/// Sweeps forwards over one plan, and remembers each layer.
template <class State, class T>
class recorded_sweep {
 public:
  recorded_sweep(const char* function, const frontier_plan<T>& plan, const network_limits& limits)
      : function_(function), plan_(plan), moves_(plan), limits_(limits) {}

  [[nodiscard]] std::vector<passed_layer<T>> run() {
    forwards();
    return std::move(passed_);
  }

 private:
  void forwards() {
    layer<State, T> now, next;
    next.clear(1);
    next.add(State(), one<T>());
    two_sided_sum<T> decided;
    double work = 0, bytes = 0;
    for (const auto& step : plan_.steps()) {
      std::swap(now, next);
      next.clear(now.size());
      passed_.push_back({decided, {}});
      work += static_cast<double>(now.size());
      bytes += static_cast<double>(now.size() * (sizeof(passed_state<T>) + 2 * sizeof(State)));
      if (!(work <= limits_.work_limit && bytes <= limits_.memory_limit))
        give_up(function_, "takes more than memory_limit or work_limit allow");
      passed_.back().states.reserve(now.size());
      for (const auto& entry : now.entries())
        passed_.back().states.push_back(pass(step, entry.state, entry.mass, next, decided));
    }
  }
  /// Where a state goes.
  passed_state<T> pass(const frontier_step<T>& step, const State& state, const T& mass,
                       layer<State, T>& next, two_sided_sum<T>& decided) const {
    State up = state;
    const bool matters = moves_.begin(step, up);
    State down = up;
    const T mass_down = matters ? T(mass * step.up.complement()) : mass;
    const auto if_down = deliver(moves_.take(step, down, false), down, mass_down, next, decided);
    if (!matters) return {mass, if_down, if_down};
    const T mass_up = mass * step.up.value();
    return {mass, deliver(moves_.take(step, up, true), up, mass_up, next, decided), if_down};
  }
  static std::uint32_t deliver(outcome result, const State& state, const T& mass,
                               layer<State, T>& next, two_sided_sum<T>& decided) {
    if (result == outcome::open) return next.add(state, mass);
    decided.add(result == outcome::connected, mass);
    return result == outcome::connected ? passed_state<T>::connected : passed_state<T>::cut;
  }

  const char* function_;
  const frontier_plan<T>& plan_;
  frontier_moves<State, T> moves_;
  network_limits limits_;
  std::vector<passed_layer<T>> passed_;
};

inline void require_parts(const char* function, std::size_t count) {
  if (count == 0) fail(function, "there is no part");
}

/// A table in which nothing matters yet.
template <class T>
importance_table<T> blank_table(const network<T>& net, const probability<T>& reliability) {
  importance_table<T> table{reliability, {}, {}, {}};
  const auto list = [&](const auto& parts, auto& into) {
    for (const auto& part : parts) into.push_back({part.up, reliability, reliability, reliability});
  };
  list(net.links(), table.links);
  list(net.nodes(), table.nodes);
  list(net.groups(), table.groups);
  return table;
}

/// The problem without what cannot matter, as it is otherwise, and every node decided.
template <class T>
connection_problem<T> importance_problem(connection_problem<T> problem) {
  for (auto& v : problem.nodes) v.is_decided = true;
  if (problem.is_directed) return without_dead_ends(std::move(problem));
  return part_of(problem, links_in_reach(problem), terminal_flags(problem));
}

template <class T>
importance_table<T> importance_of(const char* function, const network<T>& net,
                                  const std::vector<std::size_t>& terminals,
                                  const network_limits& limits) {
  auto whole = problem_of(function, net, terminals);
  if (terminals.size() < 2) fail(function, "number of terminals", terminals.size(), "2 or more");
  if (!is_connectable(whole)) return blank_table(net, probability<T>::never());
  const auto problem = importance_problem(std::move(whole));
  const auto plan = cheapest_plan(problem, order_portfolio(problem, 24));
  struct given {
    std::size_t step;
    probability<T> if_up, if_down;
  };
  std::vector<given> found;
  const auto passed = with_state(plan, [&](const auto& state) {
    using state_type = std::remove_cvref_t<decltype(state)>;
    return recorded_sweep<state_type, T>(function, plan, limits).run();
  });
  const auto reliability = sweep_back(
      plan, passed,
      [&](std::size_t i, const auto& up, const auto& down) { found.push_back({i, up, down}); });
  auto table = blank_table(net, reliability);
  using kind = sweep_decision::kind;
  for (const auto& each : found) {
    const auto& item = plan.decisions()[each.step];
    auto& part = item.what == kind::link   ? table.links[problem.links[item.index].origin]
                 : item.what == kind::node ? table.nodes[problem.nodes[item.index].origin]
                                           : table.groups[item.index];
    part.if_up = each.if_up;
    part.if_down = each.if_down;
  }
  return table;
}

}  // namespace detail

/// The importance of every link, node and group for the connection of two or more terminals, given
/// by index. *Throws* domain_error as network_reliability does; convergence_error where it takes
/// more than the limits.
template <class T>
[[nodiscard]] importance_table<T> network_importance(const network<T>& net,
                                                     const std::vector<std::size_t>& terminals,
                                                     const network_limits& limits = {}) {
  return detail::importance_of("network_importance", net, terminals, limits);
}
/// The same for two nodes.
template <class T>
[[nodiscard]] importance_table<T> two_terminal_importance(const network<T>& net, std::string_view s,
                                                          std::string_view t,
                                                          const network_limits& limits = {}) {
  return detail::importance_of("two_terminal_importance", net, {net.node(s), net.node(t)}, limits);
}
/// The same for all nodes.
template <class T>
[[nodiscard]] importance_table<T> all_terminal_importance(const network<T>& net,
                                                          const network_limits& limits = {}) {
  return detail::importance_of("all_terminal_importance", net, detail::all_nodes(net), limits);
}

/// The probability that the part is critical, dR / dp: the network is connected with it up, and cut
/// with it down. *Accuracy*: some epsilon of the unreliability with it down.
template <class T>
[[nodiscard]] T birnbaum_importance(const component_importance<T>& part) {
  const T& with = part.if_up.complement();
  const T& without = part.if_down.complement();
  if (!(with < without)) return T(0);
  return T(without - with);  // the larger minus the smaller; what is lost is small beside U(down)
}
/// How much less unreliable the network would be with a part that never fails: q times Birnbaum.
template <class T>
[[nodiscard]] T improvement_potential(const component_importance<T>& part) {
  return T(part.up.complement() * birnbaum_importance(part));
}
/// U(down) / U: how many times as unreliable it is while the part is down. Infinite where it is cut
/// only then; NaN, as the two below, of a network that is never cut: there is no such ratio.
template <class T>
[[nodiscard]] T risk_achievement_worth(const component_importance<T>& part) {
  return T(part.if_down.complement() / part.reliability.complement());
}
/// U / U(up): how many times as unreliable it is as with a part that never fails.
template <class T>
[[nodiscard]] T risk_reduction_worth(const component_importance<T>& part) {
  return T(part.reliability.complement() / part.if_up.complement());
}
/// The probability that the part is down and critical, given that the network is cut.
template <class T>
[[nodiscard]] T criticality_importance(const component_importance<T>& part) {
  return T(improvement_potential(part) / part.reliability.complement());
}

/// The indices of those parts without which the network is certainly cut.
template <class T>
[[nodiscard]] std::vector<std::size_t> single_points_of_failure(
    const std::vector<component_importance<T>>& parts) {
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < parts.size(); ++i)
    if (parts[i].if_down.value() == T(0) && parts[i].if_up.value() > T(0)) found.push_back(i);
  return found;
}
/// The index of the part that gains most if it never fails; of equal ones the first. *Throws*
/// domain_error for no parts.
template <class T>
[[nodiscard]] std::size_t best_to_harden(const std::vector<component_importance<T>>& parts) {
  detail::require_parts("best_to_harden", parts.size());
  std::size_t best = 0;
  for (std::size_t i = 1; i < parts.size(); ++i)
    if (improvement_potential(parts[best]) < improvement_potential(parts[i])) best = i;
  return best;
}

}  // namespace nines

#ifdef NINES_COMPILED
extern template nines::importance_table<double> nines::detail::importance_of(
    const char*, const nines::network<double>&, const std::vector<std::size_t>&,
    const nines::network_limits&);
#endif
