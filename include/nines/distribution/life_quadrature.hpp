// SPDX-License-Identifier: BSL-1.0
// Integrals over a life, or over any distribution of a time: what its measures are computed with.
#pragma once

#include <algorithm>
#include <boost/math/quadrature/exp_sinh.hpp>
#include <boost/math/quadrature/tanh_sinh.hpp>
#include <cmath>
#include <nines/distribution/lifetime.hpp>
#include <nines/distribution/properties.hpp>

namespace nines::detail {

/// A life, or a distribution, at an age in its own unit.
template <lived L>
auto life_at(const L& life, time_scalar<L> age) {
  return life.at(typename L::time_type(age));
}
template <time_distribution D>
reliability_at<time_scalar<D>> life_at(const D& distribution, const time_scalar<D>& age) {
  if (!is_finite(age)) return {!distribution.outline().completion, zero<time_scalar<D>>()};
  const auto now = distribution.at(age);
  return {!now.cdf, now.density};
}

/// The times after an age, counted from it, at which a distribution may jump or bend.
template <class L>
std::vector<time_scalar<L>> rough_times([[maybe_unused]] const L& life,
                                        [[maybe_unused]] const time_scalar<L>& age) {
  std::vector<time_scalar<L>> times;
  if constexpr (time_distribution<L>) {
    const auto outline = life.outline();
    for (const auto& a : outline.atoms) times.push_back(a.time - age);
    for (const auto& b : outline.breakpoints) times.push_back(b.time - age);
    std::erase_if(times, [](const auto& t) { return !(t > 0); });
    std::sort(times.begin(), times.end());
  }
  return times;
}

/// Survival at an age that some reach.
template <class T>
const T& reached_by_some(const char* function, const T& survival) {
  if (!(survival >= std::numeric_limits<T>::min()))
    fail(function, "survival at the given age", survival,
         "at least " + describe(std::numeric_limits<T>::min()) + ", to have its digits");
  return survival;
}

/// Whether a stretch is wide enough for quadrature of its own; what is narrower goes with the next.
template <class T>
bool is_apart(const T& from, const T& to) {
  return to > from + T(1e-9) * std::max(T(1), to);
}

/// A sum of integrals of non-negative functions, with the error that quadrature admits. Tanh-sinh
/// is at ease with endpoints where a density is infinite; an interval with a kink is halved until
/// the kink does not matter, or 100 000 evaluations are spent. Functions should vary over lengths
/// of about 1.
template <class T>
class integral_sum {
 public:
  template <class F>
  void add(const F& f, T from, T to, int halvings = 20) {
    T error = 0;
    const auto counted = [&](T x) {
      ++evaluations_;
      return f(x);
    };
    const T sum = believed([&] { return finite_.integrate(counted, from, to, T(1e-13), &error); });
    if (error > T(1e-11) * std::max(sum, sum_) && halvings > 0 && evaluations_ < 100'000) {
      const T middle = from + (to - from) / 2;
      add(f, from, middle, halvings - 1);
      add(f, middle, to, halvings - 1);
    } else {
      sum_ += sum;
      error_ += error;
    }
  }
  template <class F>
  void add_tail(const F& f, T from) {
    T error = 0;
    boost::math::quadrature::exp_sinh<T> rule;
    sum_ += believed([&] {
      return rule.integrate(f, from, std::numeric_limits<T>::infinity(), T(1e-13), &error);
    });
    error_ += error;
  }
  [[nodiscard]] T sum() const { return sum_; }
  /// Whether the sum is right to 1e-9, relative.
  [[nodiscard]] bool is_believed() const {
    return error_ <= T(1e-9) * sum_ && sum_ < std::numeric_limits<T>::infinity();
  }
  /// Throws convergence_error if it is not.
  [[nodiscard]] T checked(const char* function) const {
    if (!is_believed())
      give_up(function,
              "the integral reached " + describe(sum_) + " with an error of " + describe(error_));
    return sum_;
  }

 private:
  /// What quadrature returns, or NaN, which checked() refuses, where a value was not a number.
  template <class Quadrature>
  static T believed(const Quadrature& integrate) {
    try {
      return integrate();
    } catch (const boost::math::evaluation_error&) {
      return std::numeric_limits<T>::quiet_NaN();
    }
  }

  boost::math::quadrature::tanh_sinh<T> finite_{10};  // 10 refinements: some thousand points
  T sum_ = 0;
  T error_ = 0;
  int evaluations_ = 0;
};

}  // namespace nines::detail
