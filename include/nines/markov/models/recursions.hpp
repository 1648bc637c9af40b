// SPDX-License-Identifier: BSL-1.0
// The recursions behind the closed forms of processes that go one step up or down: positive sums.
//
//   products of many ratios, as shares of their sum        scaled_weights
//   shares, each next one a multiple of all before it      shares_by_ratio
//   the mean time until a process is left                  time_to_leave
//   a b / c, though a b is more or less than a T holds     product_over
// Each of n steps adds a few epsilon of relative error and costs O(1).
#pragma once

#include <algorithm>
#include <limits>
#include <nines/scalar.hpp>
#include <span>
#include <vector>

namespace nines::detail {

/// Products that neither overflow nor vanish, since they count their powers of `step` apart.
template <class T>
class scaled_weights {
 public:
  /// The first weight is 1; the next one is `ratio` times the last.
  scaled_weights() { restart(); }
  void push(T ratio) {
    int power = power_.back();
    bring_near_one(ratio, power);
    ratio = ratio * weight_.back();
    bring_near_one(ratio, power);
    weight_.push_back(ratio);
    power_.push_back(power);
  }
  [[nodiscard]] bool last_is_positive() const { return weight_.back() > zero<T>(); }
  /// All so far are nothing beside the next one.
  void restart() {
    std::fill(weight_.begin(), weight_.end(), zero<T>());
    weight_.push_back(one<T>());
    power_.push_back(0);
  }

  /// The weights as shares of their sum.
  [[nodiscard]] std::vector<T> shares() const {
    int top = std::numeric_limits<int>::min();
    for (std::size_t i = 0; i < weight_.size(); ++i)
      if (weight_[i] > zero<T>()) top = std::max(top, power_[i]);
    std::vector<T> result = weight_;
    T sum = zero<T>();
    for (std::size_t i = 0; i < result.size(); ++i) {
      for (int p = power_[i]; p < top && result[i] > zero<T>(); ++p) result[i] = result[i] / step();
      sum = sum + result[i];
    }
    for (T& share : result) share = share / sum;
    return result;
  }

 private:
  static void bring_near_one(T& x, int& power) {
    for (; x > step(); ++power) x = x / step();
    for (; x > zero<T>() && x < one<T>() / step(); --power) x = x * step();
  }
  static T step() { return constant<T>(std::same_as<T, float> ? 0x1p30 : 0x1p300); }

  std::vector<T> weight_;
  std::vector<int> power_;
};

/// a b / c, finite and with all digits where that is so: where the product alone is too large or
/// too small one of its factors is divided first. 3 epsilon.
template <class T>
T product_over(const T& a, const T& b, const T& c) {
  const T product = a * b;
  if (is_finite(product) && !(product < std::numeric_limits<T>::min())) return product / c;
  if (!(a > zero<T>()) || !(b > zero<T>())) return product / c;
  const T& larger = a < b ? b : a;
  const T& smaller = a < b ? a : b;
  return is_finite(product) ? T(smaller / c * larger) : T(larger / c * smaller);
}

/// The mean time, from state 0, until a process on the states 0 .. n-1 leaves them: by a birth from
/// the last one, or by an exit, at its rate, from any. With p_i the probability of reaching i + 1
/// from i before an exit, k_i that of the exit first, and s_i the mean time until either,
///   d_i = birth_i + exit_i + death_(i-1) k_(i-1),
///   p_i = birth_i / d_i,  k_i = (exit_i + death_(i-1) k_(i-1)) / d_i,
///   s_i = (1 + death_(i-1) s_(i-1)) / d_i,  and the mean is s_0 + p_0 (s_1 + p_1 (s_2 + ...)).
template <class T>
T time_to_leave(std::span<const T> births, std::span<const T> deaths, std::span<const T> exits) {
  std::vector<T> totals, stays;  // d_i, s_i
  T out = zero<T>();             // k_(i-1)
  for (std::size_t i = 0; i < births.size() && (i == 0 || births[i - 1] > zero<T>()); ++i) {
    const T back = i == 0 ? zero<T>() : deaths[i - 1];
    const T leaving = exits[i] + back * out;
    totals.push_back(births[i] + leaving);
    if (!(totals[i] > zero<T>())) return std::numeric_limits<T>::infinity();
    const T returns = i == 0 ? zero<T>() : product_over(back, stays[i - 1], totals[i]);
    stays.push_back(one<T>() / totals[i] + returns);
    out = leaving / totals[i];
  }
  T mean = zero<T>();
  for (std::size_t i = stays.size(); i-- > 0;)
    mean = stays[i] + (mean > zero<T>() ? product_over(births[i], mean, totals[i]) : zero<T>());
  return mean;
}

/// The shares w_0 .. w_n of states where each next one is a multiple of all before it: w_(i+1) =
/// (w_0 + ... + w_i) next(i, a_i), where a_i is the share of w_i in w_0 + ... + w_i.
template <class T, class Next>
std::vector<T> shares_by_ratio(std::size_t n, const Next& next) {
  std::vector<T> share{one<T>()};    // a_i
  std::vector<T> before{zero<T>()};  // the share of those before
  for (std::size_t i = 0; i < n; ++i) {
    const T ratio = next(i, share.back());
    const T total = one<T>() + ratio;
    share.push_back(is_finite(ratio) ? T(ratio / total) : one<T>());
    before.push_back(is_finite(ratio) ? T(one<T>() / total) : zero<T>());
  }
  T rest = one<T>();
  for (std::size_t i = n + 1; i-- > 0;) {
    share[i] = rest * share[i];
    rest = rest * before[i];
  }
  return share;
}

}  // namespace nines::detail
