// SPDX-License-Identifier: BSL-1.0
// Pieces from which logarithms of likelihoods and of gamma functions are put together without large
// terms that cancel.
//
//   deviance(x, m) = x ln(x/m) + m - x >= 0
//   ln Gamma(z) = (z - 1/2) ln z - z + ln(2 pi)/2 + stirling_rest(z)
//
// so ln Gamma(z + w)/Gamma(z) is deviance(z + w, z) + w ln z - log1p(w/z)/2 + a difference of
// rests, which are 1/(12 z) and less. Accuracy: 6 epsilon of a deviance, 2e-15 of a rest. Source:
// Loader, Fast and Accurate Computation of Binomial Probabilities, 2000.
#pragma once

#include <boost/math/special_functions/log1p.hpp>
#include <cmath>

namespace nines::detail {

/// With mean - x, where it is better known than by subtraction.
inline double deviance(double x, double mean, double difference) {
  if (x == 0) return mean;
  const double relative = difference / x;
  // Where x is far the larger the logarithm is 2.5 times the rest or more.
  if (!(relative > -0.9)) return x * std::log(x / mean) + difference;
  if (!(relative < 1e300)) return difference;  // the logarithm is no part of it
  return -x * boost::math::log1pmx(relative);
}
inline double deviance(double x, double mean) {
  return deviance(x, mean, mean - x);  // given data: exact where they are close
}

inline double stirling_rest(double z) {
  double sum = 0;
  for (; z < 16; ++z)                          // of neighbours: Gamma(z + 1) = z Gamma(z)
    sum += (z + 0.5) * std::log1p(1 / z) - 1;  // 1/(12 z^2) from 1: to an epsilon of 1
  const double s = 1 / (z * z);
  return sum + (1.0 / 12 -  // the series alternates,
                (1.0 / 360 - (1.0 / 1260 - (1.0 / 1680 - s / 1188) * s) * s) * s) /  // and falls
                   z;
}

/// The part of ln Gamma(z + w)/Gamma(z) beside deviance(z + w, z) + w ln z.
inline double gamma_ratio_rest(double z, double w) {
  return stirling_rest(z + w) - stirling_rest(z) - std::log1p(w / z) / 2;  // small, as said above
}

}  // namespace nines::detail
