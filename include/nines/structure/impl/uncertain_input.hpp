// SPDX-License-Identifier: BSL-1.0
// What each kind of input is checked for, and how it is drawn.
#pragma once

#include <algorithm>
#include <nines/error.hpp>
#include <nines/structure/uncertainty/uncertain_input.hpp>

namespace nines {

NINES_INLINE probability<double> two_sided_value::nearest_probability() const {
  if (value < 0) return probability<double>::never();
  if (complement < 0) return probability<double>::always();
  return probability<double>::from_computed_sides(value, complement);
}

NINES_INLINE lognormal_input lognormal_input::from_logarithm(double mean, double deviation) {
  require_finite("lognormal_input::from_logarithm", "mean", mean);
  require_positive_finite("lognormal_input::from_logarithm", "deviation", deviation);
  return {mean, deviation};
}
NINES_INLINE lognormal_input lognormal_input::from_median(double median, double error_factor,
                                                          const probability<double>& level) {
  require_positive_finite("lognormal_input", "median", median);
  return {log_of(median), deviation_of(error_factor, level)};
}
NINES_INLINE lognormal_input lognormal_input::from_mean(double mean, double error_factor,
                                                        const probability<double>& level) {
  require_positive_finite("lognormal_input", "mean", mean);
  const double deviation = deviation_of(error_factor, level);
  return {log_of(mean) - deviation * deviation / 2, deviation};
}
NINES_INLINE two_sided_value lognormal_input::mean() const {
  return two_sided_value::of(exp_of(mean_ + deviation_ * deviation_ / 2));
}
NINES_INLINE double lognormal_input::variance() const {
  return mean().value * mean().value * expm1_of(deviation_ * deviation_);
}
NINES_INLINE two_sided_value lognormal_input::draw(random_stream& random) const {
  return two_sided_value::of(exp_of(mean_ + deviation_ * random.normal()));
}
NINES_INLINE double lognormal_input::deviation_of(double error_factor,
                                                  const probability<double>& level) {
  require_finite("lognormal_input", "error factor", error_factor);
  if (!(error_factor > 1)) fail("lognormal_input", "error factor", error_factor, "more than 1");
  if (!(level.complement() < 0.5)) fail("lognormal_input", "level", level.value(), "more than 1/2");
  return log_of(error_factor) / standard_normal_quantile(level);
}

NINES_INLINE beta_input::beta_input(double a, double b) : a_(a), b_(b) {
  require_positive_finite("beta_input", "a", a);
  require_positive_finite("beta_input", "b", b);
}
NINES_INLINE two_sided_value beta_input::draw(random_stream& random) const {
  const double log_odds = random.log_gamma(a_) - random.log_gamma(b_);  // of the random number
  const double small = exp_of(log_odds < 0 ? log_odds : -log_odds);
  const double larger = 1 / (1 + small);
  const double smaller = small / (1 + small);
  return log_odds < 0 ? two_sided_value{smaller, larger} : two_sided_value{larger, smaller};
}

NINES_INLINE gamma_input::gamma_input(double shape, double scale) : shape_(shape), scale_(scale) {
  require_positive_finite("gamma_input", "shape", shape);
  require_positive_finite("gamma_input", "scale", scale);
}
NINES_INLINE two_sided_value gamma_input::draw(random_stream& random) const {
  return two_sided_value::of(exp_of(random.log_gamma(shape_)) * scale_);
}

NINES_INLINE uniform_input::uniform_input(double lower, double upper)
    : lower_(lower), upper_(upper) {
  require_finite("uniform_input", "lower", lower);
  require_finite("uniform_input", "upper", upper);
  require_less("uniform_input", "lower", lower, upper, "less than the upper end");
}
NINES_INLINE two_sided_value uniform_input::draw(random_stream& random) const {
  const double share = random.uniform();
  return two_sided_value::of(lower_ * (1 - share) + upper_ * share);  // a random number
}

NINES_INLINE normal_input::normal_input(double mean, double deviation)
    : mean_(mean), deviation_(deviation) {
  require_finite("normal_input", "mean", mean);
  require_positive_finite("normal_input", "deviation", deviation);
}
NINES_INLINE two_sided_value normal_input::draw(random_stream& random) const {
  return two_sided_value::of(mean_ + deviation_ * random.normal());
}

NINES_INLINE histogram_input::histogram_input(std::vector<double> bounds,
                                              const std::vector<double>& weights)
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
NINES_INLINE two_sided_value histogram_input::mean() const {
  double sum = 0;
  for (std::size_t i = 0; i < up_to_.size(); ++i) sum += share(i) * middle(i);
  return two_sided_value::of(sum);
}
NINES_INLINE double histogram_input::variance() const {
  const double center = mean().value;
  double sum = 0;
  for (std::size_t i = 0; i < up_to_.size(); ++i) {
    const double width = bounds_[i + 1] - bounds_[i];  // ascending input data
    const double away = middle(i) - center;            // what is squared
    sum += share(i) * (away * away + width * width / 12);
  }
  return sum;
}
NINES_INLINE two_sided_value histogram_input::draw(random_stream& random) const {
  const double at = random.uniform() * up_to_.back();
  const auto found = std::upper_bound(up_to_.begin(), up_to_.end() - 1, at);
  const auto i = static_cast<std::size_t>(found - up_to_.begin());
  return uniform_input(bounds_[i], bounds_[i + 1]).draw(random);
}
NINES_INLINE double histogram_input::share(std::size_t i) const {
  return (up_to_[i] - (i == 0 ? 0 : up_to_[i - 1])) / up_to_.back();  // sums of weights
}

NINES_INLINE two_sided_value mean(const uncertain_input& of) {
  return std::visit([](const auto& each) { return each.mean(); }, of);
}

NINES_INLINE double variance(const uncertain_input& of) {
  return std::visit([](const auto& each) { return each.variance(); }, of);
}

NINES_INLINE two_sided_value draw(const uncertain_input& from, random_stream& random) {
  return std::visit([&](const auto& each) { return each.draw(random); }, from);
}

}  // namespace nines
