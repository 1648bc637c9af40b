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
#include <nines/error.hpp>
#include <nines/network/layer.hpp>
#include <nines/network/moves.hpp>
#include <nines/probability/two_sided_sum.hpp>

namespace nines::detail {

/// What is asked now and then in the middle of a sweep: may it go on, after this much work?
class sweep_signal {
 public:
  sweep_signal() = default;
  /// `proceed(work)` must outlive the signal.
  template <class Proceed>
  explicit sweep_signal(const Proceed& proceed)
      : asked_(&proceed), ask_([](const void* asked, double work) {
          return static_cast<bool>((*static_cast<const Proceed*>(asked))(work));
        }) {}
  [[nodiscard]] bool may_proceed(double work) const {
    return ask_ == nullptr || ask_(asked_, work);
  }

 private:
  const void* asked_ = nullptr;
  bool (*ask_)(const void*, double) = nullptr;
};

/// What a sweep may take.
struct frontier_limits {
  std::size_t width = std::numeric_limits<std::size_t>::max();  ///< states kept of a layer
  double memory = default_memory_limit;                         ///< bytes
  double work = std::numeric_limits<double>::infinity();        ///< states, over all steps
  sweep_signal signal = {};
};

/// What a sweep has found. The masses make 1.
template <class T>
struct frontier_sums {
  T connected = zero<T>(), cut = zero<T>();
  T dropped = zero<T>();   ///< undecided
  bool ran_out = false;    ///< of work or memory, before the last step
  double work = 0;         ///< states, over all steps
  std::size_t widest = 0;  ///< the most states in a layer
  /// With a limited width, a bound of the relative errors of the three sums, in half epsilons. A
  /// mass that ends in one of them has in each step been multiplied once, and been added to at most
  /// as often as masses came to its state; then come the additions within one step, and one for
  /// each step. All terms are positive, so relative errors of sums are at most the largest of the
  /// terms', and one rounding.
  double roundings = 0;
};

/// What a sweep may tell of each state that it drops; nothing.
struct forget_dropped {};

/// Who is told of each state that is dropped: called through a pointer, so that a sweep of some
/// states is compiled once, whoever it is.
template <class State, class T>
class dropped_signal {
 public:
  explicit dropped_signal(const forget_dropped& /*nobody*/) {}
  /// `dropped(next_step, state, mass)` must outlive the signal.
  template <class Dropped>
  explicit dropped_signal(Dropped& dropped)
      : told_(&dropped),
        tell_([](void* told, std::size_t next_step, const State& state, const T& mass) {
          (*static_cast<Dropped*>(told))(next_step, state, mass);
        }) {}
  void operator()(std::size_t next_step, const State& state, const T& mass) const {
    if (tell_ != nullptr) tell_(told_, next_step, state, mass);
  }

 private:
  void* told_ = nullptr;
  void (*tell_)(void*, std::size_t, const State&, const T&) = nullptr;
};

template <class State, class T>
class frontier_sweep {
 public:
  /// Tells of each state that is dropped, before which step.
  frontier_sweep(const frontier_plan<T>& plan, const frontier_limits& limits,
                 const dropped_signal<State, T>& dropped)
      : plan_(plan), moves_(plan), limits_(limits), tell_(dropped) {}

  [[nodiscard]] frontier_sums<T> run() {
    if (limits_.width < std::numeric_limits<std::size_t>::max()) {
      now_.count_arrivals();
      next_.count_arrivals();
    }
    next_.clear(1);
    next_.add(State(), one<T>());
    for (; next_step_ < plan_.steps().size() && !sums_.ran_out;) {
      const auto& step = plan_.steps()[next_step_++];
      begin(step);
      if (step.keeps != kept_outcome::neither && can_be_up_ && can_be_down_ && next_.is_whole())
        take_in_place(step);
      else
        take(step);
      add_up();
    }
    dropped_ = zero<T>();
    for (const auto& entry : next_.entries()) drop(entry);  // none, but where it ran out
    sums_.dropped = sums_.dropped + dropped_;
    sums_.roundings += most_in_step_ + 2;
    return sums_;
  }

 private:
  using states = layer<State, T>;

  void begin(const frontier_step<T>& step) {
    sums_.work += static_cast<double>(next_.size());
    sums_.widest = std::max(sums_.widest, next_.size());
    most_in_step_ = std::max(most_in_step_, 3 * static_cast<double>(next_.size()));
    decided_ = {};
    dropped_ = zero<T>();
    can_be_up_ = !scalar_traits<T>::all(step.up.value() == zero<T>());
    can_be_down_ = !is_certain(step.up);
  }
  void take(const frontier_step<T>& step) {
    std::swap(now_, next_);
    next_.clear(now_.size());
    const auto& entries = now_.entries();
    std::size_t done = 0;
    for (; done < entries.size() && is_within_limits(done); ++done)
      decide(step, entries[done].state, entries[done].mass);
    next_.flush();
    sums_.ran_out = done < entries.size();
    for (; done < entries.size(); ++done) dropped_ = dropped_ + entries[done].mass;
    now_.clear(0);
  }
  /// A step of which one outcome leaves each state as it is: only what the other comes to is looked
  /// up, and those states the step does not change, whether their turn has been or not.
  void take_in_place(const frontier_step<T>& step) {
    const bool keeps_up = step.keeps == kept_outcome::up;
    const T& kept = keeps_up ? step.up.value() : step.up.complement();
    const T& moved = keeps_up ? step.up.complement() : step.up.value();
    next_.restart_count();
    const std::size_t count = next_.size();
    std::size_t done = 0;
    for (; done < count && is_within_limits(done); ++done) {
      State state = next_.entries()[done].state;
      if (!moves_.begin(step, state)) continue;
      const T mass = next_.entries()[done].mass * moved;
      next_.scale(done, kept);
      deliver(moves_.take(step, state, !keeps_up), state, mass);
    }
    next_.flush();
    sums_.ran_out = done < count;
  }
  void add_up() {
    if constexpr (!scalar_traits<T>::is_lanes)
      next_.keep_heaviest(limits_.width, [this](const auto& entry) { drop(entry); });
    sums_.connected = sums_.connected + decided_.value();
    sums_.cut = sums_.cut + decided_.complement();
    sums_.dropped = sums_.dropped + dropped_;
    sums_.roundings += 2 + next_.most_arrivals();
  }
  /// Asked for each state, but looked at now and then.
  [[nodiscard]] bool is_within_limits(std::size_t done) const {
    return done % 4096 != 0 ||
           (sums_.work <= limits_.work && now_.bytes() + next_.bytes() <= limits_.memory &&
            limits_.signal.may_proceed(sums_.work));
  }
  void drop(const typename states::entry& entry) {
    dropped_ = dropped_ + entry.mass;
    tell_(next_step_, entry.state, entry.mass);
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
  dropped_signal<State, T> tell_;
  states now_, next_;
  std::size_t next_step_ = 0;
  double most_in_step_ = 0;
  two_sided_sum<T> decided_;  // in one step
  T dropped_ = zero<T>();     // in one step
  bool can_be_up_ = true, can_be_down_ = true;
  frontier_sums<T> sums_;
};

template <class T, class Dropped = const forget_dropped>
frontier_sums<T> sweep(const frontier_plan<T>& plan, const frontier_limits& limits,
                       Dropped& dropped = forget_dropped()) {
  return with_state(plan, [&](const auto& state) {
    using state_type = std::remove_cvref_t<decltype(state)>;
    const dropped_signal<state_type, T> signal(dropped);
    return frontier_sweep<state_type, T>(plan, limits, signal).run();
  });
}

}  // namespace nines::detail

#ifdef NINES_COMPILED
extern template nines::detail::frontier_sums<double> nines::detail::sweep(
    const nines::detail::frontier_plan<double>&, const nines::detail::frontier_limits&,
    const nines::detail::forget_dropped&);
#endif
