// SPDX-License-Identifier: BSL-1.0
// The pieces of deviance.hpp.
#pragma once

#include <boost/math/special_functions/log1p.hpp>
#include <cmath>
#include <nines/detection/tests/deviance.hpp>

namespace nines::detail {

NINES_INLINE double deviance(double x, double mean, double difference) {
  if (x == 0) return mean;
  const double relative = difference / x;
  // Where x is far the larger the logarithm is 2.5 times the rest or more.
  if (!(relative > -0.9)) return x * std::log(x / mean) + difference;
  if (!(relative < 1e300)) return difference;  // the logarithm is no part of it
  return -x * boost::math::log1pmx(relative);
}

NINES_INLINE double deviance(double x, double mean) {
  return deviance(x, mean, mean - x);  // given data: exact where they are close
}

NINES_INLINE double stirling_rest(double z) {
  double sum = 0;
  for (; z < 16; ++z)                          // of neighbours: Gamma(z + 1) = z Gamma(z)
    sum += (z + 0.5) * std::log1p(1 / z) - 1;  // 1/(12 z^2) from 1: to an epsilon of 1
  const double s = 1 / (z * z);
  return sum + (1.0 / 12 -  // the series alternates,
                (1.0 / 360 - (1.0 / 1260 - (1.0 / 1680 - s / 1188) * s) * s) * s) /  // and falls
                   z;
}

NINES_INLINE double gamma_ratio_rest(double z, double w) {
  return stirling_rest(z + w) - stirling_rest(z) - std::log1p(w / z) / 2;  // small, as said above
}

}  // namespace nines::detail
