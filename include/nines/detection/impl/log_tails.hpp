// SPDX-License-Identifier: BSL-1.0
// Logarithms of normal and gamma tails, also where the tails are below any double.
#pragma once

#include <boost/math/special_functions/gamma.hpp>
#include <cmath>
#include <nines/detection/tests/deviance.hpp>
#include <nines/detection/tests/log_tails.hpp>
#include <nines/error.hpp>

namespace nines::detail {

NINES_INLINE double scaled_erfc(double t) {
  if (t < 25) return std::exp(t * t) * std::erfc(t);
  const double s = 1 / (2 * t * t);
  // The series alternates, and falls.
  const double series =
      1 - s * (1 - 3 * s * (1 - 5 * s * (1 - 7 * s)));  // benign: s is at most 1/1250
  return series / (t * 1.7724538509055160273);
}

NINES_INLINE double log_half_erfc(double t) {
  constexpr double ln2 = 0.69314718055994530942;
  if (t > 0) return std::log(scaled_erfc(t)) - t * t - ln2;  // nothing cancels: t^2 is the most
  return std::log(std::erfc(t) / 2);
}

NINES_INLINE double log_gamma_density(double a, double x) {
  constexpr double two_pi = 6.2831853071795864769;
  return std::log(a / two_pi) / 2 - deviance(a, x) - stirling_rest(a);  // the deviance is the most
}

NINES_INLINE large_gamma::large_gamma(double a, double x) {
  const double away = x - a;  // given data
  const double eta = std::copysign(std::sqrt(2 * deviance(a, x) / a), away);
  t = eta * std::sqrt(a / 2);
  // 1/(x/a - 1) - 1/eta, by its series where it would cancel
  const double first = std::abs(eta) < 1e-2
                           ? -1.0 / 3 + eta * (1.0 / 12 + eta * (-2.0 / 135 + eta / 864))
                           : a / away - 1 / eta;
  rest = first / std::sqrt(6.2831853071795864769 * a);
}

NINES_INLINE double large_gamma::log_upper() const {
  if (t > 0) return std::log(scaled_erfc(t) / 2 + rest) - t * t;  // t^2 is the most
  return std::log(upper());
}

NINES_INLINE double large_gamma::upper() const {
  if (t > 0) return std::exp(-t * t) * (scaled_erfc(t) / 2 + rest);
  return std::erfc(t) / 2 + std::exp(-t * t) * rest;
}

NINES_INLINE double large_gamma::lower() const {
  if (t < 0) return std::exp(-t * t) * (scaled_erfc(-t) / 2 - rest);  // small against it
  return std::erfc(-t) / 2 - std::exp(-t * t) * rest;
}

NINES_INLINE double log_gamma_q(double a, double x) {
  const double away = x - a;  // given data
  if (a >= 1e8) return large_gamma(a, x).log_upper();
  if (away < 0 && deviance(a, x) > 50) return 0;  // all but exp(-50)
  if (away < 30 * std::sqrt(a) + 30) return std::log(boost::math::gamma_q(a, x));
  // Q = x^a e^-x / Gamma(a) / (x - a + 1 - (1 - a)/(x - a + 3 - 2 (2 - a)/(x - a + 5 - ...)))
  double b = away + 1;
  double c = HUGE_VAL;
  double d = 1 / b;
  double fraction = d;
  for (int i = 1; i < 100000; ++i) {  // Lentz; x - a + 2 i + 1 outweighs what is taken from it
    const double k = i * (a - i);
    b += 2;
    d = 1 / (k * d + b);
    c = b + k / c;
    fraction *= c * d;
    if (std::abs(c * d - 1) < 1e-15) return log_gamma_density(a, x) + std::log(fraction);
  }
  give_up("log_gamma_q",
          "its continued fraction does not end at a = " + describe(a) + ", x = " + describe(x));
}

}  // namespace nines::detail
