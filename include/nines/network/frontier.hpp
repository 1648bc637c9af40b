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
#include <nines/network/moves.hpp>
#include <nines/probability/two_sided_sum.hpp>

namespace nines::detail {

/// What a sweep may take.
struct frontier_limits {
  std::size_t width = std::numeric_limits<std::size_t>::max();  ///< states kept of a layer
  double memory = default_memory_limit;                         ///< bytes
  double work = std::numeric_limits<double>::infinity();        ///< states, over all steps
};

/// What a sweep has found. The masses make 1.
template <class T>
struct frontier_sums {
  T connected = zero<T>(), cut = zero<T>();
  T dropped = zero<T>();   ///< undecided
  bool ran_out = false;    ///< of work or memory, before the last step
  double work = 0;         ///< states, over all steps
  std::size_t widest = 0;  ///< the most states in a layer
};

template <class State, class T>
class frontier_sweep {
 public:
  frontier_sweep(const frontier_plan<T>& plan, const frontier_limits& limits)
      : plan_(plan), moves_(plan), limits_(limits) {}

  [[nodiscard]] frontier_sums<T> run() {
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
      decide(step, state, mass);
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

  void decide(const frontier_step<T>& step, const State& before, const T& mass) {
    State state = before;
    if (!moves_.begin(step, state)) return deliver(moves_.take(step, state, false), state, mass);
    if (can_be_down_) {
      State down = state;
      deliver(moves_.take(step, down, false), down, T(mass * step.up.complement()));
    }
    if (can_be_up_) deliver(moves_.take(step, state, true), state, T(mass * step.up.value()));
  }
  void deliver(outcome result, const State& state, const T& mass) {
    if (result == outcome::open)
      next_.push(state, mass);
    else
      decided_.add(result == outcome::connected, mass);
  }

  const frontier_plan<T>& plan_;
  frontier_moves<State, T> moves_;
  frontier_limits limits_;
  states now_, next_;
  two_sided_sum<T> decided_;  // in one step
  bool can_be_up_ = true, can_be_down_ = true;
  frontier_sums<T> sums_;
};

template <class T>
frontier_sums<T> sweep(const frontier_plan<T>& plan, const frontier_limits& limits) {
  return with_state(plan, [&](const auto& state) {
    return frontier_sweep<std::remove_cvref_t<decltype(state)>, T>(plan, limits).run();
  });
}

}  // namespace nines::detail
