// SPDX-License-Identifier: BSL-1.0
// The integrand of the e-value of errors beside a baseline, on a log scale, and its integral.
//
//   ln of theta^x prod / (s theta + 1 - s)^t      at f = ln theta: concave, with one top
#pragma once

#include <algorithm>
#include <cmath>
#include <nines/inline.hpp>
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

/// Errors by the split under which they came.
struct split_errors {
  double share, rest;  ///< of the release, and of the baseline
  double errors;       ///< of both
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

struct mix_slope;  // the first two derivatives of a part of it

/// The logarithm of what is integrated over f = ln theta, but for the constant of the prior.
class split_integrand {
 public:
  /// The errors of the release, and those of all by split; the prior is one more of them.
  split_integrand(double release, const std::vector<split_errors>& all) : x_(release), all_(all) {}

  [[nodiscard]] double operator()(double f) const;
  /// Where it is largest: it is concave. By Newton's steps in a bracket.
  [[nodiscard]] double mode() const;
  /// How wide it is there: the deviation of the normal density that is curved alike.
  [[nodiscard]] double deviation(double mode) const;
  /// ln of its integral over all f.
  [[nodiscard]] double log_integral() const;

 private:
  [[nodiscard]] mix_slope slope(double f) const;

  double x_;
  const std::vector<split_errors>& all_;
};

}  // namespace detail

}  // namespace nines

#ifndef NINES_COMPILED
#include <nines/detection/impl/split_integrand.hpp>
#endif
