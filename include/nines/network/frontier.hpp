// SPDX-License-Identifier: BSL-1.0
// The frontier method: a sweep that decides one link or node at a time and pushes probability mass
// from states to states.
//
// Only two layers are held. Mass whose terminals are connected for certain is added to one sum,
// mass whose terminals cannot be connected any more to another: both are sums of products of
// positive numbers, and that they make 1 is checked. With a limited width only the heaviest states
// of a layer are kept; the mass of the others is a third sum, and the two first are certain bounds.
// Accuracy: some sqrt(steps) epsilon on both sides. Cost: states times steps; the states of a
// planar network that is w nodes wide are at most Catalan(w) where all nodes are terminals, some
// 4^w else, of a dense one the Bell number. Source: Hardy, Lucet & Limnios 2007.
// Index: frontier method, network reliability.
#pragma once

#include <limits>
#include <nines/budget.hpp>
#include <nines/network/layer.hpp>
#include <nines/network/reachability.hpp>
#include <nines/probability/two_sided_sum.hpp>

namespace nines::detail {

/// What a sweep may take.
struct sweep_limits {
  std::size_t width = std::numeric_limits<std::size_t>::max();  ///< states kept of a layer
  double memory = default_memory_limit;                         ///< bytes
  double work = std::numeric_limits<double>::infinity();        ///< states, over all steps
};

/// What a sweep has found. The masses make 1.
template <class T>
struct sweep_sums {
  T connected = zero<T>(), cut = zero<T>();
  T dropped = zero<T>();   ///< undecided
  bool ran_out = false;    ///< of work or memory, before the last step
  double work = 0;         ///< states, over all steps
  std::size_t widest = 0;  ///< the most states in a layer
};

template <class State, class T>
class frontier_sweep {
 public:
  frontier_sweep(const frontier_plan<T>& plan, const sweep_limits& limits)
      : plan_(plan), limits_(limits) {}

  [[nodiscard]] sweep_sums<T> run() {
    next_.clear(1);
    next_.add(State(), one<T>());
    for (const auto& step : plan_.steps()) {
      std::swap(now_, next_);
      next_.clear(now_.size());
      take(step);
      if (sums_.ran_out) break;
    }
    drop(next_, 0);  // nothing is left, but where it ran out
    return sums_;
  }

 private:
  using states = layer<State, T>;

  void take(const frontier_step<T>& step) {
    sums_.work += static_cast<double>(now_.size());
    sums_.widest = std::max(sums_.widest, now_.size());
    decided_ = {};
    can_be_up_ = !scalar_traits<T>::all(step.up.value() == zero<T>());
    can_be_down_ = !is_certain(step.up);
    const auto& entries = now_.entries();
    std::size_t done = 0;
    for (; done < entries.size() && is_within_limits(done); ++done) {
      const auto& [state, mass] = entries[done];
      step.is_link ? decide_link(step, state, mass) : decide_node(step, state, mass);
    }
    next_.flush();
    sums_.ran_out = done < entries.size();
    drop(now_, done);
    sums_.connected = sums_.connected + decided_.value();
    sums_.cut = sums_.cut + decided_.complement();
    if constexpr (!scalar_traits<T>::is_lanes)
      sums_.dropped = sums_.dropped + next_.keep_heaviest(limits_.width);
  }
  /// Asked for each state, but looked at now and then.
  [[nodiscard]] bool is_within_limits(std::size_t done) const {
    return done % 4096 != 0 ||
           (sums_.work <= limits_.work && now_.bytes() + next_.bytes() <= limits_.memory);
  }
  void drop(const states& layer, std::size_t first) {
    for (std::size_t i = first; i < layer.size(); ++i)
      sums_.dropped = sums_.dropped + layer.entries()[i].mass;
  }

  [[nodiscard]] bool groups_are_up(const frontier_step<T>& step, const State& state) const {
    const slot* const end = plan_.end(step.groups);
    return std::none_of(plan_.begin(step.groups), end, [&](slot s) { return state.is_down(s); });
  }
  [[nodiscard]] bool is_source(const frontier_step<T>& step, slot s) const {
    return step.is_source && s == plan_.source_slot();
  }
  void decide_link(const frontier_step<T>& step, State state, const T& mass) {
    for (const slot* s = plan_.begin(step.enter_marked); s != plan_.end(step.enter_marked); ++s)
      state.mark(*s, is_source(step, *s));
    if (!state.can_join(step.from, step.to) || !groups_are_up(step, state))
      return deliver(step, state, mass);
    if (can_be_down_) deliver(step, state, T(mass * step.up.complement()));
    if (!can_be_up_) return;
    const T with_link = mass * step.up.value();
    if (state.join(step.from, step.to, step.terminals_to_come) == outcome::connected)
      decided_.add_value(with_link);
    else
      deliver(step, state, with_link);
  }
  void decide_node(const frontier_step<T>& step, State state, const T& mass) {
    const bool has_groups = groups_are_up(step, state);
    if (!has_groups || can_be_down_)
      without_node(step, state, has_groups ? T(mass * step.up.complement()) : mass);
    if (!has_groups || !can_be_up_) return;
    if (step.is_terminal) state.mark(step.from, is_source(step, step.from));
    deliver(step, state, T(mass * step.up.value()));
  }
  void without_node(const frontier_step<T>& step, State state, const T& mass) {
    if (step.is_terminal) return decided_.add_opposite(mass);
    state.take_down(step.from);
    deliver(step, state, mass);
  }
  void deliver(const frontier_step<T>& step, State state, const T& mass) {
    for (const slot* s = plan_.begin(step.leave); s != plan_.end(step.leave); ++s)
      if (state.leave(*s) == outcome::cut) return decided_.add_opposite(mass);
    if (state.settle(step.in_done, step.out_done) == outcome::cut)
      return decided_.add_opposite(mass);
    next_.push(state, mass);
  }

  const frontier_plan<T>& plan_;
  sweep_limits limits_;
  states now_, next_;
  two_sided_sum<T> decided_;  // in one step
  bool can_be_up_ = true, can_be_down_ = true;
  sweep_sums<T> sums_;
};

/// A sweep with the smallest state that holds the plan's slots.
template <class T>
sweep_sums<T> directed_sweep(const frontier_plan<T>& plan, const sweep_limits& limits) {
  const std::size_t slots = plan.slot_count();
  if (slots <= 8) return frontier_sweep<reachability<std::uint8_t>, T>(plan, limits).run();
  if (slots <= 16) return frontier_sweep<reachability<std::uint16_t>, T>(plan, limits).run();
  if (slots <= 32) return frontier_sweep<reachability<std::uint32_t>, T>(plan, limits).run();
  if (slots <= 64) return frontier_sweep<reachability<std::uint64_t>, T>(plan, limits).run();
  give_up("network", "is directed, and has more than 64 nodes open at a time");
}
template <class T>
sweep_sums<T> sweep(const frontier_plan<T>& plan, const sweep_limits& limits) {
  if (plan.is_directed()) return directed_sweep(plan, limits);
  using byte = std::uint8_t;
  const std::size_t slots = plan.slot_count();
  if (slots <= 16) return frontier_sweep<partition<byte, 16>, T>(plan, limits).run();
  if (slots <= 32) return frontier_sweep<partition<byte, 32>, T>(plan, limits).run();
  if (slots <= 64) return frontier_sweep<partition<byte, 64>, T>(plan, limits).run();
  if (slots <= 127) return frontier_sweep<partition<byte, 128>, T>(plan, limits).run();
  if (slots <= 256) return frontier_sweep<partition<slot, 256>, T>(plan, limits).run();
  if (slots <= 512) return frontier_sweep<partition<slot, 512>, T>(plan, limits).run();
  if (slots <= 2048) return frontier_sweep<partition<slot, 2048>, T>(plan, limits).run();
  give_up("network", "has more than 2048 nodes open at a time");
}

}  // namespace nines::detail
