// SPDX-License-Identifier: BSL-1.0
// How often something happens in a window: Poisson probabilities with all their digits.
//
//   w_k = exp(-x) x^k / k!      above_k = P(N > k)      excess_k = E[(N - k - 1)^+]
//
// The recurrence runs outward from the mode, so nothing is computed as an exponential of a large
// number, and the sums run from the small end. Every weight down to 1e-306 of the largest is there,
// with a relative error of some |k - x| epsilon: an answer of 1e-290 that lives in the tail loses
// nothing (no floor as in Fox & Glynn 1988; see Jansen 2011 for what is wrong with theirs).
// Index: Poisson distribution, Fox-Glynn weights.
#pragma once

#include <cmath>
#include <cstddef>
#include <nines/error.hpp>
#include <nines/scalar.hpp>
#include <vector>

namespace nines {

/// The number of events with mean x. About 75 sqrt(x) + 160 numbers are held.
template <class T>
class poisson_weights {
 public:
  /// The weights of a mean. *Throws* domain_error unless it is 0 or more and finite,
  /// convergence_error where they take more than 1 GiB. *Cost*: O(sqrt(mean)).
  explicit poisson_weights(const T& mean) : mean_(mean) {
    require_nonnegative_finite("poisson_weights", "mean", mean);
    require_memory("poisson_weights", "a table of weights",
                   3 * sizeof(T) * (75 * std::sqrt(static_cast<double>(mean)) + 160));
    const auto mode = static_cast<std::size_t>(std::floor(static_cast<double>(mean)));
    std::vector<T> below;
    T w = one<T>();
    for (std::size_t k = mode; k > 0; --k) {
      w = w * T(constant<T>(static_cast<double>(k)) / mean);
      if (!(w > constant<T>(negligible))) break;
      below.push_back(w);
    }
    first_ = mode - below.size();
    weight_.assign(below.rbegin(), below.rend());
    w = one<T>();
    for (std::size_t k = mode; w > constant<T>(negligible); ++k) {
      weight_.push_back(w);
      w = w * T(mean / constant<T>(static_cast<double>(k + 1)));
    }
    normalise(below.size());
    add_up();
  }

  /// A lower bound of first() that costs nothing: what is below has less
  /// than 1e-306 of the largest.
  static double lower_bound(double mean) {
    return mean - std::sqrt(2 * 720 * mean);  // Chernoff; an index, not a result
  }

  /// The probabilities of fewer events than first() and of more than last() are negligible.
  [[nodiscard]] std::size_t first() const { return first_; }
  /// The largest number of events that has a weight.
  [[nodiscard]] std::size_t last() const { return first_ + weight_.size() - 1; }
  /// P(N = k).
  [[nodiscard]] T at(std::size_t k) const { return inside(k) ? weight_[k - first_] : zero<T>(); }
  /// P(N > k).
  [[nodiscard]] T above(std::size_t k) const {
    if (k < first_) return one<T>();
    return inside(k) ? above_[k - first_] : zero<T>();
  }
  /// E[(N - k - 1)^+], the sum of above(k + 1), above(k + 2), ...
  [[nodiscard]] T excess(std::size_t k) const {
    if (k < first_)  // N > k for sure; mean - k - 1 is at least some standard deviations
      return mean_ - constant<T>(static_cast<double>(k + 1));
    return inside(k) ? excess_[k - first_] : zero<T>();
  }

 private:
  static constexpr double negligible = 1e-306;

  [[nodiscard]] bool inside(std::size_t k) const {
    return k >= first_ && k - first_ < weight_.size();
  }
  void normalise(std::size_t mode) {
    T sum = zero<T>();
    for (std::size_t i = 0; i < mode; ++i) sum = sum + weight_[i];
    T upper = zero<T>();
    for (std::size_t i = weight_.size(); i-- > mode;) upper = upper + weight_[i];
    sum = sum + upper;
    for (T& w : weight_) w = w / sum;
  }
  void add_up() {
    above_.assign(weight_.size(), zero<T>());
    excess_ = above_;
    for (std::size_t i = weight_.size() - 1; i-- > 0;) {
      above_[i] = above_[i + 1] + weight_[i + 1];
      excess_[i] = excess_[i + 1] + above_[i + 1];
    }
  }

  T mean_;
  std::size_t first_ = 0;
  std::vector<T> weight_, above_, excess_;
};

}  // namespace nines
