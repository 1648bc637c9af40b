// SPDX-License-Identifier: BSL-1.0
// Uncertain inputs: what is known of a probability, a rate, a share, as a distribution of it.
//
//   lognormal   median times or over the error factor holds 5 % to 95 %     rates, most often
//   beta        a - 1 failures and b - 1 successes were seen                probabilities
//   gamma       shape k events in a time 1 / scale were seen                rates
//   uniform, normal, histogram (classes of equal density)                   judgement of experts
//
// Each has draw(), mean() and variance(). A drawn value has a complement of its own, because that
// of a beta number is one, too: neither is 1 minus the other. Sources: NUREG/CR-6823 (2003).
//
// Example:
//   const auto rate = lognormal_input::from_mean(1e-3, 3);      // mean, error factor (95 %)
//   const beta_input demand(1.5, 998.5);
// Index: error factor, epistemic uncertainty.
#pragma once

#include <nines/inline.hpp>
#include <nines/structure/uncertainty/random_stream.hpp>
#include <variant>
#include <vector>

namespace nines {

/// A number, and 1 minus it, each with its digits; not always a probability.
struct two_sided_value {
  double value = 0;       ///< the number
  double complement = 1;  ///< 1 minus the number

  /// Of a number that has no digits beyond its own.
  static two_sided_value of(double x) { return {x, 1 - x}; }  // input data, rounded once
  /// Whether it is a probability.
  [[nodiscard]] bool is_probability() const { return value >= 0 && complement >= 0; }
  /// The probability nearest to it: 0 for a negative number, 1 for one above 1. *Throws*
  /// domain_error for NaN.
  [[nodiscard]] probability<double> nearest_probability() const;
};

/// exp of a normal number.
class lognormal_input {
 public:
  /// From the mean and the standard deviation of its logarithm. *Throws* domain_error unless both
  /// are finite, and the deviation is more than 0.
  static lognormal_input from_logarithm(double mean, double deviation);
  /// From its median and the error factor, which is the quantile at `level` over the median.
  /// *Throws* domain_error unless median > 0, error factor > 1 and level > 1/2.
  static lognormal_input from_median(double median, double error_factor,
                                     const probability<double>& level = common_level());
  /// The same from its mean: the median is mean exp(-s^2 / 2).
  static lognormal_input from_mean(double mean, double error_factor,
                                   const probability<double>& level = common_level());

  /// The mean, exp(m + s^2 / 2), of m and s of the logarithm.
  [[nodiscard]] two_sided_value mean() const;
  /// The variance, mean^2 (exp(s^2) - 1), of s of the logarithm.
  [[nodiscard]] double variance() const;
  /// A random value.
  [[nodiscard]] two_sided_value draw(random_stream& random) const;

 private:
  lognormal_input(double mean, double deviation) : mean_(mean), deviation_(deviation) {}

  static probability<double> common_level() { return probability<double>::from_complement(0.05); }
  static double deviation_of(double error_factor, const probability<double>& level);

  double mean_, deviation_;  // of the logarithm
};

/// A probability after a - 1 failures and b - 1 successes. Both sides have their digits.
class beta_input {
 public:
  /// *Throws* domain_error unless both are more than 0, and finite.
  beta_input(double a, double b);
  /// The mean, a / (a + b), with both sides.
  [[nodiscard]] two_sided_value mean() const { return {a_ / (a_ + b_), b_ / (a_ + b_)}; }
  /// The variance, a b / ((a + b)^2 (a + b + 1)).
  [[nodiscard]] double variance() const { return mean().value * mean().complement / (a_ + b_ + 1); }
  /// A random probability; its odds are a ratio of gamma numbers, so both sides have their digits.
  [[nodiscard]] two_sided_value draw(random_stream& random) const;

 private:
  double a_, b_;
};

/// A rate after `shape` events in a time of 1 / scale.
class gamma_input {
 public:
  /// *Throws* domain_error unless both are more than 0, and finite.
  gamma_input(double shape, double scale);
  /// The mean, shape x scale.
  [[nodiscard]] two_sided_value mean() const { return two_sided_value::of(shape_ * scale_); }
  /// The variance, shape x scale^2.
  [[nodiscard]] double variance() const { return shape_ * scale_ * scale_; }
  /// A random value.
  [[nodiscard]] two_sided_value draw(random_stream& random) const;

 private:
  double shape_, scale_;
};

/// As likely anywhere between two numbers.
class uniform_input {
 public:
  /// *Throws* domain_error unless lower < upper, both finite.
  uniform_input(double lower, double upper);
  /// The mean, in the middle of the two ends.
  [[nodiscard]] two_sided_value mean() const {
    return two_sided_value::of(lower_ / 2 + upper_ / 2);
  }
  /// The variance, (upper - lower)^2 / 12.
  [[nodiscard]] double variance() const { return (upper_ - lower_) * (upper_ - lower_) / 12; }
  /// A random value from lower to upper.
  [[nodiscard]] two_sided_value draw(random_stream& random) const;

 private:
  double lower_, upper_;
};

/// A normal number; it may be negative, or more than 1.
class normal_input {
 public:
  /// *Throws* domain_error unless both are finite, and the deviation is more than 0.
  normal_input(double mean, double deviation);
  /// The mean, as it was given.
  [[nodiscard]] two_sided_value mean() const { return two_sided_value::of(mean_); }
  /// The variance, the deviation squared.
  [[nodiscard]] double variance() const { return deviation_ * deviation_; }
  /// A random value.
  [[nodiscard]] two_sided_value draw(random_stream& random) const;

 private:
  double mean_, deviation_;
};

/// Classes between ascending bounds, each with a weight, and of equal density within.
class histogram_input {
 public:
  /// *Throws* domain_error unless there is one weight for each class, none is negative, some are
  /// positive, and the bounds ascend.
  histogram_input(std::vector<double> bounds, const std::vector<double>& weights);
  /// The mean: the middles of the classes, weighted. O(classes).
  [[nodiscard]] two_sided_value mean() const;
  /// The variance: that within the classes and that between them. O(classes).
  [[nodiscard]] double variance() const;
  /// A random value: of a random class, uniform within it. O(log(classes)).
  [[nodiscard]] two_sided_value draw(random_stream& random) const;

 private:
  [[nodiscard]] double share(std::size_t i) const;
  [[nodiscard]] double middle(std::size_t i) const { return bounds_[i] / 2 + bounds_[i + 1] / 2; }

  std::vector<double> bounds_;
  std::vector<double> up_to_;  // sums of the weights
};

/// Any of them.
using uncertain_input = std::variant<lognormal_input, beta_input, gamma_input, uniform_input,
                                     normal_input, histogram_input>;

/// The mean of an uncertain input; of a probability, both sides.
[[nodiscard]] two_sided_value mean(const uncertain_input& of);
/// The variance of an uncertain input.
[[nodiscard]] double variance(const uncertain_input& of);
/// A random value of an uncertain input.
[[nodiscard]] two_sided_value draw(const uncertain_input& from, random_stream& random);

}  // namespace nines

#ifndef NINES_COMPILED
#include <nines/structure/impl/uncertain_input.hpp>
#endif
