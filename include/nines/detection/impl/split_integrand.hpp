// SPDX-License-Identifier: BSL-1.0
// The integrand of the e-value of errors beside a baseline, and its integral.
#pragma once

#include <cmath>
#include <nines/detection/tests/split_integrand.hpp>

namespace nines::detail {

/// ln(s e^f + 1 - s), where q = 1 - s.
inline double log_of_mix(double f, double s, double q) {
  if (std::abs(f) < 0.5) return std::log1p(s * std::expm1(f));
  if (f > 0) return f + std::log(s + q * std::exp(-f));
  return std::log(q + s * std::exp(f));
}

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

NINES_INLINE double split_integrand::operator()(double f) const {
  double sum = x_ * f;
  for (const auto& each : all_) sum -= each.errors * log_of_mix(f, each.share, each.rest);
  return sum;  // the statistic itself
}

NINES_INLINE double split_integrand::mode() const {
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

NINES_INLINE double split_integrand::deviation(double mode) const {
  return 1 / std::sqrt(slope(mode).second);
}

NINES_INLINE double split_integrand::log_integral() const {
  const double top = mode();
  return log_integral_of(*this, top, deviation(top));
}

NINES_INLINE mix_slope split_integrand::slope(double f) const {
  mix_slope sum;
  for (const auto& each : all_) sum.add(each.errors, f, each.share, each.rest);
  return sum;
}

}  // namespace nines::detail
