// SPDX-License-Identifier: BSL-1.0
// sampled_probability: what samples say of a probability: mean, standard error, quantiles,
// histogram.
//
// The samples are sorted once. A quantile is the smallest sample that the given share does not
// exceed; between which samples the true one lies with a given confidence is a matter of ranks,
// whatever the distribution (here by the normal approximation of the binomial one).
// Index: standard error of a sample, quantile bounds by ranks.
#pragma once

#include <algorithm>
#include <nines/structure/uncertainty/random_stream.hpp>
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
  explicit sampled_probability(std::vector<probability<double>> samples)
      : sorted_(std::move(samples)) {
    if (sorted_.size() < 2)
      fail("sampled_probability", "number of samples", sorted_.size(), "2 or more");
    std::sort(sorted_.begin(), sorted_.end());
    double value = 0;
    double complement = 0;
    for (const auto& each : sorted_) {
      value += each.value();
      complement += each.complement();
    }
    mean_ = probability<double>::from_computed_sides(value / count(), complement / count());
    for (const auto& each : sorted_) variance_ += square(distance(each));
    variance_ /= count() - 1;  // of a count
  }

  /// The samples in ascending order.
  [[nodiscard]] const std::vector<probability<double>>& sorted() const { return sorted_; }
  /// The mean of the samples: both sides are averages, so neither loses digits.
  [[nodiscard]] const probability<double>& mean() const { return mean_; }
  /// Of the distribution, estimated with n - 1.
  [[nodiscard]] double variance() const { return variance_; }
  /// Of the mean: the square root of the variance over n.
  [[nodiscard]] double standard_error() const { return sqrt_of(variance_ / count()); }
  /// The smallest sample that a share p of all does not exceed. *Throws* domain_error unless p is
  /// in [0, 1].
  [[nodiscard]] const probability<double>& quantile(double p) const {
    require_unit_interval("sampled_probability::quantile", "p", p);
    return at_rank(p * count());
  }
  /// Samples between which the quantile of the distribution lies with that confidence, about.
  /// *Throws* domain_error unless p is in [0, 1] and the confidence in (0, 1).
  [[nodiscard]] std::pair<probability<double>, probability<double>> quantile_bounds(
      double p, const probability<double>& confidence) const {
    require_unit_interval("sampled_probability::quantile_bounds", "p", p);
    const auto above = probability<double>::from_sides(1 - confidence.complement() / 2,
                                                       confidence.complement() / 2);
    const double spread =
        standard_normal_quantile(above) * sqrt_of(p * (1 - p) * count());       // of ranks
    return {at_rank(p * count() - spread), at_rank(p * count() + spread + 1)};  // ranks
  }
  /// So many classes from the smallest sample to the largest; one where all are equal. *Throws*
  /// domain_error for no classes, or ratios of a sample of 0.
  [[nodiscard]] std::vector<histogram_class> histogram(std::size_t classes,
                                                       class_scale scale) const {
    if (classes == 0) fail("sampled_probability::histogram", "classes", classes, "1 or more");
    const bool by_ratio = scale == class_scale::equal_ratios;
    if (by_ratio)
      require_positive("sampled_probability::histogram", "sample", sorted_.front().value());
    std::vector<histogram_class> list;
    double lower = sorted_.front().value();
    if (!(lower < sorted_.back().value())) return {{lower, lower, 1}};
    for (std::size_t i = 1; i <= classes; ++i) {
      const double upper = i == classes ? sorted_.back().value() : bound(i, classes, by_ratio);
      list.push_back({lower, upper, share_between(lower, upper, i == classes)});
      lower = upper;
    }
    return list;
  }

 private:
  static double square(double x) { return x * x; }
  [[nodiscard]] double count() const { return static_cast<double>(sorted_.size()); }
  /// From the mean, on the side that has the digits.
  [[nodiscard]] double distance(const probability<double>& sample) const {
    return mean_.value() < mean_.complement() ? sample.value() - mean_.value()
                                              : mean_.complement() - sample.complement();
  }
  [[nodiscard]] const probability<double>& at_rank(double rank) const {
    const auto last = static_cast<double>(sorted_.size() - 1);
    const double below = rank > 1 ? rank - 1 : 0;  // a rank, counted from 0
    auto i = static_cast<std::size_t>(below < last ? below : last);
    if (static_cast<double>(i) < below && i + 1 < sorted_.size()) ++i;
    return sorted_[i];
  }
  [[nodiscard]] double bound(std::size_t i, std::size_t classes, bool by_ratio) const {
    const double first = sorted_.front().value();
    const double last = sorted_.back().value();
    const double share = static_cast<double>(i) / static_cast<double>(classes);
    return by_ratio ? first * exp_of(share * log_of(last / first))
                    : first * (1 - share) + last * share;  // between two bounds
  }
  [[nodiscard]] double share_between(double lower, double upper, bool with_upper) const {
    const auto below = [](const probability<double>& p, double x) { return p.value() < x; };
    const auto first = std::lower_bound(sorted_.begin(), sorted_.end(), lower, below);
    const auto last =
        with_upper ? sorted_.end() : std::lower_bound(sorted_.begin(), sorted_.end(), upper, below);
    return static_cast<double>(last - first) / count();
  }

  std::vector<probability<double>> sorted_;
  probability<double> mean_;
  double variance_ = 0;
};

}  // namespace nines
