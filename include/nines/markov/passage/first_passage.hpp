// SPDX-License-Identifier: BSL-1.0
// First passage to a set of states: how long it takes, what is earned and where it enters.
//
// On the states outside the target from which it can be reached, one solver gives everything:
//   mean      m = (-Q)^-1 1                    moments     m_k = k (-Q)^-1 m_(k-1)
//   sojourn   y = initial (-Q)^-1              entries     y_i q_ij, i outside and j in the target
// No step subtracts: an MTTF of 1e40 hours has all its digits. Elimination is exact to rounding;
// large chains are solved by sweeps with a proven error, if these cost less (passage_solver.hpp).
// Index: hitting time, mean time to absorption, fundamental matrix.
#pragma once

#include <algorithm>
#include <nines/markov/chain/classes.hpp>
#include <nines/markov/chain/distribution.hpp>
#include <nines/markov/passage/passage_solver.hpp>

namespace nines {

/// Passage from the states of a chain into `target`, for as many questions as one likes.
template <class T = double>
class first_passage {
 public:
  /// *Throws* domain_error for a target that is empty or of another chain, and for options out of
  /// range; convergence_error, like all members, when it would take more memory than allowed, or
  /// sweeps do not prove their tolerance. *Cost*: one elimination of the states outside the target,
  /// or some hundred sweeps over their transitions for each question.
  first_passage(const chain<T>& c, const state_set& target, const passage_options& options = {});

  /// How this is solved: the method, the sweeps of its preparation, and the bound of the relative
  /// error of each entry (of moments, rewards and sums: of each solution on which they stand).
  [[nodiscard]] solver_report report() const { return solver_.report(); }

  /// The mean time to the target from each state: 0 in it, infinite where it may never be reached.
  [[nodiscard]] std::vector<T> mean_times() const { return moments(1); }
  /// The k-th moment of that time, k >= 1.
  [[nodiscard]] std::vector<T> moments(unsigned k) const;
  /// The mean of what is earned on the way, at `reward` per unit of time, from each state. *Throws*
  /// domain_error for a reward that is negative or infinite.
  [[nodiscard]] std::vector<T> rewards(std::span<const T> reward) const;
  /// The probability that the target is ever reached, from each state; both sides.
  [[nodiscard]] std::vector<probability<T>> probabilities() const;

  /// The mean time spent in each state on the way, from an initial distribution.
  [[nodiscard]] std::vector<T> sojourns(std::span<const T> initial) const;
  /// The probability of entering the target by each of its states; mass that starts there has
  /// entered.
  [[nodiscard]] std::vector<T> entries(std::span<const T> initial) const;
  /// The mean time to the target from an initial distribution; infinite if it may be missed.
  [[nodiscard]] T mean_time(std::span<const T> initial) const;
  /// The variance of that time; infinite if the target may be missed. It is a sum: the variance of
  /// each sojourn, and the spread of the mean times of what may follow it.
  [[nodiscard]] T variance(std::span<const T> initial) const;

 private:
  /// A mean over an initial distribution, in which 0 times infinity is 0.
  static T weighted(const std::vector<T>& mass, const std::vector<T>& values) {
    T sum = zero<T>();
    for (std::size_t i = 0; i < mass.size(); ++i)
      if (mass[i] > zero<T>()) sum += mass[i] * values[i];
    return sum;
  }
  /// What a state adds to the variance, for each unit of time in it.
  [[nodiscard]] T variance_per_time(std::size_t i, const std::vector<T>& means) const;
  static const state_set& checked(const chain<T>& c, const state_set& target);
  [[nodiscard]] std::vector<T> expand(const std::vector<T>& values, const state_set& special,
                                      const T& special_value) const;

  std::size_t size_;
  state_set target_, lost_, may_be_lost_;
  rate_matrix<T> rates_;
  restricted_chain<T> way_;  // its states; the solver has its rates and exits
  detail::passage_solver<T> solver_;
  std::vector<T> to_target_, to_lost_;
};

template <class T>
first_passage<T>::first_passage(const chain<T>& c, const state_set& target,
                                const passage_options& options)
    : size_(c.size()),
      target_(checked(c, target)),
      lost_(!reaching(c.rates(), target)),
      rates_(c.rates()),
      way_(restrict_to(c.rates(), !target_ & !lost_)),
      solver_(std::move(way_.rates), std::move(way_.exits), options) {
  to_target_.assign(way_.states.size(), zero<T>());
  to_lost_ = to_target_;
  for (std::size_t i = 0; i < way_.states.size(); ++i)
    for (const auto [to, rate] : row_of(rates_, way_.states[i])) {
      if (target_.contains(to)) to_target_[i] += rate;
      if (lost_.contains(to)) to_lost_[i] += rate;
    }
  rate_matrix<T> before = c.rates();  // what may happen after the target does not count
  before.prune([&](Eigen::Index i, Eigen::Index, const T&) {
    return !target_.contains(static_cast<std::size_t>(i));
  });
  may_be_lost_ = reaching(before, lost_) & !target_;
}

template <class T>
std::vector<T> first_passage<T>::rewards(std::span<const T> reward) const {
  if (reward.size() != size_)
    fail("first_passage::rewards", "size of reward", reward.size(), std::to_string(size_));
  for (std::size_t i = 0; i < size_; ++i)
    require_nonnegative_finite("first_passage::rewards", "reward[" + std::to_string(i) + "]",
                               reward[i]);
  std::vector<T> m;
  for (const int s : way_.states) m.push_back(reward[static_cast<std::size_t>(s)]);
  solver_.solve(m);
  return expand(m, may_be_lost_, std::numeric_limits<T>::infinity());
}

template <class T>
std::vector<T> first_passage<T>::moments(unsigned k) const {
  if (!(k >= 1)) fail("first_passage::moments", "k", k, "1 or more");
  std::vector<T> m(way_.states.size(), one<T>());
  const auto is_paused = [](const T& x) { return x > zero<T>(); };
  for (unsigned order = 1; order <= k; ++order) {
    for (T& x : m) x = x * constant<T>(order);
    solver_.solve(m);
    if (!std::all_of(m.begin(), m.end(), is_paused))
      give_up("first_passage::moments", "the moment of order " + std::to_string(order) +
                                            " is below the range of the scalar type");
  }
  return expand(m, may_be_lost_, std::numeric_limits<T>::infinity());
}

template <class T>
std::vector<probability<T>> first_passage<T>::probabilities() const {
  std::vector<T> reached = to_target_;
  std::vector<T> lost = to_lost_;
  solver_.solve(reached);
  solver_.solve(lost);
  std::vector<probability<T>> result(size_, probability<T>::never());
  for (std::size_t i = 0; i < way_.states.size(); ++i)
    result[static_cast<std::size_t>(way_.states[i])] =
        both_sides("first_passage::probabilities", reached[i], lost[i]);
  for (const std::size_t s : target_.states()) result[s] = probability<T>::always();
  return result;
}

template <class T>
std::vector<T> first_passage<T>::sojourns(std::span<const T> initial) const {
  const std::vector<T> mass =
      detail::distribution_of("first_passage::sojourns", "initial", initial, size_);
  std::vector<T> y;
  y.reserve(way_.states.size());
  for (const int s : way_.states) y.push_back(mass[static_cast<std::size_t>(s)]);
  solver_.solve_transposed(y);
  return expand(y, state_set(size_), zero<T>());
}

template <class T>
std::vector<T> first_passage<T>::entries(std::span<const T> initial) const {
  std::vector<T> entered =
      detail::distribution_of("first_passage::entries", "initial", initial, size_);
  const std::vector<T> time = sojourns(entered);
  for (const std::size_t s : (!target_).states()) entered[s] = zero<T>();
  for (const int s : way_.states)
    for (const auto [to, rate] : row_of(rates_, s))
      if (target_.contains(to)) entered[to] += time[static_cast<std::size_t>(s)] * rate;
  return entered;
}

template <class T>
T first_passage<T>::mean_time(std::span<const T> initial) const {
  return weighted(detail::distribution_of("first_passage::mean_time", "initial", initial, size_),
                  mean_times());
}

template <class T>
T first_passage<T>::variance(std::span<const T> initial) const {
  const std::vector<T> mass =
      detail::distribution_of("first_passage::variance", "initial", initial, size_);
  const std::vector<T> means = mean_times();
  const T mean = weighted(mass, means);
  if (!is_finite(mean)) return mean;
  std::vector<T> per_time(size_, zero<T>());
  for (const int s : way_.states) {
    const auto i = static_cast<std::size_t>(s);  // what may be lost is not on the way from here
    if (!may_be_lost_.contains(i)) per_time[i] = variance_per_time(i, means);
  }
  std::vector<T> off(size_, zero<T>());  // only its square is added
  for (std::size_t i = 0; i < size_; ++i)
    if (mass[i] > zero<T>()) off[i] = (means[i] - mean) * (means[i] - mean);
  return weighted(mass, rewards(per_time)) + weighted(mass, off);
}

template <class T>
T first_passage<T>::variance_per_time(std::size_t i, const std::vector<T>& means) const {
  T out = zero<T>();
  for (const auto [to, rate] : row_of(rates_, i)) out += rate;
  T next = zero<T>();  // the mean of what follows
  for (const auto [to, rate] : row_of(rates_, i)) next += rate / out * means[to];
  T spread = zero<T>();
  for (const auto [to, rate] : row_of(rates_, i)) {
    const T off = means[to] - next;  // only its square is added
    spread += rate / out * (off * off);
  }
  return one<T>() / out + out * spread;
}

template <class T>
const state_set& first_passage<T>::checked(const chain<T>& c, const state_set& target) {
  detail::check_states("first_passage", "target", target, c.size());
  if (target.empty()) fail("first_passage", "the target has no states");
  return target;
}

template <class T>
std::vector<T> first_passage<T>::expand(const std::vector<T>& values, const state_set& special,
                                        const T& special_value) const {
  std::vector<T> result(size_, zero<T>());
  for (std::size_t i = 0; i < values.size(); ++i)
    result[static_cast<std::size_t>(way_.states[i])] = values[i];
  for (const std::size_t s : special.states()) result[s] = special_value;
  return result;
}

}  // namespace nines

#ifdef NINES_COMPILED
extern template class nines::first_passage<double>;
#endif
