// SPDX-License-Identifier: BSL-1.0
// The statistics of samples.
#pragma once

#include <algorithm>
#include <nines/error.hpp>
#include <nines/structure/uncertainty/random_stream.hpp>
#include <nines/structure/uncertainty/sampled_probability.hpp>

namespace nines {

NINES_INLINE sampled_probability::sampled_probability(std::vector<probability<double>> samples)
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
NINES_INLINE double sampled_probability::standard_error() const {
  return sqrt_of(variance_ / count());
}
NINES_INLINE const probability<double>& sampled_probability::quantile(double p) const {
  require_unit_interval("sampled_probability::quantile", "p", p);
  return at_rank(p * count());
}
NINES_INLINE std::pair<probability<double>, probability<double>>
sampled_probability::quantile_bounds(double p, const probability<double>& confidence) const {
  require_unit_interval("sampled_probability::quantile_bounds", "p", p);
  const auto above =
      probability<double>::from_sides(1 - confidence.complement() / 2, confidence.complement() / 2);
  const double spread =
      standard_normal_quantile(above) * sqrt_of(p * (1 - p) * count());       // of ranks
  return {at_rank(p * count() - spread), at_rank(p * count() + spread + 1)};  // ranks
}
NINES_INLINE std::vector<histogram_class> sampled_probability::histogram(std::size_t classes,
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
NINES_INLINE double sampled_probability::distance(const probability<double>& sample) const {
  return mean_.value() < mean_.complement() ? sample.value() - mean_.value()
                                            : mean_.complement() - sample.complement();
}
NINES_INLINE const probability<double>& sampled_probability::at_rank(double rank) const {
  const auto last = static_cast<double>(sorted_.size() - 1);
  const double below = rank > 1 ? rank - 1 : 0;  // a rank, counted from 0
  auto i = static_cast<std::size_t>(below < last ? below : last);
  if (static_cast<double>(i) < below && i + 1 < sorted_.size()) ++i;
  return sorted_[i];
}
NINES_INLINE double sampled_probability::bound(std::size_t i, std::size_t classes,
                                               bool by_ratio) const {
  const double first = sorted_.front().value();
  const double last = sorted_.back().value();
  const double share = static_cast<double>(i) / static_cast<double>(classes);
  return by_ratio ? first * exp_of(share * log_of(last / first))
                  : first * (1 - share) + last * share;  // between two bounds
}
NINES_INLINE double sampled_probability::share_between(double lower, double upper,
                                                       bool with_upper) const {
  const auto below = [](const probability<double>& p, double x) { return p.value() < x; };
  const auto first = std::lower_bound(sorted_.begin(), sorted_.end(), lower, below);
  const auto last =
      with_upper ? sorted_.end() : std::lower_bound(sorted_.begin(), sorted_.end(), upper, below);
  return static_cast<double>(last - first) / count();
}

}  // namespace nines
