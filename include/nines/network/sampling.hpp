// SPDX-License-Identifier: BSL-1.0
// What a simulation of a network needs: random numbers, exact limits of a probability from counts,
// and the fate of states that a sweep has dropped.
//
// n points are drawn from the dropped mass, each alike, in the order in which a sweep drops it; so
// no state is stored. Each is followed step by step until its terminals are connected or cut.
// Deterministic: the same on every platform for one seed.
// Index: simulation of a network, exact binomial limits.
#pragma once

#include <cmath>
#include <nines/inline.hpp>
#include <nines/network/frontier.hpp>
#include <nines/probability/bounds.hpp>
#include <random>

namespace nines::detail {

/// Uniform numbers in (0, 1), fine near 0.
class uniform_source {
 public:
  explicit uniform_source(std::uint64_t seed) : engine_(seed) {}

  double operator()() { return (static_cast<double>(engine_()) + 0.5) * 0x1p-64; }
  /// Whether an event of this probability happens. The smaller side decides: it is never rounded
  /// away.
  template <class T>
  bool happens(const probability<T>& p) {
    const double u = (*this)();
    return p.value() < p.complement() ? u < static_cast<double>(p.value())
                                      : !(u < static_cast<double>(p.complement()));
  }

 private:
  std::mt19937_64 engine_;
};

/// How often an event happened in a number of independent trials.
struct trial_counts {
  std::size_t events = 0, trials = 0;
};

/// The probability that an event must have to happen at least so often in as many trials with the
/// probability `missed`; found on the side that holds the digits.
probability<> lower_limit(const trial_counts& counts, double missed);

/// The exact limits of Clopper and Pearson: each is missed with at most half of what `confidence`
/// leaves.
bounds<> limits_of(const trial_counts& counts, const probability<>& confidence);

/// Draws `count` points of the mass `dropped` that a sweep drops, and follows each.
template <class T>
class dropped_sampler {
 public:
  dropped_sampler(const frontier_plan<T>& plan, const T& dropped, std::size_t count,
                  uniform_source& random)
      : plan_(plan), step_count_(plan.steps().size()), left_(count), random_(random) {
    dropped_ = static_cast<double>(dropped);
    counts_.trials = count;
    draw_next();
  }

  /// A state that is dropped before a step: all points in its mass are followed from there.
  template <class State>
  void operator()(std::size_t next_step, const State& state, const T& mass) {
    passed_ += static_cast<double>(mass);
    while (left_ > 0 && next_ * dropped_ <= passed_) {
      counts_.events += is_cut(next_step, state) ? 1u : 0u;
      --left_;
      draw_next();
    }
  }
  /// How many points were cut. Points beyond the last mass, which rounding may leave, count as
  /// trials that were not made.
  [[nodiscard]] trial_counts counts() const { return {counts_.events, counts_.trials - left_}; }
  /// Steps taken.
  [[nodiscard]] double work() const { return work_; }

 private:
  /// The next of the points, in their order: the least of those that are left.
  void draw_next() {
    if (left_ > 0)
      next_ += (1 - next_) *  // a place in the list: digits near 1 do not matter
               -std::expm1(std::log(random_()) / static_cast<double>(left_));
  }
  template <class State>
  bool is_cut(std::size_t next_step, State state) {
    const frontier_moves<State, T> moves(plan_);
    for (; next_step < step_count_; ++next_step) {
      const auto& step = plan_.steps()[next_step];
      work_ += 1;
      const bool is_up = moves.begin(step, state) && random_.happens(step.up);
      const auto result = moves.take(step, state, is_up);
      if (result != outcome::open) return result == outcome::cut;
    }
    return true;
  }

  const frontier_plan<T>& plan_;
  std::size_t step_count_, left_;
  uniform_source& random_;
  double dropped_ = 0, passed_ = 0, next_ = 0, work_ = 0;
  trial_counts counts_;
};

}  // namespace nines::detail

#ifndef NINES_COMPILED
#include <nines/network/impl/sampling.hpp>
#endif
