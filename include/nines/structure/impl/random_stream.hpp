// SPDX-License-Identifier: BSL-1.0
// The normal quantile (AS 241), and gamma numbers.
#pragma once

#include <nines/error.hpp>
#include <nines/structure/uncertainty/random_stream.hpp>

namespace nines {

namespace detail {

/// numerator(x) / denominator(x), from the coefficients of the highest powers; 8 of each.
constexpr double rational(const double (&numerator)[8], const double (&denominator)[8], double x) {
  double above = 0;
  double below = 0;
  for (int i = 0; i < 8; ++i) {
    above = above * x + numerator[i];
    below = below * x + denominator[i];
  }
  return above / below;
}

/// The quantile near the middle, of a distance from one half up to 0.425.
constexpr double middle_normal_quantile(double distance) {
  constexpr double numerator[] = {2.5090809287301226727e+3, 3.3430575583588128105e+4,
                                  6.7265770927008700853e+4, 4.5921953931549871457e+4,
                                  1.3731693765509461125e+4, 1.9715909503065514427e+3,
                                  1.3314166789178437745e+2, 3.3871328727963666080e+0};
  constexpr double denominator[] = {5.2264952788528545610e+3, 2.8729085735721942674e+4,
                                    3.9307895800092710610e+4, 2.1213794301586595867e+4,
                                    5.3941960214247511077e+3, 6.8718700749205790830e+2,
                                    4.2313330701600911252e+1, 1.0};
  return distance * rational(numerator, denominator, 0.180625 - distance * distance);
}
/// Minus the quantile of a small probability, from r = sqrt(-log(probability)).
constexpr double tail_normal_quantile(double r) {
  constexpr double near_numerator[] = {7.74545014278341407640e-4, 2.27238449892691845833e-2,
                                       2.41780725177450611770e-1, 1.27045825245236838258e+0,
                                       3.64784832476320460504e+0, 5.76949722146069140550e+0,
                                       4.63033784615654529590e+0, 1.42343711074968357734e+0};
  constexpr double near_denominator[] = {1.05075007164441684324e-9, 5.47593808499534494600e-4,
                                         1.51986665636164571966e-2, 1.48103976427480074590e-1,
                                         6.89767334985100004550e-1, 1.67638483018380384940e+0,
                                         2.05319162663775882187e+0, 1.0};
  constexpr double far_numerator[] = {2.01033439929228813265e-7, 2.71155556874348757815e-5,
                                      1.24266094738807843860e-3, 2.65321895265761230930e-2,
                                      2.96560571828504891230e-1, 1.78482653991729133580e+0,
                                      5.46378491116411436990e+0, 6.65790464350110377720e+0};
  constexpr double far_denominator[] = {2.04426310338993978564e-15, 1.42151175831644588870e-7,
                                        1.84631831751005468180e-5,  7.86869131145613259100e-4,
                                        1.48753612908506148525e-2,  1.36929880922735805310e-1,
                                        5.99832206555887937690e-1,  1.0};
  return r <= 5 ? rational(near_numerator, near_denominator, r - 1.6)
                : rational(far_numerator, far_denominator, r - 5);
}

}  // namespace detail

NINES_INLINE double standard_normal_quantile(const probability<double>& p) {
  const bool is_low = p.value() < p.complement();
  const double smaller = is_low ? p.value() : p.complement();
  if (!(smaller > 0)) fail("standard_normal_quantile", "p", p.value(), "neither 0 nor 1");
  if (smaller > 0.075) return detail::middle_normal_quantile(p.value() - 0.5);  // as published
  const double far = detail::tail_normal_quantile(sqrt_of(-log_of(smaller)));
  return is_low ? -far : far;
}

NINES_INLINE double random_stream::log_gamma(double shape) {
  require_positive_finite("random_stream::log_gamma", "shape", shape);
  if (shape >= 1) return log_gamma_from_one(shape);
  return log_gamma_from_one(shape + 1) + log_of(uniform()) / shape;
}
NINES_INLINE double random_stream::log_gamma_from_one(double shape) {
  const double d = shape - 1.0 / 3;
  const double c = 1 / sqrt_of(9 * d);
  for (int tries = 0; tries < 1000; ++tries) {  // each succeeds with at least 95 %
    const double x = normal();
    const double root = 1 + c * x;
    if (!(root > 0)) continue;
    const double log_cube = 3 * log1p_of(c * x);
    const double excess = d * (1 - root * root * root + log_cube);  // a random number's density
    if (log_of(uniform()) < x * x / 2 + excess) return log_of(d) + log_cube;
  }
  give_up("random_stream::log_gamma", "no number of that shape is found");
}
NINES_INLINE double random_stream::normal() {
  return standard_normal_quantile(probability<double>::from_value(uniform()));
}

}  // namespace nines
