// SPDX-License-Identifier: BSL-1.0
// Mean and mean square of the time that a chain spends in a set of states within a window.
//
// Cost: some (60 + 3 log2 of the rates times the window) n^3 products.
#pragma once

#include <nines/markov/chain/chain.hpp>

namespace nines::detail {

/// Mean and mean square of the time that a chain spends in some states: exp of Q + e R modulo e^3,
/// R the indicator, by doubling. Every term is positive; rows are kept at sum one.
template <class T>
class time_moments {
  using matrix = Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
  using column = Eigen::Matrix<T, Eigen::Dynamic, 1>;

 public:
  column mean, square;  ///< by the state at the start

  time_moments(const chain<T>& c, const state_set& counted, const T& t);

 private:
  void begin(const chain<T>& c, const state_set& counted, const T& rate, const T& step);
  void twice();

  matrix probability_, time_;  // P(j at t | i), E(time; j at t | i)
};

template <class T>
time_moments<T>::time_moments(const chain<T>& c, const state_set& counted, const T& t) {
  T rate = one<T>() / t;
  for (const T& exit : c.exit_rates())
    if (rate < exit) rate = exit;
  rate = rate * T(2);
  if (!is_finite(T(rate * t)))
    give_up("downtime_distribution", "the rates times the window, " + describe(rate) + " * " +
                                         describe(t) + ", are out of range");
  int doublings = 0;
  T step = t;
  for (; step * rate > constant<T>(0.5); ++doublings) step = step / T(2);
  begin(c, counted, rate, step);
  for (; doublings > 0; --doublings) twice();
}

template <class T>
void time_moments<T>::begin(const chain<T>& c, const state_set& counted, const T& rate,
                            const T& step) {
  const auto n = static_cast<Eigen::Index>(c.size());
  matrix move = matrix::Zero(n, n);
  column earns = column::Zero(n);
  for (Eigen::Index i = 0; i < n; ++i) {
    const auto state = static_cast<std::size_t>(i);
    move(i, i) = (rate - c.exit_rates()[state]) / rate;  // rate is twice the largest
    for (const auto [to, value] : c.row(state))
      move(i, static_cast<Eigen::Index>(to)) = value / rate;
    if (counted.contains(state)) earns(i) = one<T>() / rate;
  }
  matrix power = matrix::Identity(n, n);  // of move + e R / rate, by order in e
  matrix first = matrix::Zero(n, n);
  column second = column::Zero(n);
  probability_ = time_ = matrix::Zero(n, n);
  square = column::Zero(n);
  T weight = exp_of(T(zero<T>() - rate * step));
  const T negligible = weight * std::numeric_limits<T>::epsilon() / T(64);
  for (int k = 0; weight > negligible || k < 3; ++k) {
    probability_ += weight * power;
    time_ += weight * first;
    square += (T(2) * weight) * second;
    second = move * second + earns.asDiagonal() * first.rowwise().sum();
    first = move * first + earns.asDiagonal() * power;
    power = move * power;
    weight = weight * rate * step / T(k + 1);
  }
  mean = time_.rowwise().sum();
}

template <class T>
void time_moments<T>::twice() {
  square += T(2) * (time_ * mean) + probability_ * square;
  time_ = probability_ * time_ + time_ * probability_;
  probability_ = probability_ * probability_;
  for (Eigen::Index i = 0; i < probability_.rows(); ++i) {
    const T sum = probability_.row(i).sum();
    probability_.row(i) /= sum;
  }
  mean = time_.rowwise().sum();
}

}  // namespace nines::detail

#ifdef NINES_COMPILED
extern template class nines::detail::time_moments<double>;
#endif
