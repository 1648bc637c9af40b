// SPDX-License-Identifier: BSL-1.0
// sampled_probability: what samples say of a probability: mean, standard error, quantiles,
// histogram.
//
// The samples are sorted once. A quantile is the smallest sample that the given share does not
// exceed; between which samples the true one lies with a given confidence is a matter of ranks,
// whatever the distribution (here by the normal approximation of the binomial one).
// Index: standard error of a sample, quantile bounds by ranks.
#pragma once

#include <cstddef>
#include <cstdint>
#include <nines/inline.hpp>
#include <nines/probability/two_sided.hpp>
#include <utility>
#include <vector>

namespace nines {

/// A class of a histogram: from lower to upper, and the share of all samples in it.
struct histogram_class {
  double lower, upper, share;  ///< ends of the class, and the share of samples in it, 0 to 1
};

/// How the classes of a histogram are made.
enum class class_scale : std::uint8_t {
  equal_widths,
  equal_ratios,  ///< where samples range over decades; each must be more than 0
};

/// Samples of a probability.
class sampled_probability {
 public:
  /// *Throws* domain_error for fewer than two samples. O(n log n).
  explicit sampled_probability(std::vector<probability<double>> samples);

  /// The samples in ascending order.
  [[nodiscard]] const std::vector<probability<double>>& sorted() const { return sorted_; }
  /// The mean of the samples: both sides are averages, so neither loses digits.
  [[nodiscard]] const probability<double>& mean() const { return mean_; }
  /// Of the distribution, estimated with n - 1.
  [[nodiscard]] double variance() const { return variance_; }
  /// Of the mean: the square root of the variance over n.
  [[nodiscard]] double standard_error() const;
  /// The smallest sample that a share p of all does not exceed. *Throws* domain_error unless p is
  /// in [0, 1].
  [[nodiscard]] const probability<double>& quantile(double p) const;
  /// Samples between which the quantile of the distribution lies with that confidence, about.
  /// *Throws* domain_error unless p is in [0, 1] and the confidence in (0, 1).
  [[nodiscard]] std::pair<probability<double>, probability<double>> quantile_bounds(
      double p, const probability<double>& confidence) const;
  /// So many classes from the smallest sample to the largest; one where all are equal. *Throws*
  /// domain_error for no classes, or ratios of a sample of 0.
  [[nodiscard]] std::vector<histogram_class> histogram(std::size_t classes,
                                                       class_scale scale) const;

 private:
  static double square(double x) { return x * x; }
  [[nodiscard]] double count() const { return static_cast<double>(sorted_.size()); }
  /// From the mean, on the side that has the digits.
  [[nodiscard]] double distance(const probability<double>& sample) const;
  [[nodiscard]] const probability<double>& at_rank(double rank) const;
  [[nodiscard]] double bound(std::size_t i, std::size_t classes, bool by_ratio) const;
  [[nodiscard]] double share_between(double lower, double upper, bool with_upper) const;

  std::vector<probability<double>> sorted_;
  probability<double> mean_;
  double variance_ = 0;
};

}  // namespace nines

#ifndef NINES_COMPILED
#include <nines/structure/impl/sampled_probability.hpp>
#endif
