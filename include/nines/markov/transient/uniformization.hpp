// SPDX-License-Identifier: BSL-1.0
// A chain among some of its states, in the steps of a Poisson clock (randomization, Jensen 1953).
//
//   Q = q (P - I):  a tick of the clock, of rate q, moves the chain by P = I + Q / q, which is >= 0
//
// The clock is a 50th faster than the fastest state, so that each state may stay where it is: a
// chain that swings to and fro settles. The diagonal of P is the only difference, and a benign one.
// Index: randomization.
#pragma once

#include <nines/markov/chain/classes.hpp>
#include <nines/markov/transient/step_matrix.hpp>

namespace nines::detail {

/// Works on all rows in the calling thread; markov/transient/execution.hpp has one
/// that shares them out.
struct sequential {
  template <class Work>
  void operator()(std::size_t tuples, const Work& work) const {
    work(std::size_t{0}, tuples);
  }
};

/// The steps of a chain among some states, from which it may leave.
template <class T>
class uniformization {
 public:
  uniformization(const restricted_chain<T>& states, direction way)
      : way_(way),
        rate_(constant<T>(1.02) * largest_exit_rate(states)),
        stay_(stays(states, rate_)),
        matrix_(make_matrix(states, way)),
        leaving_(way == direction::forward ? states.exits.size() : 0) {
    for (const T& exit : states.exits) may_leave_ = may_leave_ || exit > zero<T>();
    if (may_leave_ && way == direction::forward) find_leaving(states);
  }

  [[nodiscard]] direction way() const { return way_; }
  /// The rate of the clock.
  [[nodiscard]] const T& rate() const { return rate_; }
  /// P, or its transpose to go forward.
  [[nodiscard]] const step_matrix<T>& matrix() const { return matrix_; }
  [[nodiscard]] bool may_leave() const { return may_leave_; }
  /// The part of a mass that the next `period` steps forward take out of the states.
  [[nodiscard]] T leaving(const padded_vector<T>& mass) const { return dot(mass, leaving_); }
  static constexpr std::size_t period = 16;

 private:
  static T exit_rate(const restricted_chain<T>& states, std::size_t i) {
    T sum = states.exits[i];
    for (const auto [to, rate] : row_of(states.rates, i)) sum += rate;
    return sum;
  }
  static T largest_exit_rate(const restricted_chain<T>& states) {
    T largest = zero<T>();
    for (std::size_t i = 0; i < states.exits.size(); ++i)
      if (const T rate = exit_rate(states, i); rate > largest) largest = rate;
    return largest;
  }
  static std::vector<T> stays(const restricted_chain<T>& states, const T& rate) {
    std::vector<T> stay(states.exits.size());
    for (std::size_t i = 0; i < stay.size(); ++i)
      stay[i] = (rate - exit_rate(states, i)) / rate;  // benign: at least a 50th of rate is left
    return stay;
  }
  [[nodiscard]] step_matrix<T> make_matrix(const restricted_chain<T>& states, direction way) const {
    if (way == direction::backward) return {states.rates, rate_, stay_};
    const rate_matrix<T> inflow = states.rates.transpose();
    return {inflow, rate_, stay_};
  }
  /// The probability of leaving within k + 1 steps, from that within k, for each state.
  void find_leaving(const restricted_chain<T>& states) {
    std::vector<T> sooner(leaving_.size(), zero<T>());
    for (std::size_t k = 0; k < period; ++k) {
      for (std::size_t i = 0; i < sooner.size(); ++i) {
        T flow = states.exits[i];
        for (const auto [to, rate] : row_of(states.rates, i)) flow += rate * sooner[to];
        leaving_.data()[i] = stay_[i] * sooner[i] + flow / rate_;
      }
      std::copy(leaving_.span().begin(), leaving_.span().end(), sooner.begin());
    }
  }

  direction way_;
  T rate_;
  std::vector<T> stay_;  // the diagonal of P
  step_matrix<T> matrix_;
  padded_vector<T> leaving_;
  bool may_leave_ = false;
};

}  // namespace nines::detail
