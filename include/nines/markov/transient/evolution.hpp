// SPDX-License-Identifier: BSL-1.0
// What is asked of a chain in time, and what is answered: a vector carried to time t.
//
//   forward    p(t) = p exp(Q t)    where a mass is          its integral: the time spent there
//   backward   u(t) = exp(Q t) u    what a reward is worth   its integral: what is earned by t
//
// Absorbing states are excluded from the iteration; their mass is the integrated inflow.
#pragma once

#include <array>
#include <nines/markov/chain/classes.hpp>
#include <nines/markov/chain/distribution.hpp>

namespace nines::detail {

/// The vector v, to be carried to time t, with its integrals over [0, t] up to `order`.
template <class T>
struct time_question {
  direction way;
  std::span<const T> v;
  T t;
  int order;
};

/// The entries of each order: the vector at time t, its integral over [0, t], the integral of that.
template <class T>
struct evolution {
  std::array<std::vector<T>, 3> of_order;
  solver_report report;
};

/// The states seen (which are not left as a whole): those that move, and those that absorb.
template <class T>
class visible_states {
 public:
  visible_states(const chain<T>& c, const state_set& seen)
      : chain_(c),
        seen_(seen),
        absorbing_(seen & state_set::where(
                              c.size(), [&](auto i) { return !(c.exit_rates()[i] > zero<T>()); })),
        moving_(restrict_to(c.rates(), seen & !absorbing_)) {}

  [[nodiscard]] std::size_t size() const { return moving_.states.size() + absorbing_.count(); }
  [[nodiscard]] const restricted_chain<T>& moving() const { return moving_; }
  [[nodiscard]] const state_set& absorbing() const { return absorbing_; }
  [[nodiscard]] restricted_chain<T> all() const { return restrict_to(chain_.rates(), seen_); }
  [[nodiscard]] T fastest() const {
    T rate = zero<T>();
    for (const int s : moving_.states)
      rate = std::max(rate, chain_.exit_rates()[static_cast<std::size_t>(s)]);
    return rate;
  }
  /// use(i, a, rate) for each transition from the i-th moving state into the absorbing state a.
  template <class Use>
  void each_absorption(const Use& use) const {
    for (std::size_t i = 0; i < moving_.states.size(); ++i) {
      if (!(moving_.exits[i] > zero<T>())) continue;
      for (const auto [to, rate] : row_of(chain_.rates(), moving_.states[i]))
        if (absorbing_.contains(to)) use(i, to, rate);
    }
  }

 private:
  const chain<T>& chain_;
  state_set seen_;
  state_set absorbing_;
  restricted_chain<T> moving_;
};

/// The entries of v for some states, and back to their places.
template <class T>
std::vector<T> pick(std::span<const T> v, const std::vector<int>& states) {
  std::vector<T> picked;
  picked.reserve(states.size());
  for (const int s : states) picked.push_back(v[static_cast<std::size_t>(s)]);
  return picked;
}
template <class T>
void put(const std::vector<T>& picked, const std::vector<int>& states, std::vector<T>& v) {
  for (std::size_t i = 0; i < picked.size(); ++i)
    v[static_cast<std::size_t>(states[i])] = picked[i];
}

}  // namespace nines::detail
