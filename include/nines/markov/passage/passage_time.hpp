// SPDX-License-Identifier: BSL-1.0
// The distribution of the time to a set of states: when does it fail, when is it recovered?
//
//   F(t) = probability of having entered the target by t      R(t) = probability of not having
//   density = flow into the target at t                hazard = density / R: the failure rate
//
// Times are plain numbers in the unit of the chain. As a random time, with a place in plans and in
// durations: passage_distribution.hpp.
//
// The target is made one absorbing state, and so are the states from which it cannot be reached;
// the rest is transient(). F is what has flown in, R is what is left, both are sums: F = 1e-36 has
// all its digits, and so has R = 1e-200.
// Index: first-passage time distribution.
#pragma once

#include <boost/math/tools/toms748_solve.hpp>
#include <nines/markov/chain/chain_builder.hpp>
#include <nines/markov/transient/transient.hpp>

namespace nines {

template <class T>
class passage_distribution;

/// The time of first passage into a target, from an initial distribution.
template <class T = double>
class passage_time {
 public:
  /// What is known of the passage at one time.
  struct view {
    probability<T> reached;  ///< F(t) and R(t)
    T density;               ///< dF/dt, per unit of time of the chain
    solver_report report;    ///< of transient()
  };

  /// *Throws* domain_error for a target that is empty or of another chain, and an initial that is
  /// no distribution.
  passage_time(const chain<T>& c, const state_set& target,
               std::type_identity_t<std::span<const T>> initial, transient_options options = {});

  /// F, R and the density at time t, which is 0 or more and may be infinite. *Throws* and *Cost* as
  /// transient().
  [[nodiscard]] view at(const T& t) const;
  /// The probability of having entered the target by time t: unreliability, with reliability beside
  /// it.
  [[nodiscard]] probability<T> cdf(const T& t) const { return at(t).reached; }
  /// The same by a duration.
  template <class Rep, class Period>
  [[nodiscard]] probability<T> cdf(std::chrono::duration<Rep, Period> t) const {
    return cdf(way_.time(t));
  }
  /// The density of the time, per unit of time.
  [[nodiscard]] T density(const T& t) const { return at(t).density; }
  /// The rate at which the target is entered at t by what has not been there: the instantaneous
  /// failure rate. *Throws* domain_error when nothing is left at t.
  [[nodiscard]] T hazard(const T& t) const;
  /// The time by which the target has been entered with the given probability; infinite when it
  /// never will be so likely. *Throws* domain_error for a time out of the range of T. *Cost*: some
  /// 20 times that of at(), once more for each factor of e^4 that the time is away from the
  /// shortest mean stay in a state, and one value each at 0 and at infinity.
  [[nodiscard]] T quantile(const probability<T>& prob) const;

  /// The distribution of the time that is still left, given that the target has not been entered by
  /// t.
  [[nodiscard]] passage_time after(const T& t) const;

 private:
  friend class passage_distribution<T>;
  static constexpr auto unnumbered = static_cast<std::size_t>(-1);
  [[nodiscard]] std::size_t reached() const { return size_; }
  [[nodiscard]] std::size_t lost() const { return size_ + 1; }

  chain<T> way_;
  std::vector<T> start_;
  std::vector<T> to_target_;
  std::size_t size_ = 0;
  transient_options options_;
};

template <class T>
passage_time<T>::passage_time(const chain<T>& c, const state_set& target,
                              std::type_identity_t<std::span<const T>> initial,
                              transient_options options)
    : options_(options) {
  detail::check_options("passage_time", options);
  detail::check_states("passage_time", "target", target, c.size());
  if (target.empty()) fail("passage_time", "the target has no states");
  const std::vector<T> mass = detail::distribution_of("passage_time", "initial", initial, c.size());
  const state_set on_the_way = reaching(c.rates(), target) & !target;
  std::vector<std::size_t> number(c.size());
  for (std::size_t i = 0; i < c.size(); ++i)
    number[i] = on_the_way.contains(i) ? size_++ : unnumbered;
  chain_builder<T> way(size_ + 2);
  start_.assign(size_ + 2, zero<T>());
  to_target_.assign(size_, zero<T>());
  const auto place = [&](std::size_t i) {
    return number[i] != unnumbered ? number[i] : target.contains(i) ? reached() : lost();
  };
  for (std::size_t i = 0; i < c.size(); ++i) {
    start_[place(i)] += mass[i];
    if (number[i] == unnumbered) continue;
    for (const auto [to, rate] : c.row(i)) {
      way.add(number[i], place(to), rate);
      if (target.contains(to)) to_target_[number[i]] += rate;
    }
  }
  way_ = way.rates_per(c.unit()).build();
}

template <class T>
typename passage_time<T>::view passage_time<T>::at(const T& t) const {
  const auto now = transient(way_, start_, t, options_);
  T left = now.mass[lost()];
  T density = zero<T>();
  for (std::size_t i = 0; i < size_; ++i) {
    left += now.mass[i];
    density += now.mass[i] * to_target_[i];
  }
  return {both_sides("passage_time::at", now.mass[reached()], left), density, now.report};
}

template <class T>
T passage_time<T>::hazard(const T& t) const {
  const view now = at(t);
  if (!(now.reached.complement() > zero<T>()))
    fail("passage_time::hazard", "t", t, "a time at which the probability of survival is held");
  return now.density / now.reached.complement();
}

template <class T>
passage_time<T> passage_time<T>::after(const T& t) const {
  passage_time rest(*this);
  const auto now = transient(way_, start_, t, options_);
  T left = now.mass[lost()];
  for (std::size_t i = 0; i < size_; ++i) left += now.mass[i];
  if (!(left > zero<T>()))
    fail("passage_time::after", "t", t, "a time at which the probability of survival is held");
  for (std::size_t i = 0; i < start_.size(); ++i) rest.start_[i] = now.mass[i] / left;
  rest.start_[reached()] = zero<T>();
  return rest;
}

template <class T>
T passage_time<T>::quantile(const probability<T>& prob) const {
  const T inf = std::numeric_limits<T>::infinity();
  if (!(prob.value() > cdf(zero<T>()).value())) return zero<T>();
  if (!(prob < cdf(inf))) return inf;
  const bool by_value = prob.value() < prob.complement();  // the side that holds the digits
  // Rises with log t through 0; a logarithm of a ratio, so relative to the side.
  const auto excess = [&](const T& log_t) {
    const probability<T> p = cdf(exp_of(log_t));
    const T big = constant<T>(1e4);  // stands for the logarithm of 0
    if (by_value) return p.value() > zero<T>() ? log_of(T(p.value() / prob.value())) : T(-big);
    return p.complement() > zero<T>() ? log_of(T(prob.complement() / p.complement())) : big;
  };
  T rate = zero<T>();
  for (const T& exit : way_.exit_rates()) rate = exit > rate ? exit : rate;
  T low = -log_of(rate);
  T at_low = excess(low);
  const T step = constant<T>(at_low < zero<T>() ? 4 : -4);
  T high = low;
  T at_high = at_low;
  while ((at_high < zero<T>()) == (at_low < zero<T>())) {
    low = high;
    at_low = at_high;
    high += step;
    if (!(high * high < constant<T>(700.0 * 700)))
      fail("passage_time::quantile", "logarithm of the time", high, "in [-700, 700]");
    at_high = excess(high);
    if (at_high == zero<T>()) return exp_of(high);
  }
  if (low > high) {
    std::swap(low, high);
    std::swap(at_low, at_high);
  }
  std::uintmax_t evaluations = 100;
  const auto [a, b] = boost::math::tools::toms748_solve(
      excess, low, high, at_low, at_high,
      boost::math::tools::eps_tolerance<T>(std::numeric_limits<T>::digits - 3), evaluations);
  return exp_of(T((a + b) / constant<T>(2)));
}

}  // namespace nines

#ifdef NINES_COMPILED
extern template class nines::passage_time<double>;
#endif
