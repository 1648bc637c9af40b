// SPDX-License-Identifier: BSL-1.0
// The integrand of the e-value of errors beside a baseline, on a log scale, and its integral.
//
//   ln of theta^x prod / (s theta + 1 - s)^t      at f = ln theta: concave, with one top
#pragma once

#include <algorithm>
#include <cmath>
#include <nines/probability/two_sided.hpp>
#include <optional>
#include <vector>

namespace nines {

/// What is believed beforehand: the release's share of the errors is Beta(release, baseline) where
/// it serves `share` of the requests, as if that many errors had been seen of each. Without a
/// share: that of the first line. {1, 1} is flat, and weak: any number of errors overrules it soon.
struct split_prior {
  double release = 1;   ///< errors of the release, as if seen
  double baseline = 1;  ///< errors of the baseline, as if seen
  /// of the requests, to which the prior refers
  std::optional<probability<>> share = probability<>::from_value(0.5);
};

namespace detail {

/// ln(s e^f + 1 - s), where q = 1 - s.
inline double log_of_mix(double f, double s, double q) {
  if (std::abs(f) < 0.5) return std::log1p(s * std::expm1(f));
  if (f > 0) return f + std::log(s + q * std::exp(-f));
  return std::log(q + s * std::exp(f));
}

/// Errors by the split under which they came.
struct split_errors {
  double share, rest;  ///< of the release, and of the baseline
  double errors;       ///< of both
};

/// How a weight of t moves the slope at f: of t ln(s e^f + 1 - s) the first two derivatives.
struct mix_slope {
  double first = 0;
  double second = 0;
  void add(double t, double f, double s, double q) {
    const double up = f > 0 ? s / (s + q * std::exp(-f)) : s * std::exp(f) / (q + s * std::exp(f));
    const double down =
        f > 0 ? q * std::exp(-f) / (s + q * std::exp(-f)) : q / (q + s * std::exp(f));
    first += t * up;
    second += t * up * down;
  }
};

/// ln of the integral of exp(log_of(f)), which is concave and largest at `top`, as wide there as a
/// normal density of that deviation; between where it is e^-40 of the most.
template <class Logarithm>
double log_integral_of(const Logarithm& log_of, double top, double deviation) {
  const double most = log_of(top);
  const auto edge = [&](double side) {
    double out = std::min(9 * deviation, 40.0);
    while (out < 1e5 && log_of(top + side * out) > most - 40) out *= 1.25;
    return top + side * out;
  };
  const double left = edge(-1);
  const double width = edge(1) - left;  // the right one is the larger
  const auto steps = static_cast<int>(std::max(64.0, std::ceil(width / 0.4)));
  const double step = width / steps;
  double sum = 0;
  for (int i = 0; i <= steps; ++i) sum += std::exp(log_of(left + i * step) - most);
  return most + std::log(sum * step);
}

/// The logarithm of what is integrated over f = ln theta, but for the constant of the prior.
class split_integrand {
 public:
  /// The errors of the release, and those of all by split; the prior is one more of them.
  split_integrand(double release, const std::vector<split_errors>& all) : x_(release), all_(all) {}

  [[nodiscard]] double operator()(double f) const {
    double sum = x_ * f;
    for (const auto& each : all_) sum -= each.errors * log_of_mix(f, each.share, each.rest);
    return sum;  // the statistic itself
  }
  /// Where it is largest: it is concave. By Newton's steps in a bracket.
  [[nodiscard]] double mode() const {
    double low = -1;
    double high = 1;
    while (low > -700 && slope(low).first > x_) low *= 2;
    while (high < 700 && slope(high).first < x_) high *= 2;
    double f = 0;
    for (int i = 0; i < 200; ++i) {
      const mix_slope at = slope(f);
      (at.first < x_ ? low : high) = f;
      double next = f + (x_ - at.first) / at.second;  // towards the root of the slope
      if (!(next > low && next < high)) next = low + (high - low) / 2;  // the ends of a bracket
      if (std::abs(next - f) <= 1e-9 * (std::abs(f) + 1e-12)) break;
      f = next;
    }
    return f;
  }
  /// How wide it is there: the deviation of the normal density that is curved alike.
  [[nodiscard]] double deviation(double mode) const { return 1 / std::sqrt(slope(mode).second); }
  /// ln of its integral over all f.
  [[nodiscard]] double log_integral() const {
    const double top = mode();
    return log_integral_of(*this, top, deviation(top));
  }

 private:
  [[nodiscard]] mix_slope slope(double f) const {
    mix_slope sum;
    for (const auto& each : all_) sum.add(each.errors, f, each.share, each.rest);
    return sum;
  }

  double x_;
  const std::vector<split_errors>& all_;
};

}  // namespace detail

}  // namespace nines
