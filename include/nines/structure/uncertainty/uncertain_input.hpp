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

#include <algorithm>
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
  [[nodiscard]] probability<double> nearest_probability() const {
    if (value < 0) return probability<double>::never();
    if (complement < 0) return probability<double>::always();
    return probability<double>::from_computed_sides(value, complement);
  }
};

/// exp of a normal number.
class lognormal_input {
 public:
  /// From the mean and the standard deviation of its logarithm. *Throws* domain_error unless both
  /// are finite, and the deviation is more than 0.
  static lognormal_input from_logarithm(double mean, double deviation) {
    require_finite("lognormal_input::from_logarithm", "mean", mean);
    require_positive_finite("lognormal_input::from_logarithm", "deviation", deviation);
    return {mean, deviation};
  }
  /// From its median and the error factor, which is the quantile at `level` over the median.
  /// *Throws* domain_error unless median > 0, error factor > 1 and level > 1/2.
  static lognormal_input from_median(double median, double error_factor,
                                     const probability<double>& level = common_level()) {
    require_positive_finite("lognormal_input", "median", median);
    return {log_of(median), deviation_of(error_factor, level)};
  }
  /// The same from its mean: the median is mean exp(-s^2 / 2).
  static lognormal_input from_mean(double mean, double error_factor,
                                   const probability<double>& level = common_level()) {
    require_positive_finite("lognormal_input", "mean", mean);
    const double deviation = deviation_of(error_factor, level);
    return {log_of(mean) - deviation * deviation / 2, deviation};
  }

  /// The mean, exp(m + s^2 / 2), of m and s of the logarithm.
  [[nodiscard]] two_sided_value mean() const {
    return two_sided_value::of(exp_of(mean_ + deviation_ * deviation_ / 2));
  }
  /// The variance, mean^2 (exp(s^2) - 1), of s of the logarithm.
  [[nodiscard]] double variance() const {
    return mean().value * mean().value * expm1_of(deviation_ * deviation_);
  }
  /// A random value.
  [[nodiscard]] two_sided_value draw(random_stream& random) const {
    return two_sided_value::of(exp_of(mean_ + deviation_ * random.normal()));
  }

 private:
  lognormal_input(double mean, double deviation) : mean_(mean), deviation_(deviation) {}

  static probability<double> common_level() { return probability<double>::from_complement(0.05); }
  static double deviation_of(double error_factor, const probability<double>& level) {
    require_finite("lognormal_input", "error factor", error_factor);
    if (!(error_factor > 1)) fail("lognormal_input", "error factor", error_factor, "more than 1");
    if (!(level.complement() < 0.5))
      fail("lognormal_input", "level", level.value(), "more than 1/2");
    return log_of(error_factor) / standard_normal_quantile(level);
  }

  double mean_, deviation_;  // of the logarithm
};

/// A probability after a - 1 failures and b - 1 successes. Both sides have their digits.
class beta_input {
 public:
  /// *Throws* domain_error unless both are more than 0, and finite.
  beta_input(double a, double b) : a_(a), b_(b) {
    require_positive_finite("beta_input", "a", a);
    require_positive_finite("beta_input", "b", b);
  }
  /// The mean, a / (a + b), with both sides.
  [[nodiscard]] two_sided_value mean() const { return {a_ / (a_ + b_), b_ / (a_ + b_)}; }
  /// The variance, a b / ((a + b)^2 (a + b + 1)).
  [[nodiscard]] double variance() const { return mean().value * mean().complement / (a_ + b_ + 1); }
  /// A random probability; its odds are a ratio of gamma numbers, so both sides have their digits.
  [[nodiscard]] two_sided_value draw(random_stream& random) const {
    const double log_odds = random.log_gamma(a_) - random.log_gamma(b_);  // of the random number
    const double small = exp_of(log_odds < 0 ? log_odds : -log_odds);
    const double larger = 1 / (1 + small);
    const double smaller = small / (1 + small);
    return log_odds < 0 ? two_sided_value{smaller, larger} : two_sided_value{larger, smaller};
  }

 private:
  double a_, b_;
};

/// A rate after `shape` events in a time of 1 / scale.
class gamma_input {
 public:
  /// *Throws* domain_error unless both are more than 0, and finite.
  gamma_input(double shape, double scale) : shape_(shape), scale_(scale) {
    require_positive_finite("gamma_input", "shape", shape);
    require_positive_finite("gamma_input", "scale", scale);
  }
  /// The mean, shape x scale.
  [[nodiscard]] two_sided_value mean() const { return two_sided_value::of(shape_ * scale_); }
  /// The variance, shape x scale^2.
  [[nodiscard]] double variance() const { return shape_ * scale_ * scale_; }
  /// A random value.
  [[nodiscard]] two_sided_value draw(random_stream& random) const {
    return two_sided_value::of(exp_of(random.log_gamma(shape_)) * scale_);
  }

 private:
  double shape_, scale_;
};

/// As likely anywhere between two numbers.
class uniform_input {
 public:
  /// *Throws* domain_error unless lower < upper, both finite.
  uniform_input(double lower, double upper) : lower_(lower), upper_(upper) {
    require_finite("uniform_input", "lower", lower);
    require_finite("uniform_input", "upper", upper);
    require_less("uniform_input", "lower", lower, upper, "less than the upper end");
  }
  /// The mean, in the middle of the two ends.
  [[nodiscard]] two_sided_value mean() const {
    return two_sided_value::of(lower_ / 2 + upper_ / 2);
  }
  /// The variance, (upper - lower)^2 / 12.
  [[nodiscard]] double variance() const { return (upper_ - lower_) * (upper_ - lower_) / 12; }
  /// A random value from lower to upper.
  [[nodiscard]] two_sided_value draw(random_stream& random) const {
    const double share = random.uniform();
    return two_sided_value::of(lower_ * (1 - share) + upper_ * share);  // a random number
  }

 private:
  double lower_, upper_;
};

/// A normal number; it may be negative, or more than 1.
class normal_input {
 public:
  /// *Throws* domain_error unless both are finite, and the deviation is more than 0.
  normal_input(double mean, double deviation) : mean_(mean), deviation_(deviation) {
    require_finite("normal_input", "mean", mean);
    require_positive_finite("normal_input", "deviation", deviation);
  }
  /// The mean, as it was given.
  [[nodiscard]] two_sided_value mean() const { return two_sided_value::of(mean_); }
  /// The variance, the deviation squared.
  [[nodiscard]] double variance() const { return deviation_ * deviation_; }
  /// A random value.
  [[nodiscard]] two_sided_value draw(random_stream& random) const {
    return two_sided_value::of(mean_ + deviation_ * random.normal());
  }

 private:
  double mean_, deviation_;
};

/// Classes between ascending bounds, each with a weight, and of equal density within.
class histogram_input {
 public:
  /// *Throws* domain_error unless there is one weight for each class, none is negative, some are
  /// positive, and the bounds ascend.
  histogram_input(std::vector<double> bounds, const std::vector<double>& weights)
      : bounds_(std::move(bounds)) {
    if (weights.empty() || bounds_.size() != weights.size() + 1)
      fail("histogram_input", "number of bounds", bounds_.size(), "one more than that of weights");
    require_finite("histogram_input", "bound", bounds_.front());
    for (std::size_t i = 0; i < weights.size(); ++i) {
      require_finite("histogram_input", "bound", bounds_[i + 1]);
      require_less("histogram_input", "bound", bounds_[i], bounds_[i + 1], "less than the next");
      require_nonnegative_finite("histogram_input", "weight", weights[i]);
      up_to_.push_back(weights[i] + (i == 0 ? 0 : up_to_.back()));
    }
    require_positive_finite("histogram_input", "sum of the weights", up_to_.back());
  }
  /// The mean: the middles of the classes, weighted. O(classes).
  [[nodiscard]] two_sided_value mean() const {
    double sum = 0;
    for (std::size_t i = 0; i < up_to_.size(); ++i) sum += share(i) * middle(i);
    return two_sided_value::of(sum);
  }
  /// The variance: that within the classes and that between them. O(classes).
  [[nodiscard]] double variance() const {
    const double center = mean().value;
    double sum = 0;
    for (std::size_t i = 0; i < up_to_.size(); ++i) {
      const double width = bounds_[i + 1] - bounds_[i];  // ascending input data
      const double away = middle(i) - center;            // what is squared
      sum += share(i) * (away * away + width * width / 12);
    }
    return sum;
  }
  /// A random value: of a random class, uniform within it. O(log(classes)).
  [[nodiscard]] two_sided_value draw(random_stream& random) const {
    const double at = random.uniform() * up_to_.back();
    const auto found = std::upper_bound(up_to_.begin(), up_to_.end() - 1, at);
    const auto i = static_cast<std::size_t>(found - up_to_.begin());
    return uniform_input(bounds_[i], bounds_[i + 1]).draw(random);
  }

 private:
  [[nodiscard]] double share(std::size_t i) const {
    return (up_to_[i] - (i == 0 ? 0 : up_to_[i - 1])) / up_to_.back();  // sums of weights
  }
  [[nodiscard]] double middle(std::size_t i) const { return bounds_[i] / 2 + bounds_[i + 1] / 2; }

  std::vector<double> bounds_;
  std::vector<double> up_to_;  // sums of the weights
};

/// Any of them.
using uncertain_input = std::variant<lognormal_input, beta_input, gamma_input, uniform_input,
                                     normal_input, histogram_input>;

/// The mean of an uncertain input; of a probability, both sides.
[[nodiscard]] inline two_sided_value mean(const uncertain_input& of) {
  return std::visit([](const auto& each) { return each.mean(); }, of);
}
/// The variance of an uncertain input.
[[nodiscard]] inline double variance(const uncertain_input& of) {
  return std::visit([](const auto& each) { return each.variance(); }, of);
}
/// A random value of an uncertain input.
[[nodiscard]] inline two_sided_value draw(const uncertain_input& from, random_stream& random) {
  return std::visit([&](const auto& each) { return each.draw(random); }, from);
}

}  // namespace nines
